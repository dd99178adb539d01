"""The days in a line of a page, each with its time and with the word that leads to it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from newswire.lexicon import dates
from newswire.lexicon.month_names import is_weekday
from newswire.lexicon.zones import match_zone
from newswire.parse.pages.facts.prints.labels import UNSPACED, Kind, labels

YEAR = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|25[5-9]\d(?!\d)|1[34]\d\d(?=[/.-]))|[٠-٩۰-۹०-९০-৯]{4}"
    r"|(?<!\d)\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)"
)
"""A year, by which a line may hold a day: of the common calendar, of Thailand and of Iran."""
_START = re.compile(r"(?<![\w\u0900-\u0dff])\w")
_HIJRI = re.compile(r"(?<!\d)[\d٠-٩]{1,2}\s+(?=[محصرجشذ])")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CLOCK = (
    r"(?:(?P<half>오전|오후|上午|下午|午前|午後)\s?)?(?<!\d)(?P<hour>\d{1,2})"
    r"(?:\s?[:h時时點点시]\s?|\.)(?P<minute>\d\d)(?!\d|\.\d)\s?[分분]?(?::(?P<second>\d\d)(?!\d))?"
    r"(?:\s?(?P<after>[ap]\.?m\b\.?|ص|م|صباحا|مساء|πμ|μμ|π\.μ\.|μ\.μ\.)(?!\w)\u064b?)?"
)
_AFTER = re.compile(
    rf"[\s.,،|•·/()\[\]–—-]*(?:[^\W\d_]{{1,7}}\.?:?\s){{0,2}}?[\s|•·/–—-]*(?:{_CLOCK})(?:\s?(?:Uhr|hrs?|h|น|ч)\b\.?)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?:{_CLOCK})\s*(?:Uhr|hrs?|h)?(?:\s(?-i:(?P<zone>[A-Z]{{3,5}})))?[\s,،|•·/–—-]*$", re.IGNORECASE
)
_INSIDE = re.compile(rf"(?<![\d.]){_CLOCK}", re.IGNORECASE)
_LONGEST_LABEL = 30
_SHORTEST = 6
"""Characters of a day before the time behind it: ``1/5/24``."""
_LEADING = re.compile(r"\s(?:on|am|le|el|il|op|den|em|dne|om|um|at|à|del?|a|o|v|в)\s*$")
"""A preposition that leads from a byline to the day behind it."""
_LEAD = re.compile(r"(?:on|le|am|den|dne|el|il|em|a|ngày|في|يوم)\.?\s+", re.IGNORECASE)
"""A preposition before a day, which belongs to the words before it."""
_ZONE = re.compile(r"\s*[\[(]?\s*(?P<name>[A-Z]{2,5}(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)(?!\w)")
_FORENOON = frozenset(("am", "오전", "上午", "午前", "ص", "صباحا", "πμ"))
_GLUED = re.compile(
    r"(?<=[^\W\d_a-zß-ÿ]{2})(?=[A-Z][a-z]{3})|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ][a-zß-ÿ]{2})"
    r"|(?<=[^\W\d_]{2})(?=\d{1,2} )|(?<=\d{4})(?=[A-ZÀ-Þ][a-zß-ÿ])"
)
"""Places where two parts of a bar were set without a space: ``RoePublished``, ``ISTUpdated``."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day in a line: its place there with the time, and what its label states, None without one.

    ``text`` is the day with its time, in ISO 8601 unless it can be read in two ways.
    """

    start: int
    end: int
    text: str
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class DayLine:
    """A line with its days, and the words that are neither days nor labels."""

    line: str
    days: tuple[Day, ...]
    rest: str
    labels: tuple[tuple[int, int], ...] = ()

    def beside(self, day: Day) -> tuple[str, str]:
        """Return the words before and after a day up to the next one."""
        begin, end = self._bounds(day)
        return self.line[begin : day.start], self.line[day.end : end]

    def around(self, day: Day) -> tuple[str, str]:
        """Return the words before and after a day up to the next one, without labels and weekdays."""
        begin, end = self._bounds(day)
        return self._without_labels(begin, day.start), self._without_labels(day.end, end)

    def _bounds(self, day: Day) -> tuple[int, int]:
        return (
            max((one.end for one in self.days if one.end <= day.start), default=0),
            min((one.start for one in self.days if one.start >= day.end), default=len(self.line)),
        )

    def _without_labels(self, begin: int, end: int) -> str:
        text = self.line[begin:end]
        for start, stop in self.labels:
            if begin <= start < end:
                text = text.replace(self.line[start:stop], "", 1)
        return " ".join(word for word in text.split() if not is_weekday(word.strip(",،:.()")))


def unglued(line: str) -> str:
    """Return a line with spaces before the labels and days of a bar that stand together without one."""
    places = [found.start() for found in _GLUED.finditer(line)]
    for place in reversed(places):
        rest = line[place : place + _LONGEST_LABEL]
        if rest[0].isdigit() or next((begin == 0 for begin, _, _ in labels(rest)), False):
            line = f"{line[:place]} {line[place:]}"
    return line


def read_day_line(line: str) -> DayLine | None:
    """Return the days in a line; None if it has none with a year.

    Labels lead to the day behind them, unless the line begins with a day and ends with a label.
    """
    if not YEAR.search(line):
        return None
    line = unglued(line)
    skipped: list[tuple[int, int]] = []
    days = list(_days(line, skipped))
    if not days:
        return None
    named = [one for one in labels(line) if not any(day.start <= one[0] < day.end for day in days)]
    trails = bool(named) and named[0][0] > days[0].start and named[-1][0] > days[-1].start
    kinds: list[Kind | None] = []
    for place, day in enumerate(days):
        before = days[place - 1].end if place else 0
        after = days[place + 1].start if place + 1 < len(days) else len(line)
        begin, end = (day.end, after) if trails else (before, day.start)
        own = [kind for start, _, kind in named if begin <= start < end]
        kinds.append(None if not own else own[0] if trails else own[-1])
    rest, last = [], 0
    spans = [*((day.start, day.end) for day in days), *skipped]
    spans += [(begin, end) for begin, end, kind in named if kind != "other"]
    for begin, end in sorted(spans):
        rest.append(line[last:begin])
        last = max(last, end)
    rest.append(line[last:])
    rest = [_LEADING.sub("", piece) for piece in rest if any(map(_is_name_part, piece)) or piece.isspace()]
    found = tuple(Day(day.start, day.end, day.text, kind) for day, kind in zip(days, kinds, strict=True))
    return DayLine(
        line, found, " ".join(" ".join(rest).split()), (*((one[0], one[1]) for one in named), *skipped)
    )


def _is_name_part(letter: str) -> bool:
    """Return whether a letter may begin a name: no small letter of a script that has large ones."""
    return letter.isalpha() and not letter.islower()


def words(text: str) -> int:
    """Return the number of words in a text; in scripts without spaces every third letter is one."""
    found = _WORD.findall(text)
    return (
        len(found)
        if text.isascii()
        else sum((len(word) + 2) // 3 if UNSPACED.search(word) else 1 for word in found)
    )


def _days(line: str, skipped: list[tuple[int, int]]) -> Iterator[Day]:
    """Yield the days with a year in a line, each with its time; add Islamic dates to ``skipped``."""
    last = 0
    for start in _START.finditer(line):
        place = start.start()
        if place < last:
            continue
        if line[place].isdigit() and _HIJRI.match(line, place) and (end := dates.skip_hijri(line, place)):
            skipped.append((place, end))
            last = end
            continue
        found = dates.match(line, place)
        if found is None or found[0].year is None:
            continue
        printed, end = found
        if inside := _INSIDE.search(line, place + _SHORTEST, end):
            end = inside.start()
        written = line[place:end].rstrip(" ,،/-–—")
        lead = _LEAD.match(line, place)
        begin, clock = lead.end() if lead else place, _AFTER.match(line, end)
        if clock and _is_clock(clock):
            end = clock.end()
        elif (clock := _BEFORE.search(line[last:place])) and _is_clock(clock):
            begin = last + clock.start()
        else:
            clock = None
        zone = _ZONE.match(line, end) if clock else None
        name = zone["name"].replace(" ", "") if zone else ""
        if zone and match_zone(name) == len(name):
            end = zone.end()
        else:
            name = (clock.groupdict().get("zone") or "") if clock else ""
        last = end
        yield Day(begin, end, f"{_iso(printed) or written} {_time(clock) if clock else ''} {name}".strip())


def _is_clock(found: re.Match[str]) -> bool:
    return int(found["hour"]) < 24 and int(found["minute"]) < 60 and int(found["second"] or 0) < 60


def _iso(printed: dates.PrintedDate) -> str | None:
    day = printed.resolve()
    return day.isoformat() if isinstance(day, dt.date) else None


def _time(clock: re.Match[str]) -> str:
    hour = int(clock["hour"])
    half = (clock["half"] or clock["after"] or "").lower().replace(".", "")
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (0 if half in _FORENOON else 12)
    return f"{hour:02}:{int(clock['minute']):02}" + (f":{int(clock['second']):02}" if clock["second"] else "")
