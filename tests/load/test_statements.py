"""The decisions of the load's statements: the current version and the original item."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.bench.load import measure
from tests.support.stories import BODY, counts, drop, ninjs, run, visible, writes

CHAINS: dict[str, Sequence[dict[str, Any]]] = {
    "the number, as a number": [{"version": "9", "minute": 5}, {"version": "10", "minute": 0}],
    "then the time": [{"version": "4", "minute": 0}, {"version": "4", "minute": 9, "body": BODY + " More."}],
    "the time, where one has no number": [{"version": "1", "minute": 0}, {"version": "b", "minute": 9}],
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("chain", CHAINS.values(), ids=CHAINS)
def test_the_later_version_is_the_current_one(
    warehouse: psycopg.Connection, sources: Path, wire: Path, chain: Sequence[dict[str, Any]], turned: bool
) -> None:
    for number, version in enumerate(reversed(chain) if turned else chain):
        drop(wire, f"{number}.json", ninjs("pier-1", **version))
        run(warehouse, sources, "wire")
    [(first, current)] = warehouse.execute(
        "SELECT earliest.version || ' ' || extract(minute FROM earliest.version_created),"
        " latest.version || ' ' || extract(minute FROM latest.version_created)"
        " FROM news.items"
        " JOIN news.versions AS earliest ON earliest.version_id = first_version_id"
        " JOIN news.versions AS latest ON latest.version_id = current_version_id"
    ).fetchall()
    assert [first, current] == [f"{version['version']} {version['minute']}" for version in chain]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_earliest_item_of_a_story_is_its_original(
    warehouse: psycopg.Connection, sources: Path, wire: Path, order: Sequence[int]
) -> None:
    for place in order:
        created = f"2024-05-07T12:{place:02}:00+00:00"
        drop(wire, f"{place}.json", ninjs(f"pier-{place}", minute=place, firstcreated=created))
        run(warehouse, sources, "wire")
    assert warehouse.execute("SELECT guid, relation FROM mart.story_items ORDER BY guid").fetchall() == [
        ("pier-0", "original"), ("pier-1", "copy"), ("pier-2", "copy"),
    ]  # fmt: skip


def test_the_same_version_twice_in_a_run_is_one_and_writes_only_its_last_fetch(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    drop(wire, "2.json", ninjs("pier-1") | {"extra": 1})
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 2, "new": 1, "unchanged": 1}
    before = {name: rows for name, rows in writes(warehouse).items() if name.startswith("news.")}
    drop(wire, "3.json", ninjs("pier-1") | {"extra": 2})
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "unchanged": 1}
    after = {name: rows for name, rows in writes(warehouse).items() if name.startswith("news.")}
    assert {name for name in after if after[name] != before[name]} == {"news.last_fetches"}


def test_a_canceled_item_returns_only_with_a_stated_status(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier-1", version="2", pubstatus="canceled", minute=3))
    silent = ninjs("pier-1", version="3", minute=4, body=BODY + " Third.")
    del silent["pubstatus"]
    drop(wire, "2.json", silent)
    run(warehouse, sources, "wire")
    assert visible(warehouse) == []
    drop(wire, "3.json", ninjs("pier-1", version="4", minute=5, body=BODY + " Fourth."))
    run(warehouse, sources, "wire")
    assert visible(warehouse) == [("pier-1", "3"), ("pier-1", "4")]


_READ_WHOLE = """
SELECT relname::text, seq_tup_read FROM pg_stat_xact_user_tables
WHERE schemaname = 'news' AND relname IN ('versions', 'items', 'stories', 'text_keys', 'matches')
  AND seq_tup_read > 100
"""
"""A table that is read whole gives a thousand rows."""

_FORGET_TABLES = """
SELECT count(pg_clear_relation_stats('news', relname)) FROM pg_class
WHERE relnamespace = 'news'::regnamespace AND relkind = 'r'
"""

_FORGET_COLUMNS = """
SELECT count(pg_clear_attribute_stats('news', tablename, attname, inherited)) FROM pg_stats
WHERE schemaname = 'news'
"""


def test_a_run_never_reads_a_table_of_the_warehouse_whole(
    warehouse: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The run is half as large as the warehouse, so plain joins would scan every table."""
    monkeypatch.setattr("newswire.bench.load.index", lambda _: 1)  # the search index may scan
    with warehouse.transaction():
        # Locked from here on, so that no autovacuum comes between. Statistics may be those of another test.
        warehouse.execute("TRUNCATE news.stories, news.items, news.versions, news.text_keys CASCADE")
        warehouse.execute("TRUNCATE news.shown")
        warehouse.execute(_FORGET_TABLES)
        warehouse.execute(_FORGET_COLUMNS)
        list(measure(warehouse, [2000], runs=1, run=1000))
        assert warehouse.execute(_READ_WHOLE).fetchall() == []
