"""A client of Airflow's REST API (version 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import requests

from newswire.airflow_local.configuration import USER, AirflowError, Installation

FINISHED = ("success", "failed", "skipped", "upstream_failed", "removed")
"""States in which a task instance stays, unless somebody clears it."""

_TIMEOUT = (5, 30)
_PAGE = 100


class Api:
    """A logged-in client of the Airflow of one installation."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy may stand between us and 127.0.0.1

    def healthy(self) -> bool:
        """Return whether the API answers, and database, scheduler and DAG processor are healthy."""
        try:
            answer = self._session.get(
                f"{self._installation.address}/api/v2/monitor/health", timeout=_TIMEOUT
            )
            health = answer.json()
        except (requests.RequestException, ValueError):
            return False
        parts = ("metadatabase", "scheduler", "dag_processor")
        return answer.ok and all(health.get(part, {}).get("status") == "healthy" for part in parts)

    def log_in(self) -> None:
        """Get a token, which is valid for a day.

        Raises:
            AirflowError: Airflow refuses the login.
        """
        answer = self._session.post(
            f"{self._installation.address}/auth/token",
            json={"username": USER, "password": self._installation.password()},
            timeout=_TIMEOUT,
        )
        if not answer.ok:
            raise AirflowError(
                f"Airflow does not take the login of {self._installation.login_file}. "
                f"Remove that file, and ./newswire up makes another."
            )
        self._session.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    def make_pool(self, name: str, slots: int, description: str) -> None:
        """Make a pool. An existing one stays as it is, because people change the slots."""
        self._call(
            "POST", "pools", {"name": name, "slots": slots, "description": description}, allowed=(409,)
        )

    def import_errors(self) -> list[str]:
        """Return the DAG files that cannot be read, each with the last line of its error."""
        errors = self._call("GET", "importErrors")["import_errors"]
        return [f"{error['filename']}: {error['stack_trace'].strip().splitlines()[-1]}" for error in errors]

    def dag(self, dag_id: str) -> dict[str, Any] | None:
        """Return a DAG as Airflow knows it, or None until Airflow has read it."""
        found: dict[str, Any] | None = self._call("GET", f"dags/{dag_id}", allowed=(404,))
        return found if found and "dag_id" in found else None

    def unpause(self, dag_id: str) -> None:
        """Let the schedule of a DAG begin."""
        self._call("PATCH", f"dags/{dag_id}", {"is_paused": False})

    def trigger(self, dag_id: str) -> str:
        """Start a run whose logical date is now. Return its id."""
        now = dt.datetime.now(dt.UTC).isoformat()
        run_id: str = self._call("POST", f"dags/{dag_id}/dagRuns", {"logical_date": now})["dag_run_id"]
        return run_id

    def active_runs(self, dag_id: str) -> list[str]:
        """Return the ids of queued and running runs, the oldest first. Omit backfills."""
        runs = self._call(
            "GET",
            f"dags/{dag_id}/dagRuns",
            params={"state": ["queued", "running"], "order_by": "run_after", "limit": _PAGE},
        )["dag_runs"]
        return [run["dag_run_id"] for run in runs if run["run_type"] != "backfill"]

    def state(self, dag_id: str, run_id: str) -> str:
        """Return the state of a run: queued, running, success or failed."""
        state: str = self._call("GET", f"dags/{dag_id}/dagRuns/{run_id}")["state"]
        return state

    def count(self, dag_id: str, run_id: str, task_id: str, states: Iterable[str] = ()) -> int:
        """Return the number of instances of a task, in the given states or in any."""
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances"
        number: int = self._call("GET", path, params={"task_id": task_id, "state": list(states), "limit": 1})[
            "total_entries"
        ]
        return number

    def returned(self, dag_id: str, run_id: str, task_id: str) -> Any:  # noqa: ANN401 - whatever the task returned
        """Return the value that a task returned, or None if there is none."""
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/xcomEntries/return_value"
        return self._call("GET", path, allowed=(404,)).get("value")

    def _call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        params: dict[str, Any] | None = None,
        allowed: tuple[int, ...] = (),
    ) -> Any:  # noqa: ANN401 - JSON
        try:
            answer = self._session.request(
                method,
                f"{self._installation.address}/api/v2/{path}",
                json=body,
                params=params,
                timeout=_TIMEOUT,
            )
        except requests.RequestException as error:
            raise AirflowError(f"Airflow at {self._installation.address} does not answer: {error}") from error
        if not answer.ok and answer.status_code not in allowed:
            raise AirflowError(f"Airflow refused {method} {path} ({answer.status_code}): {answer.text[:500]}")
        return answer.json()
