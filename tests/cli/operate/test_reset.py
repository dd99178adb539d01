"""``reset``: the state of the installation is named and deleted, and nothing of anybody else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from newswire.airflow_local.configuration import Installation
from newswire.lexicon.tables.kept import kept
from newswire.warehouse.embedded import folder, is_running, running
from tests.cli.conftest import Command


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL", raising=False)
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_what_runs_is_stopped_and_all_state_is_deleted(newswire: Command, home: Path) -> None:
    with running(home):
        Installation(home / "airflow", 8123).configure("postgresql://127.0.0.1/airflow")
        files = folder(home)
        asked = newswire("reset")
        assert (asked.status, is_running(home)) == (1, True)
        assert asked.err == "Nothing is deleted. Give --yes to delete it without a question.\n"
        for path in (files, home / "airflow", home / "postgres.json"):
            assert f"  {path}  (" in asked.out
            assert path.exists()
        done = newswire("reset", "--yes")
    assert (done.status, is_running(home)) == (0, False)
    assert done.out.endswith("Stopped: PostgreSQL.\nDeleted. ./newswire up begins anew.\n")
    assert not files.exists()
    assert newswire("reset", "--yes").out.startswith("There is nothing to delete")


def test_a_database_without_its_home_is_deleted_too(newswire: Command, home: Path) -> None:
    """A person deleted the home, and the server's files lie elsewhere, or the passwords are gone."""
    with running(home):
        pass
    (home / "postgres.json").unlink()
    assert newswire("reset", "--yes").status == 0
    assert not folder(home).exists()
    with running(home):
        pass


def test_files_and_folders_of_others_stay(newswire: Command, home: Path) -> None:
    with running(home):
        pass
    (home / "airflow").mkdir()
    (home / "airflow" / "airflow.cfg").write_text("[core]\n")
    (home / "notes.txt").write_text("mine")
    done = newswire("reset", "--yes")
    assert done.out.splitlines()[-1] == f"Deleted. Files of others stay in {home}: airflow, notes.txt."
    assert (home / "airflow" / "airflow.cfg").read_text() == "[core]\n"


def test_a_warehouse_on_another_server_stays(
    newswire: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(home):
        pass
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", "postgresql://db.example/news")
    assert "The warehouse of NEWSWIRE_DATABASE_URL stays as it is." in newswire("reset", "--yes").out


def test_tables_are_deleted_too_but_no_folder_of_that_name_that_is_anothers(
    newswire: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)  # the home keeps the tables
    (home / "tables").mkdir(parents=True)
    (home / "tables" / "mine.csv").write_text("a,b")
    assert newswire("reset", "--yes").out.startswith("There is nothing to delete")
    kept("places", [], lambda: {"names": b"quay"})
    done = newswire("reset", "--yes")
    assert f"  {home / 'tables'}  (tables of places and languages" in done.out
    assert not home.exists()
