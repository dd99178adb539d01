"""Who may see a page and who may start a replay: Airflow's login and its permissions."""

from __future__ import annotations

from typing import Annotated, Literal

from airflow.api_fastapi.app import get_auth_manager
from airflow.api_fastapi.auth.managers.models.resource_details import (
    AccessView,
    DagAccessEntity,
    DagDetails,
)
from airflow.api_fastapi.auth.tokens import get_signing_key
from airflow.api_fastapi.core_api.security import GetUserDep, requires_access_dag, requires_access_view
from airflow.models.dag import DagModel
from fastapi import Depends, Form, HTTPException
from itsdangerous import BadData, URLSafeTimedSerializer

from newswire.airflow_local.api import DAILY, REPLAY

TOKEN_SECONDS = 12 * 3600
"""The time for which the form of an open page can be sent."""

sees_pages = Depends(requires_access_view(AccessView.WEBSITE))
"""Logged in, and allowed to see Airflow's pages: 401 or 403 otherwise."""

triggers_replay = Depends(requires_access_dag("POST", DagAccessEntity.RUN, REPLAY))
"""Allowed to trigger the DAG of the replay: 403 otherwise."""

sees_runs = Depends(requires_access_dag("GET", DagAccessEntity.RUN))
"""Allowed to see the runs of the DAG that the address names: 403 otherwise."""

sees_tasks = Depends(requires_access_dag("GET", DagAccessEntity.TASK_INSTANCE))
"""Allowed to see the tasks of the DAG that the address names: 403 otherwise."""


def may_trigger_replay(user: GetUserDep) -> bool:
    """Return whether a user may trigger the DAG of the replay."""
    return _may(user, "POST", DagAccessEntity.RUN, REPLAY)


def may_see_tasks(user: GetUserDep) -> bool:
    """Return whether a user may see the tasks of the daily DAG."""
    return _may(user, "GET", DagAccessEntity.TASK_INSTANCE, DAILY)


def form_token(user: GetUserDep) -> str:
    """Return the token that a form of this user carries. No page of another host can read it."""
    return _signer().dumps(str(user.get_id()))


def same_user_sent_the_form(user: GetUserDep, token: Annotated[str, Form()] = "") -> None:
    """Require the token of a page that this user opened.

    Raises:
        HTTPException: 403; the token is missing, forged, another user's or too old.
    """
    try:
        owner = _signer().loads(token, max_age=TOKEN_SECONDS)
    except BadData:
        owner = None
    if owner != str(user.get_id()):
        raise HTTPException(403, "This form does not come from an open page of yours. Open it again.")


def _may(user: GetUserDep, method: Literal["GET", "POST"], entity: DagAccessEntity, dag: str) -> bool:
    details = DagDetails(id=dag, team_name=DagModel.get_team_name(dag))
    return get_auth_manager().is_authorized_dag(
        method=method, access_entity=entity, details=details, user=user
    )


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(get_signing_key("api", "secret_key"), salt="newswire-desk-form")


MayTriggerReplay = Annotated[bool, Depends(may_trigger_replay)]
MaySeeTasks = Annotated[bool, Depends(may_see_tasks)]
FormToken = Annotated[str, Depends(form_token)]
