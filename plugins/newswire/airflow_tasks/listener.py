"""What Airflow calls in the scheduler when a run ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow.listeners import hookimpl

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun
    from sqlalchemy.orm import Session

DAG_PREFIX = "newswire_"


@hookimpl
def on_dag_run_success(dag_run: DagRun, msg: str) -> None:  # noqa: ARG001 - Airflow passes by name
    """A run ended well."""
    _finish(dag_run)


@hookimpl
def on_dag_run_failed(dag_run: DagRun, msg: str) -> None:  # noqa: ARG001
    """A run ended with a failure."""
    _finish(dag_run)


def _finish(dag_run: DagRun) -> None:
    from airflow.models.dagrun import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy.orm import object_session

    if not dag_run.dag_id.startswith(DAG_PREFIX):
        return
    if session := object_session(dag_run):
        _explain(dag_run, session)
        return
    with create_session() as session:  # a run of ``dag.test`` belongs to no session
        _explain(session.get_one(DagRun, dag_run.id), session)


def _explain(dag_run: DagRun, session: Session) -> None:
    """Write the run's note, and label tasks that never ran.

    Tasks of Airflow 3 cannot write a run's note: they speak to the execution API only. So its text comes
    from the XCom ``note`` of one of the run's tasks. A note that a person wrote stays.
    """
    from airflow.models.xcom import XComModel

    from newswire.airflow_tasks.labels import label_tasks_that_never_ran
    from newswire.airflow_tasks.tasks import NOTE

    label_tasks_that_never_ran(dag_run, session)
    query = XComModel.get_many(run_id=dag_run.run_id, key=NOTE, dag_ids=dag_run.dag_id, limit=1)
    by_a_person = dag_run.dag_run_note is not None and dag_run.dag_run_note.user_id
    if (kept := session.scalars(query).first()) and not by_a_person:
        dag_run.note = XComModel.deserialize_value(kept)
