"""docs/production.md: the statements that prepare a server of the user's own, run on one."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator

import psycopg
import pytest

from newswire import settings
from newswire.errors import DatabaseError
from newswire.warehouse.embedded import Database, running
from newswire.warehouse.migrations import migrate
from newswire.warehouse.programs import program

PAGE = (settings.root() / "docs" / "production.md").read_text(encoding="utf-8")
PASSWORDS = {"newswire": "the owner's", "newswire_loader": "the loader's", "anna": "a reader's"}


def statements(first: str) -> str:
    """Return the block of the page that begins with a statement, with passwords set without a dialogue."""
    [block] = re.findall(rf"^ +{re.escape(first)}\n(?:^ +.+\n)*", PAGE, re.MULTILINE)
    return re.sub(r"^ *\\password (\w+)", _password, block, flags=re.MULTILINE)


def _password(match: re.Match[str]) -> str:
    quoted = PASSWORDS[match[1]].replace("'", "''")
    return f"ALTER ROLE {match[1]} PASSWORD '{quoted}';"


def psql(server: Database, script: str, database: str = "postgres") -> None:
    """Run a script as the superuser, from the project's folder."""
    done = subprocess.run(
        [program("psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", server.url("postgres", database)],
        input=script,
        cwd=settings.root(),
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A server with nothing of ours in it, prepared by the statements of the page."""
    with running(tmp_path_factory.mktemp("production")) as database:
        psql(
            database,
            "DROP DATABASE airflow; DROP DATABASE newswire;"
            "DROP ROLE airflow, newswire, newswire_loader, newswire_reader",
        )
        psql(database, statements("create role newswire_reader;"))
        psql(
            database,
            statements("create role anna login connection limit 10 in role newswire_reader;"),
            "newswire",
        )
        yield database


def login(server: Database, role: str) -> psycopg.Connection:
    return psycopg.connect(
        host=server.host, port=server.port, dbname="newswire", user=role, password=PASSWORDS[role],
        autocommit=True,
    )  # fmt: skip


def test_the_prepared_server_has_an_owner_a_loader_and_readers(server: Database) -> None:
    with login(server, "newswire_loader") as early, pytest.raises(DatabaseError, match="must be the owner"):
        migrate(early)
    with login(server, "newswire") as owner:
        assert migrate(owner)
    with login(server, "newswire_loader") as loader:
        assert migrate(loader) == []
        loader.execute("DELETE FROM news.stories")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            loader.execute("DROP TABLE news.stories CASCADE")
    with login(server, "anna") as anna:
        anna.execute("SELECT FROM mart.stories")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            anna.execute("SELECT FROM news.stories")


def test_a_reader_of_the_page_has_the_limits_of_the_reader_s_role(server: Database) -> None:
    asked = (
        "SELECT current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout'),"
        " current_setting('temp_file_limit')"
    )
    with login(server, "anna") as anna:
        assert anna.execute(asked).fetchone() == ("5min", "10min", "4GB")
    with psycopg.connect(server.url("postgres"), autocommit=True) as superuser:
        config = superuser.execute("SELECT rolconfig FROM pg_roles WHERE rolname = 'newswire_reader'")
        assert {"statement_timeout=5min", "temp_file_limit=4GB"} <= set((config.fetchone() or ([],))[0])
