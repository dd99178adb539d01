"""``backfill``: errors before a backfill is made, and the display of one. A real one is in test_up.py."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from newswire.airflow_local.configuration import Installation
from newswire.airflow_local.holder import holding
from newswire.outcomes import COUNTS
from tests.cli.conftest import Command
from tests.fetch.conftest import Site, site

__all__ = ["site"]

TODAY = dt.datetime.now(dt.UTC).date()
RUNS = "/api/v2/dags/newswire_daily/dagRuns"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def airflow(home: Path, site: Site) -> Site:
    """Airflow's answers, of a backfill of three days: one good, one failed, one in progress elsewhere."""
    installation = Installation(home / "airflow", int(site.url.rpartition(":")[2]))
    installation.configure("postgresql://127.0.0.1/airflow")
    healthy = {part: {"status": "healthy"} for part in ("metadatabase", "scheduler", "dag_processor")}
    site.reply("/api/v2/monitor/health", json.dumps(healthy).encode())
    site.reply("/auth/token", b'{"access_token": "t"}')
    site.reply("/api/v2/backfills", b'{"id": 7}')
    site.reply("/api/v2/backfills/7", b'{"completed_at": "2026-03-09T00:00:00Z"}')
    runs = [
        {"dag_run_id": f"r{day}", "logical_date": f"2026-03-0{day}T00:00:00Z", "state": state}
        for day, state in ((5, "success"), (6, "failed"))
    ]
    site.reply(RUNS, json.dumps({"dag_runs": runs, "total_entries": 2}).encode())
    row = {"source": "wire", **dict.fromkeys(COUNTS, 0), "documents": 2, "parsed": 2, "new": 2}
    for name, rows in {"r5": [row], "r6": [{"source": "wire", "error": "The harbour is closed."}]}.items():
        path = f"{RUNS}/{name}/taskInstances/report/xcomEntries/return_value"
        site.reply(path, json.dumps({"value": rows}).encode())
    return site


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2026-03-06", "2026-03-05"), "FROM lies after TO."),
        ((TODAY, TODAY), f"{TODAY} has not ended yet (UTC). ./newswire ingest takes today."),
        (("2026-03-05", "March"), "does not match the format"),
    ],
)
def test_days_that_cannot_be_are_bad_usage(
    newswire: Command, home: Path, days: tuple[object, ...], said: str
) -> None:
    done = newswire("backfill", *days)
    assert done.status == 2
    assert said in " ".join(done.err.split())


def test_a_source_that_does_not_exist_is_an_error(newswire: Command, home: Path, sources: Path) -> None:
    done = newswire("backfill", "2026-03-05", "2026-03-06", "--source", "wrie")
    assert (done.status, done.out) == (1, "")
    assert "Did you mean wire?" in done.err


def test_without_up_the_error_names_the_remedy(newswire: Command, home: Path) -> None:
    done = newswire("backfill", "2026-03-05", "2026-03-06")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(f"Newswire is not up in {home}. Start ./newswire up in another terminal")


def test_an_up_that_is_not_ready_is_an_error(newswire: Command, home: Path, airflow: Site) -> None:
    airflow.reply("/api/v2/monitor/health", b"starting")
    with holding(home):
        done = newswire("backfill", "2026-03-05", "2026-03-06")
    assert done.status == 1
    assert "its Airflow is not ready yet" in done.err


def test_another_backfill_in_progress_is_an_error(newswire: Command, home: Path, airflow: Site) -> None:
    airflow.reply("/api/v2/backfills", b'{"detail": "There is already a running backfill"}', 409)
    with holding(home):
        done = newswire("backfill", "2026-03-05", "2026-03-06")
    assert done.status == 1
    assert done.err.startswith("Another backfill of newswire_daily is in progress.")


def test_each_day_is_shown_and_a_day_that_failed_or_is_missing_is_a_failure(
    newswire: Command, home: Path, airflow: Site
) -> None:
    with holding(home):
        done = newswire("backfill", "2026-03-05", "2026-03-07")
    lines = done.out.splitlines()
    assert lines[0].startswith("Backfill 7 of 3 days, 2026-03-05 to 2026-03-07: http://127.0.0.1:")
    assert lines[1:3] == ["2026-03-05  success  2 new", "2026-03-06  failed  0 new"]
    assert lines[5].split()[:2] == ["wire", "2"]
    assert lines[6] == "wire: The harbour is closed."
    assert lines[7] == "Failed: 2026-03-06. The notes of these runs have the reasons."
    assert lines[8].startswith("Without a run of this backfill: 2026-03-07.")
    assert done.status == 1
