"""Runs of ``newswire_daily`` on Celery: Redis and two workers, of which a part is killed in the middle.

The services are those of ``docker-compose.yaml``, with its settings, as processes of this machine.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, LiteralString

import psutil
import psycopg

from newswire.airflow_local.api import DAILY, Api
from newswire.airflow_local.configuration import USER, Installation
from newswire.bench import fetch
from newswire.bench.compose import Compose
from newswire.errors import FatalError
from newswire.private_file import write_private
from newswire.warehouse.embedded import running

Killed = Literal["nothing", "a worker", "Redis", "Redis, its queue full"]

KILLED: tuple[Killed, ...] = ("nothing", "a worker", "Redis", "Redis, its queue full")
"""The rounds: an undisturbed one for comparison, and one for each part that can be lost.

A worker and Redis are killed when a third of the sources is loaded. The worker does not come back in its
round. Redis comes back at once, as the file demands. The last round begins without workers, so that the
first task waits in Redis when that is killed; then all come back.
"""

_WORKERS = (1, 2)
_EVERY = 0.2
_PATIENCE = 1800.0

_ON_WORKER = """
SELECT task_id, map_index FROM task_instance
WHERE run_id = %(run_id)s AND (state = 'running' AND pid = ANY(%(pids)s) OR state = 'queued')
"""

_OLDEST_HEARTBEAT = """
SELECT coalesce(extract(epoch FROM max(now() - last_heartbeat_at)), 0)
FROM task_instance WHERE state = 'running'
"""

_RUN = "SELECT state FROM dag_run WHERE run_id = %(run_id)s"

_STARTS = """
SELECT task_id, map_index, start_date FROM task_instance WHERE run_id = %(run_id)s
"""

_LOADS = """
SELECT source_name, count(*) FROM ledger.runs
WHERE state = 'loaded' AND source_name = ANY(%(sources)s) GROUP BY source_name
"""

_ITEMS = "SELECT count(*) FROM news.versions WHERE source_name = ANY(%(sources)s)"


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the DAG over sources that are all new.

    ``processor`` is seconds of processor time of all services and of PostgreSQL. ``lost`` is the number of
    task instances that ran on the killed worker, or waited in the killed Redis, and ``healed`` the seconds
    from the kill until the last of them began again. ``loaded`` is the number of sources with a load,
    ``twice`` that of sources with more than one, ``missing`` that of items that are not in the warehouse,
    and ``asked_again`` that of requests beyond one for each source. ``heartbeat`` is the age in seconds that
    the oldest heartbeat of a running task reached.
    """

    killed: Killed
    seconds: float
    processor: float
    state: str
    lost: int
    healed: float
    loaded: int
    twice: int
    missing: int
    asked_again: int
    heartbeat: float


def missing_redis() -> str | None:
    """Return how to get the program ``redis-server``; None if it is there."""
    if shutil.which("redis-server"):
        return None
    return (
        "There is no program redis-server in PATH. Install it: apt-get install redis-server on Debian and "
        "Ubuntu, brew install redis on macOS."
    )


def measure(feeds: int, rounds: Sequence[Killed] = KILLED) -> Iterator[Round]:
    """Yield a round for each part that is killed.

    Raises:
        FatalError: there is no ``redis-server``, or a service does not start.
    """
    if missing := missing_redis():
        raise FatalError(missing)
    with ExitStack() as stack:
        home, folder = (
            Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newswire-bench-"))) for _ in "ab"
        )
        port, pipe = stack.enter_context(fetch.serving(feeds * len(rounds)))
        database = stack.enter_context(running(home))
        given = fetch.MANNERS | {"NEWSWIRE_SOURCES": str(folder)}
        del given["NEWSWIRE_DATABASE_URL"]
        compose = Compose(home / "compose", database, given)
        stack.callback(compose.stop)
        # ``roles`` gives all roles but this one new passwords.
        airflow, warehouse = (
            stack.enter_context(closing(psycopg.connect(database.url("postgres", name), autocommit=True)))
            for name in ("airflow", "newswire")
        )
        bench = _Bench(
            compose,
            _started(compose, airflow),
            airflow,
            warehouse,
            fetch.postmaster(database.url("postgres")),
        )
        for number, killed in enumerate(rounds):
            for file in folder.glob("*.toml"):
                file.unlink()
            fetch.write_sources(folder, feeds, port, first=number * feeds)
            pipe.send(None)
            pipe.recv()
            one = bench.round(
                killed, [f"quay-{each}" for each in range(number * feeds, (number + 1) * feeds)]
            )
            pipe.send(None)
            yield replace(one, asked_again=pipe.recv().answers - feeds)


