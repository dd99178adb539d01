"""A run that has not ended in time is one alert."""

from __future__ import annotations

import datetime as dt
import json
import logging
from pathlib import Path
from typing import Any

import pytest
import structlog
from airflow.models.dagrun import DagRun
from airflow.sdk.execution_time.callback_supervisor import execute_callback
from airflow.serialization.decoders import decode_deadline_alert
from airflow.serialization.encoders import encode_deadline_alert
from airflow.utils.session import create_session
from airflow.utils.state import DagRunState
from airflow.utils.types import DagRunType

from newswire.airflow_tasks.deadlines import deadline
from newswire.errors import NewswireError
from tests.support.airflow_runs import Runner
from tests.support.smtp_server import mailbox


def call() -> None:
    """Miss the deadline of a run, as Airflow's executor does it."""
    callback = deadline().callback
    run = {"dag_id": "newswire_daily", "dag_run_id": "scheduled__2026-03-05", "run_type": "scheduled"}
    kwargs: dict[str, Any] = {**callback.kwargs, "context": {"dag_run": run, "deadline": {}}}
    log = structlog.get_logger()
    done, error = execute_callback(callback.path, kwargs, Path("newswire_daily.py"), None, log)
    assert done, error


def test_a_late_run_is_one_mail(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    with mailbox() as box:
        extra = {"from_email": "newswire@albers.example", "to": "desk@albers.example",
                 "disable_ssl": True, "disable_tls": True}  # fmt: skip
        connection = {"conn_type": "smtp", "host": "127.0.0.1", "port": box.port, "extra": extra}
        monkeypatch.setenv("AIRFLOW_CONN_NEWSWIRE_SMTP", json.dumps(connection))
        call()
        call()
        [text] = box.texts()
    assert (
        "The run newswire_daily scheduled__2026-03-05 has not ended 6 hours after the end of its day" in text
    )


def test_without_a_connection_it_stands_in_the_log(runner: Runner, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    call()
    assert "has not ended 6 hours after the end of its day. No alert has a connection" in caplog.text


def test_a_daily_run_has_the_deadline_of_the_setting(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSWIRE_DEADLINE_HOURS", "2.5")
    [alert] = runner.dag("newswire_daily").deadline
    assert alert.interval == dt.timedelta(hours=2.5)
    assert alert.callback.path == "newswire.airflow_tasks.deadlines.alert_of_late_run"
    assert alert.callback.kwargs == {"hours": 2.5}


DAY = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
ENDED = DAY + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("run_type", "made", "due"),
    [
        pytest.param("scheduled", ENDED, "2026-03-06 06:00", id="at the end of its day"),
        pytest.param(
            "scheduled", ENDED + dt.timedelta(hours=11), "2026-03-06 17:00", id="by a late first start"
        ),
        pytest.param("manual", DAY + dt.timedelta(hours=9), "2026-03-06 06:00", id="by hand, on its day"),
        pytest.param("backfill", ENDED, None, id="by a backfill"),
    ],
)
def test_the_hours_count_from_the_end_of_the_day_or_from_a_later_making(
    runner: Runner, run_type: str, made: dt.datetime, due: str | None
) -> None:
    """Airflow's scheduler reads the deadline of a DAG as it was serialised, and asks it about a new run."""
    [alert] = runner.dag("newswire_daily").deadline
    kept = decode_deadline_alert(encode_deadline_alert(alert))
    with create_session() as session:
        session.add(
            DagRun(
                dag_id="late", run_id="one", run_type=DagRunType(run_type), state=DagRunState.QUEUED,
                logical_date=DAY, data_interval=(DAY, ENDED), run_after=ENDED, queued_at=made,
            )
        )  # fmt: skip
        session.flush()
        found = kept.reference.evaluate_with(
            session=session, interval=kept.interval, dag_id="late", run_id="one"
        )
        session.rollback()
    assert (found and f"{found:%Y-%m-%d %H:%M}") == due


@pytest.mark.parametrize("value", ["0", "soon", "-1"])
def test_a_setting_that_is_no_number_of_hours_is_an_error(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("NEWSWIRE_DEADLINE_HOURS", value)
    with pytest.raises(NewswireError, match=f"NEWSWIRE_DEADLINE_HOURS is '{value}'"):
        deadline()
