"""Stories a second of the whole load and of the index after it, and bytes a story, at growing sizes."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import psycopg

from newswire.bench.stories import stories
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

    Full-text search comes after the runs and is in none of these figures. It has a rate and bytes of its own.
    """

    size: int
    rates: tuple[float, ...]
    bytes_per_story: float
    search_rate: float
    search_bytes_per_story: float


def measure(
    connection: psycopg.Connection, sizes: Sequence[int], runs: int = 3, run: int = RUN
) -> Iterator[Rate]:
    """Fill the warehouse up to each size by the load itself. Yield the rate of ``runs`` more runs there."""
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
        yield Rate(size, tuple(rates), of_load / at, search_rate, of_search / at)


def sizes_of_tables(connection: psycopg.Connection) -> tuple[float, float]:
    """Return the bytes of the tables that a load writes, and of those of the text search."""
    [(of_load, of_search)] = connection.execute(_BYTES).fetchall()
    return of_load, of_search


def _load(connection: psycopg.Connection, first: int, count: int) -> tuple[int, float]:
    interval = Interval.day(dt.date(2020, 1, 6) + dt.timedelta(days=first // RUN))
    document = Document(b"bench %d" % first, f"bench/{first}", fetched_at=interval.start)
    run_id, _ = keep(connection, "bench", interval, [Fetched(document, Cursor(document.path))])
    assert run_id is not None  # noqa: S101 - every run has a document of its own
    row = connection.execute("SELECT fetch_id FROM raw.fetches WHERE run_id = %s", (run_id,)).fetchone()
    assert row is not None  # noqa: S101
    made = (Answer(row[0], n, item) for n, item in enumerate(stories(count, first)))
    batches = list(iter(lambda: list(islice(made, 1000)), []))
    started = time.perf_counter()
    with connection.transaction():
        load(connection, run_id, "bench", batches)
    return count, time.perf_counter() - started
