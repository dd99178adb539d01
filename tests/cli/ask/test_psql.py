"""``psql``: a real one that can reach the server, on the warehouse, as the reader by default."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from newswire.warehouse.embedded import Database
from newswire.warehouse.programs import program
from newswire.warehouse.roles import READER
from tests.cli.conftest import Command

ASK = ("-X", "-A", "-t", "-c")


@pytest.fixture(autouse=True)
def url(database: Database, migrated: str, monkeypatch: pytest.MonkeyPatch) -> str:
    url = database.url("newswire", migrated)
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", url)
    return url


def test_psql_connects_as_the_reader(newswire: Command) -> None:
    done = newswire("psql", *ASK, "SELECT session_user, current_user, count(*) FROM mart.stories")
    assert done == (0, "newswire|newswire_reader|0\n", "")
    for statement in ("SELECT 1 FROM raw.documents", "CREATE TEMPORARY TABLE mine ()"):
        done = newswire("psql", *ASK, statement)
        assert done.status == 1
        assert "ERROR:" in done.err


def test_psql_connects_as_the_owner_on_request(newswire: Command) -> None:
    done = newswire("psql", "--owner", *ASK, "SELECT current_user, count(*) FROM raw.documents")
    assert done == (0, "newswire|0\n", "")


def test_a_url_may_be_written_in_any_form_and_have_options_of_its_own(
    newswire: Command, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = make_conninfo(**conninfo_to_dict(url), options="-c work_mem=5MB")  # type: ignore[arg-type]
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", words)
    done = newswire("psql", *ASK, "SELECT current_user, current_setting('work_mem')")
    assert done == (0, "newswire_reader|5MB\n", "")


def test_the_password_is_on_no_command_line(newswire: Command, url: str) -> None:
    done = newswire(
        "psql", "-X", "-A", "-t", "-c", r"\! tr '\0' ' ' < /proc/$PPID/cmdline || ps -o args= -p $PPID"
    )
    password = psycopg.conninfo.conninfo_to_dict(url)["password"]
    assert "--dbname=" in done.out
    assert str(password) not in done.out


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A psql on the PATH: it prints its own version and a mark, and otherwise runs the embedded one."""
    psql = tmp_path / "bin" / "psql"
    psql.parent.mkdir()
    psql.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "psql (PostgreSQL) 15.4 (Debian 15.4-1)" && exit\n'
        f'echo installed\nexec "{program("psql")}" "$@"\n'
    )
    psql.chmod(0o755)
    monkeypatch.setenv("PATH", f"{psql.parent}{os.pathsep}{os.environ['PATH']}")
    return psql


