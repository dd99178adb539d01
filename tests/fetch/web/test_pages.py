"""The queue of pages: what is noted, in which order they are read, and what stays."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from newswire.fetch import Cursor, Interval
from newswire.fetch.fetched import WAITS
from newswire.fetch.web.leading import LeadingSource
from newswire.fetch.web.pages import Lead, Pages
from newswire.fetch.web.stated import read_stated

if TYPE_CHECKING:
    from fetch.conftest import Site

NOW = dt.datetime(2020, 11, 2, 10, 30, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())


def pages(
    url: str = "http://pier.example/", *known: Cursor, interval: Interval = TODAY, **more: object
) -> Pages:
    source = LeadingSource.model_validate({"name": "pier", "kind": "x", "url": url, "timeout": 2, **more})
    return Pages(source, {one.locator: one for one in known}, interval, NOW)


def noted(found: Pages, *leads: str, lastmod: str = "") -> list[str]:
    stated = read_stated(lastmod, None)
    return [one.cursor.locator for one in found.note(Lead(url, stated) for url in leads)]


@pytest.mark.parametrize(
    ("written", "as_locator"),
    [
        (" http://pier.example/a#top ", "http://pier.example/a"),
        ("http://me:pw@pier.example/a", "http://pier.example/a"),
        ("http://pier.example/a?token=abc", "http://pier.example/a?token=…"),
        ("mailto:me@pier.example", None),
        ("javascript:void(0)", None),
        ("http://", None),
        ("http://pier.example:x/", None),
        ("http://pier.example/" + "a" * 2_000, None),
    ],
)
def test_an_address_is_noted_without_secrets_and_place(written: str, as_locator: str | None) -> None:
    assert noted(pages(), written) == ([as_locator] if as_locator else [])


def test_a_page_is_noted_once() -> None:
    known = Cursor("http://pier.example/read", size=3)
    waits = Cursor("http://pier.example/waits", size=WAITS)
    found = pages("http://pier.example/", known, waits)
    assert noted(found, known.locator, waits.locator, "http://pier.example/a", "http://pier.example/a#b") == [
        "http://pier.example/a"
    ]


def test_a_page_that_was_read_keeps_its_validators_while_it_waits() -> None:
    known = Cursor("http://pier.example/a", '"1"', "x", size=3, mtime_ns=1)
    [one] = pages("http://pier.example/", known).note([Lead(known.locator, read_stated("2020-11-02", None))])
    assert one.cursor == Cursor(known.locator, '"1"', "x", size=WAITS, mtime_ns=1604275200 * 10**9)
    assert not one.kept


def test_a_page_whose_address_has_a_secret_is_read_with_it_and_never_from_its_cursor(site: Site) -> None:
    site.reply("/a", b"A")
    found = pages(site.url + "/", Cursor(f"{site.url}/b?token=…", size=WAITS))
    noted(found, f"{site.url}/a?token=abc")
    [one] = [one for one in found.read() if one.kept]
    assert one.document.path == one.document.url == f"{site.url}/a?token=…"
    assert [path for path, _ in site.requests] == ["/robots.txt", "/a?token=abc"]


def test_pages_that_failed_come_last_and_the_newest_first(site: Site) -> None:
    names = ("failed", "old", "new", "undated")
    for name in names:
        site.reply(f"/{name}", name.encode())
    cursors = [
        Cursor(f"{site.url}/failed", size=WAITS, mtime_ns=9, asked_whole_at=NOW),
        Cursor(f"{site.url}/old", size=WAITS, mtime_ns=1),
        Cursor(f"{site.url}/new", size=WAITS, mtime_ns=2),
        Cursor(f"{site.url}/undated", size=WAITS),
        Cursor(f"{site.url}/rss"),
        Cursor(f"{site.url}/read", size=0),
    ]
    read = [one.document.content.decode() for one in pages(site.url + "/", *cursors).read()]
    assert read == ["undated", "new", "old", "failed"]


def test_an_unchanged_page_is_read_without_a_document(site: Site) -> None:
    site.reply("/a", status=304)
    [one] = pages(site.url + "/", Cursor(f"{site.url}/a", '"1"', size=WAITS)).read()
    assert (one.kept, one.cursor.size) == (False, 0)


def test_an_empty_page_waits(site: Site) -> None:
    site.reply("/a", b" ")
    found = pages(site.url + "/", Cursor(f"{site.url}/a", size=WAITS))
    [one] = found.read()
    assert (one.kept, one.cursor.size, one.cursor.asked_whole_at) == (False, WAITS, NOW)
    assert (found.sentence() or "").endswith(f"{site.url}/a: The answer is empty.")


def test_a_backfill_reads_the_waiting_pages_of_its_days_only(site: Site) -> None:
    site.reply("/then", b"then")
    day = Interval.day(dt.date(2020, 10, 6))
    cursors = [
        Cursor(f"{site.url}/then", size=WAITS, mtime_ns=int(day.start.timestamp()) * 10**9),
        Cursor(f"{site.url}/later", size=WAITS, mtime_ns=int(day.end.timestamp()) * 10**9),
        Cursor(f"{site.url}/undated", size=WAITS),
    ]
    assert [one.document.content for one in pages(site.url + "/", *cursors, interval=day).read()] == [b"then"]


def test_a_redirect_of_a_page_is_followed_and_its_own_address_stays_its_place(site: Site) -> None:
    site.reply("/a", status=301, Location="/b")
    site.reply("/b", b"B")
    [one] = pages(site.url + "/", Cursor(f"{site.url}/a", size=WAITS)).read()
    assert (one.document.path, one.document.url) == (f"{site.url}/a", f"{site.url}/b")


def test_a_page_that_leads_to_an_inner_address_waits(site: Site) -> None:
    port = site.url.rpartition(":")[2]
    site.reply("/a", status=302, Location=f"http://localhost:{port}/b")
    found = pages(site.url + "/", Cursor(f"{site.url}/a", size=WAITS))
    assert [one.kept for one in found.read()] == [False]
    assert "inner network" in (found.sentence() or "")
    assert [path for path, _ in site.requests] == ["/robots.txt", "/a"]
