"""The load of a run: whole or not at all, one at a time, and each row written once."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from newswire.load import run as loading
from newswire.pipeline import fetch_source, load_run, parse_run
from tests.support.stories import BODY, NOW, TODAY, contents, counts, drop, ninjs, run, writes
from tests.support.waiting import until_blocked

MINE = ("news.stories", "news.items", "news.versions", "news.text_keys", "news.matches", "ledger.rejected")


def fetched(warehouse: psycopg.Connection, sources: Path, name: str) -> int:
    """A run of a source that was fetched and parsed, and waits for its load."""
    run_id = fetch_source(warehouse, name, TODAY, NOW, sources).run_id
    assert run_id is not None
    parse_run(warehouse, run_id, sources)
    return run_id


def rows(warehouse: psycopg.Connection) -> dict[str, int]:
    """How many rows the tables of the load hold."""
    count = sql.SQL("SELECT count(*) FROM {}")
    return {
        name: warehouse.execute(count.format(sql.Identifier(*name.split(".")))).fetchall()[0][0]
        for name in MINE
    }


@pytest.fixture
def another(warehouse_url: str) -> Iterator[psycopg.Connection]:
    """A second connection to the warehouse."""
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        yield connection


def drop_stories(wire: Path, paper: Path) -> None:
    """A story with two versions and a rejection by the wire; copies of it, exact and near, in the paper."""
    drop(wire, "1.json", ninjs("pier-1"))
    drop(wire, "2.json", ninjs("pier-1", version="2", body=f"{BODY} Work begins in May.", minute=5))
    drop(wire, "3.json", b'{"uri":')
    drop(paper, "1.json", ninjs("local/7", minute=30, firstcreated="2024-05-07T12:30:00+00:00"))
    drop(paper, "2.json", ninjs("local/8", body=f"{BODY}\n\nOur reporter adds: boats are late.", minute=40,
                                firstcreated="2024-05-07T12:40:00+00:00"))  # fmt: skip


def test_every_count_equals_its_number_of_rows(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    drop_stories(wire, paper)
    drop(wire, "4.json", ninjs("pier-1"))
    assert counts(run(warehouse, sources, "wire")) == {
        "parsed": 4, "new": 1, "updated": 1, "unchanged": 1, "rejected": 1,
    }  # fmt: skip
    assert counts(run(warehouse, sources, "paper")) == {"parsed": 2, "copies": 2}
    assert rows(warehouse) == {
        "news.stories": 1, "news.items": 3, "news.versions": 4, "ledger.rejected": 1,
        "news.text_keys": rows(warehouse)["news.text_keys"], "news.matches": rows(warehouse)["news.matches"],
    }  # fmt: skip
    ledger = warehouse.execute(
        "SELECT state, documents, parsed, new + updated + unchanged + copies + rejected, load_number"
        " FROM ledger.runs ORDER BY run_id"
    ).fetchall()
    assert ledger == [("loaded", 4, 4, 4, 1), ("loaded", 2, 2, 2, 2)]
    assert warehouse.execute("SELECT count(*) FROM raw.parsed").fetchone() == (0,), "it was taken away"


def test_a_run_without_an_item_is_loaded_too(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", b'{"uri":')
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "rejected": 1}


def test_a_second_load_of_a_run_returns_the_same_and_writes_nothing(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    drop_stories(wire, paper)
    loading = run(warehouse, sources, "wire")
    assert loading is not None
    before = writes(warehouse)
    assert load_run(warehouse, loading.run_id, sources) == loading
    parsing = parse_run(warehouse, loading.run_id, sources)
    assert (parsing.items, parsing.rejected) == (2, 1)
    assert writes(warehouse) == before


def test_a_load_parses_a_run_that_was_only_fetched(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    drop_stories(wire, paper)
    run_id = fetch_source(warehouse, "wire", TODAY, NOW, sources).run_id
    assert run_id is not None
    assert counts(load_run(warehouse, run_id, sources)) == {
        "parsed": 3, "new": 1, "updated": 1, "rejected": 1,
    }  # fmt: skip


def test_a_missing_run_is_an_error(warehouse: psycopg.Connection) -> None:
    with pytest.raises(LookupError, match=r"There is no run 7 in ledger\.runs"):
        load_run(warehouse, 7)


@pytest.mark.parametrize(
    "obstacle",
    [
        "ALTER TABLE news.versions ADD CONSTRAINT obstacle CHECK (version IS DISTINCT FROM '2')",
        "ALTER TABLE news.stories ADD CONSTRAINT obstacle CHECK (story_id < 0)",
        "ALTER TABLE ledger.runs ADD CONSTRAINT obstacle CHECK (state <> 'loaded')",
        "ALTER TABLE ledger.rejected ADD CONSTRAINT obstacle CHECK (path <> '3.json')",
    ],
)
def test_a_failing_load_leaves_nothing_and_the_next_one_finishes_it(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, obstacle: str
) -> None:
    drop_stories(wire, paper)
    run_id = fetched(warehouse, sources, "wire")
    warehouse.execute(obstacle.encode())
    with pytest.raises(psycopg.errors.CheckViolation):
        load_run(warehouse, run_id, sources)
    assert set(rows(warehouse).values()) == {0}
    [(state, parsed, kept)] = warehouse.execute(
        "SELECT state, parsed, (SELECT count(*) FROM raw.parsed) FROM ledger.runs"
    ).fetchall()
    assert (state, parsed, kept) == ("parsed", None, 1)
    warehouse.execute(obstacle.partition(" ADD ")[0].encode() + b" DROP CONSTRAINT obstacle")
    assert counts(load_run(warehouse, run_id, sources)) == {
        "parsed": 3, "new": 1, "updated": 1, "rejected": 1,
    }  # fmt: skip


def test_a_load_whose_counts_do_not_add_up_does_not_commit(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(wire, "1.json", ninjs("pier-1"))
    run_id = fetched(warehouse, sources, "wire")
    monkeypatch.setattr("newswire.load.run.statements.COUNT", "SELECT 0, 0, 0, 0")
    with pytest.raises(psycopg.errors.CheckViolation):
        load_run(warehouse, run_id, sources)
    assert set(rows(warehouse).values()) == {0}


_TABLES_MADE = """
SELECT bool_or(locktype = 'relation' AND mode = 'AccessExclusiveLock') FROM pg_locks WHERE pid = %s
"""


@pytest.mark.parametrize("small", [500, 0], ids=["small runs", "large runs"])
def test_two_loads_at_the_same_time_give_the_same_as_one_after_the_other(
    warehouse: psycopg.Connection, another: psycopg.Connection, warehouse_url: str,
    sources: Path, wire: Path, paper: Path, monkeypatch: pytest.MonkeyPatch, small: int,
) -> None:  # fmt: skip
    """The second load waits, and finds the copies of the first one's items."""
    monkeypatch.setattr(loading, "_SMALL", small)
    drop_stories(wire, paper)
    first, second = fetched(warehouse, sources, "wire"), fetched(warehouse, sources, "paper")
    with warehouse.transaction(force_rollback=True):
        load_run(warehouse, first, sources)
        assert counts(load_run(warehouse, second, sources)) == {"parsed": 2, "copies": 2}
        said = contents(warehouse)
    with ThreadPoolExecutor(1) as pool:
        with warehouse.transaction():
            load_run(warehouse, first, sources)
            waiting = pool.submit(load_run, another, second, sources)
            until_blocked(warehouse_url, another)
            staged = warehouse.execute(_TABLES_MADE, (another.info.backend_pid,)).fetchone()
        assert counts(waiting.result()) == {"parsed": 2, "copies": 2}
    assert staged == (True,), "all that needs no warehouse is done before the wait"
    assert contents(warehouse) == said
    assert len(said["stories"]) == 1


