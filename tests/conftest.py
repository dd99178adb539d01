"""Fixtures of all tests: one throw-away PostgreSQL, and a migrated, empty warehouse for each test.

Fixtures import the database themselves: tests of parsers run without it.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings as hypothesis_settings

from tests.support.janitor import watching

if TYPE_CHECKING:
    import psycopg

    from newswire.warehouse.embedded import Database
    from tests.support.samples import Samples

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
"""Real data to measure against, if present. No test needs it to guard the project."""

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "100"))
"""Examples of a test of fuzzing. CONTRIBUTING.md has the command for many."""

hypothesis_settings.register_profile(
    "newswire",
    deadline=None,
    print_blob=True,
    max_examples=EXAMPLES,
)
hypothesis_settings.load_profile("newswire")

for name in ("NEWSWIRE_DATABASE_URL", "NEWSWIRE_READER_URL", "NEWSWIRE_SITES", "NEWSWIRE_SOURCES"):
    os.environ.pop(name, None)
# Servers on loopback need no pause between two requests.
os.environ["NEWSWIRE_HOST_PAUSE"] = "0"
# Airflow makes folders in AIRFLOW_HOME as soon as it is imported; the user's home must have none of them.
os.environ["AIRFLOW_HOME"] = tempfile.mkdtemp(prefix="newswire-tests-airflow-")
atexit.register(shutil.rmtree, os.environ["AIRFLOW_HOME"], ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a test of fuzzing run as long as its examples take."""
    for item in items:
        if getattr(getattr(item, "function", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.timeout(300 + EXAMPLES))


@pytest.fixture(scope="session")
def newswire_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The home of all tests, which is removed after them. Processes find it in the environment."""
    home = tmp_path_factory.mktemp("newswire-home")
    os.environ["NEWSWIRE_HOME"] = str(home)
    with watching(tmp_path_factory.getbasetemp(), os.environ["AIRFLOW_HOME"]):
        yield home


@pytest.fixture(scope="session")
def database(newswire_home: Path) -> Iterator[Database]:
    """A throw-away PostgreSQL server, with the roles and databases of a real start."""
    from newswire.warehouse.embedded import running

    with running(newswire_home) as server:
        yield server


@pytest.fixture(scope="session")
def migrated(database: Database) -> str:
    """Name of a database with all migrations applied. No test touches it, because copying it is quick."""
    import psycopg

    from newswire.warehouse.migrations import migrate

    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE migrated OWNER newswire")
    with psycopg.connect(database.url("newswire", "migrated")) as connection:
        migrate(connection)
    return "migrated"


@pytest.fixture(scope="session")
def samples(database: Database, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """A warehouse of the real stories beside the project, which no test changes. Without them: skip."""
    import psycopg

    from tests.support import samples as real

    if not real.ARE_HERE:
        pytest.skip(real.WHY_NOT)
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE samples OWNER newswire TEMPLATE migrated")
    return real.fill(database.url("newswire", "samples"), tmp_path_factory.mktemp("samples"))


SHAPE = """
SELECT md5(string_agg(part, E'\\n' ORDER BY part)) FROM (
    SELECT nspname::text AS part FROM pg_namespace WHERE nspname !~ '^pg_'
    UNION ALL
    SELECT concat_ws(' ', relnamespace::regnamespace, relname, relkind) FROM pg_class
    WHERE relnamespace::regnamespace::text !~ '^pg_'
    UNION ALL
    SELECT concat_ws(' ', relnamespace::regnamespace, relname, attname, atttypid, attnotnull)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE attnum > 0 AND relnamespace::regnamespace::text !~ '^pg_'
    UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname) FROM pg_constraint
    UNION ALL SELECT concat_ws(' ', tgrelid::regclass, tgname) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT proname FROM pg_proc WHERE oid >= 16384
    UNION ALL SELECT description FROM pg_description WHERE objoid >= 16384
) AS shape
"""
"""The parts of a database, beside the rows of its tables, that a test may have changed."""

TABLES = """
SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') FROM pg_tables
WHERE schemaname IN ('raw', 'news', 'ledger') AND tablename <> 'migrations'
"""


@pytest.fixture
def warehouse_url(database: Database, migrated: str) -> str:
    """URL of a warehouse of the test's own: migrated, and empty."""
    import psycopg
    from psycopg import sql

    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'warehouse'")
        if not _emptied(database, migrated):
            server.execute("DROP DATABASE IF EXISTS warehouse WITH (FORCE)")
            server.execute(
                sql.SQL("CREATE DATABASE warehouse OWNER newswire TEMPLATE {}").format(
                    sql.Identifier(migrated)
                )
            )
    return database.url("newswire", "warehouse")


def _emptied(database: Database, migrated: str) -> bool:
    """Empty the last test's warehouse, which is quick, unless that test changed more than rows."""
    import psycopg

    try:
        with (
            psycopg.connect(database.url("newswire", migrated)) as model,
            psycopg.connect(database.url("newswire", "warehouse")) as left,
        ):
            if left.execute(SHAPE).fetchone() != model.execute(SHAPE).fetchone():
                return False
            [(tables,)] = left.execute(TABLES).fetchall()
            left.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())
    except psycopg.OperationalError:
        return False  # there is none yet
    return True


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[psycopg.Connection]:
    """An autocommit connection to that warehouse."""
    import psycopg

    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder of sources: ``wire`` reads the folder ``wire``, ``paper`` the folder ``paper``."""
    from tests.support.stories import folder_source

    folder_source(tmp_path / "sources", "wire", tmp_path / "wire", provider="harbour-press")
    folder_source(tmp_path / "sources", "paper", tmp_path / "paper", provider="coast-daily")
    return tmp_path / "sources"


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    """The drop folder of the source ``wire``."""
    return tmp_path / "wire"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    """The drop folder of the source ``paper``."""
    return tmp_path / "paper"
