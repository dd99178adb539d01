"""What Newswire adds to Airflow itself."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from newswire.desk import run_notes
from newswire.desk.intervals import DailyTimetable


class NewswirePlugin(AirflowPlugin):
    """The timetable of the daily run, and the listener that writes the notes of runs."""

    name = "newswire"
    timetables = [DailyTimetable]  # noqa: RUF012 - Airflow declares them so
    listeners = [run_notes]  # noqa: RUF012
