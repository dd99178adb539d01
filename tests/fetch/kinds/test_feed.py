"""A feed source: the document of a fetch, and the cases without one."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from newswire.fetch import (
    Cursor,
    FetchError,
    FetchFailed,
    FetchRefused,
    Interval,
    NotAnswerable,
    NotModified,
)
from newswire.fetch.kinds.feed import FeedSource, fetch
from newswire.model import Document

if TYPE_CHECKING:
    from fetch.conftest import Site

NOW = dt.datetime(2020, 11, 2, 10, 30, tzinfo=dt.UTC)
TODAY = Interval.day(NOW.date())


def source(url: str) -> FeedSource:
    return FeedSource(name="coast", kind="feed", url=url)


def test_a_fetch_yields_a_document_with_its_cursor(site: Site) -> None:
    site.reply(
        "/rss", b"<rss/>", Content_Type="text/xml", ETag='"1"', Last_Modified="Mon, 02 Nov 2020 10:00:00 GMT"
    )
    url = site.url + "/rss"
    [fetched] = fetch(source(url + "?token=abc"), {}, TODAY, NOW)
    shown = url + "?token=…"
    assert fetched.document == Document(b"<rss/>", shown, shown, "text/xml", NOW)
    assert fetched.http_status == 200
    assert fetched.cursor == Cursor(
        shown, etag='"1"', last_modified="Mon, 02 Nov 2020 10:00:00 GMT", asked_whole_at=NOW
    )


@pytest.mark.parametrize(
    ("last_modified", "kept"),
    [
        ("Mon, 02 Nov 2020 10:30:00 GMT", True),
        ("Mon, 02 Nov 2020 12:30:00 +0200", True),
        ("Mon, 02 Nov 2020 10:30:01 GMT", False),
        ("Fri, 31 Dec 2049 23:59:59 GMT", False),
        ("0", False),
        ("yesterday", False),
    ],
)
def test_a_last_modified_is_kept_if_it_has_passed(site: Site, last_modified: str, kept: bool) -> None:
    site.reply("/rss", b"<rss/>", Last_Modified=last_modified)
    [fetched] = fetch(source(site.url + "/rss"), {}, TODAY, NOW)
    assert fetched.cursor.last_modified == (last_modified if kept else None)


@pytest.mark.parametrize(("hours", "sent"), [(0, True), (167, True), (168, False), (-1, False)])
def test_validators_are_sent_for_a_week(site: Site, hours: int, sent: bool) -> None:
    site.reply("/rss", b"<rss/>")
    url = site.url + "/rss"
    before = NOW - dt.timedelta(hours=hours)
    cursor = Cursor(url, etag='"1"', last_modified="Mon, 02 Nov 2020 09:00:00 GMT", asked_whole_at=before)
    [fetched] = fetch(source(url), {url: cursor}, TODAY, NOW)
    headers = site.headers_of("/rss")
    assert ("if-none-match" in headers, "if-modified-since" in headers) == (sent, sent)
    assert fetched.cursor.asked_whole_at == (before if sent else NOW)


@pytest.mark.parametrize("body", [b"<rss><channel><item>", b'{"items": [{"id": "1"}', b"BEGIN:VCALENDAR\r\n"])
def test_a_cut_document_is_an_error(site: Site, body: bytes) -> None:
    site.reply("/rss", body)
    with pytest.raises(FetchFailed, match="Source coast: the document is cut") as caught:
        list(fetch(source(site.url + "/rss"), {}, TODAY, NOW))
    assert caught.value.http_status == 200


def test_an_unchanged_feed_is_not_modified(site: Site) -> None:
    site.replies["/rss"] = lambda headers: site.replies["/" + headers.get("if-none-match", "first")]
    site.reply("/first", b"<rss/>", ETag="second", Last_Modified="Mon, 02 Nov 2020 10:00:00 GMT")
    site.reply("/second", status=304)
    url = site.url + "/rss"
    [fetched] = fetch(source(url), {}, TODAY, NOW)
    with pytest.raises(NotModified, match="coast has nothing new"):
        list(fetch(source(url), {fetched.cursor.locator: fetched.cursor}, TODAY, NOW))
    assert site.headers_of("/rss")["if-modified-since"] == "Mon, 02 Nov 2020 10:00:00 GMT"


def test_the_interval_that_has_just_ended_is_answered_too(site: Site) -> None:
    site.reply("/rss", b"<rss/>")
    yesterday = Interval.day(NOW.date() - dt.timedelta(days=1))
    assert len(list(fetch(source(site.url + "/rss"), {}, yesterday, NOW))) == 1


@pytest.mark.parametrize("days", [-2, 1])
def test_other_intervals_cannot_be_answered_and_the_server_is_not_asked(site: Site, days: int) -> None:
    other = Interval.day(NOW.date() + dt.timedelta(days=days))
    with pytest.raises(NotAnswerable, match=r"coast is a feed, which knows only the present.*00:00 UTC"):
        list(fetch(source(site.url + "/rss"), {}, other, NOW))
    assert site.requests == []


def test_an_error_names_the_source(site: Site) -> None:
    with pytest.raises(FetchError, match=r"Source coast: 127\.0\.0\.1 answered 404 \(Not Found\)") as caught:
        list(fetch(source(site.url + "/gone"), {}, TODAY, NOW))
    assert isinstance(caught.value, FetchRefused)


@pytest.mark.parametrize("key", ["include", "exclude", "max_pages"])
def test_keys_on_pages_need_full_text(key: str) -> None:
    value = 5 if key == "max_pages" else ["*"]
    table = {"name": "coast", "kind": "feed", "url": "https://x.example/", key: value}
    with pytest.raises(ValidationError, match=f"{key} choose pages, which full_text = true fetches"):
        FeedSource.model_validate(table)
    FeedSource.model_validate({**table, "full_text": True})


def test_with_full_text_the_feed_alone_is_expected_to_be_one() -> None:
    url = "https://x.example/rss"
    defaults = FeedSource(name="coast", kind="feed", url=url, full_text=True).defaults()
    assert defaults.expects_feed(url)
    assert not defaults.expects_feed("https://x.example/7")
    assert source(url).defaults().expects_feed("https://x.example/7")