def test_one_run_that_is_loaded_twice_at_the_same_time_is_loaded_once(
    warehouse: psycopg.Connection, another: psycopg.Connection, warehouse_url: str,
    sources: Path, wire: Path, paper: Path,
) -> None:  # fmt: skip
    drop_stories(wire, paper)
    run_id = fetched(warehouse, sources, "wire")
    with ThreadPoolExecutor(1) as pool:
        with warehouse.transaction():
            loading = load_run(warehouse, run_id, sources)
            waiting = pool.submit(load_run, another, run_id, sources)
            until_blocked(warehouse_url, another)
        assert waiting.result() == loading
    assert rows(warehouse)["news.versions"] == 2


_PLANNED = """
SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE '%INSERT INTO decided%'
"""
"""How often the session has executed the prepared statement that decides on the items of a run."""


def test_the_tables_and_plans_of_a_load_serve_the_next_run_of_its_connection(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    tables = []
    for name in ("pier-1", "pier-2", "pier-3"):
        drop(wire, f"{name}.json", ninjs(name, body=f"{BODY} This is about {name}."))
        run(warehouse, sources, "wire")
        tables += warehouse.execute("SELECT 'pg_temp.staged'::regclass::oid::integer").fetchall()
    assert len(set(tables)) == 1
    assert warehouse.execute(_PLANNED).fetchall() == [(3,)]
    assert warehouse.execute("SELECT count(*) FROM staged").fetchone() == (0,), "the commit empties them"


def test_a_large_run_is_planned_by_itself(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan for a few rows may take a thousand times as long for many."""
    monkeypatch.setattr(loading, "_SMALL", 1)
    drop(wire, "1.json", ninjs("pier-1"))
    run(warehouse, sources, "wire")
    drop(wire, "2.json", ninjs("pier-2", body=f"{BODY} It is open."))
    drop(wire, "3.json", ninjs("pier-3", body=f"{BODY} It is closed."))
    assert counts(run(warehouse, sources, "wire"))["parsed"] == 2
    assert warehouse.execute(_PLANNED).fetchall() == [(1,)]
    assert warehouse.prepare_threshold == 5, "other statements of the connection are planned as before"


def test_a_session_with_tables_of_another_release_makes_them_anew(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    """Behind a pooler a session outlives the process that made its tables."""
    warehouse.execute("CREATE TEMPORARY TABLE staged (position integer)")
    warehouse.execute("SELECT set_config('newswire.load_tables', 'of another release', false)")
    drop(wire, "1.json", ninjs("pier-1"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "new": 1}
