"""Rounds of ``newswire_daily`` over many feeds on loopback, beside ``ingest`` over the same feeds.

Airflow serves already when a round begins, as it does at night. The difference to ``ingest`` is its share.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString

import psutil
import psycopg

from newswire.airflow_local.api import DAILY, Api
from newswire.airflow_local.configuration import Installation
from newswire.airflow_local.processes import RECORDS, read_records
from newswire.bench import fetch
from newswire.bench.failing import failing
from newswire.warehouse.embedded import running

_SERVING = "It goes on until Ctrl-C"
_EVERY = 0.1

REST_SECONDS = 60.0
"""Seconds after which Airflow is at rest: its executor has ended the workers of the last run."""

_STATE = "SELECT state FROM dag_run WHERE run_id = %s"
_TASKS = "SELECT count(*) FROM task_instance WHERE run_id = %s"
_FAILED = "SELECT count(*) FROM task_instance WHERE run_id = %s AND task_id = 'retry' AND state = 'failed'"
_LOADED = (
    "SELECT count(DISTINCT source_name) FROM ledger.runs WHERE state = 'loaded' AND source_name ^@ 'quay-'"
)


@dataclass(frozen=True, slots=True)
class Round:
    """One run of the DAG, and ``ingest`` over the same feeds.

    ``processor`` is seconds of processor time of all of Airflow's processes and of PostgreSQL, ``memory`` the
    bytes of each of them and of the processes that it started before the run, shared ones counted once.
    ``loaded`` is the number of feeds with a load, ``tasks`` that of task instances, ``failed`` that of failed
    tasks ``retry``, one for each source.
    """

    seconds: float
    processor: float
    memory: Mapping[str, int]
    state: str
    tasks: int
    failed: int
    loaded: int
    ingest: fetch.Round

    @property
    def times_ingest(self) -> float:
        """The run's seconds as a multiple of those of ``ingest``."""
        return self.seconds / self.ingest.seconds

    @property
    def share(self) -> float:
        """The share of Airflow in the processor time of the run."""
        return 1 - (self.ingest.processor + self.ingest.database) / self.processor


def measure(
    feeds: int, rounds: int = 2, *, with_failures: bool = False, rest: float = REST_SECONDS
) -> Iterator[Round]:
    """Yield the rounds of the DAG over so many feeds: the first brings all, the others nothing new.

    ``with_failures`` takes the sources of ``failing`` beside them. ``rest`` is the seconds between the run
    without sources, with which ``up`` begins, and the first round.
    """
    alone = list(fetch.measure(feeds, rounds, with_failures=with_failures))
    with (
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as home,
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as folder,
        fetch.serving(feeds) as (port, _),
        running(Path(home)) as database,
        _up(os.environ | fetch.MANNERS | {"NEWSWIRE_HOME": home, "NEWSWIRE_SOURCES": folder}) as up,
        psycopg.connect(database.url("airflow"), autocommit=True) as airflow,
        psycopg.connect(database.url(), autocommit=True) as warehouse,
        ExitStack() as stack,
    ):
        api = Api(Installation.of(Path(home)))
        api.log_in()
        fetch.write_sources(Path(folder), feeds, port)
        if with_failures:
            stack.enter_context(failing(Path(folder)))
        services = {one.name: one.process() for one in read_records(Path(home) / "airflow" / RECORDS)}
        serving = {"up": up, "PostgreSQL": fetch.postmaster(database.url())} | {
            name: process for name, process in services.items() if process
        }
        time.sleep(rest)
        for ingest in alone:
            memory = {name: _memory(process) for name, process in serving.items()}
            before, began = fetch.spent(serving.values()), time.perf_counter()
            run_id = api.trigger(DAILY)
            # Airflow's tables are asked, because each question to its API server would be a part of the cost.
            while (state := _one(airflow, _STATE, run_id)) not in {"success", "failed"}:
                time.sleep(_EVERY)
            yield Round(
                seconds=time.perf_counter() - began,
                processor=fetch.spent(serving.values()) - before,
                memory=memory,
                state=str(state),
                tasks=int(_one(airflow, _TASKS, run_id)),
                failed=int(_one(airflow, _FAILED, run_id)),
                loaded=int(_one(warehouse, _LOADED)),
                ingest=ingest,
            )


def _one(connection: psycopg.Connection, statement: LiteralString, *parameters: str) -> Any:  # noqa: ANN401 - a value
    [(value,)] = connection.execute(statement, parameters).fetchall()
    return value


@contextmanager
def _up(environment: Mapping[str, str]) -> Iterator[psutil.Process]:
    """Start ``up``, and yield its process when it serves."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newswire.cli", "up"],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        next(line for line in process.stdout if _SERVING in line)
        yield psutil.Process(process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate()


def _memory(root: psutil.Process) -> int:
    total = 0
    for process in fetch.all_of([root]):
        with suppress(psutil.Error):
            total += process.memory_full_info().pss
    return total
