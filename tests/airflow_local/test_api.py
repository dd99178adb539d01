"""The client's use of Airflow's answers. Those of a real Airflow are in tests/cli/operate/test_up.py."""

from __future__ import annotations

import datetime as dt
import json
import socket
import threading
from pathlib import Path

import pytest

from newswire.airflow_local.api import Api
from newswire.airflow_local.configuration import USER, AirflowError, Installation
from tests.fetch.conftest import Reply, Site

HEALTH = "/api/v2/monitor/health"
WELL = {part: {"status": "healthy"} for part in ("metadatabase", "scheduler", "dag_processor")}


@pytest.fixture
def api(site: Site, tmp_path: Path) -> Api:
    (tmp_path / "login.json").write_text(json.dumps({USER: "secret"}))
    return Api(Installation(tmp_path, int(site.url.rpartition(":")[2])))


@pytest.mark.parametrize(
    ("body", "status", "healthy"),
    [
        (json.dumps(WELL), 200, True),
        (json.dumps(WELL | {"triggerer": {"status": None}}), 200, True),  # nobody needs one
        (json.dumps(WELL | {"scheduler": {"status": "unhealthy"}}), 200, False),
        (json.dumps({"metadatabase": {"status": "healthy"}}), 200, False),
        (json.dumps(WELL), 500, False),
        ("<html>starting</html>", 200, False),
    ],
)
def test_airflow_is_healthy_if_all_of_its_parts_are(
    site: Site, api: Api, body: str, status: int, healthy: bool
) -> None:
    site.reply(HEALTH, body.encode(), status)
    assert api.healthy() is healthy


def test_an_airflow_that_does_not_answer_is_unhealthy_and_raises_an_error(tmp_path: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        api = Api(Installation(tmp_path, closed.getsockname()[1]))
        assert not api.healthy()
        with pytest.raises(AirflowError, match=r"Airflow at http://127\.0\.0\.1:\d+ does not answer"):
            api.state("newswire_daily", "today")


def test_a_call_that_times_out_is_repeated_and_starts_one_run(site: Site, tmp_path: Path) -> None:
    """A busy Airflow answers the first call too late. It started the run, and refuses the second call."""
    again = threading.Event()

    def busy(_: dict[str, str]) -> Reply:
        if len(site.requests) > 1:
            again.set()
        again.wait(30)
        return Reply(b'{"detail": "It exists."}', 409)

    site.replies["/api/v2/dags/newswire_daily/dagRuns"] = busy
    hasty = Api(Installation(tmp_path, int(site.url.rpartition(":")[2])), timeout=(5, 0.3))
    assert hasty.trigger("newswire_daily").startswith("manual__")
    assert len(site.requests) == 2


def test_a_backfill_beside_another_one_is_none(site: Site, api: Api) -> None:
    site.reply("/api/v2/backfills", b'{"detail": "There is already a running backfill"}', 409)
    day = dt.date(2026, 3, 5)
    assert api.backfill("newswire_daily", day, day, {}, 4) is None


def test_an_unreadable_dag_file_is_listed_with_the_last_line_of_its_error(site: Site, api: Api) -> None:
    errors = [{"filename": "dags/a.py", "stack_trace": "Traceback:\n  line 1\nNameError: b\n"}]
    site.reply("/api/v2/importErrors", json.dumps({"import_errors": errors}).encode())
    assert api.import_errors() == ["dags/a.py: NameError: b"]


def test_backfills_are_no_active_runs(site: Site, api: Api) -> None:
    runs = [{"dag_run_id": name, "run_type": name} for name in ("scheduled", "backfill", "manual")]
    site.reply("/api/v2/dags/newswire_daily/dagRuns", json.dumps({"dag_runs": runs}).encode())
    assert api.active_runs("newswire_daily") == ["scheduled", "manual"]


def test_a_task_that_returned_nothing_gives_none(site: Site, api: Api) -> None:
    site.reply(
        "/api/v2/dags/d/dagRuns/r/taskInstances/t/xcomEntries/return_value", b'{"detail": "none"}', 404
    )
    assert api.returned("d", "r", "t") is None
