"""Rounds of ``ingest`` over many feeds of one host, a server on loopback, with a throw-away home."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

import psutil
import psycopg

from newswire.bench.failing import failing
from newswire.bench.stories import stories
from newswire.model import Item
from newswire.warehouse.embedded import running

ENTRIES = 10
"""Entries of one feed, with up to 60 words each."""

MANNERS = {
    "NEWSWIRE_DATABASE_URL": "",
    "NEWSWIRE_HOST_PAUSE": "0.001",
    "NEWSWIRE_HOST_CONNECTIONS": "8",
}
"""The embedded server, and a host that may be called often."""


@dataclass(slots=True)
class Served:
    """The server's count of a round: answers, those of 304, feeds asked, and most requests at once."""

    answers: int = 0
    unchanged: int = 0
    asked: set[str] = field(default_factory=set)
    at_once: int = 0


@dataclass(frozen=True, slots=True)
class Round:
    """One run of ``ingest``: seconds, exit status, and the web server's count.

    ``processor`` and ``database`` are seconds of processor time: of the run, and of PostgreSQL for it.
    """

    seconds: float
    processor: float
    database: float
    status: int
    served: Served


def measure(feeds: int, rounds: int = 2, *, with_failures: bool = False) -> Iterator[Round]:
    """Yield the rounds of ``ingest`` over so many feeds: the first brings all, the others nothing new.

    ``with_failures`` takes the sources of ``failing`` beside them.
    """
    with (
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as home,
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as folder,
        serving(feeds) as (port, pipe),
        running(Path(home)) as database,
        ExitStack() as stack,
    ):
        postgres = postmaster(database.url())
        sources = Path(folder)
        write_sources(sources, feeds, port)
        if with_failures:
            stack.enter_context(failing(sources))
        environment = os.environ | MANNERS | {"NEWSWIRE_HOME": home}
        for _ in range(rounds):
            with clocked(postgres) as used:
                done = subprocess.run(
                    [sys.executable, "-m", "newswire.cli", "ingest", "--sources", str(sources)],
                    env=environment,
                    capture_output=True,
                    check=False,
                )
            pipe.send(None)
            yield Round(used.seconds, used.processor, used.database, done.returncode, pipe.recv())


@dataclass(slots=True)
class Used:
    """Seconds by the clock, and of processor time: of ended child processes, and of PostgreSQL."""

    seconds: float = 0.0
    processor: float = 0.0
    database: float = 0.0


@contextmanager
def clocked(postgres: psutil.Process) -> Iterator[Used]:
    """Yield what the block uses, which is known at its end. Its child processes must have ended there."""
    used = Used()
    before, of_server = resource.getrusage(resource.RUSAGE_CHILDREN), spent([postgres])
    began = time.perf_counter()
    yield used
    used.seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used.processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    used.database = spent([postgres]) - of_server


def postmaster(url: str) -> psutil.Process:
    """Return the process of the server at an address, which all of its backends have for parent."""
    with psycopg.connect(url) as connection:
        postgres = psutil.Process(connection.info.backend_pid).parent()
    assert postgres is not None  # noqa: S101 - every backend has one
    return postgres


def all_of(roots: Iterable[psutil.Process]) -> Iterator[psutil.Process]:
    """Yield processes, and all that they have started."""
    for root in roots:
        yield from [root, *root.children(recursive=True)]


def spent(roots: Iterable[psutil.Process]) -> float:
    """Return the seconds of processor time of processes and of all that they started, ended ones included."""
    seconds = 0.0
    for process in all_of(roots):
        with suppress(psutil.Error):
            times = process.cpu_times()
            seconds += times.user + times.system + times.children_user + times.children_system
    return seconds


def write_sources(folder: Path, feeds: int, port: int, first: int = 0) -> None:
    """Write the files of so many sources, feeds of the server on a port from the ``first`` one on."""
    for number in range(first, first + feeds):
        url = f"http://127.0.0.1:{port}/{number}"
        (folder / f"quay-{number}.toml").write_text(
            f'name = "quay-{number}"\nkind = "feed"\nprovider = "Quay {number}"\nurl = "{url}"\n'
        )


@contextmanager
def serving(feeds: int) -> Iterator[tuple[int, Connection]]:
    """Serve the feeds in an own process. Yield its port, and a pipe that gives the count for a None."""
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=_serve, args=(feeds, theirs), daemon=True)
    process.start()
    theirs.close()  # or no end of either process is seen by the other one
    try:
        yield ours.recv(), ours
    finally:
        process.terminate()
        process.join()


def _serve(feeds: int, pipe: Connection) -> None:
    asyncio.run(_serving(_feeds(feeds), pipe))


async def _serving(bodies: list[bytes], pipe: Connection) -> None:
    served = Served()
    ended = asyncio.Event()
    open_now = 0

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal open_now
        open_now += 1
        served.at_once = max(served.at_once, open_now)
        try:
            request = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            path = request.split(" ", 2)[1].strip("/")
            served.answers += 1
            served.asked.add(path)
            known = f'If-None-Match: "{path}"' in request
            served.unchanged += known
            body = b"" if known else bodies[int(path)]
            status = "304 Not Modified" if known else "200 OK"
            head = f'HTTP/1.1 {status}\r\nETag: "{path}"\r\nContent-Length: {len(body)}\r\n'
            writer.write(f"{head}Connection: close\r\n\r\n".encode() + body)
            await writer.drain()
        finally:
            open_now -= 1
            writer.close()

    def report() -> None:
        nonlocal served
        try:
            pipe.recv()
        except EOFError:  # the benchmark was killed
            asyncio.get_running_loop().remove_reader(pipe.fileno())
            ended.set()
            return
        pipe.send(served)
        served = Served()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, backlog=512)
    asyncio.get_running_loop().add_reader(pipe.fileno(), report)
    pipe.send(server.sockets[0].getsockname()[1])
    await ended.wait()


def _feeds(count: int) -> list[bytes]:
    entries = iter(stories(count * ENTRIES))
    return [_feed(number, list(islice(entries, ENTRIES))) for number in range(count)]


def _feed(number: int, entries: list[Item]) -> bytes:
    items = "".join(
        f"<item><title>{entry.headline}</title><guid isPermaLink='false'>quay-{number}-{place}</guid>"
        f"<pubDate>Mon, 02 Nov 2020 {place:02}:00:00 GMT</pubDate>"
        f"<description>{' '.join((entry.body_text or '').split()[:60])}</description></item>"
        for place, entry in enumerate(entries)
    )
    return f"<rss version='2.0'><channel><title>Quay {number}</title>{items}</channel></rss>".encode()
