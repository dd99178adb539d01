"""Entries and the pages that they lead to, through a whole run: one story of both, and nothing lost."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.fetch import FetchFailed
from newswire.pipeline import fetch_source, load_run, replay
from tests.fetch.conftest import Site
from tests.support import killing
from tests.support.feeds_in_folders import Entry, rss, sitemap
from tests.support.site import Reply
from tests.support.stories import NOW, TODAY, contents, ninjs, writes

STORY = (
    "A mill burned down in the port of Lomsdal on Tuesday, and nobody was hurt, the fire brigade said.",
    "The fire began in the roof at about four in the morning and went on until noon, and smoke was seen as "
    "far as Fernbay.",
    "The owner said that he would build it again next year with a roof of tin, if the council lets him.",
)


def page(headline: str = "Mill burns down in Lomsdal", *paragraphs: str) -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or STORY)
    return (
        f"<!DOCTYPE html><html><head><title>{headline}</title></head>"
        f"<body><article><h1>{headline}</h1><div>{text}</div></article></body></html>"
    ).encode()


def write_source(folder: Path, kind: str, url: str, **more: object) -> None:
    table = {"name": "coast", "kind": kind, "url": url, "timeout": 2, **more}
    folder.mkdir(exist_ok=True)
    (folder / "coast.toml").write_text(
        "".join(f"{key} = {json.dumps(value)}\n" for key, value in table.items())
    )


def run(warehouse: psycopg.Connection, folder: Path, now: dt.datetime = NOW) -> Any:
    """Fetch and load as ``ingest`` does. Return the fetch."""
    fetching = fetch_source(warehouse, "coast", TODAY, now, folder)
    if fetching.run_id:
        load_run(warehouse, fetching.run_id, folder)
    return fetching


def stories(warehouse: psycopg.Connection) -> list[list[str]]:
    """Return the titles of each story."""
    rows = warehouse.execute(
        "SELECT array_agg(title ORDER BY title) FROM mart.story_items WHERE is_current"
        " GROUP BY story_id ORDER BY 1"
    )
    return [titles for (titles,) in rows]


def written_rows(warehouse: psycopg.Connection) -> dict[str, Any]:
    """Return the counters of rows. Those of hosts count requests."""
    return {table: counts for table, counts in writes(warehouse).items() if table != "ledger.hosts"}


def test_an_entry_of_a_news_sitemap_and_its_page_are_one_story(
    warehouse: psycopg.Connection, tmp_path: Path, site: Site
) -> None:
    link = f"{site.url}/news/mill-burns-7"
    site.reply(
        "/map.xml",
        sitemap(Entry("Fire at the harbour", link=link), Entry("Goal", link=f"{site.url}/sport/8")),
    )
    site.reply("/news/mill-burns-7", page(), Content_Type="text/html")
    write_source(tmp_path / "s", "sitemap", f"{site.url}/map.xml", exclude=["*/sport/*"])
    run(warehouse, tmp_path / "s")
    assert stories(warehouse) == [["Fire at the harbour", "Mill burns down in Lomsdal"]]
    written = written_rows(warehouse)
    assert run(warehouse, tmp_path / "s").run_id is None
    assert written_rows(warehouse) == written
    replay(warehouse, directory=tmp_path / "s")
    assert stories(warehouse) == [["Fire at the harbour", "Mill burns down in Lomsdal"]]


def test_the_entry_comes_with_its_facts_even_if_the_page_is_away(
    warehouse: psycopg.Connection, tmp_path: Path, site: Site
) -> None:
    site.reply("/map.xml", sitemap(Entry("Fire at the harbour", link=f"{site.url}/mill-7")))
    write_source(tmp_path / "s", "sitemap", f"{site.url}/map.xml")
    site.reply("/mill-7", status=503)
    note = run(warehouse, tmp_path / "s").note
    assert note.startswith("1 page waits for the next run")
    assert note.endswith(f"1 page could not be read and waits. The first: {site.url}/mill-7 answered 503.")
    assert stories(warehouse) == [["Fire at the harbour"]]
    site.reply("/mill-7", page())
    assert run(warehouse, tmp_path / "s").note is None
    assert stories(warehouse) == [["Fire at the harbour", "Mill burns down in Lomsdal"]]


def test_a_server_that_asks_to_wait_while_pages_are_read_is_left_alone(
    warehouse: psycopg.Connection, tmp_path: Path, site: Site
) -> None:
    site.reply("/map.xml", sitemap(Entry("Fire", link=f"{site.url}/mill-7")))
    site.reply("/mill-7", status=429, Retry_After="600")
    write_source(tmp_path / "s", "sitemap", f"{site.url}/map.xml")
    run(warehouse, tmp_path / "s")
    assert warehouse.execute("SELECT outcome FROM mart.fetches").fetchall() == [("documents",)]
    asked = len(site.requests)
    with pytest.raises(FetchFailed, match="asked not to be called before"):
        run(warehouse, tmp_path / "s")
    assert len(site.requests) == asked


MAP = "map", "sitemap", {}
LIST = "list", "page", {"links": "a"}
JSON = "json", "api", {"items": "*", "id": "uri"}


@pytest.mark.parametrize(
    ("kind", "at"), [(MAP, 1), (MAP, 4), (MAP, 6), (MAP, 8), (LIST, 3), (LIST, 7), (JSON, 1), (JSON, 3)]
)
def test_a_fetch_that_is_killed_loses_nothing_and_brings_nothing_twice(
    warehouse: psycopg.Connection,
    warehouse_url: str,
    tmp_path: Path,
    site: Site,
    kind: tuple[str, str, dict[str, object]],
    at: int,
) -> None:
    """The fetch is killed (SIGKILL) at its document ``at``, with two documents a transaction."""
    path, name, keys = kind
    links = [f"{site.url}/news/{number}" for number in range(4)]
    for number in range(4):
        text = page(f"Headline {number}", f"In the year {number} {STORY[0]}", *STORY[1:])
        site.reply(f"/news/{number}", text, Content_Type="text/html")
    listed = "".join(f"<url><loc>{link}</loc></url>" for link in links)
    site.reply("/map", f"<urlset>{listed}</urlset>".encode())
    site.reply("/list", "".join(f"<html><a href='{link}'>A</a>" for link in links).encode())
    stated = [
        ninjs(f"urn:{number}", headline=f"Headline {number}", body=f"{number} {STORY[0]}")
        for number in range(4)
    ]
    site.reply("/json", json.dumps(stated).encode())
    write_source(tmp_path / "s", name, f"{site.url}/{path}", **keys)
    killing.kill(warehouse_url, tmp_path / "s", "coast", at)
    run(warehouse, tmp_path / "s")
    assert run(warehouse, tmp_path / "s").run_id is None
    assert sorted(title for titles in stories(warehouse) for title in titles) == [
        f"Headline {n}" for n in range(4)
    ]
    assert warehouse.execute("SELECT count(*), count(DISTINCT locator) FROM raw.fetches").fetchone() == (4, 4)


def entries(*numbers: int, site: Site) -> bytes:
    links = {one: f"{site.url}/go/{one}" for one in numbers}
    return rss(*(Entry(f"Teaser {one}", f"Read {one}.", f"id-{one}", link) for one, link in links.items()))


def numbered(site: Site, *numbers: int) -> None:
    """Serve a page for each number, behind a redirect such as those of a feed's counter of readers."""
    for one in numbers:
        site.reply(f"/go/{one}", status=302, Location=f"/news/story-{one}")
        site.reply(f"/news/story-{one}", page(f"Headline {one}", f"In the year {one} {STORY[0]}", *STORY[1:]))


