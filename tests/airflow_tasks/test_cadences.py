"""The cadences of sources' files, and their DAGs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from airflow.dag_processing.dagbag import DagBag

from newswire.airflow_tasks.cadences import cadences
from tests.conftest import ROOT
from tests.support.airflow_runs import Runner
from tests.support.stories import ninjs


def test_each_cadence_but_the_daily_one_is_found_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(tmp_path))
    assert cadences() == []
    for name, line in {
        "a": 'every = "30 minutes"',
        "b": 'every = "30 minutes"',
        "c": 'every = "0 7 * * 1"',
        "d": 'every = "1 day"',
        "e": "",
        "f": 'every = "sometimes"',
        "g": "every = ",
        "h": "every = 15",
    }.items():
        (tmp_path / f"{name}.toml").write_text(f'name = "{name}"\n{line}\n')
    (tmp_path / "latin.toml").write_bytes(b'every = "\xeb"')

    assert [one.slug for one in cadences()] == ["cron_0_7_x_x_1", "every_30_minutes"]


def test_sources_with_a_schedule_of_their_own_have_a_dag_that_takes_them_alone(runner: Runner) -> None:
    runner.folder("albers", {"1.json": json.dumps(ninjs("urn:albers:1", body="Albers alone."))})
    place = runner.folder("often", {"1.json": json.dumps(ninjs("urn:often:1", body="Often alone."))})
    runner.source("often", kind="folder", path=str(place), every="15 minutes")

    bag = DagBag(ROOT / "dags")
    assert set(bag.dags) == {"newswire_daily", "newswire_replay", "newswire_every_15_minutes"}
    dag = bag.dags["newswire_every_15_minutes"]
    assert dag.timetable.summary == "*/15 * * * *"
    assert (dag.catchup, dag.max_active_runs, dag.is_paused_upon_creation) == (False, 1, False)

    run = runner.run("newswire_every_15_minutes")

    assert run.note == "**Sources: 1 loaded. Items: 1 new.**\n\n- often: 1 new"
    assert run.of("often") == ("success", None)
    assert {label for task, label in run.tasks if task == "ingest"} == {"often"}

    by_hand = runner.run("newswire_daily")

    assert by_hand.of("albers") == ("success", None)
    assert by_hand.of("often") == ("skipped", None)
