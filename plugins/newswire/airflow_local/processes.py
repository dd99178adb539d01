"""Airflow's long-running processes: started, recorded, watched, stopped, and found again after a crash.

Each leads a session of its own: Ctrl-C in the terminal reaches ``up`` only, and every process that it
starts belongs to it even when its parents are gone. The record of process ids and start times on disk lets
the next command find the processes of a killed ``up``. No process is ever looked for by its name.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil

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

Started one by one they are healthy in 8 s. The command ``airflow standalone`` takes 22 s, and 150 MB for
itself (measured on two idle cores). The triggerer waits for deferred tasks. Newswire has none, but without
a triggerer the UI shows a red sign. So it is started last, when nobody waits any more.
"""

_STOP_SECONDS = 15.0
"""Seconds that a process and its tasks may take to end. A killed task leaves nothing half done."""

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
    stopped = 0
    for group in (
        [record for record in records if record.name != API_SERVER],
        [record for record in records if record.name == API_SERVER],
    ):
        leaders = [process for record in group if (process := record.process())]
        for leader in leaders:
            with contextlib.suppress(psutil.NoSuchProcess):
                leader.terminate()
        psutil.wait_procs(leaders, timeout=seconds)
        stopped += len(leaders)
        while alive := [process for record in group for process in record.session()]:
            for process in alive:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.kill()
            psutil.wait_procs(alive, timeout=5)
            stopped += len(alive)
    return stopped


class Services:
    """The processes of one Airflow folder, for the command that starts them."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.records_file = folder / RECORDS
        self._environment = dict(environment)
        self._records: dict[str, Record] = {}
        self._ended: queue.Queue[str] = queue.Queue()

    def log(self, name: str) -> Path:
        """Return the path of a process's log."""
        return self.folder / "logs" / "services" / f"{name}.log"

    def run(self, name: str, arguments: list[str]) -> None:
        """Run ``airflow ARGUMENTS`` to its end.

        Raises:
            AirflowError: the command failed.
        """
        process = self._begin(name, arguments)
        if process.wait():
            raise self._failure(name, f"airflow {' '.join(arguments)} failed")

    def start(self, name: str) -> None:
        """Start a service. ``ended`` reports its end.

        If it was killed, first what it had started is ended: it would hold its port, for example.
        """
        if name in self._records:
            _stop([self._records[name]])
        process = self._begin(name, SERVICES[name])
        threading.Thread(target=self._announce_end, args=(name, process), daemon=True).start()

    def ended(self, seconds: float | None = None) -> str | None:
        """Wait ``seconds`` (None: for ever) for a service to end. Return its name, or None if none ends."""
        try:
            return self._ended.get(timeout=seconds)
        except queue.Empty:
            return None

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

    def _begin(self, name: str, arguments: list[str]) -> subprocess.Popen[bytes]:
        self.log(name).parent.mkdir(parents=True, exist_ok=True)
        with self.log(name).open("ab" if name in self._records else "wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "airflow", *arguments],
                cwd=self.folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._records[name] = Record.of(name, process.pid)
        _write_records(self.records_file, self._records.values())
        return process

    def _announce_end(self, name: str, process: subprocess.Popen[bytes]) -> None:
        process.wait()
        self._ended.put(name)

    def _failure(self, name: str, what: str) -> AirflowError:
        tail = self.log(name).read_text(errors="replace").strip().splitlines()[-8:]
        return AirflowError(f"{what}. The end of its log, {self.log(name)}:\n" + "\n".join(tail))


def _write_records(file: Path, records: Iterable[Record]) -> None:
    write_private(file, json.dumps([asdict(record) for record in records]))
