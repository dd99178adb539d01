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
    for task_id in ("ingest", "retry"):
        query |= {"task_id": task_id, "map_index": str(labels[task_id])}
        tab = BeautifulSoup(editor.get(f"{desk.address}/task", params=query, timeout=60).text, "lxml")
        assert tab.select_one("h1 a")["href"] == "/newswire/sources/lost"

    source = BeautifulSoup(editor.get(f"{desk.address}/sources/lost", timeout=60).text, "lxml")
    failed = source.select_one("a[target=_top]")["href"]
    assert failed == f"/dags/newswire_daily/runs/{run.run_id}/tasks/retry/mapped/{labels['retry']}"


def test_a_task_of_several_sources_has_their_ledger(
    server: Desk, runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_INGEST_TASKS", "2")
    for name in ("wire", "pier", "quay", "lost"):
        runner.folder(name, {"1.json": json.dumps(ninjs(f"urn:{name}:1", body=f"{name} alone."))})
    run = runner.run("newswire_daily")
    query = {"dag_id": run.dag_id, "run_id": run.run_id, "task_id": "ingest", "map_index": "0"}

    tab = BeautifulSoup(
        server.session("editor").get(f"{server.address}/task", params=query, timeout=60).text, "lxml"
    )

    label = next(label for (task, label), index in indexes(run).items() if (task, index) == ("ingest", 0))
    assert [row.th.get_text() for row in tab.select("tbody tr")] == sorted(label.split(", "))
    assert len(label.split(", ")) == 2


def test_a_failed_task_is_linked_until_the_source_is_asked_again(
    over: tuple[Desk, Run], runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = over
    address = f"{desk.address}/sources/lost"
    assert "/tasks/retry/" in desk.session("editor").get(address, timeout=60).text
    runner.folder("lost", {"1.json": json.dumps(ninjs("urn:lost:1", body="Found again."))})
    monkeypatch.setenv("NEWSWIRE_INGEST_TASKS", "1")

    runner.run("newswire_daily")

    assert "/tasks/retry/" not in desk.session("editor").get(address, timeout=60).text


def indexes(run: Run) -> dict[tuple[str, str], int]:
    with create_session() as session:
        query = select(TaskInstance.task_id, TaskInstance.rendered_map_index, TaskInstance.map_index)
        rows = session.execute(query.where(TaskInstance.run_id == run.run_id))
        return {(row.task_id, row.rendered_map_index or ""): row.map_index for row in rows}


def test_runs_of_other_dags_have_no_ledger(desk: Desk, visitor: requests.Session) -> None:
    answer = visitor.get(f"{desk.address}/run", params={"dag_id": "other", "run_id": "x"}, timeout=60)
    assert "This run has asked no source" in answer.text
