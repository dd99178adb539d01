"""The checks of a loaded run: one statement each, judged by the source's own habit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import psycopg

from newswire.fetch.fetched import Interval
from newswire.limits.checks import Limit
from newswire.quality.verdicts import Verdict, outcome

PAST_RUNS, ENOUGH_RUNS = 28, 7
"""The habit is the median of a source's last ``PAST_RUNS`` values; fewer than ``ENOUGH_RUNS`` are none."""

FEW = 3
"""Fewer bad items than these are chance, whatever their share. So a lateness needs as many stories."""

_OF_ITEMS = """
SELECT fetched.run_id, count(*) FILTER (WHERE {bad}), count(*)
FROM raw.fetches AS fetched JOIN news.versions AS version USING (fetch_id)
WHERE fetched.run_id = ANY(%(runs)s) AND {counted}
GROUP BY fetched.run_id
"""

_TEXTS = "version.kind = 'text' AND version.pubstatus = 'usable'"


def _of_items(bad: str, counted: str = _TEXTS) -> str:
    return _OF_ITEMS.format(bad=bad, counted=counted)


@dataclass(frozen=True, slots=True)
class RunCheck:
    """A check of runs.

    ``statement`` returns run, number of bad items and number of items; for ``late`` the hours and the number
    of stories. Without ``needs_habit``, a source without enough runs has a habit of 0. ``meaning`` completes
    "3 of 40 items …", ``remedy`` is a sentence.
    """

    name: str
    statement: str
    needs_habit: bool
    meaning: str
    remedy: str


CHECKS = (
    RunCheck(
        "late",
        """
        SELECT
            run.run_id,
            percentile_cont(0.5) WITHIN GROUP (
                ORDER BY extract(epoch FROM fetched.fetched_at - version.published) / 3600
            ),
            count(*)
        FROM ledger.runs AS run
        JOIN raw.fetches AS fetched USING (run_id)
        JOIN news.versions AS version USING (fetch_id)
        JOIN news.items AS item USING (item_id)
        WHERE run.run_id = ANY(%(runs)s)
          AND item.first_version_id = version.version_id
          AND version.published IS NOT NULL AND version.published_precision <> 'day'
          AND run.fetched_at < run.interval_end + (run.interval_end - run.interval_start)
        GROUP BY run.run_id
        """,
        True,
        "were published {value:,.1f} hours before their fetch (median of {whole:,} new ones)",
        "Look whether the source publishes late, is asked too seldom, or its times are read in a wrong zone "
        "(timezone in its file).",
    ),
    RunCheck(
        "future",
        _of_items(
            "version.published > fetched.fetched_at + CASE version.published_precision"
            " WHEN 'day' THEN interval '1 day' ELSE interval '15 minutes' END",
            "version.published IS NOT NULL",
        ),
        False,
        "have a date after their fetch",
        "Look at their times; timezone in the source's file may be wrong.",
    ),
    RunCheck(
        "rejected",
        "SELECT run_id, rejected, parsed FROM ledger.runs WHERE run_id = ANY(%(runs)s) AND parsed > 0",
        False,
        "were rejected",
        "mart.rejected has the reasons; after a fix, ./newswire replay takes them again.",
    ),
    RunCheck(
        "dateline",
        _of_items("version.dateline IS NULL"),
        True,
        "have no dateline",
        "The source may have changed its form: ./newswire parse --explain shows the evidence of each field.",
    ),
    RunCheck(
        "language",
        _of_items("version.language IS NULL"),
        True,
        "have no language",
        "Look at their texts; language in the source's file is the default.",
    ),
    RunCheck(
        "empty",
        _of_items("coalesce(version.body_text, '') = ''"),
        True,
        "have no text",
        "The source may have changed its form: ./newswire parse --explain shows the evidence of each field.",
    ),
)
"""Every check of runs."""

_HABIT = """
SELECT run.run_id, run.source_name, run.interval_start, run.interval_end, past.habit, past.runs
FROM ledger.runs AS run
CROSS JOIN LATERAL (
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY value) AS habit, count(*) AS runs
    FROM (
        SELECT value FROM ledger.checks
        WHERE source_name = run.source_name AND check_name = %(check)s AND run_id < run.run_id
          AND value IS NOT NULL
        ORDER BY run_id DESC LIMIT %(most)s
    ) AS earlier
) AS past
WHERE run.run_id = ANY(%(runs)s)
"""


def judge(
    connection: psycopg.Connection, run_ids: Sequence[int], limits: Mapping[str, Mapping[str, Limit]]
) -> Iterator[Verdict]:
    """Yield the verdicts on loaded runs. ``limits`` has the limits of each source by check.

    A run is not ok if at least ``FEW`` items are bad, and their share is above habit and threshold together.
    The hours of ``late`` are judged in the same way.
    """
    for check in CHECKS if run_ids else ():
        values = {run: rest for run, *rest in connection.execute(check.statement, {"runs": list(run_ids)})}
        key = {"runs": list(values), "check": check.name, "most": PAST_RUNS}
        for run, source, start, end, habit, past in connection.execute(_HABIT, key):
            limit = limits[source][check.name]
            if limit.level != "off":
                number, whole = values[run]
                yield _verdict(
                    check, limit, source, Interval(start, end), run, float(number), whole, habit, past
                )


def _verdict(
    check: RunCheck,
    limit: Limit,
    source: str,
    interval: Interval,
    run_id: int,
    number: float,
    whole: int,
    habit: float | None,
    past: int,
) -> Verdict:
    is_late = check.name == "late"
    value = number if is_late else number / whole
    enough = past >= ENOUGH_RUNS
    threshold = None if check.needs_habit and not enough else limit.threshold + (habit or 0) * enough
    few = (whole if is_late else number) < FEW
    bad = threshold is not None and value > threshold and not few
    counted = "The stories" if is_late else f"{number:,.0f} of {whole:,} items"
    share = "" if is_late else f" ({value:.0%})"
    sentence = f"{counted} {check.meaning.format(value=value, whole=whole)}{share}"
    if threshold is None:
        sentence += f"; not judged, because {past} runs of the {ENOUGH_RUNS} that make a habit are known."
    else:
        most = f"{threshold:,.1f} hours" if is_late else f"{threshold:.0%}"
        usual = f"the median of {past} runs is {_in_words(habit, is_late)}, " if enough else ""
        sentence += f"; {usual}up to {most} is in order."
    return Verdict(
        source,
        check.name,
        interval.start,
        interval.end,
        run_id,
        value,
        threshold,
        outcome(bad=bad, level=limit.level),
        f"{sentence} {check.remedy}" if bad else sentence,
    )


def _in_words(habit: float | None, is_late: bool) -> str:
    return f"{habit or 0:,.1f} hours" if is_late else f"{habit or 0:.0%}"
