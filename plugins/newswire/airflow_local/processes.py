"""Airflow's long-running processes: started, recorded, watched, stopped, and found again after a crash.

The nursery forks them, and ends when all of them run. Each leads a session of its own: Ctrl-C in the terminal
reaches ``up`` only, and every process that it starts belongs to it even when its parents are gone. The record
of process ids and start times on disk lets the next command find the processes of a killed ``up``. No process
is ever looked for by its name.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

from newswire.airflow_local import nursery
from newswire.airflow_local.configuration import AirflowError
from newswire.private_file import write_private

RECORDS = "processes.json"
"""The file in Airflow's folder that lists the started processes."""

API_SERVER = "api-server"

TRIGGERER = "triggerer"

SERVICES: dict[str, list[str]] = {
    API_SERVER: ["api-server"],
    # Logs are read from this machine's disk, so no server of logs is needed.
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
    TRIGGERER: ["triggerer", "--skip-serve-logs"],
}
"""The services by name, with the arguments of ``airflow``.

The triggerer waits for deferred tasks. Newswire has none, but without a triggerer the UI shows a red sign. So
it is started last, when nobody waits any more.
"""

NURSERY = "nursery"
"""The process that forks the services. It is no service: these go on without it."""

PRELOAD = ("newswire.airflow_local.preload", "newswire.airflow_tasks.preload")
"""The modules that the nursery imports."""

_STOP_SECONDS = 15.0
"""Seconds that a process and its tasks may take to end. A killed task leaves nothing half done."""

_KILL_SECONDS = 5.0
"""Seconds after which a killed process is killed again, together with those that it started meanwhile."""

_STEP_SECONDS = 0.1
"""Seconds between two looks for a process that ends."""

_CLOCK_SECONDS = 2.0
"""Most seconds between two readings of one process's start time (it moves when the clock is set)."""


@dataclass(frozen=True, slots=True)
class Record:
    """A process that leads a session: its id and its start time, in seconds since 1970."""

    name: str
    pid: int
    started: float

    @classmethod
    def of(cls, name: str, pid: int) -> Record:
        """Return the record of a process that runs now.

        Raises:
            psutil.NoSuchProcess: no process has this id.
        """
        return cls(name, pid, psutil.Process(pid).create_time())

    def reused(self) -> bool:
        """Return whether another process has the id now."""
        try:
            return abs(psutil.Process(self.pid).create_time() - self.started) > _CLOCK_SECONDS
        except psutil.NoSuchProcess:
            return False

    def process(self) -> psutil.Process | None:
        """Return the process, or None if it has ended."""
        try:
            process = psutil.Process(self.pid)
            return None if self.reused() or process.status() == psutil.STATUS_ZOMBIE else process
        except psutil.NoSuchProcess:
            return None

    def session(self) -> list[psutil.Process]:
        """Return the living processes of its session: the process and all that it started.

        While a process of a session lives, no other process gets the leader's id. So a session with
        this id is the recorded one, unless the id was given to a process that started at another time.
        """
        return [] if self.reused() else [one for one in psutil.process_iter() if _leader(one) == self.pid]


def _leader(process: psutil.Process) -> int | None:
    try:
        return None if process.status() == psutil.STATUS_ZOMBIE else os.getsid(process.pid)
    except (ProcessLookupError, PermissionError, psutil.Error):
        return None


def read_records(file: Path) -> list[Record]:
    """Return the records of processes that were started and not yet stopped, in the order of their start."""
    return [Record(**record) for record in json.loads(file.read_text())] if file.exists() else []


def stop(file: Path, seconds: float = _STOP_SECONDS) -> int:
    """Stop all recorded processes and their sessions. Return the number of processes that lived.

    The API server is stopped last, so that tasks that end meanwhile can report to it. Each process is asked
    to end. After ``seconds`` the rest of its session is killed.
    """
    stopped = _stop(read_records(file), seconds)
    file.unlink(missing_ok=True)
    return stopped


def _stop(records: Sequence[Record], seconds: float = _STOP_SECONDS) -> int:
    others = [record for record in records if record.name != API_SERVER]
    servers = [record for record in records if record.name == API_SERVER]
    return _stop_group(others, seconds) + _stop_group(servers, seconds)


def _stop_group(group: Sequence[Record], seconds: float) -> int:
    leaders = [process for record in group if (process := record.process())]
    for leader in leaders:
        with contextlib.suppress(psutil.NoSuchProcess):
            leader.terminate()
    stopped = len(leaders)
    _look_until(lambda: not any(record.process() for record in group), seconds)
    while alive := [process for record in group for process in record.session()]:
        for process in alive:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.kill()
        stopped += len(alive)
        _look_until(lambda: not any(record.session() for record in group), _KILL_SECONDS)
    return stopped


def _look_until(done: Callable[[], bool], seconds: float) -> None:
    """Return when ``done`` returns true, or after ``seconds``.

    The services are nobody's children, so no system call waits for them.
    """
    deadline = time.monotonic() + seconds
    while not done() and time.monotonic() < deadline:
        time.sleep(_STEP_SECONDS)


