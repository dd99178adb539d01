"""DAG files are read every few seconds, by processes that have no use for a parser or a database."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.parametrize("file", sorted((ROOT / "dags").glob("*.py")), ids=lambda file: file.stem)
def test_a_dag_file_imports_nothing_heavy(file: Path) -> None:
    program = (
        "import runpy, sys, airflow.timetables.interval\n"
        "before = set(sys.modules)\n"
        f"runpy.run_path({str(file)!r})\n"
        "print(*sorted(set(sys.modules) - before))"
    )

    environment = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )

    imported = {name for name in done.stdout.splitlines()[-1].split() if name.startswith("newswire")}
    assert imported <= {
        "newswire",
        "newswire.airflow_tasks",
        "newswire.airflow_tasks.cadences",
        "newswire.airflow_tasks.deadlines",
        "newswire.airflow_tasks.forms",
        "newswire.airflow_tasks.intervals",
        "newswire.airflow_tasks.labels",
        "newswire.airflow_tasks.observing",
        "newswire.airflow_tasks.observing.catalogue",
        "newswire.airflow_tasks.observing.harmless",
        "newswire.airflow_tasks.observing.lineage",
        "newswire.airflow_tasks.observing.metrics",
        "newswire.outcomes",
        "newswire.airflow_tasks.short_log",
        "newswire.airflow_tasks.sources",
        "newswire.airflow_tasks.tasks",
        "newswire.airflow_tasks.waiting",
        "newswire.fetch",
        "newswire.fetch.fetched",
        "newswire.errors",
        "newswire.limits",
        "newswire.limits.cadence",
        "newswire.logs",
        "newswire.logs.about",
        "newswire.model",
        "newswire.settings",
    }
    assert not {"psycopg", "lxml", "bs4", "feedparser", "numpy"} & set(done.stdout.split())
