"""The sources that a run takes, their division among tasks, and those that fail."""

from __future__ import annotations

import json
import logging
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
import structlog
from structlog.contextvars import merge_contextvars

from newswire.airflow_tasks import sources as bodies
from newswire.limits.cadence import cadence
from newswire.switches import switch
from tests.support.airflow_runs import Runner, last_asset_events
from tests.support.log_lines import kept_lines
from tests.support.site import serving
from tests.support.stories import folder_source, ninjs


def taken(*arguments: Any) -> list[str]:
    return [name for group in bodies.sources_taken(*arguments) for name in group]


def story(number: int) -> str:
    return json.dumps(ninjs(f"urn:berth:{number}", headline=f"Berth {number} closed"))


def test_the_sources_asked_for_are_taken_once_each_else_all_that_are_on(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    warehouse: psycopg.Connection,
) -> None:
    caplog.set_level(logging.INFO)
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(tmp_path))
    run = {"dag_run": SimpleNamespace(run_type="scheduled")}
    monkeypatch.setattr(bodies, "warehouse", lambda: nullcontext(warehouse))
    monkeypatch.setattr(bodies, "get_current_context", lambda: run)
    assert taken(None) == []
    assert "none is switched on (./newswire enable NAME)" in caplog.text
    for name in ("albers", "berlin"):
        folder_source(tmp_path, name, tmp_path / name)
    (tmp_path / "broken.toml").write_text("name =")
    assert taken(["berlin", "cairo", "berlin"]) == ["berlin", "cairo"]
    assert taken([]) == ["albers", "berlin", "broken"], "so that it is seen that it is broken"
    switch(warehouse, "albers", enabled=False)
    assert taken(None) == ["berlin", "broken"]
    assert taken(["albers"]) == ["albers"], "a name outweighs the switch"

    folder_source(tmp_path, "often", tmp_path / "often", every="15 minutes")
    folder_source(tmp_path, "weekly", tmp_path / "weekly", every="0 7 * * 1")
    assert taken(None) == ["berlin", "broken"], "those with a schedule of their own have their own DAG"
    assert taken(None, cadence("15 minutes")) == ["often"]
    assert taken(["weekly"], cadence("15 minutes")) == ["weekly"], "a person named it"
    run["dag_run"].run_type = "backfill"
    assert taken(None) == ["berlin", "broken", "often", "weekly"]


def test_the_sources_are_divided_among_two_tasks_for_each_slot_or_as_many_as_are_set(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__PARALLELISM", "2")
    for number in range(10):
        body = " ".join(f"pier{number}word{place}" for place in range(9))
        runner.folder(f"pier-{number}", {"1.json": json.dumps(ninjs(f"urn:pier:{number}", body=body))})

    run = runner.run("newswire_daily")

    assert sorted(len(rows) for rows in run.left("ingest").values()) == [2, 2, 3, 3]
    assert run.state == "success"
    assert run.note is not None
    assert run.note.startswith("**Sources: 10 loaded. Items: 10 new.**")
    events = [event["summary"] for event in last_asset_events("newswire_stories", run)]
    assert sorted(events) == [f"pier-{number}: 1 new" for number in range(10)]

    monkeypatch.setenv("NEWSWIRE_INGEST_TASKS", "3")
    again = runner.run("newswire_daily")

    assert sorted(len(rows) for rows in again.left("ingest").values()) == [3, 3, 4]
    assert {state for (task, _), (state, _) in again.tasks.items() if task == "ingest"} == {"skipped"}
    assert again.note == (
        "**Sources: 10 nothing new. Items: 0 new.**\n\n- nothing new: "
        + ", ".join(f"pier-{number}" for number in range(10))
    )


def test_failures_beyond_what_airflow_maps_over_share_the_last_task(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AIRFLOW__CORE__MAX_MAP_LENGTH", "3")
    runner.folder("albers", {"1.json": story(1)})
    for number in range(5):
        runner.folder(f"gone-{number}")

    run = runner.run("newswire_daily")

    retried = {label: state for (task, label), (state, _) in run.tasks.items() if task == "retry"}
    assert retried == {"gone-0": "failed", "gone-1": "failed", "gone-2, gone-3, gone-4": "failed"}
    assert run.note is not None
    assert run.note.startswith(
        "**Sources: 5 failed, 1 loaded. Items: 1 new.** Failed: gone-0, gone-1, gone-2 and 2"
    )
    assert "- **gone-4** failed: The folder " in run.left("report", "note")[-1]


def test_a_failed_task_sources_fails_the_run_with_its_reason(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_INGEST_TASKS", "many")
    runner.folder("albers", {"1.json": story(1)})

    run = runner.run("newswire_daily")

    assert run.state == "failed"
    assert run.tasks["sources", ""] == ("failed", 1)
    assert run.tasks["failures", ""] == ("failed", 1)
    assert run.note == (
        "**The task sources failed, so no source was asked.** NEWSWIRE_INGEST_TASKS is 'many'; a number "
        "from 1 to 1000 is right."
    )


def test_a_source_that_keeps_failing_is_skipped_unless_the_form_names_it(
    runner: Runner, warehouse: psycopg.Connection
) -> None:
    with serving() as site:
        runner.source("quay", kind="feed", url=f"{site.url}/rss")
        for hours in (10, 1):
            warehouse.execute(
                "INSERT INTO ledger.fetches"
                " (source_name, interval_start, interval_end, asked_at, place, outcome, reason)"
                " VALUES ('quay', now(), now(), now() - %s * interval '1 hour', %s, 'failed', 'Away.')",
                (hours, f"{site.url}/rss"),
            )
        run = runner.run("newswire_daily")
        assert run.of("quay") == ("skipped", None)
        assert run.note is not None
        assert "- nothing new: quay" in run.note
        assert site.requests == []
        run = runner.run("newswire_daily", sources=["quay"])
        assert run.of("quay") == ("skipped", "failed")
        assert [path for path, _ in site.requests] == ["/rss"]


def test_each_line_of_a_source_in_a_task_s_log_names_source_and_run(runner: Runner) -> None:
    runner.folder("albers", {"1.json": story(1)})
    runner.folder("gone")

    with kept_lines() as kept:
        run = runner.run("newswire_daily")

    rows = [row for some in run.left("ingest").values() for row in some]
    [number] = [row["run_id"] for row in rows if row["source"] == "albers"]
    lines = [(line, names) for line, names in kept if line.startswith("albers: ") or "source gone" in line]
    assert [line for line, _ in lines if "gone" not in line] == [
        "albers: 1 documents kept so far.",
        "albers: 1 items parsed, 0 rejected so far.",
        "albers: of 1 items 1 new.",
    ]
    assert sum("gone" in line for line, _ in lines) == 3, "ingest, retry and the report"
    for line, names in lines:
        if "gone" not in line:
            assert names == {"source": "albers", "ledger_run": number}, line
        elif not line.startswith("**Sources: "):
            assert names == {"source": "gone"}, line
    assert merge_contextvars in structlog.get_config()["processors"], "Airflow writes them into the line"
