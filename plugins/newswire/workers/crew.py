"""Processes that parse for this one, on all cores. None is started before there is enough to parse."""

from __future__ import annotations

import os
import queue
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from typing import Self

from newswire.errors import RetriableError
from newswire.model import Defaults, Document
from newswire.usable import Verdict, verdict
from newswire.workers import tasks, work
from newswire.workers.nursery import Forked, Nursery
from newswire.workers.tasks import Result, Texts, What
from newswire.workers.work import Batch, Kept

_WEIGHT_OF_ONE = 1500
"""Weight that is worth a process: it takes about as long to parse as the process takes to start."""

_LARGEST = 8
"""Most processes. Each has about 110 MB."""

_BYTES_AHEAD = 4 * 1024 * 1024
"""Most bytes of documents in tasks that are not answered. A larger document waits for no other one."""
_PATIENCE = 900.0
"""Seconds until a process must have parsed its next portion. The largest document needs minutes."""
_RESULTS_AT_ONCE = 4
"""Results of one task that wait here for their reader."""


class ParserLost(RetriableError):
    """A process that parsed was killed, or failed, before it had answered."""


@dataclass(slots=True)
class _Job:
    what: What
    defaults: Defaults
    size: int = 0
    has_ended: bool = False
    results: queue.Queue[Result | Exception | None] = field(
        default_factory=lambda: queue.Queue(_RESULTS_AT_ONCE)
    )

    def answers(self) -> Iterator[Result]:
        """Yield the results as they come, and raise the error if there is one."""
        while not self.has_ended:
            result = self.results.get()
            self.has_ended = result is None or isinstance(result, Exception)
            if isinstance(result, Exception):
                raise result
            if result is not None:
                yield result

    def drain(self) -> None:
        """Take the results that nobody reads any more."""
        with suppress(Exception):
            for _ in self.answers():
                pass


class _Process:
    """One process, and the thread that hands jobs to it and takes its results."""

    def __init__(self, jobs: queue.SimpleQueue[_Job | None], fork: Callable[[], Forked]) -> None:
        self._jobs = jobs
        self._fork = fork
        self._forked: Forked | None = fork()
        self._defaults: Defaults | None = None
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                self._forked = self._forked or self._fork()
                self._do(self._forked.connection, job)
            except (EOFError, OSError) as error:
                hangs = isinstance(error, TimeoutError)
                status = self._forked.end(hangs=hangs) if self._forked else None
                self._forked, self._defaults = None, None
                job.results.put(_lost(status))

    def _do(self, connection: Connection, job: _Job) -> None:
        is_same = self._defaults == job.defaults
        tasks.send(connection, (job.what, None if is_same else job.defaults))
        self._defaults = job.defaults
        job.what = []  # a large document is not held while it is parsed elsewhere
        while True:
            if not connection.poll(_PATIENCE):
                raise TimeoutError
            result = connection.recv()
            job.results.put(result)
            if result is None or isinstance(result, Exception):
                return


class Crew:
    """Parsing in up to ``most`` processes (None: one for each core), and in this one as long as none runs.

    Threads may share a crew. Its processes end with the block, and with this process, however it ends.
    """

    def __init__(self, most: int | None = None) -> None:
        self._most = min(_LARGEST, cores() if most is None else most)
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._processes: list[_Process] = []
        self._nursery: Nursery | None = None
        self._lock = threading.Lock()
        self._nursing = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock, self._nursing:
            self._most = 0
            if self._nursery:
                self._nursery.close()
            for _process in self._processes:
                self._jobs.put(None)

    def start(self, processes: int) -> None:
        """Start processes until there are so many, or as many as there may be: none on one core.

        Do not wait for them.
        """
        most = self._most if self._most > 1 else 0
        with self._lock:
            while len(self._processes) < min(processes, most):
                self._processes.append(_Process(self._jobs, self._fork))

    def expect(self, weight: int) -> None:
        """Start the processes that documents of some weight are worth."""
        self.start(weight // _WEIGHT_OF_ONE)

    def judge(self, document: Document, defaults: Defaults) -> Verdict:
        """Judge a document that a feed's address answered with (``usable.verdict``).

        Raises:
            FormatError: a format of an installed package cannot be used, whatever the document.
            ParserLost: the process that parsed it was killed, or failed.
        """
        if not self._processes:
            return verdict(document, defaults)
        [found] = self._given(replace(document), defaults).answers()
        assert isinstance(found, Verdict)  # noqa: S101 - the answer to a document
        return found

    def read(self, documents: Iterable[Kept], defaults: Defaults, weight: int) -> Iterator[Batch]:
        """Yield the answers of documents in their order. At most two tasks for each process wait at a time.

        Raises:
            FormatError: a format of an installed package cannot be used, whatever the document.
            ParserLost: a process that parsed some of them was killed, or failed.
        """
        self.expect(weight)
        if not self._processes:
            yield from work.read(documents, defaults)
            return
        waiting: deque[_Job] = deque()
        try:
            for some in work.documents_at_once(documents):
                waiting.append(self._given(some, defaults, sum(len(one.content) for _, one in some)))
                del some
                while len(waiting) > 2 * len(self._processes) or (
                    sum(job.size for job in waiting) > _BYTES_AHEAD
                ):
                    yield from _batches(waiting)
            while waiting:
                yield from _batches(waiting)
        finally:
            for job in waiting:
                job.drain()

    def keys(self, texts: Texts) -> list[bytes]:
        """Return the keys of texts for the search for translations, made by one process; none if none runs.

        Raises:
            ParserLost: the process was killed, or failed.
        """
        if not self._processes:
            return []
        [found] = self._given(texts, Defaults()).answers()
        assert isinstance(found, list)  # noqa: S101 - the answer to texts
        return found

    def _fork(self) -> Forked:
        """Start a process, by another nursery if the one before has ended.

        Raises:
            OSError: the crew has ended.
        """
        with self._nursing:
            if not self._most:
                raise BrokenPipeError
            if self._nursery:
                with suppress(OSError):
                    return self._nursery.start()
                self._nursery.close()
            self._nursery = Nursery()
            return self._nursery.start()

    def _given(self, what: What, defaults: Defaults, size: int = 0) -> _Job:
        job = _Job(what, defaults, size)
        self._jobs.put(job)
        return job


def cores() -> int:
    """Return the number of cores that this process may use."""
    with suppress(AttributeError):  # Linux alone has it
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _batches(waiting: deque[_Job]) -> Iterator[Batch]:
    """Yield the results of the first job, which leaves the others when it has none left."""
    for result in waiting[0].answers():
        assert isinstance(result, Batch)  # noqa: S101 - the answer to a list
        yield result
    waiting.popleft()


def _lost(status: int | None) -> ParserLost:
    if status is None:
        how = "was lost with the program that had started it"
    else:
        how = f"was killed by signal {-status}" if status < 0 else f"ended with status {status}"
    return ParserLost(
        f"A process that parsed documents {how} before it had answered. Their bytes are kept, and the next "
        "run parses them. Signal 9 most often means that the machine had too little memory."
    )
