"""A ledger with a past: fetches and loaded runs of earlier days, as rows."""

from __future__ import annotations

import datetime as dt

import psycopg

from newswire.fetch import Interval

_RUN = """
INSERT INTO ledger.runs (
    source_name, interval_start, interval_end, state, fetched_at, loaded_at, load_number, documents,
    parsed, new, updated, unchanged, copies, rejected
)
VALUES (
    %(source)s, %(start)s, %(end)s, 'loaded', %(at)s, %(at)s, nextval('ledger.load_number'), 1,
    %(stories)s, %(stories)s, 0, 0, 0, 0
)
RETURNING run_id
"""

_FETCH = """
INSERT INTO ledger.fetches (source_name, interval_start, interval_end, asked_at, place, outcome)
VALUES (%(source)s, %(start)s, %(end)s, %(at)s, '/wire', %(outcome)s)
"""

_CHECK = """
INSERT INTO ledger.checks (
    source_name, check_name, interval_start, interval_end, run_id, value, outcome, sentence
)
VALUES (%s, %s, %s, %s, %s, %s, 'ok', 'An earlier run.')
"""


def past_run(
    warehouse: psycopg.Connection,
    source: str,
    day: dt.date,
    stories: int,
    *,
    outcome: str | None = None,
    **values: float,
) -> None:
    """A day on which the source was asked at its end; with stories, a loaded run and values of its checks."""
    interval = Interval.day(day)
    key = {"source": source, "start": interval.start, "end": interval.end, "at": interval.end,
           "stories": stories, "outcome": outcome or ("documents" if stories else "unchanged")}  # fmt: skip
    warehouse.execute(_FETCH, key)
    if stories:
        [(run_id,)] = warehouse.execute(_RUN, key).fetchall()
        for name, value in values.items():
            warehouse.execute(_CHECK, (source, name, interval.start, interval.end, run_id, value))


def past_days(
    warehouse: psycopg.Connection, source: str, last: dt.date, days: int, stories: int, **values: float
) -> None:
    """The same on each of ``days`` days up to ``last``."""
    for number in range(days):
        past_run(warehouse, source, last - dt.timedelta(days=number), stories, **values)
