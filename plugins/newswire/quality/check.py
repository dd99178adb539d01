"""The stage after the loads that judges them. No load waits for it, and it changes no story.

The verdicts of a call are written in one transaction, each once. The same call again writes nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from pathlib import Path

import psycopg
from psycopg.rows import class_row, scalar_row

from newswire import settings
from newswire.errors import FatalError
from newswire.fetch.fetched import Interval
from newswire.limits.checks import limits
from newswire.quality import days, quiet, runs
from newswire.quality.verdicts import Verdict, lines
from newswire.sources import SourceError, find_source

_LOCK = 7_306_505
"""Key of the advisory lock. One process judges at a time, so that nothing is reported twice."""

_RUNS = """
SELECT run_id FROM ledger.runs AS run
WHERE source_name = ANY(%(sources)s) AND state = 'loaded'
  AND ((interval_start, interval_end) = (%(start)s, %(end)s)
    OR interval_start >= %(start)s - interval '3 days' AND loaded_at > %(now)s - interval '1 day')
  AND NOT EXISTS (SELECT FROM ledger.checks AS known WHERE known.run_id = run.run_id)
ORDER BY run_id
"""
"""The runs of the interval, and others that were finished with it, because an earlier start had left them."""

_WRITE = """
INSERT INTO ledger.checks AS kept (
    source_name, check_name, interval_start, interval_end, run_id, value, threshold, outcome, sentence
)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (source_name, check_name, run_id, interval_start, interval_end) DO UPDATE SET
    value = excluded.value, threshold = excluded.threshold, outcome = excluded.outcome,
    sentence = excluded.sentence, checked_at = excluded.checked_at
"""
"""A conflict is a source that goes quiet twice in one interval: the second time stands."""

_STANDING = """
SELECT
    source_name AS source, check_name AS check, interval_start AS start, interval_end AS end, run_id,
    value, threshold, outcome, sentence, false AS fresh
FROM ledger.checks
WHERE source_name = ANY(%(sources)s) AND (outcome <> 'ok' OR check_name = 'back')
  AND ((interval_start, interval_end) = (%(start)s, %(end)s)
    OR (interval_start, interval_end) = (%(day_start)s, %(day_end)s) AND check_name = ANY(%(day_checks)s))
"""


class CheckFailed(FatalError):
    """Checks failed whose level is ``fail``. Every story stays loaded."""


def check(
    connection: psycopg.Connection,
    names: Iterable[str],
    interval: Interval,
    now: dt.datetime,
    directory: Path | None = None,
) -> list[Verdict]:
    """Judge the loads of sources for an interval, and return the verdicts that people should read.

    Runs are judged once. The last UTC day that is over is judged for each source that answered for it.
    Sources are watched for silence if the interval is the latest one. Verdicts of earlier calls on the same
    interval are returned again, not ``fresh``.

    Raises:
        FatalError: NEWSWIRE_CHECKS cannot be read.
    """
    sources = sorted(set(names))
    folder = directory or settings.sources_directory()
    own = {name: _own(folder, name) for name in sources}
    limited = {name: limits(checks) for name, (checks, _) in own.items()}
    day = Interval.day((min(interval.end, now).astimezone(dt.UTC)).date() - dt.timedelta(days=1))
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        judged = {"sources": sources, "start": interval.start, "end": interval.end, "now": now}
        with connection.cursor(row_factory=scalar_row) as cursor:
            run_ids = cursor.execute(_RUNS, judged).fetchall()
        found = [*runs.judge(connection, run_ids, limited), *days.judge(connection, sources, day, limited)]
        if interval.is_latest(now):
            watched = {name: limit["quiet"] for name, limit in limited.items()}
            hours = {name: quiet_after for name, (_, quiet_after) in own.items()}
            found += quiet.judge(connection, watched, hours, interval, now)
        earlier = _standing(connection, judged, day)
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, [astuple(one)[:-1] for one in found])
    fresh = [one for one in found if one.is_reported]
    return [*fresh, *(one for one in earlier if not any(_is_same(one, other) for other in fresh))]


def complaint(verdicts: Sequence[Verdict]) -> CheckFailed | None:
    """Return the error if a verdict failed, with the sentences of all, failures first; else None."""
    if any(one.outcome == "failed" for one in verdicts):
        return CheckFailed("\n\n".join(lines(verdicts)))
    return None


def _standing(connection: psycopg.Connection, judged: dict[str, object], day: Interval) -> list[Verdict]:
    key = judged | {"day_start": day.start, "day_end": day.end, "day_checks": list(days.CHECKS)}
    with connection.cursor(row_factory=class_row(Verdict)) as cursor:
        return cursor.execute(_STANDING, key).fetchall()


def _is_same(one: Verdict, other: Verdict) -> bool:
    return (one.source, one.check, one.run_id, one.start, one.end) == (
        other.source, other.check, other.run_id, other.start, other.end,
    )  # fmt: skip


def _own(folder: Path, name: str) -> tuple[dict[str, str | float], float | None]:
    """Return ``checks`` and ``quiet_after`` of a source; none if its file is gone or wrong."""
    try:
        source = find_source(folder, name)
    except SourceError:
        return {}, None
    return source.checks, source.quiet_after
