"""The pace of a source: one that keeps failing, or is slow to publish, is asked less often, never dropped.

A source that has failed for a time T of an hour or more is asked again after T / 2, at most a week: after a
day of failures twice a day, after two weeks once a week. So a source that comes back soon is read soon, and
the number of tries does not count. One that is ``adaptive`` is asked again after a quarter of the usual time
between two fetches with new stories, at most a week.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import psycopg

from newswire.fetch.fetched import NotAnswerable
from newswire.fetch.kind import Remote, Source
from newswire.fetch.remote import OnServer
from newswire.fetch.transport.address import host_of
from newswire.outcomes import storable

AT_FIRST = dt.timedelta(hours=1)
"""Time of failures within which every poll is made: a person may be at work on it."""
SLOWEST = dt.timedelta(days=7)
"""Longest time between two polls."""

_GOOD = ("documents", "unchanged", "empty")
_BAD = ("unusable", "failed", "refused")

WHOLE_SHARE = 100
"""One answer in so many is asked for without validators: some servers answer 304 whatever they have."""

_LAST = """
WITH fetches AS (
    SELECT * FROM ledger.fetches
    WHERE source_name = %(source)s AND place = %(place)s AND outcome = ANY(%(outcomes)s)
    ORDER BY asked_at DESC, fetch_number DESC LIMIT %(share)s - 1
)
SELECT outcome, http_status, asked_at, reason, airflow_run, clock_timestamp(), (
    SELECT count(*) = %(share)s - 1 AND bool_and(http_status = 304) IS TRUE FROM fetches
)
FROM fetches ORDER BY asked_at DESC, fetch_number DESC LIMIT 1
"""

_FAILING_SINCE = """
SELECT min(asked_at) FROM ledger.fetches
WHERE source_name = %(source)s AND place = %(place)s AND outcome = ANY(%(bad)s) AND asked_at > coalesce(
    (
        SELECT asked_at FROM ledger.fetches
        WHERE source_name = %(source)s AND place = %(place)s AND outcome = ANY(%(good)s)
        ORDER BY asked_at DESC LIMIT 1
    ),
    '-infinity'
)
"""

_BROUGHT = """
SELECT fetched_at FROM ledger.runs
WHERE source_name = %(source)s AND state = 'loaded' AND new + updated + copies > 0
ORDER BY fetched_at DESC LIMIT 6
"""

_FEWEST = 3
"""Fewest fetches with new stories from which a usual time is known."""


@dataclass(frozen=True, slots=True)
class LastFetch:
    """The last fetch of a source's present place that was answered, or failed."""

    outcome: str
    http_status: int | None
    asked_at: dt.datetime
    reason: str | None
    airflow_run: str | None
    now: dt.datetime
    """The time of the warehouse's clock."""
    is_whole_due: bool
    """Whether all answers of late were 304, so that one is due without validators."""

    def failed(self) -> bool:
        """Return whether it brought no usable answer."""
        return self.outcome in _BAD

    def refused_a_body(self) -> bool:
        """Return whether an answer came whose body was not taken: validators of before may be its own."""
        return self.outcome == "empty" or (
            self.failed() and self.http_status is not None and self.http_status < 300
        )


class Skipped(NotAnswerable):
    """A poll of a source is left out until ``until``."""

    def __init__(self, text: str, until: dt.datetime) -> None:
        super().__init__(text)
        self.until = until


def last_fetch(connection: psycopg.Connection, source: Source) -> LastFetch | None:
    """Return the source's last fetch, or None if its present place was never asked."""
    key = {
        "source": source.name,
        "place": storable(source.place()),
        "outcomes": [*_GOOD, *_BAD],
        "share": WHOLE_SHARE,
    }
    row = connection.execute(_LAST, key).fetchone()
    return LastFetch(*row) if row else None


def check_pace(
    connection: psycopg.Connection, source: Source, last: LastFetch | None, airflow_run: str | None
) -> None:
    """Return if the source is to be asked now. A try of the same run of Airflow is; so is a folder.

    Raises:
        Skipped: it is left out for now. The text has the reason and the remedy.
    """
    if last is None or (airflow_run and airflow_run == last.airflow_run):
        return
    if host_of(source.place()) is None and not isinstance(source, OnServer):
        return
    if last.failed():
        since = _failing_since(connection, source) or last.asked_at
        if last.asked_at - since < AT_FIRST:
            return
        until = last.asked_at + min((last.asked_at - since) / 2, SLOWEST)
        why = f"has failed since {_minute(since)}: {last.reason}"
    else:
        usual = _usual_time(connection, source, last.now)
        if usual is None:
            return
        until = last.asked_at + min(usual / 4, SLOWEST)
        why = f"has new stories about every {_words(usual)} (adaptive = true in its file)."
    if last.now < until:
        raise Skipped(
            f"Source {source.name} is not asked before {_minute(until)}. It {why} "
            f"./newswire ingest --source {source.name} --now asks it at once.",
            until,
        )


def _failing_since(connection: psycopg.Connection, source: Source) -> dt.datetime | None:
    key = {"source": source.name, "place": storable(source.place()), "good": list(_GOOD), "bad": list(_BAD)}
    row = connection.execute(_FAILING_SINCE, key).fetchone()
    return row[0] if row else None


def _usual_time(connection: psycopg.Connection, source: Source, now: dt.datetime) -> dt.timedelta | None:
    """Return the usual time between two fetches with new stories, the present silence included."""
    if not isinstance(source, Remote) or not source.adaptive:
        return None
    brought = connection.execute(_BROUGHT, {"source": source.name}).fetchall()
    if len(brought) < _FEWEST:
        return None
    usual: dt.timedelta = (now - brought[-1][0]) / len(brought)
    return usual


def _minute(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"


def _words(time: dt.timedelta) -> str:
    hours = time.total_seconds() / 3600
    return f"{hours / 24:.0f} days" if hours >= 48 else f"{hours:.0f} hours" if hours >= 2 else "hour"
