"""What a start by docker-compose.yaml leaves: databases, roles with their rights, a pool and an admin."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from werkzeug.security import check_password_hash

from newswire import settings
from newswire.warehouse.embedded import Database
from newswire.warehouse.migrations import migrate
from tests.deployment.compose import OURS, POOL, SLOTS, interpolated, tasks_of
from tests.deployment.starting import container, prepared, server, values

__all__ = ["prepared", "server", "values"]


@pytest.mark.usefixtures("prepared")
def test_both_roles_own_their_database_and_nothing_else(server: Database, values: dict[str, str]) -> None:
    for role, other in (("airflow", "newswire"), ("newswire", "airflow")):
        login = {"host": server.host, "port": server.port, "user": role}
        login["password"] = values[f"{role.upper()}_DATABASE_PASSWORD"]
        with psycopg.connect(**login, dbname=role) as connection:
            rights = connection.execute(
                "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        assert rights == (False, False, False)
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(**login, dbname=other)


def test_a_password_changed_in_env_takes_effect(
    server: Database, values: dict[str, str], prepared: Path
) -> None:
    container("roles", server, values | {"NEWSWIRE_DATABASE_PASSWORD": "it's new"}, prepared)
    login = {"host": server.host, "port": server.port, "user": "newswire", "password": "it's new"}
    psycopg.connect(**login, dbname="newswire").close()
    container("roles", server, values, prepared)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**login, dbname="newswire")


@pytest.mark.usefixtures("prepared")
def test_the_warehouse_is_migrated_and_its_readers_see_mart_only(server: Database) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE ROLE anna LOGIN PASSWORD 'for this test' IN ROLE newswire_reader")
    login = {"host": server.host, "port": server.port, "user": "anna", "password": "for this test"}
    with psycopg.connect(**login, dbname="newswire", autocommit=True) as connection:
        connection.execute("SELECT FROM mart.story_items")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM news.items")


@pytest.mark.usefixtures("prepared")
def test_people_ask_as_the_reader(server: Database, values: dict[str, str]) -> None:
    address = values["NEWSWIRE_READER_URL"].replace("postgres:5432", f"{server.host}:{server.port}")
    with psycopg.connect(address, autocommit=True) as connection:
        assert connection.execute("SELECT session_user::text").fetchone() == ("newswire_reader",)
        connection.execute("SELECT FROM mart.story_items")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("SELECT FROM news.items")


@pytest.mark.usefixtures("prepared")
def test_tasks_load_by_a_login_that_changes_no_table(server: Database, values: dict[str, str]) -> None:
    tasks = {interpolated(one["environment"]["NEWSWIRE_DATABASE_URL"], values) for one in tasks_of(OURS)}
    assert tasks == {values["NEWSWIRE_LOADER_URL"]}
    address = tasks.pop().replace("postgres:5432", f"{server.host}:{server.port}")
    with psycopg.connect(address, autocommit=True) as connection:
        assert connection.execute("SELECT session_user::text").fetchone() == ("newswire_loader",)
        assert migrate(connection) == [], "it may ask whether the tables are up to date"
        connection.execute("DELETE FROM news.stories")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("DROP VIEW mart.stories")


@pytest.mark.usefixtures("prepared")
def test_the_reader_has_the_limits_of_the_embedded_server(server: Database, values: dict[str, str]) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        found = connection.execute(
            "SELECT rolconnlimit, rolconfig FROM pg_roles WHERE rolname = 'newswire_reader'"
        ).fetchone()
    assert found
    assert found[0] == 30
    assert "statement_timeout=5min" in found[1]
    address = values["NEWSWIRE_READER_URL"].replace("postgres:5432", f"{server.host}:{server.port}")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(address, dbname="postgres")


@pytest.mark.usefixtures("prepared")
def test_the_warehouse_is_backed_up_and_restored_by_the_commands_of_the_page(
    server: Database, values: dict[str, str], tmp_path: Path
) -> None:
    page = (settings.root() / "docs/production.md").read_text(encoding="utf-8")
    assert ' init python -m newswire.cli"\n' in page
    commands = re.findall(r"^    \$run (.+)$", page, re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["backup", "restore"]
    with psycopg.connect(server.url("postgres", "newswire"), autocommit=True) as connection:
        connection.execute("INSERT INTO ledger.switches VALUES ('wire', true)")
        for words in commands:
            parts = words.replace("/backups", str(tmp_path)).split()
            container("init", server, values, tmp_path, ["python", "-m", "newswire.cli", *parts])
            connection.execute("UPDATE ledger.switches SET enabled = NOT enabled")
        kept = connection.execute("SELECT source_name, enabled FROM ledger.switches").fetchall()
        assert kept == [("wire", False)], (
            "the restore brought back the row that was changed, and it changed again"
        )
        connection.execute("DELETE FROM ledger.switches")


@pytest.mark.usefixtures("prepared")
def test_airflow_is_migrated_and_has_the_pool_of_the_network(
    server: Database, values: dict[str, str]
) -> None:
    login = {"host": server.host, "port": server.port, "user": "airflow", "dbname": "airflow"}
    with psycopg.connect(**login, password=values["AIRFLOW_DATABASE_PASSWORD"]) as connection:
        found = connection.execute("SELECT slots FROM slot_pool WHERE pool = %s", (POOL,)).fetchone()
    assert found == (int(SLOTS),)


@pytest.mark.usefixtures("prepared")
def test_the_admin_logs_in_with_the_password_of_env(server: Database, values: dict[str, str]) -> None:
    login = {"host": server.host, "port": server.port, "user": "airflow", "dbname": "airflow"}
    with psycopg.connect(**login, password=values["AIRFLOW_DATABASE_PASSWORD"]) as connection:
        [(role, kept)] = connection.execute(
            "SELECT role.name, person.password FROM ab_user AS person"
            " JOIN ab_user_role AS has ON has.user_id = person.id"
            " JOIN ab_role AS role ON role.id = has.role_id"
            " WHERE person.username = 'admin'"
        ).fetchall()
    assert role == "Admin"
    assert check_password_hash(kept, values["AIRFLOW_ADMIN_PASSWORD"])
