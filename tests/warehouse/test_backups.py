"""Backups: whole, private and checked; a restore replaces all of a warehouse, or nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.warehouse.backups import (
    Backup,
    BackupError,
    back_up,
    check_place,
    filled,
    read_backup,
    restore,
)
from newswire.warehouse.connect import connect
from newswire.warehouse.embedded import Database
from newswire.warehouse.programs import program
from newswire.warehouse.roles import LOADER, READER
from tests.conftest import SHAPE
from tests.support.stories import contents, drop, ninjs, run, visible

RIGHTS = """
WITH entry AS (
    SELECT concat_ws(' ', 'schema', nspname, pg_get_userbyid(nspowner)) AS part, nspacl AS rights
    FROM pg_namespace WHERE nspname IN ('raw', 'ledger', 'news', 'mart')
    UNION ALL SELECT concat_ws(' ', oid::regclass, pg_get_userbyid(relowner)), relacl
    FROM pg_class WHERE relnamespace::regnamespace::text IN ('raw', 'ledger', 'news', 'mart')
    UNION ALL SELECT concat_ws(' ', oid::regprocedure, prosecdef, proconfig), proacl
    FROM pg_proc WHERE pronamespace::regnamespace::text IN ('raw', 'ledger', 'news', 'mart')
    UNION ALL SELECT concat_ws(' ', 'default', defaclnamespace::regnamespace, defaclobjtype), defaclacl
    FROM pg_default_acl
    UNION ALL SELECT concat_ws(' ', schemaname, sequencename, last_value), NULL FROM pg_sequences
    UNION ALL SELECT concat_ws(' ', name, checksum, applied_at), NULL FROM ledger.migrations
), line AS (
    SELECT concat_ws(' ', part, ARRAY(SELECT one::text FROM unnest(rights) AS one ORDER BY 1)) AS said
    FROM entry
)
SELECT string_agg(said, E'\\n' ORDER BY said) FROM line
"""
"""Owners, rights, places of sequences and applied files: all that a list of columns does not show."""


def silent(_: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture
def programs() -> Path:
    return program("pg_restore").parent


@pytest.fixture
def stories(warehouse: psycopg.Connection, sources: Path, wire: Path) -> psycopg.Connection:
    """A warehouse with two versions of an item, a copy and a rejected document."""
    drop(wire, "1.json", ninjs("pier-1"))
    drop(wire, "2.json", ninjs("pier-1", version="2", minute=9, headline="Northern pier to be rebuilt"))
    drop(wire, "3.json", ninjs("pier-2", minute=4))
    drop(wire, "4.json", b"{")
    run(warehouse, sources, "wire")
    return warehouse


@pytest.fixture
def backup(stories: psycopg.Connection, warehouse_url: str, tmp_path: Path, programs: Path) -> Backup:
    back_up(stories, warehouse_url, tmp_path / "news.backup", silent)
    return read_backup(tmp_path / "news.backup", programs, silent)


@pytest.fixture
def place(database: Database) -> Iterator[str]:
    """URL of an empty database, prepared as the embedded server's is."""
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE restored OWNER newswire")
        yield database.url("newswire", "restored")
        server.execute("DROP DATABASE restored WITH (FORCE)")


def lines(connection: psycopg.Connection, query: str) -> list[str]:
    return str(one(connection, query)[0]).splitlines()


def one(connection: psycopg.Connection, query: str) -> Any:
    return connection.execute(query.encode()).fetchone()


def test_rows_shape_rights_and_sequences_are_restored(
    stories: psycopg.Connection, warehouse_url: str, backup: Backup, place: str
) -> None:
    with connect(place) as restored:
        check_place(restored, backup)
        restore(restored, place, backup, silent)
        assert contents(restored) == contents(stories)
        assert visible(restored) == [("pier-1", "1"), ("pier-1", "2"), ("pier-2", "1")]
        for query in (SHAPE, RIGHTS):
            assert lines(restored, query) == lines(stories, query)
        assert one(restored, "SELECT count(*) FROM pg_stats WHERE schemaname = 'news'") != (0,)


