"""``airflow``: Airflow's own command on the installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from newswire.airflow_local.configuration import Installation
from newswire.warehouse.embedded import running
from tests.cli.conftest import Command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL", raising=False)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_without_an_installation_the_error_names_the_remedy(newswire: Command, home: Path) -> None:
    done = newswire("airflow", "version")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"There is no Airflow in {home} yet. ./newswire up makes it.\n"


def test_airflow_sees_the_installation_and_its_status_is_passed_on(newswire: Command, home: Path) -> None:
    with running(home) as database:
        Installation(home / "airflow", 8123).configure("postgresql://127.0.0.1:1/outdated")
        got = newswire("airflow", "config", "get-value", "database", "sql_alchemy_conn")
        assert got.out.split()[-1] == Installation.metadata(database.url("airflow"))
        assert newswire("airflow", "connections", "--help").out.startswith("Usage: airflow connections")
        assert newswire("airflow", "no-such-command").status == 2
