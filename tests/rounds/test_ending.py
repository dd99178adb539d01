"""The end of a round: its stories can be found, and a line that pages repeat is left out."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import psycopg
import pytest

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
