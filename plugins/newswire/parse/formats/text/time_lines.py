"""Lines of plain text with the time of its issue or transmission."""

from __future__ import annotations

import datetime as dt
import re

from newswire.lexicon import agencies, dates, month_names, places
from newswire.lexicon.patterns.late import late_pattern
from newswire.lexicon.timezones import timezone
from newswire.lexicon.zones import is_shared
from newswire.parse.readers import teletype
from newswire.parse.readers.times import Clock, Given

_STAMP = late_pattern(
    r"(?P<date>\d[^:]{4,20}?)[\s,|–-]+(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,3})?)?"
    r"\s*(?P<zone>[A-Z]{1,5})?"
)
_MONTH_FIRST = late_pattern(
    r"(?P<date>[^\W\d_]{3,10}\.? \d{1,2}, \d{4})[\s,|–-]+(?P<hour>[0-2]?\d):(?P<minute>[0-5]\d)\s*"
    r"(?P<zone>[A-Z]{1,5})(?: \(\d\d:\d\d GMT\))?"
)
"""As Dow Jones writes it: ``May 13, 2024 06:42 ET (10:42 GMT)``."""
_TIME_FIRST = late_pattern(
    r"(?P<hour>[0-2]?\d)[:.h](?P<minute>[0-5]\d)\s*(?P<zone>[A-Z]{1,5})?[\s,|–-]+"
    r"(?P<date>\d{1,4}[./-]\d{1,2}[./-]\d{2,4})"
)
_LONGEST_NAME = 32
"""Characters of an agency's name before a time, with the signs behind it."""
_NUMBER = late_pattern(r"APA\d{4} +(?P<rest>\d{4}-\d\d-\d\d/\d\d:\d\d)$")
"""The last line of APA: ``APA0123 2024-05-13/10:42``."""
_DIGIT = late_pattern(r"\d")
_SHORT_YEAR = late_pattern(r"(?P<day>\d{1,2})[-. /](?P<month>[^\W\d_]{3,10})\.?[-. /](?P<year>\d\d)")
_FIRST, _LAST = 3, 4
_LONGEST = 80
"""Characters of a line with a time, after the codes of writer and desk. A longer line is running text."""

_ISSUED = late_pattern(
    r"\s*(?:(?:(?:first|last|originally) )?(?:issued|published|posted|released|updated)\b|date\s*:|"
    r"at\b.{1,32}$)",
    re.IGNORECASE,
)
_CLOCK = late_pattern(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d\d))?\s*(?:(?P<half>[ap])\.?m\.?)?\s*"
    r"(?P<zone>[A-Z]{1,5}\b|[+-]\d\d:?\d\d)?"
)
_PLACE = late_pattern(r"\b(?:for|in|of|from) (?:the )?((?:[^\W\d_a-zß-ÿ][\w'’-]+ ?){1,3})$")
_ISSUE_LINES = 8


def issued(lines: list[str], clock: Clock) -> Given | None:
    """Return the time of a line of issue (``Issued at 9:27 am EST on Thursday 5 July 2018.``), or None."""
    filled = [line for line in lines[: 3 * _ISSUE_LINES] if line.strip()]
    for line in filled[:_ISSUE_LINES]:
        if len(line) > _LONGEST or not _ISSUED.match(line):
            continue
        printed = dates.find(line)
        day = printed.resolve() if printed and printed.year else None
        if day:
            return _at(day, line, clock, filled)
    return None


def _at(day: dt.date, line: str, clock: Clock, head: list[str]) -> Given:
    for said in _CLOCK.finditer(line):
        hour, minute = int(said["hour"]), int(said["minute"] or 0)
        if (
            not (said["half"] or (said["minute"] and (":" in said[0] or said["zone"])))
            or hour > 23
            or minute > 59
        ):
            continue
        if said["half"]:
            hour = hour % 12 + (12 if said["half"] == "p" else 0)
        moment = dt.datetime.combine(day, dt.time(hour, minute))
        zone = said["zone"] or ""
        if is_shared(zone) and not clock.country:
            clock.country = _country(head)
        given = clock.in_zone(moment, zone, "issued", line.strip()[:80])
        if is_shared(zone) and not clock.country and not clock.defaults.timezone:
            clock.warnings.append(f"issued: {zone} is several zones; it was read as {given.at.tzinfo}.")
            clock.warnings = list(dict.fromkeys(clock.warnings))
        return given
    own = timezone(clock.defaults.timezone) if clock.defaults.timezone else dt.UTC
    return Given(dt.datetime.combine(day, dt.time(), own), "day")


