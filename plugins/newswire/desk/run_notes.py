"""Listens to runs that end, in the scheduler: writes their note, and labels tasks that never ran.

Tasks of Airflow 3 cannot write a run's note themselves: they speak to the execution API only. So the
text comes from the XCom ``note`` of one of the run's tasks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow.listeners import hookimpl

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun

DAG_PREFIX = "newswire_"


@hookimpl
def on_dag_run_success(dag_run: DagRun, msg: str) -> None:  # noqa: ARG001 - Airflow names them
    """A run ended well."""
    _finish(dag_run)


@hookimpl
def on_dag_run_failed(dag_run: DagRun, msg: str) -> None:  # noqa: ARG001
    """A run ended with a failed source."""
    _finish(dag_run)


def _finish(dag_run: DagRun) -> None:
    from airflow.models.xcom import XComModel
    from sqlalchemy.orm import object_session

    from newswire.desk.labels import label_tasks_that_never_ran
    from newswire.desk.tasks import NOTE

    session = object_session(dag_run)
    if session is None or not dag_run.dag_id.startswith(DAG_PREFIX):
        return
    label_tasks_that_never_ran(dag_run, session)
    query = XComModel.get_many(run_id=dag_run.run_id, key=NOTE, dag_ids=dag_run.dag_id, limit=1)
    written_by_a_person = dag_run.dag_run_note is not None and dag_run.dag_run_note.user_id
    if (kept := session.scalars(query).first()) and not written_by_a_person:
        dag_run.note = XComModel.deserialize_value(kept)
