"""The tabs on Airflow's runs and tasks."""

from __future__ import annotations

import json

import pytest
import requests
from airflow.models.taskinstance import TaskInstance
from airflow.utils.session import create_session
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.support.airflow_runs import Run, Runner, runner
from tests.support.desk import Desk
from tests.support.stories import ninjs

__all__ = ["runner"]


@pytest.fixture
def over(server: Desk, runner: Runner) -> tuple[Desk, Run]:
    """A run of the daily DAG: ``wire`` brought a story, and the folder of ``lost`` is missing."""
    runner.folder("wire", {"pier.json": json.dumps(ninjs("urn:wire:pier"))})
    runner.folder("lost")
    return server, runner.run("newswire_daily")


def test_a_run_has_its_ledger_and_its_tasks_have_their_source(over: tuple[Desk, Run]) -> None:
    desk, run = over
    editor = desk.session("editor")
    query = {"dag_id": run.dag_id, "run_id": run.run_id}
    page = BeautifulSoup(editor.get(f"{desk.address}/run", params=query, timeout=60).text, "lxml")
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.select("td")] for row in page.select("tbody tr")
    }
    assert rows["lost"][1] == "refused"
    assert rows["wire"][1] == "documents"
    assert rows["wire"][4:10] == ["1", "1", "0", "0", "0", "0"]

    stories = editor.get(desk.airflow + page.select_one("tbody a[href*='run=']")["href"], timeout=60)
    assert "Pier to be rebuilt" in stories.text

    labels = {task: index for (task, label), index in indexes(run).items() if label == "lost"}
    query |= {"task_id": "source.load", "map_index": str(labels["source.load"])}
    tab = BeautifulSoup(editor.get(f"{desk.address}/task", params=query, timeout=60).text, "lxml")
    assert tab.select_one("h1 a")["href"] == "/newswire/sources/lost"

    source = BeautifulSoup(editor.get(f"{desk.address}/sources/lost", timeout=60).text, "lxml")
    failed = source.select_one("a[target=_top]")["href"]
    assert (
        failed == f"/dags/newswire_daily/runs/{run.run_id}/tasks/source.fetch/mapped/{labels['source.fetch']}"
    )


def indexes(run: Run) -> dict[tuple[str, str], int]:
    with create_session() as session:
        query = select(TaskInstance.task_id, TaskInstance.rendered_map_index, TaskInstance.map_index)
        rows = session.execute(query.where(TaskInstance.run_id == run.run_id))
        return {(row.task_id, row.rendered_map_index or ""): row.map_index for row in rows}


def test_runs_of_other_dags_have_no_ledger(desk: Desk, visitor: requests.Session) -> None:
    answer = visitor.get(f"{desk.address}/run", params={"dag_id": "other", "run_id": "x"}, timeout=60)
    assert "This run has asked no source" in answer.text
