"""The list of metrics, and its page."""

from __future__ import annotations

import re

from newswire.airflow_tasks.observing.catalogue import METRICS, names_in_statsd, rows
from newswire.outcomes import COUNTS
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "observability.md").read_text(encoding="utf-8")


def test_each_count_of_the_ledger_has_a_metric() -> None:
    assert {f"items.{name}" for name in COUNTS} - METRICS.keys() == {"items.documents"}
    assert "documents" in METRICS


def test_names_are_legal_for_every_server() -> None:
    for name, metric in METRICS.items():
        assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)*", name)
        assert metric.kind in {"counter", "gauge", "timer"}
        assert names_in_statsd(metric)[-1].endswith("SOURCE") == metric.of_source


def test_the_page_lists_every_metric_with_unit_and_meaning() -> None:
    for row in rows(METRICS.values()):
        assert f"| {' | '.join(row)} |".replace("|  |", "|  |") in PAGE
    listed = re.findall(r"^\| `newswire\.([a-z_.]+)` \|", PAGE, re.MULTILINE)
    assert listed == list(METRICS)
