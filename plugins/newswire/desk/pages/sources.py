"""Sources: their state and schedule, their last fetches, and the sentence on a failure."""

from __future__ import annotations

from typing import Annotated, Any

from airflow.api_fastapi.common.db.common import SessionDep
from airflow.models.dag import DagModel
from airflow.models.taskinstance import TaskInstance
from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import select

from newswire import settings
from newswire.airflow_local.api import DAILY
from newswire.airflow_tasks.listener import DAG_PREFIX
from newswire.desk.access import MaySeeTasks
from newswire.desk.pages.overview import volume
from newswire.desk.reading import ledger, reader
from newswire.desk.rendering import page
from newswire.fetch.kind import Source
from newswire.sources import SourceError, read_sources
from newswire.switches import switched

router = APIRouter()

_PAGE = 50

_STATES = """
SELECT source_name, asked_at, outcome, is_up, http_status, reason, last_answer_at, last_documents_at,
    failures, retry_at, skipped_until, moved_to
FROM mart.source_state WHERE %(name)s::text IS NULL OR source_name = %(name)s ORDER BY source_name
"""

_FETCHES = """
SELECT fetch_number, asked_at, outcome, http_status, reason, documents, run_id, requests, bytes, ms
FROM mart.fetches
WHERE source_name = %(name)s AND fetch_number < %(before)s
ORDER BY asked_at DESC, fetch_number DESC LIMIT %(most)s
"""


_ASKED_SINCE = "SELECT FROM ledger.fetches WHERE source_name = %s AND asked_at > %s LIMIT 1"

_CHECKS = """
SELECT check_name, outcome, sentence, checked_at FROM mart.checks
WHERE source_name = %s AND outcome <> 'ok' ORDER BY checked_at DESC, check_name LIMIT 10
"""


class _Listed:
    """A source with its file, its switch and its state; any of them may be missing."""

    def __init__(self, name: str, file: Source | SourceError | None, switch: bool | None, state: Any) -> None:  # noqa: ANN401
        self.name = name
        self.state = state
        self.error = str(file) if isinstance(file, SourceError) else None
        self.source = file if isinstance(file, Source) else None
        self.has_file = file is not None
        on = switch if switch is not None else bool(self.source and self.source.enabled)
        self.is_on = self.has_file and on

    @property
    def health(self) -> str:
        """One word on the source, which its mark shows too."""
        if not self.has_file:
            return "gone"
        if self.error:
            return "broken"
        if not self.is_on:
            return "off"
        if self.state is None:
            return "new"
        return "up" if self.state.is_up else "down"


@router.get("/sources")
def sources(request: Request) -> HTMLResponse:
    """Show all sources, those with trouble first."""
    listed = _listed(None)
    order = {"broken": 0, "down": 1, "up": 2, "new": 3, "off": 4, "gone": 5}
    return page(
        request, "sources.html", sources=sorted(listed, key=lambda one: (order[one.health], one.name))
    )


@router.get("/sources/{name}")
def source(
    request: Request,
    name: str,
    session: SessionDep,
    may_see_tasks: MaySeeTasks,
    before: Annotated[int, Query(ge=1, le=2**63 - 1)] = 2**63 - 1,
) -> HTMLResponse:
    """Show a source and its last fetches."""
    found = next((one for one in _listed(name) if one.name == name), None)
    if found is None:
        raise HTTPException(404, f"There is no source {name}.")
    with reader() as connection:
        fetches = connection.execute(_FETCHES, {"name": name, "before": before, "most": _PAGE + 1}).fetchall()
        checks = connection.execute(_CHECKS, (name,)).fetchall()
        chart = volume(connection, "days", name)
    dag_id = found.source.cadence().dag_id if found.source else DAILY
    return page(
        request, "source.html", one=found, dag_id=dag_id, fetches=fetches[:_PAGE], chart=chart, checks=checks,
        older=fetches[_PAGE - 1].fetch_number if len(fetches) > _PAGE else None,
        schedule=session.get(DagModel, dag_id),
        failed=_failed_task(session, name) if may_see_tasks else None,
    )  # fmt: skip


def _listed(name: str | None) -> list[_Listed]:
    """Return the sources of the files and of the ledger, or the one of a name."""
    with reader() as connection:
        states = {row.source_name: row for row in connection.execute(_STATES, {"name": name})}
    with ledger() as connection:
        switches = switched(connection)
    try:
        files = read_sources(settings.sources_directory())
    except SourceError:
        files = {}
    names = sorted(files.keys() | states.keys()) if name is None else [name]
    return [
        _Listed(one, files.get(one), switches.get(one), states.get(one))
        for one in names
        if one in files or one in states
    ]


def _failed_task(session: Any, name: str) -> str | None:  # noqa: ANN401 - a session of Airflow's
    """Return the path of the page of the source's task that failed last, unless it was asked again since.

    A source that is loaded together with others has no task under its name.
    """
    table = TaskInstance.__table__.c
    task = session.execute(
        select(table.dag_id, table.run_id, table.task_id, table.map_index, table.state, table.end_date)
        .where(
            table.dag_id.startswith(DAG_PREFIX, autoescape=True),
            table.rendered_map_index == name,
            table.state.in_(["failed", "success", "skipped"]),
        )
        .order_by(table.end_date.desc())
        .limit(1)
    ).first()
    if task is None or task.state != "failed":
        return None
    with ledger() as connection:
        if connection.execute(_ASKED_SINCE, (name, task.end_date)).fetchone():
            return None
    return f"/dags/{task.dag_id}/runs/{task.run_id}/tasks/{task.task_id}/mapped/{task.map_index}"