def _started(compose: Compose, airflow: psycopg.Connection) -> Api:
    """Start the services as Compose does. Return a client when the run that is due has ended."""
    for service in ("roles", "init"):
        compose.run(service)
    installation = Installation(compose.folder / "airflow", compose.ports["api-server"])
    write_private(installation.login_file, json.dumps({USER: compose.variables["AIRFLOW_ADMIN_PASSWORD"]}))
    api = Api(installation)
    for service in ("redis", "api-server", "scheduler", "dag-processor"):
        compose.start(service)
    for number in _WORKERS:
        compose.start("worker", number)
    _until(api.healthy)
    api.log_in()
    _until(lambda: _rows(airflow, "SELECT FROM dag_run WHERE state = 'success'"))
    return api


@dataclass(frozen=True, slots=True)
class _Bench:
    """The services that run, and what is asked about them."""

    compose: Compose
    api: Api
    airflow: psycopg.Connection
    warehouse: psycopg.Connection
    postgres: psutil.Process

    def round(self, killed: Killed, sources: list[str]) -> Round:
        """Run the DAG over sources, and kill a part of the services meanwhile."""
        before, began, gone = self._spent(), time.perf_counter(), 0.0
        if killed == "Redis, its queue full":
            gone += sum(self._kill(f"worker-{number}") for number in _WORKERS)
        run_id = self.api.trigger(DAILY)
        if killed == "Redis, its queue full":
            _until(lambda: self._tasks(run_id))
        else:
            _until(lambda: len(self._loaded(sources)) * 3 > len(sources))
        lost, at = self._tasks(run_id), dt.datetime.now(dt.UTC)
        if killed == "a worker":
            names = (f"worker-{number}" for number in _WORKERS)
            doomed = max(names, key=lambda name: len(self._tasks(run_id, name)))
            lost = self._tasks(run_id, doomed)
            gone += self._kill(doomed)
        elif killed != "nothing":
            gone += self._kill("redis")
            self._complete()
        oldest = 0.0
        while (state := _rows(self.airflow, _RUN, {"run_id": run_id})[0][0]) not in {"success", "failed"}:
            [(age,)] = _rows(self.airflow, _OLDEST_HEARTBEAT)
            oldest = max(oldest, float(age))
            time.sleep(_EVERY)
        seconds, processor = time.perf_counter() - began, self._spent() + gone - before
        starts = {
            (task, index): start for task, index, start in _rows(self.airflow, _STARTS, {"run_id": run_id})
        }
        loads = self._loaded(sources)
        [(items,)] = _rows(self.warehouse, _ITEMS, {"sources": sources})
        self._complete()
        return Round(
            killed=killed,
            seconds=seconds,
            processor=processor,
            state=state,
            lost=len(lost),
            healed=max(((starts[one] - at).total_seconds() for one in lost), default=0.0),
            loaded=len(loads),
            twice=sum(number > 1 for number in loads.values()),
            missing=len(sources) * fetch.ENTRIES - items,
            asked_again=0,
            heartbeat=oldest,
        )

    def _complete(self) -> None:
        """Start the services that were killed."""
        if "redis" not in self.compose.running:
            self.compose.start("redis")
        for number in _WORKERS:
            if f"worker-{number}" not in self.compose.running:
                self.compose.start("worker", number)

    def _kill(self, name: str) -> float:
        """Kill a service. Return the seconds of processor time that it had used."""
        used = fetch.spent(self.compose.processes(name)[:1])
        self.compose.kill(name)
        return used

    def _spent(self) -> float:
        leaders = [self.compose.processes(name)[0] for name in self.compose.running]
        return fetch.spent([*leaders, self.postgres])

    def _tasks(self, run_id: str, worker: str | None = None) -> list[tuple[str, int]]:
        """Return the task instances of a run that wait in Redis or that a worker has received."""
        pids = [process.pid for process in self.compose.processes(worker)] if worker else []
        return [(row[0], row[1]) for row in _rows(self.airflow, _ON_WORKER, {"run_id": run_id, "pids": pids})]

    def _loaded(self, sources: list[str]) -> dict[str, int]:
        """Return the number of loads of each source that has one."""
        return {row[0]: row[1] for row in _rows(self.warehouse, _LOADS, {"sources": sources})}


def _rows(
    connection: psycopg.Connection, statement: LiteralString, key: Mapping[str, object] | None = None
) -> list[Any]:
    return connection.execute(statement, key).fetchall()


def _until(done: Callable[[], object]) -> None:
    """Wait until ``done`` returns true.

    Raises:
        FatalError: it does not within some minutes.
    """
    deadline = time.monotonic() + _PATIENCE
    while not done():
        if time.monotonic() > deadline:
            raise FatalError(f"The services of docker-compose.yaml stood still for {_PATIENCE:.0f} s.")
        time.sleep(_EVERY)
