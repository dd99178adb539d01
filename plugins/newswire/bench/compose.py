"""The services of ``docker-compose.yaml`` as processes of this machine, with its commands and settings.

Hosts, ports and folders alone are other ones: all services are on loopback, below one folder.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import psutil
import yaml

from newswire import settings
from newswire.airflow_local.processes import Record
from newswire.errors import FatalError
from newswire.warehouse.embedded import Database
from newswire.warehouse.ports import first_free
from newswire.warehouse.programs import program

_VARIABLE = re.compile(r"\$\{(\w+):\?[^}]+\}")
_STATE = "/var/lib/newswire"
_STOP_SECONDS = 30.0


class Compose:
    """The file's services, below a folder, on a database server of this machine.

    ``given`` are variables beside those of the file, such as the folder of the sources.
    """

    def __init__(self, folder: Path, database: Database, given: Mapping[str, str]) -> None:
        """Read the file, and make its variables as ``./newswire env`` makes them."""
        self.folder = folder
        (folder / "airflow" / "logs").mkdir(parents=True, exist_ok=True)
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self._records: dict[str, Record] = {}
        self._database = database
        self._given = given
        file = settings.root() / "docker-compose.yaml"
        self._services = yaml.safe_load(file.read_text(encoding="utf-8"))["services"]
        self.ports = {name: first_free([0]) or 0 for name in ("api-server", "redis", "health")}
        self.variables = _variables(self.folder / "env") | {
            "POSTGRES_PASSWORD": database.passwords["postgres"],
            "AIRFLOW_UI_PORT": str(self.ports["api-server"]),
            "AIRFLOW_EXECUTOR": "CeleryExecutor",
        }

    def log(self, name: str) -> Path:
        """Return the path of a process's log."""
        return self.folder / f"{name}.log"

    def environment(self, service: str) -> dict[str, str]:
        """Return the variables that the image and the file give a service, with places of this machine."""
        stated = {
            name: self._here(value) for name, value in self._services[service].get("environment", {}).items()
        }
        programs = [str(Path(sys.executable).parent), str(program("psql").parent), os.environ["PATH"]]
        places = {
            "PATH": os.pathsep.join(programs),
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(self.ports["api-server"]),
            "AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT": str(self.ports["health"]),
        }
        if "PGHOST" in stated:
            places |= {"PGHOST": self._database.host, "PGPORT": str(self._database.port)}
        image = {name: self._here(value) for name, value in _image() if name != "PATH"}
        return {**image, **stated, **places, **self._given}

    def run(self, service: str) -> None:
        """Run a service that ends.

        Raises:
            FatalError: it failed.
        """
        self.start(service)
        if self.running.pop(service).wait():
            raise self._failure(service, "failed")

    def start(self, service: str, number: int = 0) -> None:
        """Start a service, or again one that was killed; ``number`` tells several of one service apart."""
        name = f"{service}-{number}" if number else service
        command = [self._here(part) for part in self._services[service]["command"]]
        if service == "worker":
            command.append(f"--celery-hostname={name}")  # each container has a host name of its own
        for source, target, *_ in (one.split(":") for one in self._services[service].get("volumes", [])):
            if (settings.root() / source).is_file():
                shutil.copy(settings.root() / source, self._here(target))
        with self.log(name).open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment(service),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._records[name] = Record.of(name, self.running[name].pid)

    def processes(self, name: str) -> list[psutil.Process]:
        """Return the processes of a service, the first one first.

        Raises:
            FatalError: it has ended by itself.
        """
        leader = self._records[name]
        found = sorted(leader.session(), key=lambda one: one.pid != leader.pid)
        if not found:
            raise self._failure(name, "ended by itself")
        return found

    def kill(self, name: str) -> None:
        """Kill all processes of a service at once, as a container or a machine dies."""
        doomed = self._records[name].session()
        for process in doomed:
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.running.pop(name).wait()
        psutil.wait_procs(doomed, timeout=_STOP_SECONDS)

    def stop(self) -> None:
        """Stop all services, the last started one first."""
        for name in reversed(list(self.running)):
            self.running[name].terminate()
            with suppress(subprocess.TimeoutExpired):
                self.running[name].wait(_STOP_SECONDS)
            self.kill(name)

    def _failure(self, name: str, event: str) -> FatalError:
        return FatalError(f"The service {name} {event}: {self.log(name).read_text()[-2000:]}")

    def _here(self, text: str) -> str:
        """Return a text of the file with its variables replaced, and with places of this machine."""
        filled = _VARIABLE.sub(lambda match: self.variables[match[1]], text).replace("$$", "$")
        for theirs, ours in (
            ("postgres:5432", f"{self._database.host}:{self._database.port}"),
            ("redis:6379", f"127.0.0.1:{self.ports['redis']}"),
            ("api-server:8080", f"127.0.0.1:{self.ports['api-server']}"),
            ("redis-server - ", f"redis-server - --bind 127.0.0.1 --port {self.ports['redis']} "),
            (_STATE, str(self.folder)),
            ("/opt/newswire", str(settings.root())),
        ):
            filled = filled.replace(theirs, ours)
        return filled


def _image() -> Iterator[tuple[str, str]]:
    """Yield the variables of the Dockerfile."""
    text = (settings.root() / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        if line.startswith("ENV "):
            for word in shlex.split(line.removeprefix("ENV ")):
                name, _, value = word.partition("=")
                yield name, value


def _variables(file: Path) -> dict[str, str]:
    """Return the variables that ``./newswire env`` writes into a file."""
    subprocess.run(
        [sys.executable, "-m", "newswire.cli", "env", str(file)], check=True, stdout=subprocess.DEVNULL
    )
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    read = dict(line.split("=", 1) for line in lines if "=" in line)
    return {name: re.sub(r"\$\{(\w+)\}", lambda match: read[match[1]], value) for name, value in read.items()}
