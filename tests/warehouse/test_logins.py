"""Reader and loader as they log in to the embedded server: what neither can do, whatever the statement."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newswire.reading.learning import settle_lines
from newswire.search import index
from newswire.warehouse.connect import warehouse_url
from newswire.warehouse.embedded import Database, running
from newswire.warehouse.migrations import migrate
from newswire.warehouse.roles import LOADER, READER
from tests.conftest import ROOT
from tests.support.stories import drop, ninjs, run


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A server whose database newswire is migrated. Those of other tests are copies without its rights."""
    with running(tmp_path_factory.mktemp("logins")) as database:
        with psycopg.connect(database.url()) as connection:
            migrate(connection)
        yield database


@pytest.fixture
def reader(server: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server.url(READER, "newswire"), autocommit=True) as connection:
        yield connection


@pytest.fixture
def loader(server: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server.url(LOADER, "newswire"), autocommit=True) as connection:
        yield connection


FILES = (
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT pg_read_binary_file('PG_VERSION')",
    "SELECT * FROM pg_ls_dir('.')",
    "SELECT * FROM pg_ls_logdir()",
    "SELECT * FROM pg_stat_file('PG_VERSION')",
    "SELECT * FROM pg_hba_file_rules()",
    "SELECT lo_import('/etc/hostname')",
    "SELECT lo_export(1, '/tmp/mine')",
    "SHOW data_directory",
)
COPIES = (
    "COPY (SELECT 1) TO '/tmp/mine'",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY {} FROM '/etc/hostname'",
    "COPY {} FROM PROGRAM 'true'",
)
UPWARD = (
    "SET ROLE postgres",
    "SET ROLE newswire",
    "SET ROLE airflow",
    "SET ROLE pg_read_server_files",
    "SET SESSION AUTHORIZATION newswire",
    "GRANT newswire TO newswire_reader",
    "ALTER ROLE newswire_reader SUPERUSER",
    "CREATE ROLE mine",
    "ALTER SYSTEM SET work_mem = '1GB'",
    "CREATE EXTENSION file_fdw",
    "CREATE EXTENSION hstore",
)
OBJECTS = (
    "CREATE TABLE public.mine (a int)",
    "CREATE TABLE mart.mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE DATABASE mine",
    "CREATE FUNCTION public.mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE PUBLICATION mine",
    "SELECT lo_create(0)",
    "SELECT lo_creat(-1)",
    "SELECT lo_from_bytea(0, 'x')",
)


@pytest.mark.parametrize(
    "statement",
    [
        *FILES,
        *(one.format("mart.runs") for one in COPIES),
        *UPWARD,
        f"SET ROLE {LOADER}",
        *OBJECTS,
        "CREATE TEMPORARY TABLE mine (a int)",
        "SELECT 1 AS a INTO TEMPORARY mine",
        "SELECT pg_advisory_lock(1)",
        "SELECT pg_try_advisory_xact_lock_shared(1, 1)",
        "SET temp_file_limit = -1",
        "TABLE news.items",
        "TABLE raw.documents",
        "TABLE ledger.migrations",
        "SELECT rolpassword FROM pg_authid",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()",
        "BEGIN; LOCK TABLE mart.runs IN ACCESS EXCLUSIVE MODE",
    ],
)
def test_the_reader_is_refused(server: Database, reader: psycopg.Connection, statement: str) -> None:
    """The default of a read-only session is lifted first: the rights must hold without it."""
    reader.execute("SET default_transaction_read_only = off")
    with psycopg.connect(server.url()), pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(statement.encode()).fetchall()


