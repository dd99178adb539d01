"""The Airflow plugin: the timetable of the daily run, the listener for the ends of runs, and the desk."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from newswire.airflow_tasks import listener
from newswire.airflow_tasks.intervals import DailyTimetable
from newswire.desk.entrance import Entrance
from newswire.desk.places import PREFIX, VIEWS


class NewswirePlugin(AirflowPlugin):
    """The timetable of the daily run, the listener that Airflow calls when a run ends, and the pages."""

    name = "newswire"
    timetables = [DailyTimetable]  # noqa: RUF012 - Airflow declares them so
    listeners = [listener]  # noqa: RUF012
    fastapi_apps = [{"app": Entrance(), "url_prefix": PREFIX, "name": "Newswire"}]  # noqa: RUF012
    external_views = VIEWS
