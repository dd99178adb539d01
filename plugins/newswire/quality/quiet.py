"""Sources that have gone quiet: reported once, and once more when they bring stories again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

import psycopg

from newswire.fetch.fetched import Interval
from newswire.limits.checks import Limit
from newswire.quality.verdicts import Verdict, outcome

PAST = dt.timedelta(days=56)
"""The time whose gaps between two fetches with stories make a source's rhythm."""

ENOUGH_GAPS, ENOUGH_TIME = 8, dt.timedelta(days=14)
"""A rhythm needs so many gaps over so long a time: two weekends are in it."""

USUAL, LONGEST = 4, 1.5
"""A source is quiet after ``USUAL`` times its median gap and ``LONGEST`` times its longest gap."""

_BACK = """
UPDATE ledger.quiet SET back_at = again.at
FROM (
    SELECT quiet.source_name, min(run.fetched_at) AS at
    FROM ledger.quiet JOIN ledger.runs AS run USING (source_name)
    WHERE quiet.source_name = ANY(%(sources)s) AND quiet.back_at IS NULL
      AND run.state = 'loaded' AND run.new + run.updated + run.copies > 0
      AND run.fetched_at > quiet.quiet_since
    GROUP BY quiet.source_name
) AS again
WHERE quiet.source_name = again.source_name AND quiet.back_at IS NULL
RETURNING quiet.source_name, quiet.quiet_since, quiet.back_at
"""

_SILENT = """
SELECT silent.source_name, silent.at, rhythm.gaps, rhythm.since, rhythm.median, rhythm.longest
FROM (
    SELECT source_name, (
        SELECT max(run.fetched_at) FROM ledger.runs AS run
        WHERE run.source_name = asked.source_name
          AND run.state = 'loaded' AND run.new + run.updated + run.copies > 0
    ) AS at
    FROM unnest(%(sources)s::text[]) AS asked (source_name)
) AS silent
JOIN unnest(%(sources)s::text[], %(least)s::interval[]) AS limited (source_name, least)
    ON limited.source_name = silent.source_name AND silent.at < %(now)s - limited.least
CROSS JOIN LATERAL (
    SELECT
        count(gap) AS gaps, min(at) AS since,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY gap) AS median, max(gap) AS longest
    FROM (
        SELECT at, CASE WHEN NOT EXISTS (
            SELECT FROM ledger.quiet AS known
            WHERE known.source_name = silent.source_name AND known.quiet_since = before
        ) THEN at - before END AS gap
        FROM (
            SELECT fetched_at AS at, lag(fetched_at) OVER (ORDER BY fetched_at) AS before
            FROM ledger.runs AS run
            WHERE run.source_name = silent.source_name
              AND run.state = 'loaded' AND run.new + run.updated + run.copies > 0
              AND run.fetched_at > silent.at - %(past)s
        ) AS moments
    ) AS rhythmic
) AS rhythm
WHERE NOT EXISTS (
    SELECT FROM ledger.quiet AS known WHERE known.source_name = silent.source_name AND known.back_at IS NULL
)
"""
"""The sources without a story for their least time, with their rhythm before. A silence that was reported is
no part of it."""

_NOTICE = """
INSERT INTO ledger.quiet (source_name, quiet_since) VALUES (%s, %s) ON CONFLICT DO NOTHING
"""


def judge(
    connection: psycopg.Connection,
    limits: Mapping[str, Limit],
    own_hours: Mapping[str, float | None],
    interval: Interval,
    now: dt.datetime,
) -> Iterator[Verdict]:
    """Yield a verdict for each source that has gone quiet or is back since the last call, and note the state.

    Args:
        connection: the caller's transaction writes the verdicts with the state.
        limits: the limit of each source; its threshold is the least number of hours.
        own_hours: ``quiet_after`` of each source, which replaces the rhythm.
        interval: of the run that asks.
        now: the time of the call.
    """
    watched = [source for source, limit in limits.items() if limit.level != "off"]
    for source, since, back in connection.execute(_BACK, {"sources": watched}).fetchall():
        hours = _hours(back - since)
        sentence = f"New stories came on {_minute(back)}, after {_in_words(back - since)} without any."
        yield Verdict(source, "back", interval.start, interval.end, None, hours, None, "ok", sentence)
    least = {source: _least(own_hours.get(source), limits[source]) for source in watched}
    key = {"sources": watched, "least": list(least.values()), "now": now, "past": PAST}
    for source, last, gaps, since, median, longest in connection.execute(_SILENT, key).fetchall():
        after, own = least[source], own_hours.get(source)
        if own is not None:
            why = f"quiet_after in its file is {own:g} hours"
        elif gaps < ENOUGH_GAPS or last - since < ENOUGH_TIME:
            continue
        else:
            after = max(after, USUAL * median, LONGEST * longest)
            why = f"its gaps are {_in_words(median)} (median) and at most {_in_words(longest)}"
        silence = now - last
        if silence <= after:
            continue
        connection.execute(_NOTICE, (source, last))
        yield Verdict(
            source,
            "quiet",
            interval.start,
            interval.end,
            None,
            _hours(silence),
            _hours(after),
            outcome(bad=True, level=limits[source].level),
            f"No new story came since {_minute(last)}, {_in_words(silence)} ago; {why}, so it is quiet after "
            f"{_in_words(after)}. Look whether it has moved or ended: ./newswire try {source}. This is "
            "reported once, and once more when it is back.",
        )


def _least(own: float | None, limit: Limit) -> dt.timedelta:
    return dt.timedelta(hours=limit.threshold if own is None else own)


def _hours(time: dt.timedelta) -> float:
    return time / dt.timedelta(hours=1)


def _in_words(time: dt.timedelta) -> str:
    hours = _hours(time)
    return f"{hours / 24:,.1f} days" if hours >= 48 else f"{hours:,.1f} hours"


def _minute(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} UTC"
