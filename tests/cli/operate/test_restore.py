"""``restore``: a backup is checked, then replaces the warehouse; the restored one goes on loading."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire import settings
from newswire.warehouse.embedded import running
from tests.cli.conftest import Command, stories
from tests.support.stories import contents, drop, folder_source, ninjs

ROWS = "SELECT to_jsonb(seen) FROM mart.story_items AS seen ORDER BY version_id"

TIMES = {"loaded_at", "received_at"}


@pytest.fixture
def file(newswire: Command, loaded: psycopg.Connection, tmp_path: Path) -> Path:
    """A backup of a warehouse with two stories."""
    assert newswire("backup", tmp_path / "news.backup").status == 0
    return tmp_path / "news.backup"


def mart(home: Path) -> list[Any]:
    """Rows for readers without those columns that a load at another time writes otherwise."""
    with running(home) as server, psycopg.connect(server.url()) as connection:
        rows = [row for (row,) in connection.execute(ROWS)]
        return [{key: value for key, value in row.items() if key not in TIMES} for row in rows]


def test_a_restored_warehouse_goes_on_loading(
    newswire: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Load, back up, restore into a new home, load in both: nothing comes twice, and readers see the same."""
    folder_source(tmp_path / "sources", "wire", tmp_path / "wire", provider="harbour-press")
    monkeypatch.setenv("NEWSWIRE_SOURCES", str(tmp_path / "sources"))
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL", raising=False)
    old, new, file = tmp_path / "old", tmp_path / "new", tmp_path / "news.backup"
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    drop(tmp_path / "wire", "2.json", ninjs("pier-2", minute=4))
    monkeypatch.setenv("NEWSWIRE_HOME", str(old))
    with running(old), running(new):
        assert newswire("ingest").status == 0
        assert newswire("backup", file).status == 0
        monkeypatch.setenv("NEWSWIRE_HOME", str(new))
        done = newswire("restore", file)
        assert (done.status, done.err) == (0, "")
        assert mart(new) == mart(old)
        again = newswire("ingest")
        assert "wire has nothing new." in again.out
        assert mart(new) == mart(old)
        drop(tmp_path / "wire", "3.json", ninjs("pier-1", version="2", minute=9, headline="Pier is open"))
        drop(tmp_path / "wire", "4.json", ninjs("pier-2", minute=4))  # as it came before
        for home in (old, new):
            monkeypatch.setenv("NEWSWIRE_HOME", str(home))
            assert newswire("ingest").out.split()[-7:] == ["2", "2", "0", "1", "1", "0", "0"]
        assert [row["guid"] for row in mart(new)] == ["pier-1", "pier-2", "pier-1"]
        assert mart(new) == mart(old)


def test_a_warehouse_that_holds_rows_is_kept_unless_told_so(
    newswire: Command, loaded: psycopg.Connection, file: Path
) -> None:
    before = contents(loaded)
    done = newswire("restore", file)
    assert done.status == 1
    assert done.out.startswith(f"{file} is whole: made 20")
    assert done.err.startswith("Nothing is changed: this warehouse holds rows (")
    assert f"run ./newswire restore --replace {file}." in done.err
    loaded.execute("DELETE FROM news.text_keys")
    loaded.execute("UPDATE news.versions SET headline = 'Harmed'")
    assert newswire("restore", "--replace", file).status == 0
    assert contents(loaded) == before
    assert stories(loaded) == [["pier-1", "pier-2"], ["strike"]]


def test_a_check_changes_nothing(newswire: Command, loaded: psycopg.Connection, file: Path) -> None:
    loaded.execute("UPDATE news.versions SET headline = 'Later'")
    done = newswire("restore", "--check", "--replace", file)
    assert (done.status, done.err) == (0, "")
    assert done.out.splitlines()[-1].startswith(
        "Nothing is changed. It fits this warehouse, which holds rows"
    )
    assert loaded.execute("SELECT DISTINCT headline FROM news.versions").fetchall() == [("Later",)]


def test_a_backup_of_a_newer_newswire_is_refused_before_anything_changes(
    newswire: Command, loaded: psycopg.Connection, tmp_path: Path
) -> None:
    loaded.execute("INSERT INTO ledger.migrations (name, checksum) VALUES ('9999_later.sql', 'x')")
    newswire("backup", tmp_path / "later")
    loaded.execute("DELETE FROM ledger.migrations WHERE name = '9999_later.sql'")
    done = newswire("restore", "--replace", tmp_path / "later")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"The warehouse of {tmp_path / 'later'} has the migration 9999_later.sql, which is not in sql/. "
        "A newer Newswire applied it: update this one.\n"
    )


def test_a_backup_of_an_older_newswire_is_brought_up_to_date(
    newswire: Command, loaded: psycopg.Connection, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = tmp_path / "later"
    shutil.copytree(settings.root() / "sql", later / "sql")
    (later / "sql" / "9999_later.sql").write_text("CREATE TABLE news.later ()")
    monkeypatch.setattr(settings, "root", lambda: later)
    done = newswire("restore", "--replace", file)
    assert (done.status, done.err) == (0, "")
    assert "applied 9999_later.sql" in done.out.splitlines()
    loaded.execute("SELECT FROM news.later")


def test_a_file_that_does_not_exist_is_bad_usage(newswire: Command, no_warehouse: None) -> None:
    done = newswire("restore", "/nowhere/news.backup")
    assert done.status == 2
    assert "is no file" in done.err
