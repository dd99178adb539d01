"""``upgrade``: versions and files are shown, and applied after a yes."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
import pytest

from newswire import settings
from newswire.cli.operate.upgrade import purpose
from newswire.warehouse.embedded import Database
from tests.cli.conftest import Command
from tests.conftest import ROOT

LATER = "-- Readers want the desk\n-- of a story. It is short.\n\nCREATE TABLE news.desks ();\n"


@pytest.fixture
def newer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A later Newswire, with one more file of sql/."""
    project = tmp_path / "project"
    shutil.copytree(ROOT / "sql", project / "sql")
    (project / "sql" / "9001_desks.sql").write_text(LATER)
    (project / "pyproject.toml").write_text('[project]\nversion = "9.1.0"\n')
    monkeypatch.setattr(settings, "root", lambda: project)
    return project


def test_versions_and_the_lacking_files_are_shown_and_nothing_is_applied_without_a_yes(
    newswire: Command, loaded: psycopg.Connection, newer: Path
) -> None:
    files = len(list((ROOT / "sql").glob("*.sql")))
    done = newswire("upgrade")
    assert done.status == 1
    assert done.err == "Nothing is applied. Give --yes to apply them without a question.\n"
    lines = done.out.splitlines()
    last = max(file.name for file in (ROOT / "sql").glob("*.sql"))[:4]
    assert lines[0] == "Newswire:  9.1.0"
    assert lines[1].startswith(f"Warehouse: schema {last}, {files} files of sql/, on PostgreSQL 18.")
    assert lines[2:5] == [
        "To apply:  1 file of sql/, all or none",
        "",
        "  9001_desks.sql  Readers want the desk of a story.",
    ]
    assert "Back it up first: ./newswire backup FILE" in done.out
    assert loaded.execute("SELECT to_regclass('news.desks')").fetchone() == (None,)


def test_with_a_yes_they_are_applied(newswire: Command, loaded: psycopg.Connection, newer: Path) -> None:
    done = newswire("upgrade", "--yes")
    assert (done.status, done.err) == (0, "")
    assert "applied 9001_desks.sql" in done.out.splitlines()
    loaded.execute("SELECT FROM news.desks")
    assert newswire("upgrade").out.endswith("The warehouse is up to date: nothing to apply.\n")


def test_an_empty_database_is_told_from_an_old_one(
    newswire: Command, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("DROP DATABASE IF EXISTS fresh WITH (FORCE)")
        server.execute("CREATE DATABASE fresh OWNER newswire")
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", database.url("newswire", "fresh"))
    asked = newswire("upgrade")
    assert "Warehouse: no tables yet, on PostgreSQL 18." in asked.out
    assert "Back it up first" not in asked.out
    with psycopg.connect(database.url("newswire", "fresh")) as fresh:
        assert fresh.execute("SELECT to_regnamespace('ledger')").fetchone() == (None,), (
            "asking writes nothing"
        )
    assert newswire("upgrade", "--yes").status == 0


def test_a_warehouse_of_a_later_version_is_refused(newswire: Command, loaded: psycopg.Connection) -> None:
    loaded.execute("INSERT INTO ledger.migrations (name, checksum) VALUES ('9999_later.sql', 'x')")
    done = newswire("upgrade")
    loaded.execute("DELETE FROM ledger.migrations WHERE name = '9999_later.sql'")
    assert (done.status, done.out) == (1, "")
    assert "A newer Newswire applied it: update this one." in done.err


@pytest.mark.parametrize("file", sorted((ROOT / "sql").glob("[0-9]*.sql")), ids=lambda file: file.name)
def test_every_file_of_sql_begins_with_its_purpose(file: Path) -> None:
    assert 10 < len(purpose(file)) < 250
