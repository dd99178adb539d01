"""The Airflow plugin: the timetable of the daily run, and the listener for the ends of runs."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from newswire.airflow_tasks import listener
from newswire.airflow_tasks.intervals import DailyTimetable


class NewswirePlugin(AirflowPlugin):
    """The timetable of the daily run, and the listener that Airflow calls when a run ends."""

    name = "newswire"
    timetables = [DailyTimetable]  # noqa: RUF012 - Airflow declares them so
    listeners = [listener]  # noqa: RUF012