def test_the_restored_warehouse_loads_on(
    stories: psycopg.Connection, backup: Backup, place: str, sources: Path, wire: Path
) -> None:
    with connect(place) as restored:
        restore(restored, place, backup, silent)
        assert run(restored, sources, "wire") is None, "its cursor knows what it has"
        drop(wire, "5.json", ninjs("pier-2", version="2", minute=30, headline="Pier is open"))
        for warehouse in (stories, restored):
            loading = run(warehouse, sources, "wire")
            assert loading
            assert loading.counts.updated == 1
        assert contents(restored) == contents(stories)


def test_loader_and_reader_have_their_rights_and_no_more(
    backup: Backup, place: str, database: Database
) -> None:
    with connect(place) as restored:
        restore(restored, place, backup, silent)
        restored.execute("CREATE TABLE news.later ()")  # as a later migration would
    with connect(database.url("postgres", "restored")) as server:
        for role in (LOADER, READER):
            server.execute(f"GRANT CONNECT ON DATABASE restored TO {role}".encode())
    with connect(database.url(LOADER, "restored")) as loader:
        loader.execute("SELECT FROM news.later")
        loader.execute("UPDATE news.versions SET headline = headline")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            loader.execute("DELETE FROM ledger.migrations")
    with connect(database.url(READER, "restored")) as reader:
        reader.execute("SELECT FROM mart.story_items")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            reader.execute("SELECT FROM news.items")


def test_the_file_is_private_and_replaced_only_by_a_whole_one(
    stories: psycopg.Connection, warehouse_url: str, backup: Backup, tmp_path: Path
) -> None:
    assert backup.path.stat().st_mode & 0o777 == 0o600
    before = backup.path.stat()
    wrong = warehouse_url.replace("newswire:", "newswire:not-")
    with pytest.raises(BackupError, match=r"is not backed up: .*password authentication failed.* as it was"):
        back_up(stories, wrong, backup.path, silent)
    assert backup.path.stat() == before
    assert [path.name for path in tmp_path.glob("*backup*")] == ["news.backup"]
    assert list(tmp_path.glob(".news*")) == []
    back_up(stories, warehouse_url, backup.path, silent)
    assert backup.path.stat().st_ino != before.st_ino


@pytest.mark.parametrize("harm", ["cut", "changed", "longer", "empty", "foreign"])
def test_a_harmed_file_is_refused(backup: Backup, programs: Path, harm: str) -> None:
    whole = backup.path.read_bytes()
    middle = len(whole) // 2
    harmed = {
        "cut": whole[:middle],
        "changed": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "longer": whole + b" ",
        "empty": b"",
        "foreign": b"SELECT 1;",
    }
    backup.path.write_bytes(harmed[harm])
    with pytest.raises(BackupError, match=r"is cut or damaged|is no backup"):
        read_backup(backup.path, programs, silent)


def test_pg_restore_itself_reads_the_file(backup: Backup, programs: Path) -> None:
    done = subprocess.run(
        [programs / "pg_restore", "--file=-", backup.path], capture_output=True, text=True, check=True
    )
    assert "Northern pier to be rebuilt" in done.stdout
    assert done.stderr == ""


