"""What stands above a plain text: a block of ``Name: value`` lines, or one that says when it was issued."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from newswire.parse import dates
from newswire.parse.story_names import KNOWN_AS, plain
from newswire.parse.times import Clock, Given
from newswire.parse.zones import read_zone

_LINE = re.compile(r"(?P<name>[^\W\d_][\w .'/-]{0,28}?)\s*:(?:\s+(?P<value>\S.*)|\s*)")
_FEWEST = 2
_MOST = 24
_FIELDS = (
    *("headline", "slugline", "byline", "dateline", "place", "published", "embargo_until", "credit"),
    *("standfirst", "keywords", "category", "genre", "language", "ed_note", "copyright", "usage_terms"),
    *("guid", "version", "urgency", "priority", "provider", "body"),
)
_OURS = {name: ours for ours in reversed(_FIELDS) for name in KNOWN_AS[ours]}

_ISSUED = re.compile(
    r"\s*(?:(?:(?:first|last|originally) )?(?:issued|published|posted|released|updated)\b|date\s*:|"
    r"at\b.{1,32}$)",
    re.IGNORECASE,
)
_LONGEST = 80
"""Characters of such a line: more is running text."""
_CLOCK = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:[:.]?(?P<minute>\d\d))?\s*(?:(?P<half>[ap])\.?m\.?)?\s*"
    r"(?P<zone>[A-Z]{1,5}\b|[+-]\d\d:?\d\d)?"
)
_ISSUE_LINES = 8


@dataclass(slots=True)
class Header:
    """Values by our names, the lines that have other names, and how many lines it takes."""

    values: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    length: int = 0


def read_header(lines: list[str]) -> Header | None:
    """The block of ``Name: value`` lines at the beginning, if one of them is the headline.

    An indented line goes on with the value before it. The block ends at the first blank line, at
    one that has another form, and after the name of the body.
    """
    found, last = Header(), ""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    for number, line in enumerate(lines[start : start + _MOST], start):
        if last and line[:1] in {" ", "\t"} and line.strip():
            found.values[last] += " " + line.strip()
        elif said := _LINE.fullmatch(line.strip()):
            ours, value = _OURS.get(plain(said["name"])), said["value"] or ""
            if ours == "body" and not value:
                found.length = number + 1
                break
            last = ours if ours and ours not in found.values and ours != "body" and value else ""
            if last:
                found.values[last] = value
            else:
                found.others.append(line.strip())
        else:
            break
        found.length = number + 1
    return found if "headline" in found.values and len(found.values) >= _FEWEST else None


def issued(lines: list[str], clock: Clock) -> Given | None:
    """When a text says that it was issued (``Issued at 9:27 am EST on Thursday 5 July 2018.``)."""
    filled = [line for line in lines[: 3 * _ISSUE_LINES] if line.strip()]
    for line in filled[:_ISSUE_LINES]:
        if len(line) > _LONGEST or not _ISSUED.match(line):
            continue
        printed = dates.find(line)
        day = printed.resolve() if printed and printed.year else None
        if day:
            return _at(day, line, clock)
    return None


def _at(day: dt.date, line: str, clock: Clock) -> Given:
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
        zone = said["zone"] and read_zone(
            said["zone"], moment, clock.defaults.language, clock.defaults.timezone
        )
        if not zone:
            return clock.zoned(moment, "issued", line.strip()[:80], "minute")
        if zone.doubt:
            clock.warnings.append(f"issued: {zone.doubt}.")
        return Given(moment.replace(tzinfo=zone.offset), "minute")
    own = ZoneInfo(clock.defaults.timezone) if clock.defaults.timezone else dt.UTC
    return Given(dt.datetime.combine(day, dt.time(), own), "day")
