"""Dates in paths and addresses: the placeholders ``{year}``, ``{month}`` and ``{day}``, and their days."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterator

from newswire.fetch.fetched import Interval

PLACEHOLDERS = {"{year}": "%Y", "{yy}": "%y", "{month}": "%m", "{day}": "%d"}
"""Each placeholder and the directive of ``strftime`` that fills it."""

_BRACES = re.compile(r"\{[^{}]*\}?|\}")


def checked(text: str) -> str:
    """Return a path or an address whose placeholders, if any, name a year.

    Raises:
        ValueError: a brace belongs to no placeholder, or the year or the month is missing.
    """
    found = set(_BRACES.findall(text))
    if unknown := found - PLACEHOLDERS.keys():
        raise ValueError(f"{min(unknown)!r} is no placeholder; {', '.join(PLACEHOLDERS)} are")
    if found and not found & {"{year}", "{yy}"}:
        raise ValueError("a year ({year} or {yy}) is needed beside the month and the day")
    if "{day}" in found and "{month}" not in found:
        raise ValueError("{day} needs {month} beside it")
    return text


def directives(text: str) -> str:
    """Return a form of dates with directives of ``strptime`` in the place of placeholders."""
    for placeholder, directive in PLACEHOLDERS.items():
        text = text.replace(placeholder, directive)
    return text


def is_dated(text: str) -> bool:
    """Return whether a path or an address has placeholders."""
    return any(placeholder in text for placeholder in PLACEHOLDERS)


def fixed(text: str) -> str:
    """Return the folders of a path before its first placeholder."""
    beginning = text[: min((text.find(p) for p in PLACEHOLDERS if p in text), default=len(text))]
    return beginning.rpartition("/")[0] if is_dated(text) else text


def filled(
    text: str, interval: Interval, back: int = 0, zone: dt.tzinfo = dt.UTC
) -> Iterator[tuple[str, dt.datetime, dt.datetime]]:
    """Yield a path for each of its days that ``interval`` and ``back`` days before it have, oldest first.

    The days are those of ``zone``. A path of months or years is yielded once for each of them. A path without
    placeholders is yielded never.

    Returns:
        tuples of the path, and the first and the last instant that it stands for.
    """
    seen: set[str] = set()
    first = (interval.start - dt.timedelta(days=back)).astimezone(zone).date()
    last = (interval.end - dt.timedelta(microseconds=1)).astimezone(zone).date()
    for ordinal in range(first.toordinal(), last.toordinal() + 1) if is_dated(text) else ():
        day = dt.date.fromordinal(ordinal)
        path = text
        for placeholder, directive in PLACEHOLDERS.items():
            value = f"{day.year:04}" if directive == "%Y" else day.strftime(directive)
            path = path.replace(placeholder, value)
        if path not in seen:
            seen.add(path)
            yield (
                path,
                *period(
                    day.year,
                    day.month if "{month}" in text else None,
                    day.day if "{day}" in text else None,
                    zone,
                ),
            )


def days_back(interval: Interval, now: dt.datetime, late: int) -> int:
    """Return the days before an interval whose paths are asked for as well.

    Only the latest interval looks back, at most ``late`` days and to the source's first run.
    """
    if not interval.is_latest(now):
        return 0
    first = interval.since or interval.start
    return min(max((interval.start.date() - first.date()).days, 0), late)


def period(
    year: int, month: int | None, day: int | None, zone: dt.tzinfo = dt.UTC
) -> tuple[dt.datetime, dt.datetime]:
    """Return the first and the last instant (UTC) of a day, of a month, or of a year of ``zone``.

    Raises:
        ValueError: the calendar has no such day.
    """
    first = dt.datetime(year, month or 1, day or 1, tzinfo=zone)
    last_month = month or 12
    last = first.replace(month=last_month, day=day or monthrange(year, last_month)[1])
    return first.astimezone(dt.UTC), dt.datetime.combine(last, dt.time.max, zone).astimezone(dt.UTC)
