"""The Airflow plugin: timetables and deadline of the runs, the listener for their ends, and the desk."""

from __future__ import annotations

from airflow.plugins_manager import AirflowPlugin

from newswire.airflow_tasks import listener
from newswire.airflow_tasks.deadlines import EndOfDay
from newswire.airflow_tasks.intervals import CadenceTimetable, DailyTimetable
from newswire.desk.entrance import Entrance
from newswire.desk.places import PREFIX, VIEWS


class NewswirePlugin(AirflowPlugin):
    """Timetables and deadline of the runs, the listener that Airflow calls when a run ends, and the pages."""

    name = "newswire"
    timetables = [CadenceTimetable, DailyTimetable]  # noqa: RUF012 - Airflow declares them so
    deadline_references = [EndOfDay]  # noqa: RUF012
    listeners = [listener]  # noqa: RUF012
    fastapi_apps = [{"app": Entrance(), "url_prefix": PREFIX, "name": "Newswire"}]  # noqa: RUF012
    external_views = VIEWS
