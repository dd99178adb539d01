"""Addresses of an interface."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.fetch.api.addresses import (
    filled,
    is_of_one_origin,
    joined,
    next_link,
    placeholders,
    with_parameter,
    written,
)

AT = dt.datetime(2020, 11, 2, 11, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))


def test_placeholders_are_filled_and_encoded() -> None:
    url = "https://x.example/?q=[{start}+TO+{end}]"
    assert placeholders(url) == {"start", "end"}
    assert filled(url, {"start": "2020-11-02T10:30:00+00:00", "end": "&"}) == (
        "https://x.example/?q=[2020-11-02T10%3A30%3A00%2B00%3A00+TO+%26]"
    )


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%Y-%m-%dT%H:%M:%SZ", "2020-11-02T10:30:00Z"),
        ("%Y%m%d%H%M%S", "20201102103000"),
        ("seconds", "1604313000"),
        ("milliseconds", "1604313000000"),
    ],
)
def test_a_time_is_written_in_utc(form: str, text: str) -> None:
    assert written(AT, form) == text


@pytest.mark.parametrize(
    ("url", "changed"),
    [
        ("https://x.example/a", "https://x.example/a?p=%26"),
        ("https://x.example/a?b=1", "https://x.example/a?b=1&p=%26"),
        ("https://x.example/a?p=1&b=[2]", "https://x.example/a?b=[2]&p=%26"),
        ("https://x.example/a?P=1&pp=2", "https://x.example/a?P=1&pp=2&p=%26"),
    ],
)
def test_a_parameter_takes_the_place_of_an_earlier_one(url: str, changed: str) -> None:
    assert with_parameter(url, "p", "&") == changed


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("?page=2", "https://x.example/a?page=2"),
        (" /b#c ", "https://x.example/b"),
        ("//me:pw@y.example/", "https://y.example/"),
        ("file:///etc/hostname", None),
        ("https://y.example:x/", None),
        ("https://[", None),
    ],
)
def test_an_address_of_an_answer_is_a_web_address(address: str, whole: str | None) -> None:
    assert joined("https://x.example/a?page=1", address) == whole


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ('<https://x.example/2>; rel="next"', "https://x.example/2"),
        (
            '<https://x.example/1>; rel="prev", <https://x.example/3>; title="x"; rel="last NEXT"',
            "https://x.example/3",
        ),
        ('<https://x.example/1>; rel="prev"', None),
        ("", None),
        (None, None),
        ("nonsense", None),
    ],
)
def test_the_next_page_of_a_header(header: str | None, address: str | None) -> None:
    assert next_link(header) == address


def test_an_origin_is_scheme_host_and_port() -> None:
    assert is_of_one_origin("https://x.example/a", "https://X.example:443/b")
    for other in ("http://x.example/", "https://y.example/", "https://x.example:8443/"):
        assert not is_of_one_origin("https://x.example/a", other)
