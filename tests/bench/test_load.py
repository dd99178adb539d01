"""The benchmark of the load fills the warehouse by the load itself."""

from __future__ import annotations

import psycopg
import pytest

from newswire.bench.load import measure
from newswire.errors import FatalError


def test_runs_are_measured_at_each_size(warehouse: psycopg.Connection) -> None:
    rates = list(measure(warehouse, [0, 300], runs=2, run=100))
    assert [(rate.size, len(rate.rates)) for rate in rates] == [(0, 2), (300, 2)]
    assert all(one > 0 for rate in rates for one in rate.rates)
    assert rates[-1].bytes_per_story > 0
    assert all(rate.search_rate > 0 for rate in rates)
    assert rates[-1].search_bytes_per_story > 0
    assert warehouse.execute("SELECT count(*) FROM news.searchable").fetchone() == (500,)
    loaded = warehouse.execute("SELECT sum(parsed), sum(new) > 0, sum(copies) > 0 FROM mart.runs").fetchone()
    assert loaded == (500, True, True)


def test_two_processes_load_beside_each_other(warehouse: psycopg.Connection, warehouse_url: str) -> None:
    first, second = measure(warehouse, [0, 500], runs=1, run=100, beside=warehouse_url)
    assert first.beside is not None
    assert first.beside > 0
    assert second.beside is not None
    loaded = warehouse.execute(
        "SELECT source_name, sum(parsed), sum(unchanged) FROM mart.runs GROUP BY 1 ORDER BY 1"
    )
    assert loaded.fetchall() == [("bench", 400, 0), ("bench-1", 200, 0), ("bench-2", 200, 0)]


def test_a_process_that_cannot_load_is_an_error(warehouse: psycopg.Connection, warehouse_url: str) -> None:
    with pytest.raises(FatalError, match="One of two loads beside each other failed"):
        list(measure(warehouse, [0], runs=1, run=10, beside=f"{warehouse_url}-gone"))
