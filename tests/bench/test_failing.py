"""The sources that fail for the benchmark: twenty, each with a sentence of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import psycopg
import pytest

from newswire.bench.failing import NAMES, failing
from newswire.rounds.several import ingest
from newswire.rounds.source import Order
from newswire.warehouse.connect import connect
from newswire.workers.work import HERE
from tests.support.stories import TODAY


@pytest.mark.usefixtures("warehouse")
def test_each_source_fails_in_another_way(
    warehouse_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_HOST_PAUSE", "0.001")
    with failing(tmp_path):
        opened: partial[psycopg.Connection] = partial(connect, warehouse_url)
        rows = list(ingest(NAMES, Order(TODAY, tmp_path), opened, HERE))
    reasons = {row["source"]: row["error"].replace(row["source"], "") for row in rows}
    assert reasons.keys() == set(NAMES)
    assert len(set(reasons.values())) == len(NAMES) == 20
