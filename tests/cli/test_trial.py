"""A trial of a source: what comes, and nothing that stays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from newswire.cli.trial import last_days, print_trial, try_source
from newswire.fetch.kinds.feed import FeedSource
from newswire.fetch.kinds.sitemap import SitemapSource
from tests.support.feeds_in_folders import Entry, rss, sitemap
from tests.support.site import Site, serving

NOW = dt.datetime(2020, 11, 2, 10, 30, tzinfo=dt.UTC)


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as here:
        yield here


def feed(site: Site, **more: object) -> FeedSource:
    return FeedSource.model_validate(
        {"name": "quay", "kind": "feed", "url": f"{site.url}/rss", "timeout": 2} | more
    )


def test_the_items_of_a_feed_come_with_their_facts(site: Site) -> None:
    site.reply("/rss", rss(Entry("Mill", "It burned down at noon.", at=9), Entry("Ferry", "It left.", at=10)))
    found = try_source(feed(site), last_days(NOW), NOW, 5)
    assert found.worked
    assert ([item.headline for item in found.items], found.words(), found.documents) == (
        ["Mill", "Ferry"],
        3,
        1,
    )


def test_an_error_is_part_of_the_result(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.reply("/rss", b"<!doctype html><title>Down</title>")
    found = try_source(feed(site), last_days(NOW), NOW, 5)
    assert not found.worked
    print_trial(found)
    out = capsys.readouterr().out
    assert "/rss: rejected (web-page). This is a web page" in out
    assert "1 document, 0 items, 1 rejected. Nothing was written.\nSource quay: the answer is no whole" in out


def test_no_more_pages_are_asked_for_than_documents_are_tried(site: Site) -> None:
    links = [f"{site.url}/{number}" for number in range(5)]
    site.reply("/map.xml", sitemap(*(Entry(f"Title {link}", link=link) for link in links)))
    for number in range(5):
        site.reply(f"/{number}", b"<html>page")
    source = SitemapSource(name="quay", kind="sitemap", url=f"{site.url}/map.xml")
    found = try_source(source, last_days(NOW), NOW, 3)
    assert found.documents == 3
    assert len([path for path, _ in site.requests if path[1:].isdigit()]) == 2
    assert found.remarks == ["Tried with 3 documents; there may be more."]


def test_the_last_days_are_the_latest_interval() -> None:
    found = last_days(NOW)
    assert (found.start.isoformat(), found.end.isoformat()) == (
        "2020-10-31T00:00:00+00:00",
        "2020-11-03T00:00:00+00:00",
    )
    assert found.is_latest(NOW)
