"""A real Airflow for tests: its metadata in the tests' own PostgreSQL, its runs in this process."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from airflow import settings
from airflow.dag_processing.dagbag import DagBag
from airflow.models.asset import AssetEvent, AssetModel
from airflow.models.dagrun import DagRun
from airflow.models.taskinstance import TaskInstance
from airflow.models.xcom import XComModel
from airflow.utils.db import initdb
from airflow.utils.session import create_session
from sqlalchemy import select

from newswire.airflow_local.configuration import CONNECTION_VARIABLE
from newswire.warehouse.embedded import Database
from tests.conftest import ROOT


@dataclass(frozen=True)
class Run:
    """A run that is over, as the UI would show it."""

    dag_id: str
    run_id: str
    state: str
    note: str | None
    tasks: dict[tuple[str, str], tuple[str, int]]
    """State and number of tries of each task instance, by task id and label ('' where it is not mapped)."""

    def of(self, source: str) -> tuple[str, str | None]:
        """States of a source's two tasks: that which ingests it, and that which tries it again, if any."""
        return self.tasks["ingest", source][0], self.tasks.get(("retry", source), (None, 0))[0]

    def tries(self, task_id: str, label: str) -> int:
        """How often a task was tried."""
        return self.tasks[task_id, label][1]

    def task_note(self, task_id: str) -> str | None:
        """The note of a task that is not mapped."""
        with create_session() as session:
            query = select(TaskInstance).filter_by(dag_id=self.dag_id, run_id=self.run_id, task_id=task_id)
            return session.scalars(query).one().note

    def left(self, task_id: str, key: str = "return_value") -> dict[int, Any]:
        """What the instances of a task left in XCom, by map index (-1 where it is not mapped)."""

        with create_session() as session:
            query = XComModel.get_many(run_id=self.run_id, key=key, dag_ids=self.dag_id, task_ids=task_id)
            return {kept.map_index: XComModel.deserialize_value(kept) for kept in session.scalars(query)}


def last_asset_events(name: str, run: Run) -> list[dict[str, Any]]:
    """The extras of the events that a run made for an asset."""

    with create_session() as session:
        events = session.scalars(
            select(AssetEvent)
            .join(AssetModel, AssetModel.id == AssetEvent.asset_id)
            .where(AssetModel.name == name, AssetEvent.source_run_id == run.run_id)
        )
        return [event.extra for event in events]


@pytest.fixture(scope="session")
def airflow(database: Database) -> Iterator[None]:
    """Airflow with the project's DAGs and plugins, and its tables in a database of the tests' server."""
    os.environ |= {
        "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
        "AIRFLOW__CORE__PLUGINS_FOLDER": str(ROOT / "plugins"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": database.url("airflow").replace(
            "postgresql://", "postgresql+psycopg2://"
        ),
    }

    # Importing Airflow has set it up for a database of its own choice.
    settings.dispose_orm()
    settings.configure_vars()
    settings.configure_orm()
    initdb()
    yield
    settings.dispose_orm()


@dataclass(frozen=True)
class Runner:
    """Runs DAGs against a warehouse and a folder of sources."""

    sources: Path

    def folder(self, name: str, files: dict[str, str] | None = None) -> Path:
        """Make a folder source that holds these files; without files, one whose folder is missing."""
        place = self.sources / "data" / name
        for file, text in (files or {}).items():
            place.mkdir(parents=True, exist_ok=True)
            (place / file).write_text(text, encoding="utf-8")
        self.source(name, kind="folder", path=str(place))
        return place

    def source(self, name: str, **keys: str) -> None:
        """Write a source's file."""
        lines = [f"{key} = {json.dumps(value)}" for key, value in {"name": name, **keys}.items()]
        (self.sources / f"{name}.toml").write_text("\n".join(lines), encoding="utf-8")

    def dag(self, dag_id: str) -> Any:
        """A DAG, as its file says it now."""

        return DagBag(ROOT / "dags").dags[dag_id]

    def run(self, dag_id: str, logical_date: dt.datetime | None = None, **conf: Any) -> Run:
        """Run a DAG to its end in this process; a retry waits for nobody."""

        dag = self.dag(dag_id)
        dag.deadline = None  # Airflow 3.3.2 cannot end a run of ``dag.test`` that has one
        for task in dag.tasks:
            task.retry_delay = dt.timedelta(0)
            task.retry_exponential_backoff = 0
        run_id = dag.test(logical_date=logical_date, run_conf=conf or None).run_id
        with create_session() as session:
            over = session.query(DagRun).filter_by(dag_id=dag_id, run_id=run_id).one()
            tasks = {
                (task.task_id, task.rendered_map_index or ""): (str(task.state), task.try_number)
                for task in over.get_task_instances(session=session)
            }
            return Run(dag_id, run_id, str(over.state), over.note, tasks)


@pytest.fixture
def runner(airflow: None, warehouse_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    """DAG runs against a warehouse and sources of the test's own."""
    sources = tmp_path / "sources"
    sources.mkdir()
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(sources))
    monkeypatch.setenv(CONNECTION_VARIABLE, warehouse_url)
    return Runner(sources)
