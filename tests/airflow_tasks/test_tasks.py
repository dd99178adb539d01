"""The bodies of the tasks: the errors that a person reads."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest

from tests.support.airflow_runs import Runner
from tests.support.stories import ninjs


def story(number: int) -> str:
    return json.dumps(ninjs(f"urn:berth:{number}", headline=f"Berth {number} closed"))


def test_a_broken_source_file_fails_in_its_own_place(runner: Runner) -> None:
    runner.folder("albers", {"1.json": story(1)})
    runner.source("broken", kind="folder", pth="/data")

    run = runner.run("newswire_daily")

    assert run.of("albers") == ("success", None)
    assert run.of("broken") == ("skipped", "failed")
    assert run.note is not None
    assert "broken.toml: pth" in run.note


def test_rules_of_a_site_that_no_longer_match_stand_in_the_note_of_the_run(
    runner: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_SITES", str(tmp_path))
    (tmp_path / "coast.example.toml").write_text("[[layout]]\nbody = 'article.text'")
    head = "<head><link rel=canonical href='https://coast.example/1'></head>"
    text = "<p>The harbour of Grenholm opened its second quay to ferries on Monday.</p>"
    runner.folder("albers", {"1.html": f"<!DOCTYPE html><html>{head}<body>{text}</body></html>"})

    run = runner.run("newswire_daily")

    assert run.of("albers") == ("success", None)
    assert run.note is not None
    alert = "The rules for coast.example no longer match: body article.text finds nothing (1 item)."
    assert f"- albers: 1 new. {alert}" in run.note


def test_a_defect_keeps_its_traceback_and_its_message(runner: Runner, warehouse: psycopg.Connection) -> None:
    runner.folder("albers", {"1.json": story(1)})
    warehouse.execute("DROP VIEW mart.runs")
    warehouse.execute("ALTER TABLE ledger.runs RENAME TO elsewhere")

    run = runner.run("newswire_daily")

    assert run.of("albers") == ("skipped", "failed")
    assert run.note is not None
    assert 'UndefinedTable: relation "ledger.runs" does not exist' in run.note
