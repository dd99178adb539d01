"""The deadline of a daily run, and the alert of a run that has not ended by then.

Airflow runs the alert in an executor, where it finds the function by its path. DAG files import this module.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert, DeadlineReference

from newswire import settings

logger = logging.getLogger(__name__)


def deadline() -> DeadlineAlert:
    """Return the alert of a run that has not ended some hours after the end of its day.

    The logical date is the start of the day. Airflow 3.3.2 cannot clear a run whose deadline counts from its
    queueing: it takes the kept interval for a number.

    Raises:
        FatalError: the setting is no number of hours.
    """
    late = settings.deadline()
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_LOGICAL_DATE,
        interval=dt.timedelta(days=1) + late,
        callback=SyncCallback(alert_of_late_run, {"hours": late / dt.timedelta(hours=1)}),
    )


def alert_of_late_run(hours: float, context: Mapping[str, Any]) -> None:
    """Send, once to each channel with a connection, that a run has not ended.

    The runs of a backfill are about days that have long ended, so none of them is late.
    """
    from newswire.airflow_tasks import notifiers
    from newswire.airflow_tasks.tasks import warehouse
    from newswire.quality.alerts import Event, alert

    run = context["dag_run"]
    name = f"{run['dag_id']} {run['dag_run_id']}"
    if run.get("run_type") == "backfill":
        return
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
