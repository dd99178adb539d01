"""docker-compose.yaml as the tests read it, and Airflow to judge it by."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from newswire import settings

FILE = settings.root() / "docker-compose.yaml"
COMPOSE: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
ONCE = {name for name, service in SERVICES.items() if service["restart"] == "no"}
"""Services that do one thing and end."""
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
"""Services that run this project's image."""
VARIABLE = re.compile(r"\$\{(?P<name>\w+):\?(?P<sentence>[^}]+)\}")
POOL, SLOTS = re.findall(r"airflow pools set (\w+) (\d+) ", SERVICES["init"]["command"][-1])[0]
[_AIRFLOW] = find_spec("airflow").submodule_search_locations  # type: ignore[union-attr]
AIRFLOW = Path(_AIRFLOW)
"""Airflow's files. It is not imported here: whoever imports it first in a process decides its settings."""


def airflow_python(code: str, home: Path, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run code that imports Airflow, in a process and a home of its own."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("AIRFLOW")}
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment | {"AIRFLOW_HOME": str(home)},
        input=given,
        capture_output=True,
        text=True,
        check=False,
    )


def strings(node: object) -> Iterator[str]:
    """Every string value below a node of the file."""
    if isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)
    elif isinstance(node, str):
        yield node


def interpolated(text: str, values: dict[str, str]) -> str:
    """A string as Compose would hand it to the container."""
    return VARIABLE.sub(lambda match: values[match["name"]], text).replace("$$", "$")


def tasks_of(services: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """Services that run after the one that prepares the databases."""
    return [service for name, service in services.items() if name not in ONCE]


def airflow_lines(script: str) -> Iterator[list[str]]:
    """Yield the arguments of every command of Airflow in a script."""
    for line in script.splitlines():
        if found := re.match(r"\s*(?:exec |setsid --wait )?airflow (.+)", line):
            yield [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', found[1])]


def airflow_commands() -> Iterator[tuple[str, list[str]]]:
    """Yield every command line of Airflow in the file: of services, of health checks and of scripts."""
    for name, service in SERVICES.items():
        for command in (service.get("command", []), service["healthcheck"].get("test", [])[1:]):
            if command[:1] == ["airflow"]:
                yield name, command[1:]
            elif command[:1] == ["sh"]:
                yield from ((name, words) for words in airflow_lines(command[-1]))
