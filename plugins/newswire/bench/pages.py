"""Web pages a second of processor time, from bytes to item, beside trafilatura on the same pages.

Each reader has a process of its own, so that its memory and its start are its alone. They take turns.
"""

from __future__ import annotations

import gzip
import logging
import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from newswire.errors import FatalError

OURS = "newswire"
"""The reader that the others are compared with."""

_ENDINGS = (".html", ".htm", ".xhtml", ".html.gz")

Read = Callable[[bytes, str], object]


@dataclass(frozen=True, slots=True)
class Rate:
    """The figures of one reader.

    ``seconds`` are those of processor time of each pass over all pages, without reading them from the disk.
    ``start`` are the seconds from the start of its process until its first page is read, ``peak`` is the most
    memory of its process in bytes.
    """

    reader: str
    pages: int
    seconds: tuple[float, ...]
    start: float
    peak: int


def pages_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the HTML files below folders, also packed ones, and the files that are named themselves."""
    for path in paths:
        if path.is_dir():
            yield from (file for file in sorted(path.rglob("*")) if file.name.endswith(_ENDINGS))
        else:
            yield path


def measure(pages: Sequence[Path], passes: int, readers: Iterable[str] | None = None) -> list[Rate]:
    """Return the figures of each reader: one pass to warm up, then ``passes`` in turn.

    Args:
        pages: files, each one page.
        passes: passes that are measured.
        readers: their names. [default: all]

    Raises:
        FatalError: a reader is not installed, or it failed.
    """
    named = list(READERS if readers is None else readers)
    if any(name != OURS for name in named) and find_spec("trafilatura") is None:
        raise FatalError(
            "trafilatura, the reader that pages are compared with, is not installed. It is no part of "
            "Newswire: run "
            ".venv/bin/python -m pip install --require-hashes -r requirements-bench.lock, then try again."
        )
    with ExitStack() as stack:
        workers = [stack.enter_context(_Worker(name, pages)) for name in named]
        starts = [worker.ask("first") for worker in workers]
        for worker in workers:
            worker.ask("pass")
        turns = [[worker.ask("pass") for worker in workers] for _ in range(passes)]
        return [
            Rate(
                worker.reader,
                len(pages),
                tuple(turn[at] for turn in turns),
                starts[at],
                int(worker.ask("peak")),
            )
            for at, worker in enumerate(workers)
        ]


class _Worker:
    """A process with one reader. It answers a question with a number."""

    def __init__(self, reader: str, pages: Sequence[Path]) -> None:
        self.reader = reader
        context = multiprocessing.get_context("spawn")
        self._questions, theirs = context.Pipe()
        self._process: SpawnProcess = context.Process(
            target=_answer, args=(reader, pages, theirs), daemon=True
        )
        self._process.start()
        theirs.close()

    def __enter__(self) -> _Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._questions.close()
        self._process.join()

    def ask(self, question: str) -> float:
        try:
            self._questions.send(question)
            return float(self._questions.recv())
        except (EOFError, OSError) as error:
            raise FatalError(
                f"The reader {self.reader} failed on a page; its message stands above. Leave the page out."
            ) from error


def _answer(reader: str, pages: Sequence[Path], questions: Connection) -> None:
    """Answer until the other end closes: the work of a reader's process."""
    logging.disable()
    read = READERS[reader]()
    while True:
        try:
            question = questions.recv()
        except EOFError:
            return
        if question == "first":
            _pass(read, pages[:1])
            questions.send(time.process_time())
        elif question == "pass":
            questions.send(_pass(read, pages))
        else:
            questions.send(_peak())


def _pass(read: Read, pages: Sequence[Path]) -> float:
    """Return the seconds of processor time for reading all pages once. One page at a time is in memory."""
    spent = 0.0
    for path in pages:
        content = path.read_bytes()
        content = gzip.decompress(content) if path.suffix == ".gz" else content
        started = time.process_time()
        read(content, str(path))
        spent += time.process_time() - started
    return spent


def _peak() -> int:
    """Return the most memory of this process in bytes.

    The counter of ``getrusage`` begins with the memory of the parent, so Linux's own one goes first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def _newswire() -> Read:
    from newswire.model import Defaults, Document  # noqa: PLC0415 - a process loads one reader alone
    from newswire.parse import parse_document  # noqa: PLC0415

    defaults = Defaults()
    return lambda content, path: list(parse_document(Document(content, path), defaults))


def _text() -> Read:
    from trafilatura import extract  # noqa: PLC0415

    return lambda content, _: extract(content)


def _text_and_metadata() -> Read:
    from trafilatura import bare_extraction  # noqa: PLC0415

    return lambda content, _: bare_extraction(content, with_metadata=True)


READERS: dict[str, Callable[[], Read]] = {
    OURS: _newswire,
    "trafilatura, text alone": _text,
    "trafilatura, text and metadata": _text_and_metadata,
}
"""A loader of each reader by its name. The first does all that the last one does, and derives fields."""
