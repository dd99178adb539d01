"""Fixtures of the desk: one warehouse that no test changes, and one API server for all tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import requests
from airflow.dag_processing.bundles.manager import DagBundlesManager
from airflow.dag_processing.dagbag import DagBag, sync_bag_to_db

from newswire.airflow_local.configuration import CONNECTION_VARIABLE
from newswire.warehouse.embedded import Database
from tests.conftest import ROOT
from tests.support.airflow_runs import airflow
from tests.support.desk import Desk, fill, served
from tests.support.samples import Samples

__all__ = ["airflow"]


@pytest.fixture(scope="session")
def filled(database: Database, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """URL of a warehouse with stories of every sort, and the folder of its sources."""
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE desk OWNER newswire TEMPLATE migrated")
    url = database.url("newswire", "desk")
    with psycopg.connect(url, autocommit=True) as connection:
        return url, fill(connection, tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def server(airflow: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The API server, with the project's DAGs in its tables."""
    DagBundlesManager().sync_bundles_to_db()
    sync_bag_to_db(DagBag(ROOT / "dags"), "dags-folder", None)
    with served(tmp_path_factory.mktemp("api")) as desk:
        yield desk


@pytest.fixture
def desk(server: Desk, filled: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The desk on the filled warehouse."""
    url, sources = filled
    monkeypatch.setenv(CONNECTION_VARIABLE, url)
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(sources))
    return server


@pytest.fixture
def real_desk(server: Desk, samples: Samples, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The same desk on the warehouse of real stories."""
    monkeypatch.setenv(CONNECTION_VARIABLE, samples.url)
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(samples.sources))
    return server


@pytest.fixture
def shelf(desk: Desk, filled: tuple[str, Path]) -> Iterator[psycopg.Connection]:
    """The reader's view of the filled warehouse, to look up what a page should show."""
    with psycopg.connect(
        filled[0], autocommit=True, options="-c default_transaction_read_only=on"
    ) as connection:
        yield connection


@pytest.fixture
def editor(desk: Desk) -> requests.Session:
    """A person who may trigger DAGs."""
    return desk.session("editor")


@pytest.fixture
def visitor(desk: Desk) -> requests.Session:
    """A person who may look and trigger nothing."""
    return desk.session("visitor")
