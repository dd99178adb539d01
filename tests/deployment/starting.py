"""The services that prepare the databases, run here on a server as the image has it when it first starts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from newswire import settings
from newswire.cli.operate.env import VARIABLES, completed
from newswire.warehouse.embedded import Database, running
from newswire.warehouse.programs import program
from tests.deployment.compose import SERVICES, interpolated


@pytest.fixture(scope="module")
def values() -> dict[str, str]:
    """A ``.env`` as ``./newswire env`` writes it."""
    lines = completed("", VARIABLES).splitlines()
    read = dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))
    return {name: re.sub(r"\$\{(\w+)\}", lambda match: read[match[1]], value) for name, value in read.items()}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A server of its own with nothing of ours in it, as the image has it when it is first started."""
    with running(tmp_path_factory.mktemp("compose")) as database:
        with psycopg.connect(database.url("postgres"), autocommit=True) as connection:
            connection.execute("DROP DATABASE airflow")
            connection.execute("DROP DATABASE newswire")
            connection.execute("DROP ROLE airflow, newswire, newswire_loader, newswire_reader")
        yield database


def container(
    name: str, server: Database, values: dict[str, str], home: Path, command: list[str] | None = None
) -> None:
    """Run a command, by default its own, in a service as its container would, but here."""
    service = SERVICES[name]
    environment = {key: interpolated(value, values) for key, value in service["environment"].items()}
    environment = {
        key: value.replace("postgres:5432", f"{server.host}:{server.port}").replace(
            "/var/lib/newswire", str(home)
        )
        for key, value in environment.items()
    }
    programs = os.pathsep.join(
        [str(Path(sys.executable).parent), str(program("psql").parent), os.environ["PATH"]]
    )
    ours = {
        "PATH": programs,
        "AIRFLOW_HOME": str(home / "airflow"),
        "PYTHONPATH": str(settings.root() / "plugins"),
        "NEWSWIRE_HOME": str(home),
    }
    for source, target, *_ in (mount.split(":") for mount in service.get("volumes", [])):
        if (settings.root() / source).is_file():
            shutil.copy(settings.root() / source, target.replace("/var/lib/newswire", str(home)))
    if "PGHOST" in environment:
        environment |= {
            "PGHOST": server.host,
            "PGPORT": str(server.port),
            "PGPASSWORD": server.passwords["postgres"],
        }
    parts = [interpolated(part, {}) for part in service["command"]] if command is None else command
    done = subprocess.run(
        parts, env=ours | environment, cwd=home, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]


@pytest.fixture(scope="module")
def prepared(server: Database, values: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a start leaves: the services that prepare the databases have run, the first one again."""
    home = tmp_path_factory.mktemp("container")
    for name in ("roles", "roles", "init", "init"):
        container(name, server, values, home)
    return home