class Services:
    """The processes of one Airflow folder, for the command that starts them."""

    def __init__(
        self, folder: Path, environment: Mapping[str, str], preload: Sequence[str] = PRELOAD
    ) -> None:
        """Take Airflow's folder, the environment of its processes, and the nursery's modules."""
        self.folder = folder
        self.records_file = folder / RECORDS
        self._environment = dict(environment)
        self._preload = preload
        self._nursery: subprocess.Popen[bytes] | None = None
        self._records: dict[str, Record] = {}
        self._watched: set[str] = set()

    def log(self, name: str) -> Path:
        """Return the path of a process's log."""
        return self.folder / "logs" / "services" / f"{name}.log"

    def run(self, name: str, arguments: Sequence[str]) -> None:
        """Run ``airflow ARGUMENTS`` to its end.

        Raises:
            AirflowError: the command failed.
        """
        running = self._fork(name, arguments, waits=True)
        if self._answer(running):
            raise self._failure(name, f"airflow {' '.join(arguments)} failed")

    def start(self, name: str) -> None:
        """Start a service. ``ended`` reports its end.

        If it was killed, first what it had started is ended: it would hold its port, for example.
        """
        if name in self._records:
            _stop([self._records[name]])
        self._fork(name, SERVICES[name])
        self._watched.add(name)

    def settle(self) -> None:
        """End the nursery, whose memory the services need no more. The next start makes another one."""
        if self._nursery is not None:
            self._nursery.communicate()  # the end of its stdin is its own
            self._nursery = None
            del self._records[NURSERY]
            _write_records(self.records_file, self._records.values())

    def ended(self, seconds: float = math.inf) -> str | None:
        """Wait ``seconds`` for a service to end. Return its name, or None if none ends."""
        gone: list[str] = []

        def look() -> bool:
            gone.extend(name for name in self._watched if self._records[name].process() is None)
            return bool(gone)

        _look_until(look, seconds)
        self._watched.difference_update(gone[:1])
        return gone[0] if gone else None

    def until(self, done: Callable[[], bool], seconds: float, what: str, every: float = 0.3) -> None:
        """Call ``done`` every ``every`` seconds until it returns true. ``what`` names it in an error.

        Raises:
            AirflowError: a service ended meanwhile, or ``done`` returned false for ``seconds``.
        """
        deadline = time.monotonic() + seconds
        while not done():
            if name := self.ended(every):
                raise self._failure(name, f"Airflow's {name} ended by itself")
            if time.monotonic() > deadline:
                raise AirflowError(
                    f"{what} took more than {seconds:.0f} s. Airflow's logs are in {self.log('').parent}."
                )

    def stop(self) -> None:
        """Stop all processes, also if the file of their records was deleted."""
        _stop(list(self._records.values()))
        self.records_file.unlink(missing_ok=True)

    def _fork(self, name: str, arguments: Sequence[str], *, waits: bool = False) -> subprocess.Popen[bytes]:
        """Let the nursery fork ``airflow ARGUMENTS``, and record it. Return the nursery."""
        running = self._nursery
        if running is None or running.poll() is not None:
            running = self._nursery = self._start_nursery()
        assert running.stdin is not None  # noqa: S101 - it is a pipe
        if name not in self._records:
            self.log(name).write_bytes(b"")
        request = nursery.Request(arguments, str(self.log(name)), waits)
        with contextlib.suppress(BrokenPipeError):  # it ended, and so do its answers
            running.stdin.write(request.line())
            running.stdin.flush()
        self._record(name, self._answer(running))
        return running

    def _start_nursery(self) -> subprocess.Popen[bytes]:
        self.log(NURSERY).parent.mkdir(parents=True, exist_ok=True)
        with self.log(NURSERY).open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", nursery.__name__, *self._preload],
                cwd=self.folder,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,
            )
        self._record(NURSERY, process.pid)
        return process

    def _answer(self, running: subprocess.Popen[bytes]) -> int:
        """Return the next number that the nursery answers.

        Raises:
            AirflowError: it has ended.
        """
        assert running.stdout is not None  # noqa: S101 - it is a pipe
        if line := running.stdout.readline():
            return int(line)
        raise self._failure(NURSERY, "The process that starts Airflow's services ended by itself")

    def _record(self, name: str, pid: int) -> None:
        try:
            self._records[name] = Record.of(name, pid)
        except psutil.NoSuchProcess:  # it has ended already, as ``ended`` reports
            self._records[name] = Record(name, pid, time.time())
        _write_records(self.records_file, self._records.values())

    def _failure(self, name: str, what: str) -> AirflowError:
        tail = self.log(name).read_text(errors="replace").strip().splitlines()[-8:]
        return AirflowError(f"{what}. The end of its log, {self.log(name)}:\n" + "\n".join(tail))


def _write_records(file: Path, records: Iterable[Record]) -> None:
    write_private(file, json.dumps([asdict(record) for record in records]))
