"""``migrate``: the tables are made or brought up to date, and the applied files are printed."""

from __future__ import annotations

import psycopg
import pytest

from newswire.warehouse.embedded import Database
from tests.cli.conftest import Command
from tests.conftest import ROOT


def test_applied_files_are_named(
    newswire: Command, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)")
        server.execute("CREATE DATABASE fresh OWNER newswire")
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", database.url("newswire", "fresh"))
    files = sorted(path.name for path in (ROOT / "sql").glob("*.sql"))
    assert newswire("migrate") == (0, "".join(f"applied {name}\n" for name in files), "")
    assert newswire("migrate") == (0, "The warehouse is up to date.\n", "")


def test_a_warehouse_that_cannot_be_reached_is_an_error(newswire: Command, no_warehouse: None) -> None:
    done = newswire("migrate")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("NEWSWIRE_DATABASE_URL is no ")