@pytest.fixture
def full(tmp_path: Path, site: Site) -> Path:
    """The folder of a source with ``full_text``."""
    write_source(tmp_path / "s", "feed", f"{site.url}/rss", full_text=True)
    return tmp_path / "s"


def test_an_entry_of_a_feed_and_its_page_behind_a_redirect_are_one_story(
    warehouse: psycopg.Connection, full: Path, site: Site
) -> None:
    site.reply("/rss", entries(1, 2, site=site))
    numbered(site, 1, 2)
    run(warehouse, full)
    both = [["Headline 1", "Teaser 1"], ["Headline 2", "Teaser 2"]]
    assert stories(warehouse) == both
    before, written = contents(warehouse), written_rows(warehouse)
    assert run(warehouse, full).run_id is None
    assert written_rows(warehouse) == written
    assert [path for path, _ in site.requests][-1] == "/rss"
    replay(warehouse, directory=full)
    assert contents(warehouse) == before


@pytest.mark.parametrize("at", range(1, 7))
def test_a_feed_with_full_text_that_is_killed_loses_no_page_and_brings_none_twice(
    warehouse: psycopg.Connection, warehouse_url: str, full: Path, site: Site, at: int
) -> None:
    """Three pages are noted, then the feed comes, then the pages. The next answer of the feed is 304."""
    numbered(site, 1, 2, 3)
    feed = Reply(entries(1, 2, 3, site=site), headers={"ETag": '"1"'})
    site.replies["/rss"] = lambda asked: Reply(status=304) if "if-none-match" in asked else feed
    killing.kill(warehouse_url, full, "coast", at)
    now = dt.datetime.now(dt.UTC)
    run(warehouse, full, now)
    both = [[f"Headline {n}", f"Teaser {n}"] for n in (1, 2, 3)]
    assert stories(warehouse) == both
    assert run(warehouse, full, now).run_id is None
    assert warehouse.execute("SELECT count(*), count(DISTINCT locator) FROM raw.fetches").fetchone() == (4, 4)
    replay(warehouse, directory=full)
    assert stories(warehouse) == both


