"""The end of a round: its stories can be found, and a line that pages repeat is left out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psycopg
import pytest

from newswire.errors import DatabaseError
from newswire.rounds import ending
from newswire.rounds.ending import end_round, index_behind
from newswire.warehouse.connect import connect
from tests.support.stories import drop, ninjs, run


def test_loaded_stories_can_be_found_and_join_their_translations(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", ninjs("pier", body="The council of Port Albers rebuilds the northern pier."))
    run(warehouse, sources, "wire")
    assert end_round(warehouse, sources).pages == 0
    found = warehouse.execute("SELECT matches FROM mart.search('pier')").fetchall()
    assert found == [(1,)]
    compared = warehouse.execute("SELECT count(*) FROM news.translation_keys").fetchone()
    assert compared == (1,)


def test_the_index_is_made_beside_the_translations(
    warehouse: psycopg.Connection,
    warehouse_url: str,
    sources: Path,
    wire: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each waits for the other one, which no order of them could do."""
    both = threading.Barrier(2, timeout=60)

    def beside(stage: Callable[..., int]) -> Callable[..., int]:
        def waiting(*given: object) -> int:
            both.wait()
            return stage(*given)

        return waiting

    monkeypatch.setattr(ending, "index", beside(ending.index))
    monkeypatch.setattr(ending, "link", beside(ending.link))
    drop(wire, "1.json", ninjs("pier-1"))
    run(warehouse, sources, "wire")
    end_round(warehouse, sources, partial(connect, warehouse_url))
    done = "SELECT (SELECT count(*) FROM news.searchable), (SELECT count(*) FROM news.translation_keys)"
    assert warehouse.execute(done).fetchone() == (1, 1)


def test_an_index_that_fails_beside_the_translations_is_an_error(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    nowhere = partial(connect, "postgresql://127.0.0.1:1/none")
    with pytest.raises(DatabaseError):
        end_round(warehouse, sources, nowhere)


def test_stories_become_searchable_while_others_are_loaded(
    warehouse: psycopg.Connection,
    warehouse_url: str,
    sources: Path,
    wire: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newswire.rounds.ending._INDEX_EVERY", 0.01)
    drop(wire, "1.json", ninjs("pier-1"))
    run(warehouse, sources, "wire")
    with index_behind(partial(connect, warehouse_url)):
        assert any(
            warehouse.execute("SELECT count(*) FROM news.searchable").fetchone() == (1,)
            for _ in range(20_000)
        )
