"""The roles and databases of the project on the embedded server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import psycopg
from psycopg import sql

OWNERS = ("newswire", "airflow")
"""Roles that own a database of the same name: the warehouse, and Airflow's metadata."""

LOADER = "newswire_loader"
"""The role that loads: it writes rows, and can change or drop no table, view or function."""

READER = "newswire_reader"
"""The role for queries, which sees the schema ``mart`` only. On the embedded server it logs in itself, so
that no statement can reset the role to one with more rights."""

ROLES = (READER, LOADER, *OWNERS)
"""All roles of the project. Each logs in to the embedded server with a password of its own."""

RIGHTS = Path(__file__).with_name("rights.sql")
"""What a superuser gives and limits, on the embedded server, in docker-compose.yaml and on other servers."""


def provision(url: str, passwords: Mapping[str, str]) -> None:
    """Make each missing role and database, so that the next start completes an interrupted one.

    ``url`` is the superuser's. An existing role without login gets the login and its password.
    """
    with psycopg.connect(url, autocommit=True, connect_timeout=30) as connection:
        _make_roles(connection, passwords)
        _make_databases(connection)
    with psycopg.connect(url, dbname="newswire", autocommit=True, connect_timeout=30) as connection:
        connection.execute(RIGHTS.read_bytes())


def _make_roles(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    known: dict[str, bool] = dict(connection.execute("SELECT rolname, rolcanlogin FROM pg_roles").fetchall())
    for role in ROLES:
        if not known.get(role):
            connection.execute(
                sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(
                    sql.SQL("ALTER" if role in known else "CREATE"),
                    sql.Identifier(role),
                    sql.Literal(passwords[role]),
                )
            )
    connection.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(READER), sql.Identifier("newswire")))


def _make_databases(connection: psycopg.Connection) -> None:
    known = {name for (name,) in connection.execute("SELECT datname FROM pg_database")}
    for role in OWNERS:
        name = sql.Identifier(role)
        if role not in known:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
            connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    # A reader could write temporary tables and large objects there.
    connection.execute("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC")
