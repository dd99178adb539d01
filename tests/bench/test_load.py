"""The benchmark of the load fills the warehouse by the load itself."""

from __future__ import annotations

import psycopg

from newswire.bench.load import measure


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
