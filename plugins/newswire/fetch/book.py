"""The book of fetches: a row each time a source is asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

import psycopg

from newswire.fetch.fetched import Interval
from newswire.fetch.kind import Source
from newswire.outcomes import storable

Outcome = Literal["documents", "unchanged", "empty", "unusable", "failed", "refused", "waiting", "no answer"]
"""The outcome of a fetch, as in ``ledger.fetches``."""

_INSERT = """
INSERT INTO ledger.fetches (
    source_name, interval_start, interval_end, asked_at, place, outcome, http_status, reason, documents,
    run_id, airflow_run, host, retry_at
)
VALUES (
    %(source)s, %(start)s, %(end)s, clock_timestamp(), %(place)s, %(outcome)s, %(http_status)s, %(reason)s,
    %(documents)s, %(run_id)s, %(airflow_run)s, %(host)s, %(retry_at)s
)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """The outcome of one fetch. ``retry_at`` is the moment before which ``host`` asks not to be called."""

    outcome: Outcome
    reason: str | None = None
    documents: int = 0
    run_id: int | None = None
    http_status: int | None = None
    host: str | None = None
    retry_at: dt.datetime | None = None


def write(
    connection: psycopg.Connection, source: Source, interval: Interval, airflow_run: str | None, entry: Entry
) -> None:
    """Add the row of one fetch."""
    connection.execute(
        _INSERT,
        {
            "source": source.name,
            "start": interval.start,
            "end": interval.end,
            "place": storable(source.place()),
            "outcome": entry.outcome,
            "http_status": entry.http_status,
            "reason": entry.reason,
            "documents": entry.documents,
            "run_id": entry.run_id,
            "airflow_run": airflow_run,
            "host": entry.host,
            "retry_at": entry.retry_at,
        },
    )
