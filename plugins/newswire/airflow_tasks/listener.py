"""The listener that Airflow calls in the scheduler when a run ends."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from airflow.listeners import hookimpl

from newswire.outcomes import fitted

if TYPE_CHECKING:
    from airflow.models.dagrun import DagRun
    from sqlalchemy.orm import Session

DAG_PREFIX = "newswire_"

logger = logging.getLogger(__name__)


@hookimpl
def on_dag_run_success(dag_run: DagRun, msg: str) -> None:  # noqa: ARG001 - Airflow passes by name
    """Finish a run that ended well."""
    _finish(dag_run)


@hookimpl
def on_dag_run_failed(dag_run: DagRun, msg: str) -> None:  # noqa: ARG001
    """Finish a run that ended with a failure."""
    _finish(dag_run)


def _finish(dag_run: DagRun) -> None:
    """Write the notes of the run and of its tasks. A failure is logged and changes nothing."""
    if not dag_run.dag_id.startswith(DAG_PREFIX):
        return
    for act, what in (
        (_write_note, "note"),
        (_write_task_notes, "notes of the tasks"),
    ):
        try:
            with _savepoint(dag_run) as session:
                act(dag_run, session)
        except Exception:
            logger.exception(
                "The %s of run %s of %s could not be written. The run itself is as it was.",
                what,
                dag_run.run_id,
                dag_run.dag_id,
            )


@contextmanager
def _savepoint(dag_run: DagRun) -> Iterator[Session]:
    """Yield the run's session inside a savepoint, so that an error in here does not spoil its transaction.

    The transaction is the scheduler's, and a failure of it ends the scheduler. So the caller executes its
    statements at once; none may wait for the session's flush. The savepoint is the connection's, because
    the scheduler takes the end of a session's savepoint for a commit, and forbids it.
    """
    from airflow.utils.session import create_session
    from sqlalchemy.orm import object_session

    its_own = object_session(dag_run)
    # a run of ``dag.test`` belongs to no session
    with nullcontext(its_own) if its_own else create_session() as session:
        connection = session.connection()
        with session.no_autoflush, connection.begin_nested():
            yield session


def _write_note(dag_run: DagRun, session: Session) -> None:
    """Write the text that a task of the run left for its note, cut to the length of the column.

    Tasks of Airflow 3 cannot write a run's note, because they reach the execution API only. So the text
    comes from the XCom ``note`` of one of the run's tasks; texts that later tasks left in the XComs
    ``glance`` and ``more`` stand at the end of its first line and below it. A note that a person wrote stays.
    """
    from airflow.models.dagrun import DagRun, DagRunNote
    from airflow.models.xcom import XComModel
    from sqlalchemy import insert, select, update

    from newswire.airflow_tasks.tasks import GLANCE, MORE, NOTE

    run = session.get_one(DagRun, dag_run.id)
    before = run.dag_run_note
    if before is not None and (before.user_id or before in session.new):
        return
    rows = session.execute(
        select(XComModel.key, XComModel.task_id, XComModel.value)
        .where(XComModel.dag_run_id == run.id, XComModel.key.in_([NOTE, GLANCE, MORE]))
        .order_by(XComModel.timestamp)
    ).all()
    left = next((row for row in rows if row.key == NOTE), None)
    if left is None:
        return
    opening, _, rest = str(XComModel.deserialize_value(left)).partition("\n\n")
    glance, more = (
        [str(XComModel.deserialize_value(row)) for row in rows if row.key == key] for key in (GLANCE, MORE)
    )
    whole = "\n\n".join(filter(None, [" ".join([opening, *glance]), *more, rest]))
    table = DagRunNote.__table__
    text = fitted(whole, table.c.content.type.length, left.task_id)
    if before is None:
        session.execute(insert(table).values(dag_run_id=run.id, content=text))
    else:
        session.execute(update(table).where(table.c.dag_run_id == run.id).values(content=text))
        session.expire(before)
    session.expire(run, ["dag_run_note"])


def _write_task_notes(dag_run: DagRun, session: Session) -> None:
    """Write the reason of each skipped or failed task, or the remark on its fetch, as the task's note.

    The page of a task and the list of a run's tasks show it. A note that a person wrote stays, one of an
    earlier try is replaced.
    """
    from airflow.models.taskinstance import TaskInstance, TaskInstanceNote
    from airflow.models.xcom import XComModel
    from sqlalchemy import and_, delete, insert, select

    from newswire.outcomes import OUTCOME, Outcome

    table = TaskInstanceNote.__table__
    rows = session.execute(
        select(TaskInstance.id, XComModel.value, table.c.user_id)
        .join(
            XComModel,
            and_(
                XComModel.dag_run_id == dag_run.id,
                XComModel.key == OUTCOME,
                XComModel.task_id == TaskInstance.task_id,
                XComModel.map_index == TaskInstance.map_index,
            ),
        )
        .outerjoin(table, table.c.ti_id == TaskInstance.id)
        .where(TaskInstance.dag_id == dag_run.dag_id, TaskInstance.run_id == dag_run.run_id)
    ).all()
    limit = table.c.content.type.length
    notes = [
        {"ti_id": row.id, "content": reason if len(reason) <= limit else f"{reason[: limit - 1]}…"}
        for row in rows
        if not row.user_id and (reason := Outcome.of_row(XComModel.deserialize_value(row)).reason)
    ]
    if notes:
        session.execute(delete(table).where(table.c.ti_id.in_([one["ti_id"] for one in notes])))
        session.execute(insert(table), notes)
