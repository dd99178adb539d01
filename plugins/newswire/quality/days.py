"""The checks of a source's day: its number of new stories against the median of the same weekdays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import psycopg

from newswire.fetch.fetched import Interval
from newswire.limits.checks import Limit
from newswire.quality.verdicts import Verdict, outcome

WEEKS, ENOUGH_DAYS = 8, 4
"""The usual number is the median of the same weekdays of the last ``WEEKS``; fewer than ``ENOUGH_DAYS`` are
none."""

ENOUGH_STORIES = 20
"""A usual number below this may halve by chance: with a mean of 20 it does so on one day in 200 (Poisson)."""

CHECKS = ("silent_zero", "drop")

_JUDGED = """
SELECT DISTINCT source_name FROM ledger.checks
WHERE source_name = ANY(%(sources)s) AND check_name = ANY(%(checks)s)
  AND run_id IS NULL AND interval_start = %(start)s AND interval_end = %(end)s
"""

_DAYS = """
WITH asked AS (
    SELECT DISTINCT fetched.source_name, date_trunc('day', fetched.interval_start, 'UTC') AS day
    FROM ledger.fetches AS fetched
    WHERE fetched.source_name = ANY(%(sources)s)
      AND fetched.asked_at >= %(first)s
      AND fetched.outcome IN ('documents', 'unchanged', 'empty')
      AND fetched.interval_start >= %(first)s AND fetched.interval_start < %(end)s
      AND extract(isodow FROM fetched.interval_start AT TIME ZONE 'UTC') = %(weekday)s
),
counted AS (
    SELECT source_name, day, (
        SELECT coalesce(sum(new + copies), 0) FROM ledger.runs AS run
        WHERE run.source_name = asked.source_name AND run.state = 'loaded'
          AND run.interval_start >= asked.day AND run.interval_start < asked.day + interval '24 hours'
    ) AS stories
    FROM asked
)
SELECT
    source_name,
    max(stories) FILTER (WHERE day = %(start)s),
    percentile_cont(0.5) WITHIN GROUP (ORDER BY stories) FILTER (WHERE day < %(start)s),
    count(*) FILTER (WHERE day < %(start)s)
FROM counted
GROUP BY source_name
HAVING bool_or(day = %(start)s)
"""
"""Days on which the source answered count, with or without stories. A source that did not answer has failed:
its tasks report that."""


def judge(
    connection: psycopg.Connection,
    sources: Sequence[str],
    day: Interval,
    limits: Mapping[str, Mapping[str, Limit]],
) -> Iterator[Verdict]:
    """Yield the verdicts on a UTC day that is over, for sources without one on it."""
    key = {
        "sources": list(sources),
        "first": day.start - WEEKS * 7 * (day.end - day.start),
        "start": day.start,
        "end": day.end,
        "weekday": day.start.isoweekday(),
        "checks": list(CHECKS),
    }
    judged = {source for (source,) in connection.execute(_JUDGED, key)}
    key["sources"] = [source for source in sources if source not in judged]
    if not key["sources"]:
        return
    for source, stories, usual, past in connection.execute(_DAYS, key):
        for check in CHECKS:
            limit = limits[source][check]
            if limit.level != "off":
                yield _verdict(check, limit, source, day, int(stories), usual, past)


def _verdict(
    check: str, limit: Limit, source: str, day: Interval, stories: int, usual: float | None, past: int
) -> Verdict:
    weekday = f"{day.start:%A} {day.start:%Y-%m-%d}"
    came = f"{stories or 'No'} new stor{'y' if stories == 1 else 'ies'} came on {weekday}"
    value: float | None
    threshold: float | None
    if check == "silent_zero":
        least, value, threshold, bad = limit.threshold, float(stories), 0.0, stories == 0
    else:
        least, threshold = float(ENOUGH_STORIES), limit.threshold
        value = stories / usual if usual else None
        bad = value is not None and 0 < value < threshold  # silent_zero is about none at all
    if past < ENOUGH_DAYS or usual is None:
        why = f"{past} earlier {day.start:%A}s of the {ENOUGH_DAYS} that are needed are known"
        sentence, threshold, bad = f"{came}; not judged, because {why}.", None, False
    elif usual < least:
        why = f"the median of {past} {day.start:%A}s is {usual:,.0f}, and fewer than {least:g} vary by chance"
        sentence, threshold, bad = f"{came}; not judged, because {why}.", None, False
    else:
        sentence = f"{came}; the median of {past} {day.start:%A}s before is {usual:,.0f}."
    if bad:
        sentence += (
            " The source answers, so look whether its page or feed has changed or moved: "
            f"./newswire try {source}."
        )
    return Verdict(
        source,
        check,
        day.start,
        day.end,
        None,
        value,
        threshold,
        outcome(bad=bad, level=limit.level),
        sentence,
    )
