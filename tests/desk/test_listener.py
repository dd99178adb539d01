"""What happens when a scheduler starts and when a run ends."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from airflow.models.dagrun import DagRun
from airflow.utils.session import create_session

from newswire.desk import listener
from tests.airflow_runs import Runner
from tests.conftest import ROOT


def test_a_note_that_a_person_wrote_stays(runner: Runner) -> None:
    run = runner.run("newswire_daily")
    assert run.note == "No source is switched on: ./newswire enable NAME."
    with create_session() as session:
        over = session.query(DagRun).filter_by(dag_id=run.dag_id, run_id=run.run_id).one()

        over.note = "old words"
        listener.on_dag_run_success(over, "")
        assert over.note == run.note

        over.note = "Wire was down, see ticket."
        over.dag_run_note.user_id = "admin"  # as the UI does
        listener.on_dag_run_failed(over, "")
        assert over.note == "Wire was down, see ticket."


def test_runs_of_others_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    run = DagRun(dag_id="somebody_elses", run_id="today")

    listener.on_dag_run_success(run, "")

    assert run.note is None


@pytest.mark.parametrize(("job", "expected"), [("SchedulerJob", True), ("DagProcessorJob", False)])
def test_only_a_scheduler_imports_the_pipeline_for_its_tasks(job: str, expected: bool) -> None:
    program = (
        "import sys, types; from newswire.desk import listener\n"
        "assert 'newswire.pipeline' not in sys.modules\n"
        f"listener.on_starting(types.SimpleNamespace(job_type={job!r}))\n"
        "print('newswire.pipeline' in sys.modules)"
    )

    environment = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )

    assert done.stdout.split()[-1] == str(expected)
