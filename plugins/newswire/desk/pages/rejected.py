"""Rejected documents and items with their reasons, and the button that replays them."""

from __future__ import annotations

from typing import Annotated, Any

from airflow.api.common.trigger_dag import trigger_dag
from airflow.api_fastapi.core_api.security import GetUserDep
from airflow.api_fastapi.logging.decorators import action_logging
from airflow.exceptions import DagNotFound, DagRunAlreadyExists
from airflow.models.dag import DagModel
from airflow.utils.types import DagRunTriggeredByType
from fastapi import APIRouter, Depends, Form, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from pydantic import BaseModel, BeforeValidator

from newswire.airflow_local.api import REPLAY
from newswire.desk.access import FormToken, MayTriggerReplay, same_user_sent_the_form, triggers_replay
from newswire.desk.reading import reader
from newswire.desk.rendering import address, page

router = APIRouter()

_PAGE = 50

_Text = Annotated[str | None, BeforeValidator(lambda value: value or None)]

_LIST = """
SELECT fetch_id, path, reason, source_name, run_id, fetched_at, min(detail) AS detail, count(*) AS times,
    max(settled_at) AS settled_at, max(settled_by_fetch_id) AS settled_by_fetch_id
FROM mart.rejected
WHERE (%(source)s::text IS NULL OR source_name = %(source)s)
  AND (%(reason)s::text IS NULL OR reason = %(reason)s)
  AND (%(settled)s OR settled_at IS NULL)
  AND fetch_id <= %(before)s
  AND (fetch_id < %(before)s OR (path, reason) > (%(path)s, %(after)s))
GROUP BY fetch_id, path, reason, source_name, run_id, fetched_at
ORDER BY fetch_id DESC, path, reason LIMIT %(most)s
"""

_DAY = """
SELECT source_name, (interval_start AT TIME ZONE 'UTC')::date AS day
FROM mart.runs WHERE run_id = (SELECT run_id FROM mart.documents WHERE fetch_id = %s)
"""


class Filters(BaseModel):
    """The filters in the address, and the last row of the page before."""

    source: _Text = None
    reason: _Text = None
    settled: bool = False
    before: Annotated[int, Query(ge=0, le=2**63 - 1)] = 2**63 - 1
    path: str = ""
    after: str = ""


@router.get("/rejected")
def rejected(
    request: Request, filters: Annotated[Filters, Query()], may_replay: MayTriggerReplay, token: FormToken
) -> HTMLResponse:
    """Show the newest rejections, fifty a page."""
    with reader() as connection:
        rows = connection.execute(_LIST, filters.model_dump() | {"most": _PAGE + 1}).fetchall()
    shown = rows[:_PAGE]
    older: dict[str, Any] | None = None
    if len(rows) > _PAGE:
        last = shown[-1]
        older = filters.model_dump() | {"before": last.fetch_id, "path": last.path, "after": last.reason}
    return page(
        request,
        "rejected.html",
        filters=filters,
        rejections=shown,
        older=older,
        may_replay=may_replay,
        token=token,
    )


@router.post(
    "/replay",
    dependencies=[
        triggers_replay,
        Depends(same_user_sent_the_form),
        Depends(action_logging(event="newswire_replay")),
    ],
)
def replay(
    request: Request,
    user: GetUserDep,
    fetch_id: Annotated[int, Form(ge=1, le=2**63 - 1)],
    dry_run: Annotated[bool, Form()] = False,
) -> Response:
    """Start the replay of the day and the source of a document, in the name of the user.

    Source and day are those of the kept document, so that a form cannot name others.
    """
    with reader() as connection:
        run = connection.execute(_DAY, (fetch_id,)).fetchone()
    if run is None:
        raise HTTPException(404, f"No loaded or rejected document has the fetch number {fetch_id}.")
    day = run.day.isoformat()
    conf = {"source": run.source_name, "first_day": day, "last_day": day, "dry_run": dry_run}
    try:
        started = trigger_dag(
            REPLAY,
            triggered_by=DagRunTriggeredByType.UI,
            triggering_user_name=user.get_name(),
            conf=conf,
        )
    except DagRunAlreadyExists:
        raise HTTPException(409, "Another replay was started at this moment. Try again.") from None
    except DagNotFound:
        raise HTTPException(503, f"Airflow has not read {REPLAY} yet. Try again in a minute.") from None
    assert started is not None  # noqa: S101 - Airflow returns the run or raises
    root = request.scope.get("root_path", "")
    return RedirectResponse(
        address(f"{root}/replay", run=started.run_id, source=run.source_name, day=day), 303
    )


@router.get("/replay", dependencies=[triggers_replay])
def replay_started(request: Request, run: str, source: str, day: str) -> HTMLResponse:
    """Show that a replay was started, with the link to its run."""
    waits = DagModel.get_current(REPLAY)
    return page(
        request, "replay.html", run=run, source=source, day=day, dag_id=REPLAY,
        is_paused=bool(waits and waits.is_paused),
    )  # fmt: skip