def test_a_file_that_is_no_backup_is_not_overwritten(
    stories: psycopg.Connection, warehouse_url: str, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine")
    for path in (notes, tmp_path):
        with pytest.raises(BackupError, match="is no backup"):
            back_up(stories, warehouse_url, path, silent)
    assert notes.read_text() == "mine"


def test_a_backup_knows_its_files_of_sql(stories: psycopg.Connection, backup: Backup) -> None:
    applied = stories.execute("SELECT name, checksum FROM ledger.migrations").fetchall()
    assert backup.applied == dict(applied)
    assert backup.owner == "newswire"


def test_a_restore_that_breaks_leaves_the_warehouse_as_it_was(
    stories: psycopg.Connection, warehouse_url: str, backup: Backup, wire: Path, sources: Path
) -> None:
    drop(wire, "5.json", ninjs("quay-1", headline="Quay is closed", body="The coal quay is closed."))
    run(stories, sources, "wire")
    before = contents(stories), one(stories, SHAPE), one(stories, RIGHTS)
    whole = backup.path.read_bytes()
    backup.path.write_bytes(whole[: len(whole) // 2])  # after it was checked
    with pytest.raises(BackupError, match="pg_restore"):
        restore(stories, warehouse_url, backup, silent)
    assert (contents(stories), one(stories, SHAPE), one(stories, RIGHTS)) == before
    backup.path.write_bytes(whole)
    restore(stories, warehouse_url, backup, silent)
    assert visible(stories) == [("pier-1", "1"), ("pier-1", "2"), ("pier-2", "1")]


def test_a_statement_that_fails_is_named(
    stories: psycopg.Connection, warehouse_url: str, place: str, database: Database, tmp_path: Path
) -> None:
    with connect(database.url("postgres")) as server:
        server.execute("CREATE ROLE berta")
        stories.execute("GRANT SELECT ON mart.stories TO berta")
        back_up(stories, warehouse_url, tmp_path / "b", silent)
        backup = read_backup(tmp_path / "b", program("pg_restore").parent, silent)
        stories.execute("REVOKE SELECT ON mart.stories FROM berta")
        server.execute("DROP ROLE berta")
    with connect(place) as restored:
        with pytest.raises(BackupError, match=r'role "berta" does not exist\. The warehouse is as it was\.'):
            restore(restored, place, backup, silent)
        assert one(restored, "SELECT to_regnamespace('raw')") == (None,)


def test_tables_with_rows_are_named(stories: psycopg.Connection, place: str) -> None:
    assert {"raw.documents", "news.items", "ledger.runs"} <= set(filled(stories))
    with connect(place) as empty:
        assert filled(empty) == []


def test_a_new_warehouse_holds_no_rows(warehouse: psycopg.Connection) -> None:
    assert filled(warehouse) == []


def test_a_database_without_tables_is_not_backed_up(place: str, tmp_path: Path) -> None:
    with connect(place) as empty, pytest.raises(BackupError, match="nothing to back up"):
        back_up(empty, place, tmp_path / "none", silent)


def test_who_does_not_own_the_database_may_not_restore(
    backup: Backup, database: Database, warehouse_url: str
) -> None:
    with connect(database.url("postgres", "warehouse")) as server:
        server.execute(f"GRANT CONNECT ON DATABASE warehouse TO {LOADER}".encode())
    with (
        connect(database.url(LOADER, "warehouse")) as loader,
        pytest.raises(BackupError, match="newswire owns the database"),
    ):
        check_place(loader, backup)
    with (
        connect(database.url("postgres", "warehouse")) as other,
        pytest.raises(BackupError, match="Restore it as a role of the name newswire"),
    ):
        check_place(other, backup)


def test_foreign_views_on_the_warehouse_are_not_dropped(
    stories: psycopg.Connection, backup: Backup, database: Database
) -> None:
    stories.execute("CREATE SCHEMA charts")
    stories.execute("CREATE VIEW charts.daily AS SELECT count(*) FROM mart.story_items")
    stories.execute("CREATE TABLE charts.notes (item_id bigint REFERENCES news.items)")
    with pytest.raises(BackupError, match=r"charts\.daily, charts\.notes would go"):
        check_place(stories, backup)
    stories.execute("DROP SCHEMA charts CASCADE")
    check_place(stories, backup)


def test_a_load_that_goes_on_makes_the_restore_give_up(
    stories: psycopg.Connection, warehouse_url: str, backup: Backup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newswire.warehouse.backups.PATIENCE", "1ms")
    with psycopg.connect(warehouse_url) as loading:
        loading.execute("UPDATE news.items SET guid = guid")
        with pytest.raises(BackupError, match=r"lock timeout\. The warehouse is as it was"):
            restore(stories, warehouse_url, backup, silent)
        loading.rollback()
    restore(stories, warehouse_url, backup, silent)
