"""Days in figures alone: ``13/05/2024``, ``05-06-2024``, ``24-05-13``, ``2026. 11. 27.``.

Figures that can be several days are decided by the weekday beside them, by the language or by the time of
the fetch. Otherwise the day is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from newswire.errors import Skippable

_YEAR_FIRST = re.compile(r"(?<![\d.])(\d{4})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)\.?")
_YEAR_LAST = re.compile(
    r"(?<![\d.])(\d{1,2})\s?(?P<sign>[-./ ])\s?(\d{1,2})\s?(?P=sign)\s?['’]?(\d{4}|\d\d)(?!\d)\.?"
)
_EARLIEST, _LATEST = 1700, 2200
"""Years of other calendars lie outside."""
_YEAR_BEFORE = frozenset(("eu", "fa", "hu", "ja", "ko", "lt", "mn", "sv", "zh"))
"""Languages that write the year first; with two digits too."""
_NEAR = 7
"""Days from the fetch within which a reading is likelier than one further away."""


class Unsure(Skippable):
    """A time that cannot be read surely. The text is the predicate of a sentence about the time."""


class NumberedDay(NamedTuple):
    """A day in figures, its place in the text, and a doubt about it, if there is one."""

    day: dt.date
    start: int
    end: int
    doubt: str | None = None


def numbered_day(
    text: str, language: str | None, reference: dt.date | None, weekday: int | None
) -> NumberedDay | None:
    """Return the first day in figures of a text, None without one.

    Args:
        text: the text, without a time of day.
        language: BCP 47 tag of the document. 3/4 is a day in April unless it is English.
        reference: a day near the day.
        weekday: the weekday beside the day, 0 for Monday.

    Raises:
        Unsure: the figures may be several days.
    """
    if (found := _YEAR_FIRST.search(text)) and _EARLIEST <= int(found[1]) < _LATEST:
        day = _day(int(found[1]), int(found[3]), int(found[4]))
        return NumberedDay(day, *found.span(), _other(day, weekday)) if day else None
    if not (found := _YEAR_LAST.search(text)):
        return None
    readings, is_sure = _readings(found, (language or "").split("-")[0])
    if not readings:
        return None
    day, doubt = _chosen(readings, reference, weekday, is_sure=is_sure)
    return NumberedDay(day, *found.span(), doubt or _other(day, weekday))


def _readings(found: re.Match[str], language: str) -> tuple[list[dt.date], bool]:
    """Return the days that figures can be, the likeliest first, and whether the language decides."""
    first, second, sign, last = int(found[1]), int(found[3]), found["sign"], found[4]
    short = len(last) == 2
    year = int(last) + (0 if not short else 2000 if int(last) < 70 else 1900)
    if not _EARLIEST <= year < _LATEST:
        return [], False
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    year_first = _day(2000 + first if first < 70 else 1900 + first, second, int(last)) if short else None
    is_known = bool(language) and language != "en"
    if short and language in _YEAR_BEFORE:
        order = [year_first, day_first]
    elif sign == ".":
        order = [day_first or month_first]
    elif is_known:
        order = [day_first or month_first, year_first if sign == "-" else None]
    else:
        order = [day_first, month_first, year_first if sign == "-" else None]
    return list(dict.fromkeys(filter(None, order))), is_known or sign == "."


def _chosen(
    readings: list[dt.date], reference: dt.date | None, weekday: int | None, *, is_sure: bool
) -> tuple[dt.date, str | None]:
    """Return the day of several readings, with a doubt if the language alone decided.

    Raises:
        Unsure: nothing decides.
    """
    if len(readings) == 1:
        return readings[0], None
    fitting = [day for day in readings if day.weekday() == weekday]
    if len(fitting) == 1:
        return fitting[0], None
    if reference:
        distance, second = sorted((abs((day - reference).days), day) for day in readings)[:2]
        if distance[0] <= _NEAR < second[0]:
            return distance[1], None
    if is_sure:
        return readings[0], f"has a year of two digits; it was read as {readings[0]}"
    raise Unsure("could be several days")


def _other(day: dt.date, weekday: int | None) -> str | None:
    if weekday is None or day.weekday() == weekday:
        return None
    return f"names another weekday than its date has ({day:%A})"


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
