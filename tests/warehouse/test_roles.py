"""Roles and databases on a server: missing ones are made, existing ones keep their passwords."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from newswire.warehouse.embedded import Database, running
from newswire.warehouse.roles import OWNERS, READER, provision


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A server for these tests alone, because they drop roles and databases."""
    with running(tmp_path_factory.mktemp("roles")) as database:
        yield database


@pytest.fixture
def superuser(server: Database) -> Iterator[psycopg.Connection]:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        yield connection


def user_of(url: str) -> str:
    """Return the role that a connection by ``url`` has."""
    with psycopg.connect(url, connect_timeout=5) as connection:
        return connection.info.user


def test_a_missing_role_and_its_database_are_made(server: Database, superuser: psycopg.Connection) -> None:
    superuser.execute("DROP DATABASE airflow")
    superuser.execute("DROP ROLE airflow")
    provision(server.url("postgres"), server.passwords)
    owners = superuser.execute(
        "SELECT datname, pg_get_userbyid(datdba) FROM pg_database WHERE datname = ANY(%s)", (list(OWNERS),)
    ).fetchall()
    assert dict(owners) == {owner: owner for owner in OWNERS}
    assert user_of(server.url("airflow")) == "airflow"


def test_a_reader_without_login_gets_the_login_and_its_password(
    server: Database, superuser: psycopg.Connection
) -> None:
    superuser.execute("ALTER ROLE newswire_reader NOLOGIN PASSWORD NULL")
    provision(server.url("postgres"), server.passwords)
    assert user_of(server.url(READER, "newswire")) == READER


def test_existing_roles_keep_their_passwords(server: Database) -> None:
    provision(server.url("postgres"), dict.fromkeys((READER, *OWNERS), "another"))
    assert [user_of(server.url(owner)) for owner in OWNERS] == list(OWNERS)


@pytest.mark.parametrize(("role", "database"), [(READER, "airflow"), *zip(OWNERS, OWNERS[::-1], strict=True)])
def test_a_database_is_closed_to_other_roles(server: Database, role: str, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        user_of(server.url(role, database))


def test_the_owner_of_the_warehouse_may_set_the_readers_role(server: Database) -> None:
    with psycopg.connect(server.url("newswire")) as connection:
        connection.execute("SET ROLE newswire_reader")
        assert connection.execute("SELECT current_user").fetchone() == (READER,)
