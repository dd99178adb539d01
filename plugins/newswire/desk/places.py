"""The places of the desk in Airflow: its path, and its entries in menus and tabs."""

from __future__ import annotations

from typing import Any

PREFIX = "/newswire"
"""The path of the desk below the address of Airflow."""

# Relative, so that they hold below any path of Airflow's: its page states its own as the base of links.
VIEWS: list[dict[str, Any]] = [
    {"name": "Newswire", "href": "newswire/", "destination": "nav", "url_route": "newswire"},
    {
        "name": "Newswire",
        "href": "newswire/run?dag_id={DAG_ID}&run_id={RUN_ID}",
        "destination": "dag_run",
        "url_route": "newswire-run",
    },
    {
        "name": "Newswire source",
        "href": "newswire/task?dag_id={DAG_ID}&run_id={RUN_ID}&task_id={TASK_ID}&map_index={MAP_INDEX}",
        "destination": "task_instance",
        "url_route": "newswire-task",
    },
]
"""The places of the desk in Airflow's pages: the menu, a tab of each run, a tab of each task."""
