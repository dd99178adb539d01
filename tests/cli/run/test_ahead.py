"""Work beside loads: fetches at once, with results in one order and own connections; the index behind."""

from __future__ import annotations

import threading
from pathlib import Path

import psycopg
import pytest

from newswire.cli.run.ahead import ahead, index_behind
from tests.support.stories import drop, ninjs, run


def test_several_go_on_at_once_and_results_come_in_order(warehouse_url: str) -> None:
    together = threading.Barrier(3, timeout=30)

    def fetch(connection: psycopg.Connection, name: str) -> tuple[str, int]:
        together.wait()  # none ends before all three have begun
        return name.upper(), connection.info.backend_pid

    found = [(name, result.result()) for name, result in ahead(["c", "a", "b"], warehouse_url, fetch, 3)]
    assert [(name, upper) for name, (upper, _) in found] == [("c", "C"), ("a", "A"), ("b", "B")]
    assert len({pid for _, (_, pid) in found}) == 3


def test_an_error_stands_in_its_own_place(warehouse_url: str) -> None:
    def fetch(connection: psycopg.Connection, name: str) -> str:
        if name == "b":
            raise OSError("gone")
        return name

    a, b, c = (result for _, result in ahead(["a", "b", "c"], warehouse_url, fetch, 1))
    assert (a.result(), c.result()) == ("a", "c")
    with pytest.raises(OSError, match="gone"):
        b.result()


def test_stories_become_searchable_while_others_are_loaded(
    warehouse: psycopg.Connection,
    warehouse_url: str,
    sources: Path,
    wire: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newswire.cli.run.ahead._INDEX_EVERY", 0.01)
    drop(wire, "1.json", ninjs("pier-1"))
    run(warehouse, sources, "wire")
    with index_behind(warehouse_url):
        assert any(
            warehouse.execute("SELECT count(*) FROM news.searchable").fetchone() == (1,)
            for _ in range(20_000)
        )