def test_pages_of_new_entries_alone_are_fetched(
    warehouse: psycopg.Connection, full: Path, site: Site
) -> None:
    numbered(site, 1, 2)
    site.reply("/rss", entries(1, site=site))
    run(warehouse, full)
    site.requests.clear()
    site.reply("/rss", entries(2, 1, site=site))
    run(warehouse, full)
    assert [path for path, _ in site.requests] == ["/rss", "/go/2", "/news/story-2"]
    assert len(stories(warehouse)) == 2


def test_a_page_that_failed_comes_later_although_its_entry_has_left_the_feed(
    warehouse: psycopg.Connection, full: Path, site: Site
) -> None:
    site.reply("/rss", entries(1, site=site))
    site.hang_up("/go/1")
    note = run(warehouse, full).note
    assert f"1 page could not be read and waits. The first: {site.url}/go/1: Source coast: " in note
    assert stories(warehouse) == [["Teaser 1"]]
    assert warehouse.execute("SELECT outcome FROM mart.fetches").fetchall() == [("documents",)]
    numbered(site, 1, 2)
    site.reply("/rss", entries(2, site=site))
    run(warehouse, full)
    assert stories(warehouse) == [["Headline 1", "Teaser 1"], ["Headline 2", "Teaser 2"]]


def test_a_page_in_the_place_of_the_feed_is_still_an_error(
    warehouse: psycopg.Connection, full: Path, site: Site
) -> None:
    site.reply("/rss", page())
    with pytest.raises(FetchFailed, match=r"the answer is no whole, usable feed\. This is a web page"):
        run(warehouse, full)
    assert stories(warehouse) == []


def test_a_feed_that_lost_all_its_entries_is_doubted_each_time_and_then_goes_on(
    warehouse: psycopg.Connection, full: Path, site: Site
) -> None:
    numbered(site, 1, 2)
    site.reply("/rss", entries(1, site=site))
    run(warehouse, full)
    site.reply("/rss", rss())
    for _ in range(2):
        run(warehouse, full)
    site.reply("/rss", entries(2, site=site))
    run(warehouse, full)
    assert len(stories(warehouse)) == 2
    outcomes = warehouse.execute("SELECT outcome FROM mart.fetches ORDER BY fetch_number").fetchall()
    assert outcomes == [("documents",), ("empty",), ("empty",), ("documents",)]
