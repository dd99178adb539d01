"""The days with texts in a language, by which a text without another language near it gets no keys.

Days that are alone wake when another language comes near them: their texts get keys then, in batches. So a
text and its translation meet, whichever comes first.
"""

from __future__ import annotations

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import psycopg
from psycopg.rows import class_row

Day = tuple[dt.date, str]
"""A day in UTC, and the language of texts on it."""

_STATES = "SELECT day, language, state FROM news.translation_days WHERE day BETWEEN %s AND %s"

_KEEP = """
INSERT INTO news.translation_days (day, language, state)
SELECT * FROM unnest(%s::date[], %s::text[], %s::text[])
ON CONFLICT (day, language) DO UPDATE SET state = excluded.state
"""

_ASLEEP = """
SELECT key.version_id, key.issued_at, waking.language, waking.day
FROM news.translation_days AS waking
CROSS JOIN LATERAL (
    SELECT version_id, issued_at FROM news.translation_keys AS one
    WHERE one.issued_at >= waking.day::timestamp AT TIME ZONE 'UTC'
      AND one.issued_at < (waking.day + 1)::timestamp AT TIME ZONE 'UTC'
      AND one.language = waking.language AND one.keys IS NULL
    OFFSET 0
) AS key
WHERE waking.state = 'waking'
ORDER BY waking.day, waking.language
LIMIT %s
"""

_WAKE = "UPDATE news.translation_days SET state = 'awake' WHERE state = 'waking'"
_WAKE_BEFORE = f"{_WAKE} AND (day, language) < (%s, %s)"


@dataclass(frozen=True, slots=True)
class Seen:
    """A version with its time, its language (empty: unknown), and the day of its time in UTC."""

    version_id: int
    issued_at: dt.datetime
    language: str
    day: dt.date


def near(days: Collection[Day], others: Collection[Day], window: dt.timedelta) -> set[Day]:
    """Return the days that have another language of ``others`` within the window, to the day."""
    reach = _reach(window)
    spoken: dict[str, list[int]] = {}
    for day, language in sorted(others):
        spoken.setdefault(language, []).append(day.toordinal())

    def is_within(there: Sequence[int], day: int) -> bool:
        at = bisect_left(there, day - reach)
        return at < len(there) and there[at] <= day + reach

    return {
        (day, language)
        for day, language in days
        if any(language != other and is_within(there, day.toordinal()) for other, there in spoken.items())
    }


def around(connection: psycopg.Connection, days: Collection[Day], window: dt.timedelta) -> dict[Day, str]:
    """Return the states of all days from a window before the first of some days to one after the last."""
    if not days:
        return {}
    reach, ordinals = _reach(window), [day.toordinal() for day, _ in days]
    first = dt.date.fromordinal(max(min(ordinals) - reach, dt.date.min.toordinal()))
    last = dt.date.fromordinal(min(max(ordinals) + reach, dt.date.max.toordinal()))
    return {(day, language): state for day, language, state in connection.execute(_STATES, (first, last))}


def arrive(connection: psycopg.Connection, days: set[Day], window: dt.timedelta) -> set[Day]:
    """Keep the days of new texts, and let days wake that they come near. Return those that are not alone."""
    states = around(connection, days, window)
    alone = {day for day, state in states.items() if state == "alone"}
    woken = near(alone | days, states.keys() | days, window)
    changed = dict.fromkeys(woken & alone, "waking")
    changed |= {day: "awake" if day in woken else "alone" for day in days - states.keys()}
    if changed:
        rows = [(day, language, state) for (day, language), state in sorted(changed.items())]
        connection.execute(_KEEP, [list(column) for column in zip(*rows, strict=True)])
    return {day for day in days if (states | changed)[day] != "alone"}


def asleep(connection: psycopg.Connection, most: int) -> list[Seen]:
    """Return versions of waking days that have no keys, and let the days before the last of them be awake."""
    with connection.cursor(row_factory=class_row(Seen)) as cursor:
        found = cursor.execute(_ASLEEP, (most,)).fetchall()
    if len(found) < most:
        connection.execute(_WAKE)
    else:
        connection.execute(_WAKE_BEFORE, (found[-1].day, found[-1].language))
    return found


def _reach(window: dt.timedelta) -> int:
    """Return the most days between the dates of two texts within the window."""
    return math.ceil(window / dt.timedelta(days=1))