@pytest.fixture
def nothing_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize("asks", ["", "?sslmode=prefer"])
def test_on_a_server_of_the_user_s_own_it_is_the_psql_of_the_machine(
    newswire: Command, url: str, asks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", url + asks)
    done = newswire("psql", *ASK, "SELECT current_user")
    assert done == (0, "installed\nnewswire_reader\n", "")


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize("asks", ["", "?sslmode=prefer", "?sslmode=allow", "?sslmode=disable"])
def test_without_a_psql_of_the_machine_the_embedded_one_is_used(
    newswire: Command, url: str, asks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", url + asks)
    assert newswire("psql", *ASK, "SELECT current_user") == (0, "newswire_reader\n", "")


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(
    ("asks", "variable", "named"),
    [
        ("?sslmode=require", "", "sslmode=require"),
        ("?sslmode=verify-ca&sslrootcert=ca.crt", "", "sslmode=verify-ca"),
        ("?sslmode=verify-full&sslrootcert=system", "", "sslrootcert=system"),
        ("?sslmode=require&sslnegotiation=direct", "", "sslmode=require"),
        ("", "PGSSLMODE=verify-full", "sslmode=verify-full"),
    ],
)
def test_without_a_psql_of_the_machine_tls_is_answered_with_the_package_to_install(
    newswire: Command, url: str, asks: str, variable: str, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", url + asks)
    if variable:
        monkeypatch.setenv(*variable.split("="))
    done = newswire("psql", *ASK, "SELECT 1")
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        f"{named} asks for TLS, which the psql that comes with Newswire does not have: install the "
        "PostgreSQL client (Debian: apt-get install postgresql-client); meanwhile ./newswire query works.\n"
    )


def test_a_psql_that_is_too_old_for_the_authorities_of_the_system_is_named(
    newswire: Command, installed: Path, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asks = "?sslmode=verify-full&sslrootcert=system"
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", url + asks)
    done = newswire("psql", *ASK, "SELECT 1")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(
        f"{installed} is of version 15 and cannot read sslrootcert=system: install ver"
    )
    installed.write_text(installed.read_text().replace("15.4", "16.0"))
    assert "server does not support SSL" in newswire("psql", *ASK, "SELECT 1").err, "it goes on"


@pytest.fixture
def embedded(newswire_home: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """The embedded server as the only one, while it runs."""
    monkeypatch.setenv("NEWSWIRE_HOME", str(newswire_home))
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL")
    return database


@pytest.fixture
def login(database: Database, migrated: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """A login of the user's own server that may only read."""
    address = database.url(READER, migrated)
    monkeypatch.setenv("NEWSWIRE_READER_URL", address)
    return address


@pytest.mark.usefixtures("installed", "embedded")
def test_the_embedded_server_has_its_own_psql_and_the_reader_logs_in_to_it(newswire: Command) -> None:
    done = newswire("psql", *ASK, "RESET ROLE; SELECT session_user, current_user")
    assert done == (0, "RESET\nnewswire_reader|newswire_reader\n", "")
    assert newswire("psql", "--owner", *ASK, "SELECT session_user") == (0, "newswire\n", "")


@pytest.mark.usefixtures("login")
def test_the_login_of_a_reader_is_preferred_on_a_server_of_the_user_s_own(newswire: Command) -> None:
    done = newswire("psql", *ASK, "RESET ROLE; SELECT session_user, current_user")
    assert done == (0, "RESET\nnewswire_reader|newswire_reader\n", "")


def test_the_address_for_other_tools_is_the_reader_s(newswire: Command, embedded: Database) -> None:
    done = newswire("psql", "--url")
    assert done == (0, f"{embedded.url(READER, 'newswire')}\n", "")
    with psycopg.connect(done.out.strip()) as connection:
        assert connection.execute("SELECT count(*) FROM mart.stories").fetchone() == (0,)
    assert newswire("psql", "--owner", "--url").out == f"{embedded.url()}\n"


def test_the_address_for_other_tools_is_the_stated_login_s(newswire: Command, login: str) -> None:
    assert newswire("psql", "--url") == (0, f"{login}\n", "")


def test_the_owner_s_address_is_not_given_to_other_tools_unasked(newswire: Command, url: str) -> None:
    done = newswire("psql", "--url")
    assert (done.status, done.out) == (1, "")
    assert done.err.endswith("put its address into NEWSWIRE_READER_URL. --owner prints the owner's.\n")
    assert str(conninfo_to_dict(url)["password"]) not in done.err
    assert newswire("psql", "--url", "--owner") == (0, f"{url}\n", "")


@pytest.mark.parametrize("option", ["--url", "--pgpass"])
def test_without_a_running_server_there_is_no_address_and_none_is_started(
    newswire: Command, tmp_path: Path, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_HOME", str(tmp_path))
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL")
    done = newswire("psql", option)
    assert (done.status, done.out) == (1, "")
    assert done.err == (
        "The embedded PostgreSQL is not running. ./newswire up runs it; the address stays the same from one "
        "start to the next.\n"
    )
    assert not (tmp_path / "postgres.json").exists()


def test_a_line_of_pgpass_lets_libpq_log_in_without_a_password_in_the_address(
    newswire: Command, embedded: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = newswire("psql", "--pgpass")
    assert (done.status, done.err) == (0, "")
    file = tmp_path / ".pgpass"
    file.write_text(done.out)
    file.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(file))
    address = f"postgresql://newswire_reader@127.0.0.1:{embedded.port}/newswire"
    with psycopg.connect(address) as connection:
        assert connection.info.user == READER


def test_in_a_line_of_pgpass_colons_are_escaped_and_what_is_not_stated_is_a_star(
    newswire: Command, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with psycopg.connect(database.url("postgres"), autocommit=True) as connection:
        connection.execute(r"CREATE ROLE colon LOGIN PASSWORD 'a:b\c' IN ROLE newswire_reader")
    words = f"host={database.host} port={database.port} user=colon password='a:b\\\\c' "
    monkeypatch.setenv("NEWSWIRE_READER_URL", words)
    line = f"{database.host}:{database.port}:*:colon:a\\:b\\\\c\n"
    assert newswire("psql", "--pgpass") == (0, line, "")
    monkeypatch.setenv("NEWSWIRE_READER_URL", f"host={database.host} port={database.port} user=colon")
    done = newswire("psql", "--pgpass")
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith("The address has no password, so ~/.pgpass needs no line for it.")


def test_a_malformed_url_is_an_error_that_does_not_show_it(
    newswire: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", "postgresql//newswire:secret@host")
    done = newswire("psql", *ASK, "SELECT 1")
    assert done.status == 1
    assert done.err.startswith("NEWSWIRE_DATABASE_URL is no URL of a PostgreSQL database")
    assert "secret" not in done.err
