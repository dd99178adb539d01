"""Stories a second of the whole load and of the index after it, and bytes a story, at growing sizes.

Two loads beside each other are two processes, as those of Airflow are, each with a source of its own.
"""

from __future__ import annotations

import datetime as dt
import multiprocessing
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection

import psycopg

from newswire.bench.stories import stories
from newswire.errors import FatalError
from newswire.fetch.fetched import Cursor, Fetched, Interval
from newswire.fetch.store import keep
from newswire.load.answers import Answer
from newswire.load.run import load
from newswire.model import Document
from newswire.search import index

RUN = 10_000
"""Stories of one run."""

_BYTES = """
SELECT
    sum(pg_total_relation_size(relid)) FILTER (WHERE relid <> 'news.searchable'::regclass)::float8,
    pg_total_relation_size('news.searchable')::float8
FROM pg_stat_user_tables WHERE schemaname IN ('news', 'ledger')
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """Some runs at one size: stories there before, stories a second of each run, bytes a story.

    ``beside`` is stories a second of two loads beside each other, both together, with as many runs in each;
    None if that was not asked. Full-text search comes after the runs and is in none of these figures. It has
    a rate and bytes of its own.
    """

    size: int
    rates: tuple[float, ...]
    bytes_per_story: float
    search_rate: float
    search_bytes_per_story: float
    beside: float | None = None


def measure(
    connection: psycopg.Connection,
    sizes: Sequence[int],
    runs: int = 3,
    run: int = RUN,
    beside: str | None = None,
) -> Iterator[Rate]:
    """Fill the warehouse up to each size by the load itself. Yield the rate of ``runs`` more runs there.

    Args:
        connection: the warehouse, empty, in autocommit mode.
        sizes: stories there before the runs, in ascending order.
        runs: runs at each size.
        run: stories of a run.
        beside: URL of the warehouse, if two processes shall load at once after the runs.

    Raises:
        FatalError: one of these processes failed.
    """
    at = 0
    for size in sizes:
        while at < size:
            at += _load(connection, at, min(run, size - at))[0]
        index(connection)
        rates = []
        for _ in range(runs):
            count, seconds = _load(connection, at, run)
            at += count
            rates.append(count / seconds)
        started = time.perf_counter()
        indexed = index(connection)
        search_rate = indexed / (time.perf_counter() - started)
        of_load, of_search = sizes_of_tables(connection)
        together = _rate_beside(beside, at, runs, run) if beside else None
        yield Rate(size, tuple(rates), of_load / at, search_rate, of_search / at, together)
        at += 2 * runs * run if beside else 0


def sizes_of_tables(connection: psycopg.Connection) -> tuple[float, float]:
    """Return the bytes of the tables that a load writes, and of those of the text search."""
    [(of_load, of_search)] = connection.execute(_BYTES).fetchall()
    return of_load, of_search


def _load(connection: psycopg.Connection, first: int, count: int) -> tuple[int, float]:
    run_id, batches = _kept(connection, "bench", first, count)
    started = time.perf_counter()
    with connection.transaction():
        load(connection, run_id, "bench", batches)
    return count, time.perf_counter() - started


def _kept(
    connection: psycopg.Connection, source_name: str, first: int, count: int
) -> tuple[int, list[list[Answer]]]:
    """Return a run whose document is kept, and its answers in batches."""
    interval = Interval.day(dt.date(2020, 1, 6) + dt.timedelta(days=first // RUN))
    document = Document(b"bench %d" % first, f"bench/{first}", fetched_at=interval.start)
    run_id, _ = keep(connection, source_name, interval, [Fetched(document, Cursor(document.path))])
    assert run_id is not None  # noqa: S101 - every run has a document of its own
    row = connection.execute("SELECT fetch_id FROM raw.fetches WHERE run_id = %s", (run_id,)).fetchone()
    assert row is not None  # noqa: S101
    made = (Answer(row[0], n, item) for n, item in enumerate(stories(count, first)))
    return run_id, list(iter(lambda: list(islice(made, 1000)), []))


def _rate_beside(url: str, first: int, runs: int, run: int) -> float:
    """Return stories a second of two processes together, from the first start to the last commit."""
    context = multiprocessing.get_context("spawn")
    started = []
    for part in range(2):
        ours, theirs = context.Pipe()
        firsts = [first + (part * runs + nth) * run for nth in range(runs)]
        process = context.Process(
            target=_load_when_told, args=(url, f"bench-{part + 1}", firsts, run, theirs), daemon=True
        )
        process.start()
        theirs.close()
        started.append((process, ours))
    try:
        for _, pipe in started:
            pipe.recv()
        began = time.perf_counter()
        for _, pipe in started:
            pipe.send("load")
        for _, pipe in started:
            pipe.recv()
    except (EOFError, OSError) as error:
        raise FatalError(
            "One of two loads beside each other failed; its message stands above. Mend that and start again."
        ) from error
    seconds = time.perf_counter() - began
    for process, _ in started:
        process.join()
    return 2 * runs * run / seconds


def _load_when_told(url: str, source_name: str, firsts: Sequence[int], run: int, told: Connection) -> None:
    """Make the stories of all runs, say so, wait, load them one run after the other, and say so again."""
    with psycopg.connect(url, autocommit=True) as connection:
        kept = [_kept(connection, source_name, first, run) for first in firsts]
        told.send("ready")
        told.recv()
        for run_id, batches in kept:
            with connection.transaction():
                load(connection, run_id, source_name, batches)
        told.send("done")
