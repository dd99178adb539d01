"""A client of Airflow's REST API (version 2)."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from typing import Any

import requests

from newswire.airflow_local.configuration import USER, AirflowError, Installation

DAILY, REPLAY = "newswire_daily", "newswire_replay"
"""The project's DAGs."""

FINISHED = ("success", "failed", "skipped", "upstream_failed", "removed")
"""States in which a task instance stays, unless somebody clears it."""

_TIMEOUT = (5, 60)
"""Seconds to wait for a connection, and for an answer."""

_PATIENCE = 600.0
"""Seconds for which a call is repeated while a busy machine lets it time out."""

_PAGE = 100


class Api:
    """A logged-in client of the Airflow of one installation. ``timeout`` is (connection, answer), seconds."""

    def __init__(self, installation: Installation, timeout: tuple[float, float] = _TIMEOUT) -> None:
        self._installation = installation
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy may stand between us and 127.0.0.1
        self._timeout = timeout

    def healthy(self) -> bool:
        """Return whether the API answers, and database, scheduler and DAG processor are healthy."""
        try:
            answer = self._session.get(
                f"{self._installation.address}/api/v2/monitor/health", timeout=self._timeout
            )
            health = answer.json()
        except (requests.RequestException, ValueError):
            return False
        parts = ("metadatabase", "scheduler", "dag_processor")
        return answer.ok and all(health.get(part, {}).get("status") == "healthy" for part in parts)

    def log_in(self) -> None:
        """Get a token, which is valid for a day.

        Raises:
            AirflowError: Airflow refuses the login, or does not answer.
        """
        login = {"username": USER, "password": self._installation.password()}
        answer = self._send("POST", "auth/token", login)
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
        """Start a run whose logical date is now. Return its id.

        The id is ours, so that the call can be repeated: the second one is refused, and starts nothing.
        """
        now = dt.datetime.now(dt.UTC).isoformat()
        run_id = f"manual__{now}"
        body = {"dag_run_id": run_id, "logical_date": now}
        self._call("POST", f"dags/{dag_id}/dagRuns", body, allowed=(409,))
        return run_id

    def backfill(
        self, dag_id: str, first: dt.date, last: dt.date, conf: dict[str, Any], at_once: int
    ) -> dict[str, Any] | None:
        """Start a run for each day from ``first`` to ``last``, ``at_once`` at a time, also for days that ran.

        Return Airflow's backfill, or None if another backfill of the DAG is in progress.
        """
        body = {
            "dag_id": dag_id,
            "from_date": _midnight(first),
            "to_date": _midnight(last),
            "dag_run_conf": conf,
            "reprocess_behavior": "completed",
            "max_active_runs": at_once,
        }
        made: dict[str, Any] = self._call("POST", "backfills", body, allowed=(409,), again=False)
        return made if "id" in made else None

    def backfill_is_over(self, number: int) -> bool:
        """Return whether all runs of a backfill have ended."""
        return self._call("GET", f"backfills/{number}")["completed_at"] is not None

    def backfill_runs(self, dag_id: str, first: dt.date, last: dt.date) -> list[dict[str, Any]]:
        """Return the runs of backfills for the days from ``first`` to ``last``, in order."""
        runs: list[dict[str, Any]] = []
        while True:
            page = self._call(
                "GET",
                f"dags/{dag_id}/dagRuns",
                params={
                    "run_type": "backfill",
                    "logical_date_gte": _midnight(first),
                    "logical_date_lte": _midnight(last),
                    "order_by": "logical_date",
                    "limit": _PAGE,
                    "offset": len(runs),
                },
            )
            runs += page["dag_runs"]
            if not page["dag_runs"] or len(runs) >= page["total_entries"]:
                return runs

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

    def count(self, dag_id: str, run_id: str, task_id: str | None = None, states: Iterable[str] = ()) -> int:
        """Return the number of instances of a task (None: of all), in the given states or in any."""
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances"
        params = {"task_id": task_id, "state": list(states), "limit": 1}
        number: int = self._call("GET", path, params=params)["total_entries"]
        return number

    def failed_tasks(self, dag_id: str, run_id: str) -> list[str]:
        """Return the ids of the tasks of a run that failed, each once."""
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances"
        found = self._call(
            "GET", path, params={"state": ["failed"], "order_by": "start_date", "limit": _PAGE}
        )
        return list(dict.fromkeys(task["task_id"] for task in found["task_instances"]))

    def returned(self, dag_id: str, run_id: str, task_id: str, key: str = "return_value") -> Any:  # noqa: ANN401 - JSON
        """Return the value that a task returned, or left under another key; None if there is none."""
        path = f"dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task_id}/xcomEntries/{key}"
        return self._call("GET", path, allowed=(404,)).get("value")

    def _call(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        *,
        params: dict[str, Any] | None = None,
        allowed: tuple[int, ...] = (),
        again: bool = True,
    ) -> Any:  # noqa: ANN401 - JSON
        answer = self._send(method, f"api/v2/{path}", body, params, again=again)
        if not answer.ok and answer.status_code not in allowed:
            raise AirflowError(f"Airflow refused {method} {path} ({answer.status_code}): {answer.text[:500]}")
        return answer.json()

    def _send(
        self,
        method: str,
        path: str,
        body: dict[str, Any] | None = None,
        params: dict[str, Any] | None = None,
        *,
        again: bool = True,
    ) -> requests.Response:
        """Send a request. Repeat one that times out for some minutes, unless ``again`` is false."""
        url = f"{self._installation.address}/{path}"
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                return self._session.request(method, url, json=body, params=params, timeout=self._timeout)
            except requests.Timeout as error:
                if not again or time.monotonic() > deadline:
                    raise AirflowError(
                        f"Airflow at {self._installation.address} is too slow to answer: {error}"
                    ) from error
            except requests.RequestException as error:
                raise AirflowError(
                    f"Airflow at {self._installation.address} does not answer: {error}"
                ) from error


def _midnight(day: dt.date) -> str:
    return dt.datetime.combine(day, dt.time(), dt.UTC).isoformat()
