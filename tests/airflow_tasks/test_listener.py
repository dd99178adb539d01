"""What happens when a run ends."""

from __future__ import annotations

from airflow.models.dagrun import DagRun
from airflow.utils.session import create_session

from newswire.airflow_tasks import listener
from tests.support.airflow_runs import Runner


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


def test_runs_of_others_are_left_alone() -> None:
    run = DagRun(dag_id="somebody_elses", run_id="today")

    listener.on_dag_run_success(run, "")

    assert run.note is None