@pytest.mark.parametrize("role", [READER, LOADER])
@pytest.mark.parametrize("database", ["airflow", "postgres", "template1"])
def test_reader_and_loader_enter_the_warehouse_only(server: Database, role: str, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(server.url(role, database))


def test_the_reader_starts_with_limits(reader: psycopg.Connection) -> None:
    limits = reader.execute(
        "SELECT name, setting, unit FROM pg_settings WHERE name = ANY (%s) ORDER BY name",
        (
            [
                "default_transaction_read_only",
                "from_collapse_limit",
                "idle_in_transaction_session_timeout",
                "join_collapse_limit",
                "statement_timeout",
                "temp_file_limit",
            ],
        ),
    ).fetchall()
    assert limits == [
        ("default_transaction_read_only", "on", None),
        ("from_collapse_limit", "16", None),
        ("idle_in_transaction_session_timeout", "600000", "ms"),
        ("join_collapse_limit", "16", None),
        ("statement_timeout", "300000", "ms"),
        ("temp_file_limit", "4194304", "kB"),
    ]


def test_readers_leave_connections_for_the_others(server: Database) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        found = connection.execute(
            "SELECT rolconnlimit < current_setting('max_connections')::int / 2 FROM pg_roles"
            " WHERE rolname = %s AND rolconnlimit > 0",
            (READER,),
        ).fetchall()
    assert found == [(True,)]


def test_a_query_that_takes_too_long_is_ended(reader: psycopg.Connection) -> None:
    reader.execute("SET statement_timeout = '10ms'")
    with pytest.raises(psycopg.errors.QueryCanceled):
        reader.execute("SELECT count(*) FROM generate_series(1, 1e12::bigint)")


@pytest.mark.parametrize(
    "statement",
    [
        *FILES,
        *(one.format("ledger.runs") for one in COPIES),
        *UPWARD,
        *OBJECTS,
        "CREATE TABLE news.mine (a int)",
        "DROP TABLE news.items",
        "TRUNCATE news.items",
        "ALTER TABLE news.items ADD COLUMN mine int",
        "CREATE INDEX ON news.items (guid)",
        "CREATE TRIGGER mine BEFORE INSERT ON news.items EXECUTE FUNCTION tsvector_update_trigger()",
        "ALTER TABLE news.items DISABLE TRIGGER ALL",
        "DROP VIEW mart.stories",
        "CREATE OR REPLACE VIEW mart.stories AS SELECT 1",
        "CREATE OR REPLACE FUNCTION news.search_letters() RETURNS text LANGUAGE sql AS 'SELECT 1'",
        "DROP SCHEMA mart CASCADE",
        "DELETE FROM ledger.migrations",
        "UPDATE ledger.migrations SET checksum = ''",
        "DROP DATABASE newswire",
    ],
)
def test_the_loader_is_refused(loader: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        loader.execute(statement.encode())


def test_the_loader_loads_settles_indexes_and_asks(
    loader: psycopg.Connection, sources: Path, wire: Path
) -> None:
    for version, body in (("1", "The pier of Port Albers is closed."), ("2", "It is open again.")):
        drop(wire, f"{version}.json", ninjs("pier-1", version=version, body=body))
        run(loader, sources, "wire")
    settle_lines(loader, sources)
    index(loader)
    assert loader.execute("SELECT count(*) FROM mart.story_items").fetchone() == (2,)
    assert loader.execute("SELECT count(*) FROM mart.search('open')").fetchone() == (1,)
    loader.execute("DELETE FROM raw.cursors")


def test_tables_and_views_of_later_migrations_are_open_to_loader_and_reader(
    server: Database, tmp_path: Path
) -> None:
    later = tmp_path / "sql"
    later.mkdir()
    for file in (ROOT / "sql").iterdir():
        (later / file.name).write_bytes(file.read_bytes())
    (later / "9000_later.sql").write_text(
        "CREATE TABLE news.later (a int GENERATED ALWAYS AS IDENTITY, b int);"
        "CREATE VIEW mart.later AS SELECT b FROM news.later"
    )
    with psycopg.connect(server.url()) as owner:
        try:
            migrate(owner, later)
            owner.commit()
            with psycopg.connect(server.url(LOADER, "newswire"), autocommit=True) as loader:
                loader.execute("INSERT INTO news.later (b) VALUES (7)")
                assert loader.execute("SELECT b FROM mart.later").fetchone() == (7,)
            with psycopg.connect(server.url(READER, "newswire"), autocommit=True) as reader:
                assert reader.execute("SELECT b FROM mart.later").fetchone() == (7,)
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    reader.execute("SELECT b FROM news.later")
        finally:
            owner.rollback()
            owner.execute("DROP VIEW IF EXISTS mart.later; DROP TABLE IF EXISTS news.later")
            owner.execute("DELETE FROM ledger.migrations WHERE name LIKE '9000%'")


def test_commands_on_the_embedded_server_log_in_as_the_loader(
    newswire_home: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_HOME", str(newswire_home))
    with warehouse_url() as url, psycopg.connect(url) as connection:
        assert connection.info.user == LOADER
        assert connection.execute("SELECT count(*) FROM ledger.migrations").fetchone() != (0,)
