"""docs/connecting.md: its snippets, read from the page and run on a real warehouse as the reader."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import yaml

from newswire import settings
from newswire.warehouse.embedded import Database, running
from newswire.warehouse.migrations import migrate
from newswire.warehouse.programs import program
from newswire.warehouse.roles import LOADER, READER
from tests.support.stories import drop, folder_source, ninjs, run

PAGE = (settings.root() / "docs" / "connecting.md").read_text(encoding="utf-8")
SNIPPETS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
PYTHON = [text for language, text in SNIPPETS if language == "python"]
LOCKED = {"os", "psycopg", "sqlalchemy"}
"""Packages of the test lock. Snippets that need others are run by hand; their statements are run here."""


def imports(snippet: str) -> set[str]:
    """Return the packages that a snippet imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(snippet)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def statements() -> list[str]:
    """Return every SELECT of the page on a view of mart, as PostgreSQL gets it."""
    found = [
        text
        for snippet in PYTHON
        for node in ast.walk(ast.parse(snippet))
        if isinstance(node, ast.Constant) and isinstance(text := node.value, str)
    ]
    for language, snippet in SNIPPETS:
        if language == "sql":
            found += snippet.split(";")
        elif language == "sh":
            found += re.findall(r'"(SELECT .*?)"', snippet)
    found += re.findall(r"`(SELECT [^`]*)`", PAGE)
    asked = [text.strip().replace("wire.mart.", "mart.") for text in found]
    return [_plain(text) for text in asked if re.match("SELECT .*(mart[.]|source)", text, re.DOTALL)]


def _plain(text: str) -> str:
    """Return a statement with the macros of Grafana and dbt replaced as their documentation defines them."""
    text = re.sub(r"{{ source\('newswire', '(\w+)'\) }}", r"mart.\1", text).replace(
        "{{ this }}", "mart.story_items"
    )
    text = re.sub(
        r"\$__timeGroupAlias\((\w+), '1h'\)", r'floor(extract(epoch from \1) / 3600) * 3600 AS "time"', text
    )
    return re.sub(r"\$__timeFilter\((\w+)\)", r"\1 BETWEEN now() - interval '10 years' AND now()", text)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A warehouse with a story, on a server as ``./newswire up`` runs it."""
    home = tmp_path_factory.mktemp("connecting")
    wire = home / "wire"
    folder_source(home / "sources", "wire", wire, provider="harbour-press")
    drop(wire, "1.json", ninjs("pier-1"))
    with running(home / "home") as database:
        with psycopg.connect(database.url()) as owner:
            migrate(owner)
        with psycopg.connect(database.url(LOADER, "newswire"), autocommit=True) as loader:
            run(loader, home / "sources", "wire")
        yield database


@pytest.fixture
def environment(server: Database, tmp_path: Path) -> dict[str, str]:
    """The environment of the page's reader: the address, and psql on the path."""
    paths = [str(program("psql").parent), str(Path(sys.executable).parent), os.environ["PATH"]]
    address = server.url(READER, "newswire")
    return {**os.environ, "WAREHOUSE": address, "PATH": os.pathsep.join(paths), "HOME": str(tmp_path)}


@pytest.mark.parametrize("snippet", [text for text in PYTHON if imports(text) <= LOCKED])
def test_a_snippet_of_python_prints_the_story(snippet: str, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", snippet], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Pier to be rebuilt" in done.stdout


def test_the_snippets_that_are_run_are_those_of_psycopg_and_sqlalchemy() -> None:
    assert [imports(text) & LOCKED - {"os"} for text in PYTHON if imports(text) <= LOCKED] == [
        {"psycopg"},
        {"sqlalchemy"},
    ]
    for text in PYTHON:
        assert imports(text) <= LOCKED | {
            "adbc_driver_postgresql", "duckdb", "importlib", "pandas",
        }  # fmt: skip


@pytest.mark.parametrize("statement", statements())
def test_a_statement_of_the_page_is_answered(server: Database, statement: str) -> None:
    with psycopg.connect(server.url(READER, "newswire")) as connection:
        connection.execute(statement.encode()).fetchall()


def test_every_way_to_ask_is_among_the_statements() -> None:
    assert len(statements()) >= 9
    assert any("extract(epoch" in text for text in statements())


@pytest.mark.parametrize("snippet", [text for language, text in SNIPPETS if text.startswith("psql ")])
def test_a_command_of_psql_answers(snippet: str, environment: dict[str, str]) -> None:
    done = subprocess.run(
        ["sh", "-euc", snippet], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Pier to be rebuilt" in done.stdout or "harbour-press,1" in done.stdout


def test_the_line_of_pgpass_lets_psql_in_without_a_password_in_the_address(
    server: Database, environment: dict[str, str], tmp_path: Path
) -> None:
    [snippet] = [text for language, text in SNIPPETS if "--pgpass" in text]
    command = snippet.replace("./newswire", f"'{sys.executable}' -m newswire.cli")
    ours = {
        **environment,
        "NEWSWIRE_READER_URL": environment["WAREHOUSE"],
        "NEWSWIRE_DATABASE_URL": server.url(),
        "PYTHONPATH": str(settings.root() / "plugins"),
    }
    subprocess.run(["sh", "-euc", command], env=ours, check=True)
    address = f"postgresql://newswire_reader@127.0.0.1:{server.port}/newswire"
    done = subprocess.run(
        ["psql", "--no-psqlrc", "--no-password", "-Atc", "SELECT session_user", address],
        env=ours, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("newswire_reader\n", "")


def test_the_files_of_the_page_are_yaml_and_name_the_reader() -> None:
    compose, grafana = [yaml.safe_load(text) for language, text in SNIPPETS if language == "yaml"]
    assert compose["services"].keys() == {"postgres"}
    assert grafana["datasources"][0]["user"] == READER


def test_the_login_for_dbt_reads_mart_and_writes_its_own_schema(server: Database) -> None:
    [script] = [
        text for text in re.findall(r"```sql\n(.*?)```", PAGE, re.DOTALL) if "CREATE ROLE dbt" in text
    ]
    with psycopg.connect(server.url("postgres", "newswire"), autocommit=True) as superuser:
        superuser.execute(script.encode())
        superuser.execute("ALTER ROLE dbt PASSWORD 'for this test'")
    login = Database(server.host, server.port, {"dbt": "for this test"}).url("dbt", "newswire")
    with psycopg.connect(login, autocommit=True) as connection:
        connection.execute("CREATE TABLE analytics.volume AS SELECT count(*) FROM mart.stories")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("CREATE VIEW mart.mine AS SELECT 1")
