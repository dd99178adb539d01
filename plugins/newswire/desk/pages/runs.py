"""The tabs in Airflow's pages: a run with its ledger, and a task with its source."""

from __future__ import annotations

from typing import Any

from airflow.api_fastapi.common.db.common import SessionDep
from airflow.models.taskinstance import TaskInstance
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select

from newswire.airflow_tasks.listener import DAG_PREFIX
from newswire.desk.access import sees_runs, sees_tasks
from newswire.desk.reading import ledger
from newswire.desk.rendering import page

router = APIRouter()

_LEDGER = """
SELECT asked.source_name, asked.asked_at, asked.outcome, asked.http_status, asked.reason, asked.run_id,
    run.state, asked.documents, run.loaded_at, run.new, run.updated, run.unchanged, run.copies, run.rejected
FROM ledger.fetches AS asked LEFT JOIN ledger.runs AS run USING (run_id)
WHERE asked.airflow_run = %(run)s AND (%(source)s::text IS NULL OR asked.source_name = %(source)s)
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
    """Show the ledger of a task's source, with the link to the source."""
    name = _source(session, dag_id, run_id, task_id, map_index)
    rows = _rows(dag_id, run_id, name) if name else []
    return page(request, "run.html", dag_id=dag_id, run_id=run_id, rows=rows, source=name, task_id=task_id)


def _rows(dag_id: str, run_id: str, source: str | None = None) -> list[Any]:
    """Return the fetches of a run with their counts; none for the DAGs of others."""
    if not dag_id.startswith(DAG_PREFIX):
        return []
    with ledger() as connection:
        return connection.execute(_LEDGER, {"run": run_id, "source": source}).fetchall()


def _source(session: Any, dag_id: str, run_id: str, task_id: str, map_index: str) -> str | None:  # noqa: ANN401
    """Return the name of the source that a task is about: the label of its instance. None without one."""
    if not map_index.isdigit() or not dag_id.startswith(DAG_PREFIX):
        return None
    table = TaskInstance.__table__.c
    label: str | None = session.scalar(
        select(table.rendered_map_index).where(
            table.dag_id == dag_id,
            table.run_id == run_id,
            table.task_id == task_id,
            table.map_index == int(map_index),
        )
    )
    return label
