"""Lineage of a run, as the provider of OpenLineage sends it: its file transport, in a process of its own."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.airflow_tasks.observing import lineage
from tests.conftest import ROOT
from tests.support.airflow_runs import Runner
from tests.support.stories import ninjs

PROGRAM = """
import newswire.airflow_tasks.preload
from airflow.dag_processing.dagbag import DagBag
dag = DagBag("dags").dags["newswire_daily"]
dag.deadline = None
dag.test()
"""


def story(number: int) -> str:
    words = f"Berth {number} of the harbour was closed on day {number} after {number} planks had come loose."
    return json.dumps(ninjs(f"urn:berth:{number}", headline=f"Berth {number} closed", body=words))


def events_of_a_run(at: Path) -> list[dict[str, Any]]:
    """Run the DAG in a process whose Airflow is told to write its lineage into a file. Return the events."""
    transport = {"type": "file", "log_file_path": str(at), "append": True}
    told = {
        "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(transport),
        "AIRFLOW__OPENLINEAGE__NAMESPACE": "newsroom",
        "PYTHONPATH": str(ROOT / "plugins"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | told,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return [json.loads(line) for line in at.read_text(encoding="utf-8").splitlines()]


def names(datasets: list[dict[str, Any]]) -> list[str]:
    return [f"{one['namespace']} {one['name']}" for one in datasets]


def test_a_run_leads_from_each_source_that_was_loaded_to_the_tables_and_views(
    runner: Runner, tmp_path: Path, warehouse: psycopg.Connection
) -> None:
    albers = runner.folder("albers", {"1.json": story(1), "2.json": story(2), "broken.xml": "<newsItem"})
    runner.folder("gone")

    events = events_of_a_run(tmp_path / "lineage.json")

    jobs = {event["job"]["name"]: event for event in events if event["eventType"] == "COMPLETE"}
    begun = {event["job"]["name"] for event in events if event["eventType"] == "START"}
    at, database = f"postgres://127.0.0.1:{warehouse.info.port}", warehouse.info.dbname

    fetch = jobs["newswire_daily.ingest.fetch"]
    assert names(fetch["inputs"]) == [f"file {albers}"], "the source that failed is not there"
    assert fetch["inputs"][0]["facets"]["documentation"]["description"] == "Source albers."
    assert fetch["inputs"][0]["inputFacets"]["inputStatistics"]["fileCount"] == 3
    assert names(fetch["outputs"]) == [f"{at} {database}.raw.documents"]

    load = jobs["newswire_daily.ingest.load"]
    assert names(load["inputs"]) == names(fetch["outputs"])
    assert {one["name"]: one["outputFacets"]["outputStatistics"]["rowCount"] for one in load["outputs"]} == {
        f"{database}.{table}": count
        for table, count in {
            "ledger.rejected": 1,
            "news.items": 2,
            "news.versions": 2,
            "news.stories": 2,
        }.items()
    }
    counted = "SELECT count(*) FROM news.items UNION ALL SELECT count(*) FROM news.stories"
    assert warehouse.execute(counted).fetchall() == [(2,), (2,)]

    views = jobs["newswire_daily.index.views"]
    assert {f"{at} {database}.news.versions", f"{at} {database}.ledger.runs"} <= set(names(views["inputs"]))
    shown = {
        f"mart.{name}"
        for (name,) in warehouse.execute("SELECT viewname FROM pg_views WHERE schemaname = 'mart'")
    }
    assert {one["name"].removeprefix(f"{database}.") for one in views["outputs"]} == shown
    search = jobs["newswire_daily.index.search"]
    assert names(search["outputs"]) == [f"{at} {database}.news.searchable"]

    for part in (fetch, load, views, search):
        task = jobs[part["job"]["name"].rpartition(".")[0]]
        parent = part["run"]["facets"]["parent"]
        assert part["job"]["namespace"] == "newsroom"
        assert part["job"]["name"] in begun
        assert parent["job"]["name"] == task["job"]["name"]
        assert parent["run"]["runId"] in {
            event["run"]["runId"] for event in events if event["job"]["name"] == task["job"]["name"]
        }


@pytest.mark.parametrize(
    ("place", "namespace", "name"),
    [
        ("https://wire.example/news/feed.xml?lang=en", "https://wire.example", "news/feed.xml?lang=en"),
        ("https://wire.example", "https://wire.example", "/"),
        ("sftp://anna@wire.example:2222/out/", "sftp://wire.example:2222", "out"),
        ("s3://bucket/wire/", "s3://bucket", "wire"),
        ("/data/wire: new", "file", "/data/wire: new"),
        ("harbour: out/wire", "harbour", "out/wire"),
    ],
)
def test_a_source_is_named_by_its_place(place: str, namespace: str, name: str) -> None:
    assert lineage.name_of(place) == (namespace, name)


def test_nothing_is_read_or_sent_unless_the_settings_of_airflow_lead_anywhere() -> None:
    def opened() -> Any:
        pytest.fail("the warehouse is asked")

    assert not lineage.is_on()
    lineage.emit_loads(opened, [{"source": "albers", "documents": 1}])
    lineage.emit_index(opened)


SLOW = """
from openlineage.client.event_v2 import Job, Run, RunEvent, RunState
from newswire.airflow_tasks.observing.lineage import send
run, job = Run("01a221d7-87b3-7207-a18c-9360b7dc32fc"), Job("newsroom", "job")
moment = "2024-05-07T12:00:00Z"
try:
    send([RunEvent(eventType=RunState.START, eventTime=moment, run=run, job=job, producer="urn:newswire")])
except TimeoutError as error:
    print(error)
"""


def test_a_server_that_does_not_answer_holds_no_task_up(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes connections, and never answers
        transport = {"type": "http", "url": f"http://127.0.0.1:{silent.getsockname()[1]}"}
        told = {
            "AIRFLOW_HOME": str(tmp_path),
            "AIRFLOW__OPENLINEAGE__TRANSPORT": json.dumps(transport),
            "AIRFLOW__OPENLINEAGE__EXECUTION_TIMEOUT": "1",
            "PYTHONPATH": str(ROOT / "plugins"),
        }
        done = subprocess.run(
            [sys.executable, "-c", SLOW], env=os.environ | told, capture_output=True, text=True, check=True
        )
        silent.accept()[0].close()
    assert "the server did not take it within 1 s" in done.stdout.splitlines()
