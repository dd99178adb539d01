"""The values of gauges, as the warehouse has them."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest

from newswire.airflow_tasks.observing.catalogue import METRICS
from newswire.airflow_tasks.observing.state import state
from newswire.switches import switch


def test_sources_that_are_on_and_those_of_the_run_have_gauges(
    warehouse: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(sources))
    switch(warehouse, "paper", enabled=False)

    def of_sources(*names: str) -> set[str | None]:
        return {source for name, source, _ in state(warehouse, names) if name == "source.rejections"}

    assert of_sources() == {"wire"}
    assert of_sources("paper", "extra") == {"extra", "paper", "wire"}


def test_the_warehouse_has_one_value_for_each_of_its_gauges(
    warehouse: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(sources))
    whole = [name for name, source, _ in state(warehouse, []) if source is None]
    assert sorted(whole) == sorted(one.name for one in METRICS.values() if not one.of_source)
