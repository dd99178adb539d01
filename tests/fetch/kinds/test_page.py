"""A listing: its links, its pages, and listings in which nothing is found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from newswire.contract import check_source_kind
from newswire.fetch import Cursor, Fetched, FetchFailed, Interval, NotAnswerable, NotModified
from newswire.fetch.kinds.page import KIND, PageSource, fetch

if TYPE_CHECKING:
    from fetch.conftest import Site

NOW = dt.datetime(2020, 11, 2, 10, 30, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())


def listing(*links: str) -> bytes:
    listed = "".join(f'<li class="story"><a href="{link}">{link}</a></li>' for link in links)
    return f"<!doctype html><nav><a href='/home'>Home</a></nav><ul>{listed}</ul>".encode()


def source(site: Site, **more: object) -> PageSource:
    table = {
        "name": "pier",
        "kind": "page",
        "url": f"{site.url}/news",
        "links": ".story a",
        "timeout": 2,
        **more,
    }
    return PageSource.model_validate(table)


def arrived(
    site: Site, known: dict[str, Cursor] | None = None, interval: Interval = TODAY, **more: object
) -> list[Fetched]:
    """Return the documents that are kept. Note all cursors in ``known``."""
    site.requests.clear()
    kept = []
    for one in fetch(source(site, **more), dict(known or {}), interval, NOW):
        if known is not None:
            known[one.cursor.locator] = one.cursor
        kept += [one] if one.kept else []
    return kept


def sentence(fetching: Generator[Fetched, None, str | None]) -> str | None:
    """Return the sentence at the end of a fetch."""
    while True:
        try:
            next(fetching)
        except StopIteration as end:
            return str(end.value)


def asked(site: Site) -> list[str]:
    return [path for path, _ in site.requests if path != "/robots.txt"]


@pytest.fixture
def pier(site: Site) -> Site:
    """A listing of two pages."""
    site.reply("/news", listing("/a", "b"))
    for name in ("a", "b", "c"):
        site.reply(f"/{name}", f"<html>{name}".encode(), Content_Type="text/html")
    return site


def test_contract(pier: Site) -> None:
    check_source_kind(KIND, {"name": "pier", "kind": "page", "url": f"{pier.url}/news", "links": ".story a"})


def test_the_pages_of_the_links_are_documents(pier: Site) -> None:
    first, second = arrived(pier)
    assert (first.document.content, first.document.path) == (b"<html>a", f"{pier.url}/a")
    assert second.document.content == b"<html>b"
    assert asked(pier) == ["/news", "/a", "/b"]


def test_each_page_is_fetched_once(pier: Site) -> None:
    known: dict[str, Cursor] = {}
    arrived(pier, known)
    pier.reply("/news", listing("/c", "/a"))
    assert [one.document.content for one in arrived(pier, known)] == [b"<html>c"]


def test_an_unchanged_listing_is_not_modified_unless_a_page_waits(pier: Site) -> None:
    known: dict[str, Cursor] = {}
    pier.reply("/news", listing("/a", "/b"), ETag='"1"')
    arrived(pier, known, max_pages=1)
    pier.reply("/news", status=304)
    assert [one.document.content for one in arrived(pier, known)] == [b"<html>b"]
    with pytest.raises(NotModified):
        arrived(pier, known)
    assert pier.headers_of("/news")["if-none-match"] == '"1"'


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (
            b"<html><ul><li><a href='/a'>A</a></ul>",
            r"the selector '\.story a' finds no link in .*/news\. That is doubted",
        ),
        (b"{}", "finds no link"),
        (b"", "The answer is empty, in the place of a listing"),
        (
            b"<html><a href='/a' class=story>A</a><input type=password>",
            "is a form to log in, in the place of a listing",
        ),
    ],
)
def test_a_listing_without_links_is_an_error_each_time(pier: Site, body: bytes, error: str) -> None:
    known: dict[str, Cursor] = {}
    arrived(pier, known)
    before = dict(known)
    pier.reply("/news", body, ETag='"empty"')
    for _ in range(2):
        with pytest.raises(FetchFailed, match=error):
            arrived(pier, known)
    assert known == before


def test_a_listing_knows_only_the_present(pier: Site) -> None:
    pier.requests.clear()
    for days in (-2, 1):
        with pytest.raises(NotAnswerable, match="pier is a listing, which knows only the present"):
            arrived(pier, interval=Interval.day(NOW.date() + dt.timedelta(days=days)))
    assert pier.requests == []


def pages_of_listing(site: Site, *pages: tuple[str, ...], **headers: str) -> None:
    """Serve a listing of several pages, each with its links and a link to the next one."""
    for number, links in enumerate(pages, start=1):
        site.reply(
            "/news" if number == 1 else f"/news/{number}",
            listing(*links) + (f"<a rel=next href=/news/{number + 1}>Older".encode() * (number < len(pages))),
            **headers,
        )
        for link in links:
            site.reply(link, f"<html>{link}".encode(), Content_Type="text/html")


NEXT = {"next": "[rel~=next i]"}


def test_a_first_run_reads_all_pages_of_a_listing_and_a_later_one_up_to_what_is_known(site: Site) -> None:
    known: dict[str, Cursor] = {}
    pages_of_listing(site, ("/5", "/4"), ("/3", "/2"), ("/1",))
    assert len(arrived(site, known, **NEXT)) == 5
    assert asked(site)[:3] == ["/news", "/news/2", "/news/3"]
    pages_of_listing(site, ("/8", "/7"), ("/6", "/5"), ("/4", "/3"), ("/2", "/1"))
    assert len(arrived(site, known, **NEXT)) == 3
    assert asked(site)[:4] == ["/news", "/news/2", "/news/3", "/8"], "page 3 has nothing new, and ends it"
    with pytest.raises(NotModified):
        arrived(site, known, **NEXT)
    assert asked(site) == ["/news"]


def test_a_link_that_is_not_wanted_does_not_lead_on(site: Site) -> None:
    known: dict[str, Cursor] = {}
    pages_of_listing(site, ("/video/1", "/a"), ("/b",))
    arrived(site, known, exclude=["*/video/*"], **NEXT)
    pages_of_listing(site, ("/video/2", "/a"), ("/b",))
    with pytest.raises(NotModified):
        arrived(site, known, exclude=["*/video/*"], **NEXT)
    assert asked(site) == ["/news"]


def test_a_listing_is_read_to_a_limit_and_a_sentence_names_it(site: Site) -> None:
    pages_of_listing(site, ("/3",), ("/2",), ("/1",))
    fetching = fetch(source(site, max_listings=2, **NEXT), {}, TODAY, NOW)
    assert sentence(fetching) == (
        f"{site.url}/news goes on behind its page 2, the last one that a run reads "
        "(max_listings in sources/pier.toml)."
    )
    assert "/news/3" not in asked(site)


def test_a_listing_that_leads_back_to_itself_ends(site: Site) -> None:
    pages_of_listing(site, ("/2",), ("/1",), ("/0",))
    site.reply("/news/2", listing("/1") + b"<a rel=next href=/news>Older")
    assert len(arrived(site, **NEXT)) == 2


@pytest.mark.parametrize("reply", [{"status": 404}, {"body": b"<html>Closed."}])
def test_a_further_page_that_fails_is_read_by_the_next_run_although_the_first_one_is_known(
    site: Site, reply: dict[str, Any]
) -> None:
    known: dict[str, Cursor] = {}
    pages_of_listing(site, ("/3",), ("/2",), ETag='"1"')
    site.reply("/news/2", **reply)
    assert [one.document.content for one in arrived(site, known, **NEXT)] == [b"<html>/3"]
    pages_of_listing(site, ("/3",), ("/2",), ETag='"1"')
    assert [one.document.content for one in arrived(site, known, **NEXT)] == [b"<html>/2"]
    assert "if-none-match" not in site.headers_of("/news")
    with pytest.raises(NotModified):
        arrived(site, known, **NEXT)
    assert asked(site) == ["/news"]


@pytest.mark.parametrize("at", range(1, 8))
def test_a_run_that_ends_early_leaves_no_page_of_the_listing_behind(site: Site, at: int) -> None:
    known: dict[str, Cursor] = {}
    pages_of_listing(site, ("/2",), ("/1",))
    arrived(site, known, **NEXT)
    pages_of_listing(site, ("/6", "/5"), ("/4", "/3"), ("/2", "/1"))
    brought = []
    for _, one in zip(range(at), fetch(source(site, **NEXT), dict(known), TODAY, NOW), strict=False):
        known[one.cursor.locator] = one.cursor
        brought += [one.document.path] if one.kept else []
    brought += [one.document.path for one in arrived(site, known, **NEXT)]
    assert sorted(brought) == [f"{site.url}/{number}" for number in (3, 4, 5, 6)]


def test_a_listing_of_a_month_answers_for_its_days(pier: Site) -> None:
    pier.reply("/2020/10", listing("/c"))
    then = Interval.day(dt.date(2020, 10, 6))
    [one] = arrived(pier, interval=then, url=f"{pier.url}/{{year}}/{{month}}")
    assert one.document.content == b"<html>c"


def test_a_dated_listing_answers_for_past_days(pier: Site) -> None:
    pier.reply("/2020/10/06", listing("/c"))
    then = Interval.day(dt.date(2020, 10, 6))
    [one] = arrived(pier, interval=then, url=f"{pier.url}/{{year}}/{{month}}/{{day}}")
    assert one.document.content == b"<html>c"


def test_a_dated_listing_is_of_a_day_in_its_own_zone(pier: Site) -> None:
    for day in ("05", "06", "07"):
        pier.reply(f"/2020/10/{day}", listing("/c"))
    dated = f"{pier.url}/{{year}}/{{month}}/{{day}}"
    arrived(pier, interval=Interval.day(dt.date(2020, 10, 6)), url=dated, timezone="Asia/Seoul")
    assert asked(pier) == ["/2020/10/06", "/2020/10/07", "/c"]


def test_a_dated_listing_of_today_ends_with_the_present_day(pier: Site) -> None:
    pier.reply("/2020/11/02", listing("/c"))
    arrived(
        pier,
        interval=Interval(TODAY.start, TODAY.end + dt.timedelta(days=3)),
        url=f"{pier.url}/{{year}}/{{month}}/{{day}}",
    )
    assert asked(pier) == ["/2020/11/02", "/c"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("links", ""),
        ("links", "a["),
        ("links", "li + li"),
        ("next", "a["),
        ("url", "https://x.example/{year}/{week}"),
    ],
)
def test_a_wrong_setting_is_refused(site: Site, key: str, value: str) -> None:
    with pytest.raises(ValidationError) as caught:
        source(site, **{key: value})
    assert [error["loc"] for error in caught.value.errors()] == [(key,)]


def test_a_limit_of_pages_without_the_way_to_them_is_refused(site: Site) -> None:
    with pytest.raises(ValidationError, match="next is missing"):
        source(site, max_listings=5)


def test_a_link_to_the_inner_network_is_not_asked_for(pier: Site) -> None:
    port = pier.url.rpartition(":")[2]
    pier.reply("/news", listing(f"http://localhost:{port}/a", "/b"))
    assert [one.document.content for one in arrived(pier)] == [b"<html>b"]
    assert asked(pier) == ["/news", "/b"]
