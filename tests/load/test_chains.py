"""The order of an item's versions: as the documents state, otherwise the order of the fetches."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.fetch import Interval
from newswire.pipeline import fetch_source, load_run, parse_run, replay
from tests.support.stories import (  # fmt: skip
    BODY,
    NOW,
    TODAY,
    contents,
    counts,
    drop,
    folder_source,
    ninjs,
    run,
    writes,
)


def rss(text: str, date: str | None, headline: str = "Tram entgleist") -> bytes:
    """An entry of an RSS feed."""
    stated = f"<pubDate>{date}</pubDate>" if date else ""
    return (
        f'<rss version="2.0"><channel><title>Quayside</title><item><guid isPermaLink="false">tram-9</guid>'
        f"<title>{headline}</title>{stated}<description>{text}</description></item></channel></rss>"
    ).encode()


def atom(text: str, date: str | None) -> bytes:
    """An entry of an Atom feed; without a date the element is empty."""
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Quayside</title><id>q</id><entry><id>tram-9</id>'
        f"<title>電車脱線</title><updated>{date or ''}</updated><content>{text}</content></entry></feed>"
    ).encode()


def json_feed(text: str, date: str | None) -> bytes:
    """An item of a JSON Feed."""
    item = {"id": "tram-9", "title": "Descarrila un tranvía", "content_text": text}
    stated = {"date_published": date} if date else {}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Quayside", "items": [item | stated]}
    return json.dumps(feed).encode()


def nitf(text: str, date: str | None) -> bytes:
    """A NITF document."""
    stated = f'<date.issue norm="{date}"/>' if date else ""
    return (
        f'<nitf><head><docdata><doc-id id-string="tram-9"/>{stated}</docdata></head><body><body.head>'
        "<hedline><hl1>Sporvogn av sporet</hl1></hedline></body.head>"
        f"<body.content><p>{text}</p></body.content></body></nitf>"
    ).encode()


def without_version(text: str, date: str | None) -> bytes:
    """A ninjs document without a version number."""
    document = ninjs("tram-9", body=text)
    for name in ("version", "versioncreated", "firstcreated"):
        del document[name]
    return json.dumps(document | ({"versioncreated": date} if date else {})).encode()


FORMATS = [rss, atom, json_feed, nitf, without_version]
MORNING, NOON = "2024-05-07T09:00:00Z", "2024-05-07T12:00:00Z"
OLD, NEW = (f"A tram left the rails at the foundry bend and {n} riders were hurt." for n in ("eleven", "two"))


def deliver(warehouse: psycopg.Connection, sources: Path, folder: Path, *documents: bytes) -> None:
    """Deliver documents one by one, each in a run of its own."""
    for document in documents:
        drop(folder, f"{len(list(folder.iterdir())):03}", document)
        assert run(warehouse, sources, folder.name) is not None


def current(warehouse: psycopg.Connection) -> str:
    """The text that readers see as the current one."""
    [(text,)] = warehouse.execute("SELECT body_text FROM mart.story_items WHERE is_current").fetchall()
    return str(text)


@pytest.mark.parametrize("dates", [(MORNING, MORNING), (MORNING, None), (None, None), (None, MORNING)])
@pytest.mark.parametrize("texts", [(OLD, NEW), (NEW, OLD)], ids=["edit", "edited back"])
@pytest.mark.parametrize("wire_format", FORMATS)
def test_the_text_that_was_fetched_last_is_current_if_no_number_or_date_orders_two(
    warehouse: psycopg.Connection, sources: Path, wire: Path, wire_format: Any,
    texts: tuple[str, str], dates: tuple[str | None, str | None],
) -> None:  # fmt: skip
    """Both directions: a hash would decide one of them wrongly."""
    edits = [wire_format(text, date) for text, date in zip(texts, dates, strict=True)]
    deliver(warehouse, sources, wire, *edits)
    assert current(warehouse) == texts[1]
    before = contents(warehouse)
    replay(warehouse, directory=sources)
    assert contents(warehouse) == before
    [(diff,)] = warehouse.execute("SELECT text_diff FROM mart.revisions").fetchall()
    words = [text.split(" riders")[0].rsplit(" ", 1)[1] for text in texts]
    assert "[-{}-]{{+{}+}}".format(*words) in diff


@pytest.mark.parametrize("wire_format", FORMATS)
def test_a_stated_date_decides_before_the_order_of_the_fetches(
    warehouse: psycopg.Connection, sources: Path, wire: Path, wire_format: Any
) -> None:
    deliver(warehouse, sources, wire, wire_format(NEW, NOON), wire_format(OLD, MORNING))
    assert current(warehouse) == NEW
    deliver(warehouse, sources, wire, wire_format(f"{NEW} Service goes on.", None))
    assert current(warehouse) == f"{NEW} Service goes on.", "an edit without a date follows all before it"


def test_an_edit_without_its_number_follows_the_version_before_it(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    edit = ninjs("pier-1", minute=9, body=f"{BODY} Second.")
    del edit["version"]
    drop(wire, "1", ninjs("pier-1", version="7", minute=5))
    drop(wire, "2", edit)
    drop(wire, "3", ninjs("pier-1", version="6", minute=1, body=f"{BODY} Sixth."))
    run(warehouse, sources, "wire")
    assert current(warehouse) == f"{BODY} Second."
    drop(wire, "4", ninjs("pier-1", version="8", minute=12, body=f"{BODY} Eighth."))
    run(warehouse, sources, "wire")
    assert current(warehouse) == f"{BODY} Eighth."


@pytest.mark.parametrize("wire_format", FORMATS)
def test_a_text_that_is_fetched_again_after_a_newer_one_is_current_again(
    warehouse: psycopg.Connection, sources: Path, wire: Path, wire_format: Any
) -> None:
    old, new = wire_format(OLD, MORNING), wire_format(NEW, MORNING)
    for fetched in itertools.islice(itertools.cycle((old, new)), 5):
        deliver(warehouse, sources, wire, fetched)
        assert current(warehouse) == (OLD if fetched == old else NEW)
    before = contents(warehouse)
    for name in (None, "wire"):
        replay(warehouse, name, directory=sources)
        assert contents(warehouse) == before
    assert warehouse.execute("SELECT count(*) FROM mart.revisions").fetchone() == (1,)


def test_a_text_that_stays_current_writes_no_row_of_its_item(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    deliver(warehouse, sources, wire, rss(OLD, MORNING), rss(NEW, MORNING))
    before = writes(warehouse)
    deliver(warehouse, sources, wire, rss(NEW, MORNING) + b" ")
    after = writes(warehouse)
    changed = {name for name in after if name.startswith("news.") and after[name] != before[name]}
    assert changed == {"news.last_fetches"}


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
@pytest.mark.parametrize("texts", [(OLD, NEW, OLD), (NEW, OLD, OLD), (OLD, OLD, NEW)])
def test_the_order_of_the_fetches_decides_and_not_that_of_the_loads(
    warehouse: psycopg.Connection, sources: Path, wire: Path, texts: Sequence[str], order: Sequence[int]
) -> None:
    """Runs of three sources are fetched one after the other, and then loaded in any order."""
    fetched = []
    for number, text in enumerate(texts):
        name = f"feed-{number}"
        folder_source(sources, name, wire.parent / name, provider="quayside")
        drop(wire.parent / name, "1", rss(text, None))
        run_id = fetch_source(warehouse, name, TODAY, NOW, sources).run_id
        assert run_id is not None
        fetched.append(run_id)
    for number in order:
        load_run(warehouse, fetched[number], sources)
    assert current(warehouse) == texts[-1]
    replay(warehouse, directory=sources)
    assert current(warehouse) == texts[-1]
    replay(warehouse, "feed-1", directory=sources)
    assert current(warehouse) == texts[-1]


def test_two_loads_at_the_same_time_agree_on_the_text_that_was_fetched_last(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path, paper: Path
) -> None:
    folder_source(sources, "paper", paper, provider="harbour-press")
    runs = []
    for name, folder, text in (("wire", wire, OLD), ("paper", paper, NEW)):
        drop(folder, "1", rss(text, None))
        run_id = fetch_source(warehouse, name, TODAY, NOW, sources).run_id
        assert run_id is not None
        parse_run(warehouse, run_id, sources)
        runs.append(run_id)

    def load_apart(run_id: int) -> None:
        with psycopg.connect(warehouse_url, autocommit=True) as own:
            load_run(own, run_id, sources)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(load_apart, runs))
    assert current(warehouse) == NEW


def test_a_backfill_of_old_files_does_not_replace_the_text_of_today(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    past = NOW - dt.timedelta(days=5)
    drop(wire, "today", rss(NEW, None))
    run(warehouse, sources, "wire")
    old = drop(wire, "past", rss(OLD, None))
    os.utime(old, (past.timestamp(), past.timestamp()))
    run_id = fetch_source(warehouse, "wire", Interval.day(past.date()), NOW, sources).run_id
    assert run_id is not None
    load_run(warehouse, run_id, sources)
    assert current(warehouse) == NEW
    before = contents(warehouse)
    replay(warehouse, directory=sources)
    assert contents(warehouse) == before


def test_a_canceled_item_stays_canceled_if_the_kill_was_fetched_last(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    kill = ninjs("pier-1", pubstatus="canceled", body="Kill.")
    for document in (ninjs("pier-1"), kill):
        deliver(warehouse, sources, wire, json.dumps(document).encode())
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (0,)
    deliver(warehouse, sources, wire, json.dumps(ninjs("pier-1") | {"extra": 1}).encode())
    assert warehouse.execute("SELECT is_current FROM mart.story_items").fetchall() == [(True,)]


def test_a_time_after_the_fetch_counts_as_the_time_of_the_fetch(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    """The first one is ahead by years, so that only the fetch can place the correction after it."""
    deliver(warehouse, sources, wire, rss(OLD, "2090-01-01T00:00:00Z"))
    [(published, issued)] = warehouse.execute(
        "SELECT published_at, issued_at FROM mart.story_items"
    ).fetchall()
    assert (published.year, issued) == (2090, NOW)
    later = NOW + dt.timedelta(hours=2)
    drop(wire, "later", rss(NEW, later.isoformat()))
    run_id = fetch_source(warehouse, "wire", TODAY, later, sources).run_id
    assert run_id is not None
    assert counts(load_run(warehouse, run_id, sources)) == {"parsed": 1, "updated": 1}
    assert current(warehouse) == NEW


@pytest.mark.parametrize("wire_format", FORMATS)
def test_the_same_words_are_the_same_version_before_and_after_their_time(
    warehouse: psycopg.Connection, sources: Path, wire: Path, wire_format: Any
) -> None:
    ahead = (NOW + dt.timedelta(hours=3)).replace(microsecond=0)
    document = wire_format(OLD, ahead.isoformat())
    for number, now in enumerate((NOW, ahead - dt.timedelta(minutes=9), ahead + dt.timedelta(minutes=9))):
        drop(wire, str(number), document)
        run_id = fetch_source(warehouse, "wire", TODAY, now, sources).run_id
        assert run_id is not None
        said = counts(load_run(warehouse, run_id, sources))
        assert said == {"parsed": 1, "unchanged" if number else "new": 1}


def test_a_story_from_the_future_does_not_stay_before_all_others(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1", rss(OLD, "2090-01-01T00:00:00Z", "Ahead"))
    run(warehouse, sources, "wire")
    later = NOW + dt.timedelta(hours=5)
    drop(
        wire, "2", rss("Herring went up by two crowns.", later.isoformat(), "Right").replace(b"tram-9", b"h")
    )
    run_id = fetch_source(warehouse, "wire", TODAY, later, sources).run_id
    assert run_id is not None
    load_run(warehouse, run_id, sources)
    for asked in (
        "SELECT title FROM mart.story_items ORDER BY issued_at DESC",
        "SELECT title FROM mart.stories ORDER BY last_issued_at DESC",
    ):
        assert warehouse.execute(asked).fetchall() == [("Right",), ("Ahead",)]
