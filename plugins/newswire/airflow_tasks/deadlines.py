"""The deadline of a daily run, and the alert of a run that has not ended by then.

Airflow runs the alert in an executor, where it finds the function by its path. Its scheduler asks
``EndOfDay``, which it knows by the plugin, about each new run. DAG files import this module.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import BaseDeadlineReference, DeadlineAlert

from newswire import settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

logger = logging.getLogger(__name__)


class EndOfDay(BaseDeadlineReference):
    """The end of a run's day, or the moment when the run was made, if that is later.

    The first start of an installation, at noon, makes the run of the day before: that one is not late.
    """

    required_kwargs = frozenset({"dag_id", "run_id"})

    def _evaluate_with(self, *, session: Session, dag_id: str, run_id: str) -> dt.datetime | None:
        """Return the moment; none for a run of a backfill, whose day may have ended long ago."""
        from airflow.models import DagRun
        from sqlalchemy import select

        made = select(DagRun.run_type, DagRun.data_interval_end, DagRun.queued_at)
        row = session.execute(made.where(DagRun.dag_id == dag_id, DagRun.run_id == run_id)).one_or_none()
        if row is None or row.run_type == "backfill":
            return None
        return max((moment for moment in row[1:] if moment is not None), default=None)


def deadline() -> DeadlineAlert:
    """Return the alert of a run that has not ended some hours after the end of its day.

    Airflow 3.3.2 cannot clear a run whose deadline counts from ``DAGRUN_QUEUED_AT``: it takes the kept
    interval for a number.

    Raises:
        FatalError: the setting is no number of hours.
    """
    late = settings.deadline()
    return DeadlineAlert(
        reference=EndOfDay(),
        interval=late,
        callback=SyncCallback(alert_of_late_run, {"hours": late / dt.timedelta(hours=1)}),
    )


def alert_of_late_run(hours: float, context: Mapping[str, Any]) -> None:
    """Send, once to each channel with a connection, that a run has not ended."""
    from newswire.airflow_tasks import notifiers
    from newswire.airflow_tasks.tasks import warehouse
    from newswire.quality.alerts import Event, alert

    run = context["dag_run"]
    name = f"{run['dag_id']} {run['dag_run_id']}"
    if not (channels := notifiers.channels()):
        logger.warning(
            "The run %s has not ended %g hours after the end of its day. No alert has a connection that a "
            "deadline may read: one of the environment or of a backend of secrets.",
            name,
            hours,
        )
        return
    sentence = (
        f"The run {name} has not ended {hours:g} hours after the end of its day (NEWSWIRE_DEADLINE_HOURS). "
        "Its page in Airflow shows the task that takes so long or waits."
    )
    with warehouse() as connection:
        for channel in channels:
            send = notifiers.sender(channel, {}, None)
            alert(connection, channel, [Event(f"late run {name}", sentence)], [], send)
