"""Lines of plain text that only say when it was sent: the first ones, or the last ones."""

from __future__ import annotations

import datetime as dt
import re

from newswire.parse import dates, teletype
from newswire.parse.times import Clock, Given

_STAMP = re.compile(
    r"(?P<date>\d[^:]{4,20}?)[\s,|–-]+(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?\s*"
    r"(?P<zone>[A-Z]{1,5})?"
)
_SHORT_YEAR = re.compile(r"(?P<day>\d{1,2})[-. /](?P<month>[^\W\d_]{3,10})\.?[-. /](?P<year>\d\d)")
_FIRST, _LAST = 3, 4
_LONGEST = 80
"""Characters of a line that may end with the time: a writer's and a desk's codes stand before it."""


def without_time_line(
    lines: list[str], clock: Clock, fetched_at: dt.datetime | None
) -> tuple[Given | None, list[str]]:
    """When the text was sent, and its lines without the one that says only that.

    ``13.05.2024 10:42``, ``13-MAY-24 10:42`` or a day-time group (``131042 MAY 24``), which may
    also end the last line. Of several such lines none is taken: they are a timetable.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    at_ends = sorted({*filled[:_FIRST], *filled[-_LAST:]})
    stamps = [number for number in at_ends if _says_only_when(lines[number])]
    if len(stamps) == 1:
        (number,) = stamps
        if given := _read(lines[number].strip(), clock, fetched_at):
            return given, [*lines[:number], "", *lines[number + 1 :]]
    last = lines[filled[-1]].strip() if filled and not stamps else ""
    if last[-1:].isdecimal() and len(last) <= _LONGEST and any(map(str.isalpha, last[-12:])):
        return teletype.time_group(last, clock, fetched_at), lines
    return None, lines


def _says_only_when(line: str) -> bool:
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    return _STAMP.fullmatch(line) is not None or (
        teletype.is_time_group(line) and any(map(str.isalpha, line))
    )


def _read(line: str, clock: Clock, fetched_at: dt.datetime | None) -> Given | None:
    stamp = _STAMP.fullmatch(line)
    if stamp is None:
        return teletype.time_group(line, clock, fetched_at)
    day = _day(stamp["date"].strip(), fetched_at.date() if fetched_at else None)
    if day is None or int(stamp["hour"]) > 23:
        return None
    moment = dt.datetime.combine(day, dt.time(int(stamp["hour"]), int(stamp["minute"])))
    return teletype.in_zone(moment, stamp["zone"] or "", clock, line)


def _day(written: str, reference: dt.date | None) -> dt.date | None:
    if short := _SHORT_YEAR.fullmatch(written):
        months = dates.month(short["month"])
        try:
            return dt.date(2000 + int(short["year"]), months[0], int(short["day"])) if months else None
        except ValueError:
            return None
    found = dates.match(written)
    return found[0].resolve(reference) if found and found[0].year and found[1] == len(written) else None
