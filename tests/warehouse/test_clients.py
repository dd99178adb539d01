"""The client programs: those of this machine if they fit the server, otherwise the wheel's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from newswire.warehouse.clients import ClientError, clients, login, version_of
from newswire.warehouse.programs import program

URL = "postgresql://newswire:secret%20one@db.example/news"

Install = Callable[[int], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a pg_dump of a version, alone, on the PATH of a machine with a server of the user's own."""
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", URL)
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(version: int) -> Path:
        (tmp_path / "pg_dump").write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.3'\n")
        (tmp_path / "pg_dump").chmod(0o755)
        return tmp_path

    return put


def test_the_embedded_server_has_the_clients_of_its_wheel(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL", raising=False)
    assert clients("postgresql://newswire@127.0.0.1/newswire", 18) == program("psql").parent


@pytest.mark.parametrize("version", [18, 19])
def test_those_of_the_machine_come_first(install: Install, version: int) -> None:
    folder = install(version)
    assert clients(URL + "?sslmode=verify-full", 18) == folder


def test_the_wheel_s_take_the_place_of_older_ones(install: Install) -> None:
    install(15)
    assert clients(URL, 18) == program("psql").parent


def test_a_server_that_wants_tls_needs_those_of_the_machine(install: Install) -> None:
    folder = install(15)
    with pytest.raises(ClientError) as raised:
        clients(URL + "?sslmode=require", 18)
    assert str(raised.value) == (
        "The server is PostgreSQL 18 and needs a pg_dump of that version or a later one: "
        f"{folder}/pg_dump is of version 15, and sslmode=require asks for TLS, which the one that comes with "
        "Newswire lacks. Install postgresql-client-18, or run pg_dump on the server (docs/production.md)."
    )


def test_a_later_server_than_any_client_is_refused(install: Install) -> None:
    with pytest.raises(ClientError, match=r"is PostgreSQL 99 .*: this machine has none\. Install"):
        clients(URL, 99)


def test_the_password_is_in_the_environment_alone() -> None:
    database, environment = login({"host": "db.example", "user": "newswire", "password": "secret one"})
    assert database == "--dbname=host=db.example user=newswire"
    assert environment["PGPASSWORD"] == "secret one"


def test_a_program_that_prints_no_version_has_none(tmp_path: Path) -> None:
    (tmp_path / "pg_dump").write_text("#!/bin/sh\n")
    (tmp_path / "pg_dump").chmod(0o755)
    assert version_of(tmp_path / "pg_dump") is None
