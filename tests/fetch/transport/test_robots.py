"""robots.txt of a real server on loopback: its rules, and the policy for those that cannot be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from newswire.fetch import FetchFailed, HostWaits
from newswire.fetch.transport.http import get
from newswire.fetch.transport.neighbour import LocalHosts, Neighbour, behaving
from newswire.fetch.transport.robots import RobotsDisallow, crawl_delay

if TYPE_CHECKING:
    from fetch.conftest import Site

LET_IN = b"User-agent: *\nDisallow: /inner\nAllow: /inner/open\nCrawl-delay: 0\n"
SHUT = b"User-agent: Newswire\nDisallow: /\n\nUser-agent: *\nAllow: /\n"


@pytest.fixture(autouse=True)
def manners(site: Site) -> Iterator[Neighbour]:
    site.reply("/story", b"A story.")
    with behaving(Neighbour(LocalHosts())) as here:
        yield here


def read(site: Site, path: str = "/story") -> bytes:
    answer = get(site.url + path, "coast", timeout=2, max_bytes=1000, tries=1)
    assert answer
    return answer.content


def aged(manners: Neighbour, site: Site, **since: dt.timedelta) -> None:
    """Let time pass since the file was asked for, read or became unreadable."""
    file = manners.hosts.robots(site.url)
    assert file
    for name, age in since.items():
        file = replace(file, **{name: dt.datetime.now(dt.UTC) - age})
    manners.hosts.keep_robots(site.url, "127.0.0.1", file, 0.0)


def test_rules_decide_by_our_name_and_by_the_longest_match(site: Site) -> None:
    site.reply("/robots.txt", LET_IN)
    site.reply("/inner/open", b"Open.")
    assert read(site) == b"A story."
    assert read(site, "/inner/open") == b"Open."
    with pytest.raises(
        RobotsDisallow, match=r"robots\.txt of 127\.0\.0\.1 does not allow Newswire to read /inner/x"
    ):
        read(site, "/inner/x")
    assert [path for path, _ in site.requests] == ["/robots.txt", "/story", "/inner/open"]


def test_a_group_with_our_name_outweighs_the_one_for_all(site: Site) -> None:
    site.reply("/robots.txt", SHUT)
    with pytest.raises(RobotsDisallow):
        read(site)
    assert [path for path, _ in site.requests] == ["/robots.txt"]


def test_an_address_of_the_operator_needs_no_robots_txt(site: Site) -> None:
    site.reply("/robots.txt", SHUT)
    assert get(site.url + "/story", "coast", timeout=2, max_bytes=1000, robots=False)
    assert [path for path, _ in site.requests] == ["/story"]


def test_the_target_of_a_redirect_is_checked_too(site: Site) -> None:
    site.reply("/robots.txt", LET_IN)
    site.reply("/away", status=302, Location="/inner/x")
    with pytest.raises(RobotsDisallow):
        read(site, "/away")


@pytest.mark.parametrize("status", [401, 403, 404, 410, 418])
def test_a_file_that_is_not_there_has_no_rules(site: Site, status: int) -> None:
    site.reply("/robots.txt", SHUT, status=status)
    assert read(site) == b"A story."


@pytest.mark.parametrize("location", ["/robots.txt", "file:///etc/hosts", ""])
def test_redirects_without_an_end_have_no_rules(site: Site, location: str) -> None:
    site.reply("/robots.txt", status=302, Location=location)
    assert read(site) == b"A story."


def test_rules_behind_redirects_hold(site: Site) -> None:
    site.reply("/robots.txt", status=301, Location="/1")
    for number in range(1, 5):
        site.reply(f"/{number}", status=302, Location=f"/{number + 1}")
    site.reply("/5", SHUT)
    with pytest.raises(RobotsDisallow):
        read(site)


@pytest.mark.parametrize(
    "body",
    [
        b"<!doctype html><title>Home</title>\nUser-agent: *\nDisallow: /\n",
        b"\n<!-- app -->\n<html>\nDisallow: /",
        b"",
        b"\xff\xfe\0\0 nonsense \x80",
        b"<!-- -->" * 20_000,
        b"Disallow: /\nUser-agent: *\n",
    ],
    ids=["page", "page with comment", "empty", "binary", "comments", "rule of no group"],
)
def test_a_body_without_rules_allows_all(site: Site, body: bytes) -> None:
    site.reply("/robots.txt", body)
    assert read(site) == b"A story."


def test_of_a_large_file_the_beginning_is_read(site: Site) -> None:
    site.reply(
        "/robots.txt", b"User-agent: *\nDisallow: /story\n" + b"# filler\n" * 100_000 + b"Disallow: /open\n"
    )
    site.reply("/open", b"Open.")
    assert read(site, "/open") == b"Open."
    with pytest.raises(RobotsDisallow):
        read(site)


@pytest.mark.parametrize("status", [429, 500, 503])
def test_without_an_answer_nothing_is_fetched(site: Site, status: int) -> None:
    site.reply("/robots.txt", status=status)
    for _ in range(2):
        with pytest.raises(FetchFailed, match=r"robots\.txt of 127\.0\.0\.1 cannot be read"):
            read(site)
    assert [path for path, _ in site.requests] == ["/robots.txt"]  # it is asked again in ten minutes


def test_a_wait_that_robots_txt_asks_for_holds_for_the_host(site: Site) -> None:
    site.reply("/robots.txt", status=503, Retry_After="3600")
    with pytest.raises(FetchFailed):
        read(site)
    with pytest.raises(HostWaits):
        get(site.url + "/story", "coast", timeout=2, max_bytes=1000, robots=False)


def test_without_an_answer_the_last_rules_hold(site: Site, manners: Neighbour) -> None:
    site.reply("/robots.txt", LET_IN)
    read(site)
    site.hang_up("/robots.txt")
    aged(manners, site, asked_at=dt.timedelta(days=1))
    assert read(site) == b"A story."
    with pytest.raises(RobotsDisallow):
        read(site, "/inner")


def test_a_file_that_was_unreadable_for_thirty_days_counts_as_none(site: Site, manners: Neighbour) -> None:
    site.hang_up("/robots.txt")
    with pytest.raises(FetchFailed):
        read(site)
    aged(manners, site, unreadable_since=dt.timedelta(days=29, hours=23))
    with pytest.raises(FetchFailed):
        read(site)
    aged(manners, site, unreadable_since=dt.timedelta(days=30), asked_at=dt.timedelta(minutes=11))
    assert read(site) == b"A story."
    assert [path for path, _ in site.requests] == ["/robots.txt", "/robots.txt", "/story"]


def test_a_copy_is_used_for_a_day(site: Site, manners: Neighbour) -> None:
    read(site)
    site.reply("/robots.txt", SHUT)
    aged(manners, site, asked_at=dt.timedelta(hours=23, minutes=59))
    read(site)
    aged(manners, site, asked_at=dt.timedelta(hours=24))
    with pytest.raises(RobotsDisallow):
        read(site)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: newswire\nCrawl-delay: 7\nUser-agent: *\nCrawl-delay: 2", 7),
        ("User-agent: *\nCrawl-delay: soon", 0),
        ("User-agent: *\nCrawl-delay: -1", 0),
        ("User-agent: *\nCrawl-delay: nan", 0),
        ("User-agent: *\nCrawl-delay: 1e99", 86_400),
        ("", 0),
        (None, 0),
    ],
)
def test_a_crawl_delay_is_read(text: str | None, seconds: float) -> None:
    assert crawl_delay(text) == seconds
