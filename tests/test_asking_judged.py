"""The judgement on the documents of a source as they arrive, without a warehouse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from newswire.asking import Asked, judged
from newswire.fetch import Fetched, NotModified
from newswire.fetch.fetched import WAITS, Cursor
from newswire.fetch.kinds.feed import FeedSource
from tests.support.feeds_in_folders import Entry, rss
from tests.support.site import Site, serving
from tests.support.stories import NOW, TODAY

LOGIN = b"<html><title>Quay Post: sign in</title><form><input name=p type='password'></form></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as here:
        yield here


def arrived(
    site: Site, *known: Cursor, had_stories: bool = False, **more: object
) -> tuple[list[Fetched], Asked]:
    table: dict[str, Any] = {"name": "quay", "kind": "feed", "url": f"{site.url}/rss", "timeout": 2, **more}
    asked = Asked()
    cursors = {one.locator: one for one in known}
    found = judged(FeedSource.model_validate(table), cursors, TODAY, NOW, asked, lambda: had_stories)
    return list(found), asked


def test_a_feed_alone_brings_no_page(site: Site) -> None:
    site.reply("/rss", rss(Entry("Mill", "It burned.", link=f"{site.url}/7")))
    [one], asked = arrived(site)
    assert (one.usable, asked.http_status) == (True, 200)
    assert [path for path, _ in site.requests] == ["/rss"]


def test_with_full_text_pages_are_noted_before_the_feed_and_read_after_it(site: Site) -> None:
    site.reply("/rss", rss(Entry("Mill", "It burned.", link=f"{site.url}/7"), Entry("Tip", "No link.")))
    site.reply("/7", b"<html>Mill")
    found, _ = arrived(site, full_text=True)
    assert [(one.cursor.locator.rpartition("/")[2], one.kept, one.cursor.size) for one in found] == [
        ("7", False, WAITS),
        ("rss", True, None),
        ("7", True, 10),
    ]


def test_pages_that_wait_are_read_although_the_feed_has_not_changed(site: Site) -> None:
    feed = Cursor(f"{site.url}/rss", '"1"', asked_whole_at=NOW)
    site.reply("/rss", status=304)
    site.reply("/7", b"<html>Mill")
    [page], asked = arrived(site, feed, Cursor(f"{site.url}/7", size=WAITS), full_text=True)
    assert (page.document.content, asked.remark) == (b"<html>Mill", None)
    with pytest.raises(NotModified):
        arrived(site, feed, Cursor(f"{site.url}/7", size=10), full_text=True)


def test_a_page_that_fails_is_a_remark(site: Site) -> None:
    site.reply("/rss", rss(Entry("Mill", link=f"{site.url}/7")))
    site.reply("/7", status=500)
    found, asked = arrived(site, full_text=True)
    assert [one.usable for one in found if one.kept] == [True]
    assert asked.unusable is None
    assert (asked.remark or "").endswith(
        f"1 page could not be read and waits. The first: {site.url}/7 answered 500."
    )


def test_a_form_to_log_in_has_its_own_sentence(site: Site) -> None:
    site.reply("/rss", LOGIN)
    [one], asked = arrived(site)
    assert not one.usable
    assert "is a form to log in ('Quay Post: sign in'), in the place of a feed" in str(asked.unusable)


@pytest.mark.parametrize("had_stories", [True, False])
def test_a_feed_without_entries_is_doubted_if_the_source_had_stories(site: Site, had_stories: bool) -> None:
    site.reply("/rss", rss())
    [one], asked = arrived(site, had_stories=had_stories)
    assert asked.is_empty
    assert (one.usable, asked.is_doubted) == (not had_stories, had_stories)
