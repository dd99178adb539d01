"""Addresses without the parts of a visit, and the sites of addresses."""

from __future__ import annotations

import pytest

from newswire.lexicon.addresses import host_of, is_address, site, without_query, without_visit

PAGE = "https://quay.example/n/77"


@pytest.mark.parametrize(
    "visit",
    [
        "utm_source=rss&utm_medium=feed&UTM_CAMPAIGN=x",
        "fbclid=IwAR0x&gclid=1",
        "mc_cid=ab&mc_eid=cd",
        "at_medium=RSS&at_campaign=TIDE",
        "PHPSESSID=0a9b8c",
        "ASPSESSIONIDQACBTRRT=PLK",
        "CFID=12&CFTOKEN=34",
        "session_id=77",
        "userSessionKey=77",
        "doAsUserId=1002",
        "access_token=x",
        "tok=2",
        "sid=9f8e7d6c5b4a32109f8e7d6c5b4a3210",
        "_=1743430001",
        "ts=1743430001123",
        "ref=rss",
        "source=feed_main",
        "emc=rss",
        "visitorid=4",
    ],
)
def test_parameters_of_a_visit_go(visit: str) -> None:
    assert without_visit(f"{PAGE}?{visit}") == PAGE
    assert without_visit(f"{PAGE}?id=4&{visit}&b=#part") == f"{PAGE}?id=4&b=#part"


@pytest.mark.parametrize(
    "address",
    [
        "https://quay.example/?p=7",
        "https://quay.example/article.php?sid=1234",
        "https://quay.example/a?ref=77",
        "https://quay.example/a?session=spring",
        "https://quay.example/a?t=12&s=3",
        "https://quay.example/a?x=%20&&y",
        "https://quay.example/a#c3",
        "https://quay.example/a;b",
        "https://[quay.example/?utm_source=rss",
        "tag:quay.example,2020:1",
    ],
)
def test_other_parts_stay_as_they_are_written(address: str) -> None:
    assert without_visit(address) == address


@pytest.mark.parametrize(
    ("address", "page"),
    [
        ("https://quay.example/a;jsessionid=0A1B2C?id=3", "https://quay.example/a?id=3"),
        ("https://quay.example/(S(lit3py55t21z5v55))/p.aspx", "https://quay.example/p.aspx"),
        ("https://quay.example/a#xtor=RSS-3", "https://quay.example/a"),
    ],
)
def test_sessions_in_paths_and_campaigns_in_fragments_go(address: str, page: str) -> None:
    assert without_visit(address) == page


def test_an_address_without_its_query() -> None:
    assert without_query("https://quay.example/a;jsessionid=0A?tok=1#c") == "https://quay.example/a"


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://www.quay.example/sport", "quay.example"),
        ("HTTP://Quay.Example:8080/", "quay.example"),
        ("https://rss.quay.example/all.xml", "quay.example"),
        ("https://m.quay.example/", "quay.example"),
        ("https://www.rss.example/", "rss.example"),
        ("https://rss.example/", "rss.example"),
        ("https://xn--mnchen-3ya.example/", "münchen.example"),
        ("tag:ann@quay.example,2020-11:1", "quay.example"),
        ("tag:quay.example,2020:1", "quay.example"),
        ("urn:uuid:1", None),
        ("quay.example", None),
        ("https://[quay/", None),
        (None, None),
    ],
)
def test_the_site_of_an_address(address: str | None, host: str | None) -> None:
    assert site(address) == host


def test_only_absolute_web_addresses_are_addresses() -> None:
    assert is_address("HTTPS://quay.example/1")
    assert not is_address("quay.example/1")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://WWW.Coast.example:8080/a?b", "coast.example"),
        (" https://news.coast.example ", "news.coast.example"),
        ("/a", None),
        ("https://www./a", None),
        ("http://[", None),
        (None, None),
    ],
)
def test_the_host_of_an_address(address: str | None, host: str | None) -> None:
    assert host_of(address) == host