def without_issue_line(lines: list[str]) -> list[str]:
    """Return a body's lines without the line of issue, if they begin with it and it stands alone."""
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None or len(lines[first]) > _LONGEST or not _ISSUED.match(lines[first]):
        return lines
    is_alone = not "".join(lines[first + 1 : first + 2]).strip()
    return lines[first + 1 :] if is_alone and dates.find(lines[first]) else lines


def _country(head: list[str]) -> str | None:
    """Return the country of the places and agencies that the first lines name; None if they name several."""
    found: set[str | None] = set()
    for line in head:
        text = line.strip(" .:")
        for name in (text, *_PLACE.findall(text)):
            if len(name) > _LONGEST or name.isdigit():
                continue
            if known := agencies.agency(name):
                found.add(known.country)
            elif places.is_known(name):
                found.add(places.locate(name).country)
    found.discard(None)
    return found.pop() if len(found) == 1 else None


def without_time_line(
    lines: list[str], clock: Clock, fetched_at: dt.datetime | None
) -> tuple[Given | None, list[str]]:
    """Return the time of transmission, and the lines without the line of that time alone.

    The line is ``13.05.2024 10:42``, ``13-MAY-24 10:42`` or a day-time group (``131042 MAY 24``), perhaps
    with the agency in front (``AFP - 10:42 13/05/2024``), which may also end the last line. Several
    such lines are a timetable, so none of them counts.
    """
    filled = [number for number, line in enumerate(lines) if line.strip()]
    at_ends = sorted({*filled[:_FIRST], *filled[-_LAST:]})
    stamps = [number for number in at_ends if _says_only_when(lines[number])]
    if len(stamps) == 1:
        (number,) = stamps
        if given := _read(lines[number].strip(), clock, fetched_at):
            return given, [*lines[:number], "", *lines[number + 1 :]]
    last = lines[filled[-1]].strip() if filled and not stamps else ""
    if last.endswith(("<", "T")) and (given := teletype.agency_time(last, clock)):
        return given, lines[: filled[-1]]
    if last[-1:].isdecimal() and len(last) <= _LONGEST and any(map(str.isalpha, last[-12:])):
        return teletype.time_group(last, clock, fetched_at), lines
    return None, lines


def _says_only_when(line: str) -> bool:
    line = line.strip()
    if len(line) > _LONGEST:
        return False
    bare = _without_agency(line)
    if _STAMP.fullmatch(bare) or _TIME_FIRST.fullmatch(bare) or _MONTH_FIRST.fullmatch(bare):
        return True
    return teletype.is_time_group(line) and any(map(str.isalpha, line))


def _without_agency(line: str) -> str:
    """Return a line without a name of an agency before its first figure, and without a number of APA."""
    if line.startswith("APA") and (numbered := _NUMBER.match(line)):
        return numbered["rest"].replace("/", " ", 1)
    figure = _DIGIT.search(line, 0, _LONGEST_NAME)
    name = line[: figure.start()].rstrip(" -–—|:,/") if figure else ""
    return line[figure.start() :] if figure and name and agencies.agency(name) else line


def _read(line: str, clock: Clock, fetched_at: dt.datetime | None) -> Given | None:
    line = _without_agency(line)
    stamp = _STAMP.fullmatch(line) or _TIME_FIRST.fullmatch(line) or _MONTH_FIRST.fullmatch(line)
    if stamp is None:
        return teletype.time_group(line, clock, fetched_at)
    day = _day(stamp["date"].strip(), fetched_at.date() if fetched_at else None)
    if day is None or int(stamp["hour"]) > 23:
        return None
    moment = dt.datetime.combine(day, dt.time(int(stamp["hour"]), int(stamp["minute"])))
    return clock.in_zone(moment, stamp["zone"] or "", "sent", line)


def _day(written: str, reference: dt.date | None) -> dt.date | None:
    if short := _SHORT_YEAR.fullmatch(written):
        months = month_names.month(short["month"])
        try:
            return dt.date(2000 + int(short["year"]), months[0], int(short["day"])) if months else None
        except ValueError:
            return None
    found = dates.match(written)
    return found[0].resolve(reference) if found and found[0].year and found[1] == len(written) else None
