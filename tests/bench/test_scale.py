"""The benchmark of growing warehouses loads, asks, backs up and restores at each size."""

from __future__ import annotations

from pathlib import Path

import psycopg

from newswire.bench.mart import QUESTIONS, readme_queries
from newswire.bench.scale import measure
from newswire.warehouse.embedded import folder, running
from newswire.warehouse.migrations import migrate


def test_each_size_is_measured_and_restored(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with running(tmp_path / "home") as database:
        with psycopg.connect(database.url(), autocommit=True) as owner:
            migrate(owner)
        first, second = measure(database, [500, 2500], scratch, runs=2, run=100)
    assert 500 < first.size < 2500 < second.size
    for point in (first, second):
        assert {one.question for one in point.questions} > QUESTIONS.keys()
        assert len(point.questions) == len(QUESTIONS) + len(readme_queries())
        assert point.slowest in {one.question for one in point.questions}
        assert point.milliseconds == sorted(point.milliseconds)
        assert min(point.load_rate, point.index_rate, point.bytes_of_load, point.bytes_of_search) > 0
        assert min(point.vacuum, point.backup, point.restore) > 0
    assert second.backup_bytes > first.backup_bytes
    assert not folder(scratch / f"{second.size}" / "restored").exists()
