"""The book of fetches: a row each time a source is asked, from the begin of the fetch."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import Literal

import psycopg

from newswire.fetch.fetched import Interval
from newswire.fetch.kind import Source
from newswire.outcomes import storable

Outcome = Literal[
    "documents",
    "unchanged",
    "empty",
    "unusable",
    "failed",
    "refused",
    "waiting",
    "skipped",
    "no answer",
]
"""The outcome of a fetch that ended. ``ledger.fetches`` has ``begun`` and ``interrupted`` too."""


_REASON = (
    "The fetch was interrupted: its process was killed, or the warehouse was lost. Documents that it had "
    "kept stay, and the next fetch brings the others."
)

_BEGIN = """
WITH interrupted AS (
    UPDATE ledger.fetches SET outcome = 'interrupted', reason = %(reason)s
    WHERE source_name = %(source)s AND outcome = 'begun' AND (
        (interval_start, interval_end) = (%(start)s, %(end)s)
        OR begun_at < clock_timestamp() - interval '1 day'
    )
)
INSERT INTO ledger.fetches (
    source_name, interval_start, interval_end, asked_at, begun_at, place, outcome, airflow_run
)
VALUES (
    %(source)s, %(start)s, %(end)s, clock_timestamp(), clock_timestamp(), %(place)s, 'begun', %(airflow_run)s
)
RETURNING fetch_number
"""
"""A backfill asks for several intervals at once, so an earlier fetch of another one may still go on."""

_FINISH = """
UPDATE ledger.fetches SET
    asked_at = clock_timestamp(), outcome = %(outcome)s, http_status = %(http_status)s, reason = %(reason)s,
    documents = %(documents)s, run_id = %(run_id)s, host = %(host)s, retry_at = %(retry_at)s,
    requests = %(requests)s, bytes = %(size)s, ms = %(ms)s
WHERE fetch_number = %(number)s
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """The outcome of one fetch. ``retry_at`` is the moment before which ``host`` asks not to be called.

    ``size`` is in bytes as received, ``ms`` the time in calls of hosts, in milliseconds.
    """

    outcome: Outcome
    reason: str | None = None
    documents: int = 0
    run_id: int | None = None
    http_status: int | None = None
    host: str | None = None
    retry_at: dt.datetime | None = None
    requests: int = 0
    size: int = 0
    ms: int = 0


def begin(connection: psycopg.Connection, source: Source, interval: Interval, airflow_run: str | None) -> int:
    """Write the row of a fetch that begins, and return its number.

    An earlier fetch of the source and interval that has no end was interrupted: its row states that.
    """
    key = {
        "source": source.name,
        "start": interval.start,
        "end": interval.end,
        "place": storable(source.place()),
        "airflow_run": airflow_run,
        "reason": _REASON,
    }
    row = connection.execute(_BEGIN, key).fetchone()
    assert row is not None  # noqa: S101 - an INSERT without a condition returns its row
    return int(row[0])


def finish(connection: psycopg.Connection, number: int, entry: Entry) -> None:
    """Complete the row of a fetch."""
    reason = entry.reason and storable(entry.reason)
    connection.execute(_FINISH, asdict(entry) | {"number": number, "reason": reason})
