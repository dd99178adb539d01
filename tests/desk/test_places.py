"""The entries of the desk in Airflow's menus and tabs."""

from __future__ import annotations

import requests

from tests.support.desk import Desk


def test_airflow_shows_the_desk_in_its_menu_and_on_runs_and_tasks(
    desk: Desk, editor: requests.Session
) -> None:
    plugins = editor.get(f"{desk.airflow}/api/v2/plugins", timeout=60).json()["plugins"]
    [ours] = [one for one in plugins if one["name"] == "newswire"]
    places = {view["destination"]: view["href"] for view in ours["external_views"]}
    assert places.keys() == {"nav", "dag_run", "task_instance"}
    for href in places.values():
        path = href.replace("{DAG_ID}", "newswire_daily")
        assert editor.get(f"{desk.airflow}/{path}", timeout=60).status_code == 200
