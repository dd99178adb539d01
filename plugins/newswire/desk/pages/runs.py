"""The tabs in Airflow's pages: a run with its ledger, and a task with its source."""

from __future__ import annotations

from typing import Any

from airflow.api_fastapi.common.db.common import SessionDep
from airflow.models.taskinstance import TaskInstance
from airflow.models.xcom import XComModel
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select

from newswire.airflow_tasks.listener import DAG_PREFIX
from newswire.airflow_tasks.tasks import ROWS
from newswire.desk.access import sees_runs, sees_tasks
from newswire.desk.reading import ledger
from newswire.desk.rendering import page

router = APIRouter()

_LEDGER = """
SELECT asked.source_name, asked.asked_at, asked.outcome, asked.http_status, asked.reason, asked.run_id,
    run.state, asked.documents, run.loaded_at, run.new, run.updated, run.unchanged, run.copies, run.rejected
FROM ledger.fetches AS asked LEFT JOIN ledger.runs AS run USING (run_id)
WHERE asked.airflow_run = %(run)s AND (%(sources)s::text[] IS NULL OR asked.source_name = ANY(%(sources)s))
ORDER BY asked.source_name, asked.fetch_number LIMIT 2000
"""


@router.get("/run", dependencies=[sees_runs])
def run(request: Request, dag_id: str, run_id: str) -> HTMLResponse:
    """Show the ledger of a run of Airflow's."""
    return page(request, "run.html", dag_id=dag_id, run_id=run_id, rows=_rows(dag_id, run_id), source=None)


@router.get("/task", dependencies=[sees_tasks])
def task(
    request: Request, session: SessionDep, dag_id: str, run_id: str, task_id: str, map_index: str = ""
) -> HTMLResponse:
    """Show the ledger of a task's sources, with links to them."""
    names = _sources(session, dag_id, run_id, task_id, map_index)
    rows = _rows(dag_id, run_id, names) if names else []
    source = names[0] if len(names) == 1 else None
    return page(request, "run.html", dag_id=dag_id, run_id=run_id, rows=rows, source=source, task_id=task_id)


def _rows(dag_id: str, run_id: str, sources: list[str] | None = None) -> list[Any]:
    """Return the fetches of a run with their counts; none for the DAGs of others."""
    if not dag_id.startswith(DAG_PREFIX):
        return []
    with ledger() as connection:
        return connection.execute(_LEDGER, {"run": run_id, "sources": sources}).fetchall()


def _sources(session: Any, dag_id: str, run_id: str, task_id: str, map_index: str) -> list[str]:  # noqa: ANN401
    """Return the names of the sources that a task is about: those of its rows, else the label. None is empty.

    A task whose rows are not there yet, or that failed, is labelled with the name if it has one source.
    """
    if not map_index.isdigit() or not dag_id.startswith(DAG_PREFIX):
        return []
    index = int(map_index)
    found = XComModel.get_many(run_id=run_id, key=ROWS, dag_ids=dag_id, task_ids=task_id, map_indexes=index)
    for kept in session.scalars(found):
        return [row["source"] for row in XComModel.deserialize_value(kept)]
    table = TaskInstance.__table__.c
    label: str | None = session.scalar(
        select(table.rendered_map_index).where(
            table.dag_id == dag_id,
            table.run_id == run_id,
            table.task_id == task_id,
            table.map_index == index,
        )
    )
    return [label] if label else []
