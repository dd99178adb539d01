"""Times in feeds: the two standard forms, and the many others that publishers write instead.

RSS asks for RFC 822 (RSS 2.0, "Required channel elements"), everything newer for RFC 3339. What is
really sent has other languages' months, zones by their names, epochs, local forms. A time that
cannot be read surely is refused, and so is one that lies after the fetch; the warning keeps the raw
text, so that nothing is lost and a better reader can be tried on it.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from newswire.model import Defaults, Precision
from newswire.parse import dates
from newswire.parse.times import Given
from newswire.parse.zones import read_zone
from newswire.timezones import timezone

AHEAD = dt.timedelta(minutes=10)
"""How far a clock of a publisher may be ahead of ours."""

LONGEST = 120
"""Characters of a time; none is longer."""

_EARLIEST, _LATEST = 1700, 2100
_UNSET = frozenset(
    # What programs write for "no time": zero in .NET, Windows, Excel, SQL Server and Unix.
    dt.date(*day)
    for day in ((1, 1, 1), (1601, 1, 1), (1899, 12, 30), (1900, 1, 1), (1970, 1, 1), (1969, 12, 31))
)

_ISO = re.compile(
    r"(\d{4})(-?)(\d\d)\2(\d\d)"
    r"(?:(?:T|\s*[,-]?\s+(?:at\s+)?|(?<=\d)(?=\d{4}))(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,:](\d+))?)?)?\s*(.*)",
    re.IGNORECASE,
)
_RFC_822 = re.compile(
    r"(?:([a-z]{2,9})\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2,3}),?"
    r"(?:\s+(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,]\d+)?)?(.*))?",
    re.IGNORECASE,
)
_ASCTIME = re.compile(
    # C's asctime, date(1), and JavaScript's Date: the year after the time, or the zone between them.
    r"([a-z]{3,9}),?\s+([a-z]{3,9})\.?\s+(\d{1,2})\s+"
    r"(?:(?P<early>\d{4})\s+)?(\d{1,2}):(\d\d)(?::(\d\d))?\s*(?P<zone>.*?)\s*(?P<late>\d{4})?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{9,10}|\d{13}|\d{16})(?:\.\d+)?")
_CLOCK = re.compile(
    r"(?P<before>[ap]\.?m\.?|오전|오후|上午|下午|午前|午後)?\s*"
    r"(?<![\d:])(?P<hour>\d{1,2})\s*(?:[:h時时點点시]|\.(?=\d\d\s*Uhr))\s*(?P<minute>\d{1,2})(?!\d)\s*[분分]?"
    r"(?:\s*:?\s*(?P<second>\d{1,2})(?!\d)\s*[초秒]?(?:[.,]\d+)?)?"
    r"\s*(?P<after>[ap]\.?\s?m\b\.?|πμ|μμ|π\.μ\.|μ\.μ\.|ص|م(?!\w))?\s*(?:Uhr|hrs?\b|h\b|ч\.?)?",
    re.IGNORECASE,
)
_MORNING = frozenset(("am", "오전", "上午", "午前", "πμ", "ص"))
_AFTERNOON = frozenset(("pm", "오후", "下午", "午後", "μμ", "م"))
_ZONE_LIKE = re.compile(r"[(\[]?(?:[A-Z]{2,5}\b\.?|(?:GMT|UTC)?\s?[+\-−]\d|[A-Z][a-z]+/[A-Z])|Z\b")
_FILLER = re.compile(
    r"^(?:(?:published|updated|posted|on|at|um|à|às|alle|ore|kl\.?|o|ob)\b:?|[\s,|•·-])+", re.IGNORECASE
)
_HALF = re.compile(r"\s*[ap]\.?m\b", re.IGNORECASE)
_ZONE_OF_DAY = re.compile(r"Z?|[+-]\d\d:?\d\d")
_WORD = re.compile(r"^[^\W\d]+\.?[,،]?\s+")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_DAY_MONTH_YEAR = re.compile(
    r"(?<!\d)(\d{1,2})\.?[\s/-]+(?:d[ei]\s+)?([^\W\d_]{3,})\.?,?[\s/-]+(?:de\s+)?(\d{4})$"
)
_DIGIT = re.compile(r"\d")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)(?:s|rs|urs|r|ur|nes|n|day|sday|nesday|rsday|ursday|urday)?", re.IGNORECASE
)


class _Unsure(Exception):
    """A time cannot be read surely."""


@dataclass(slots=True)
class FeedClock:
    """Reads the times of one feed; what was assumed or refused is put into ``warnings``."""

    defaults: Defaults
    language: str | None = None
    fetched_at: dt.datetime | None = None
    warnings: list[str] = field(default_factory=list)
    _doubts: list[str] = field(default_factory=list)

    def given(self, raw: str | None, name: str) -> Given | None:
        """The instant that ``raw`` means and its precision; nothing, and a warning, if that is not sure.

        Args:
            raw: the time as the feed has it.
            name: the element it stood in, for warnings.
        """
        if not raw or not (text := " ".join(raw.split())):
            return None
        shown = f"{name} {text[:LONGEST]!r}"
        self._doubts = []
        try:
            given = self._read(_plain(text))
            self._check(given)
        except _Unsure as unsure:
            self.warnings.append(f"{shown} {unsure}.")
            return None
        except (ValueError, OverflowError):
            self.warnings.append(f"{shown} is no time that can be read surely.")
            return None
        self.warnings += [f"{shown} {doubt}." for doubt in self._doubts]
        return given

    def _check(self, given: Given) -> None:
        if given.at.date() in _UNSET or (given.at.astimezone(dt.UTC).date() in _UNSET and not given.at.hour):
            raise _Unsure("is what programs write for no time")
        if not _EARLIEST <= given.at.year < _LATEST:
            raise _Unsure("is too far away to be true")
        # A day begins up to 14 hours before it does in Greenwich.
        ahead = dt.timedelta(hours=14) if given.precision == "day" else AHEAD
        if self.fetched_at and given.at > self.fetched_at + ahead:
            raise _Unsure(f"lies after the fetch ({self.fetched_at:%Y-%m-%dT%H:%M:%SZ})")

    def _read(self, text: str) -> Given:
        if len(text) > LONGEST:
            raise _Unsure("is too long for a time")
        return (
            _epoch(text)
            or self._iso(text)
            or self._rfc_822(text)
            or self._asctime(text)
            or self._otherwise(text)
        )

    def _iso(self, text: str) -> Given | None:
        found = _ISO.fullmatch(text)
        if not found or (not _ZONE_OF_DAY.fullmatch(found[9]) if found[5] is None else _HALF.match(found[9])):
            return None
        date = int(found[1]), int(found[3]), int(found[4])
        given = self._given(date, (found[5], found[6], found[7]), found[9])
        return replace(given, at=given.at.replace(microsecond=_microseconds(found[8]))) if found[8] else given

    def _rfc_822(self, text: str) -> Given | None:
        found = _RFC_822.fullmatch(text)
        if not found or not _ENGLISH.fullmatch(found[3]) or _HALF.match(found[8] or ""):
            return None
        date = _year(found[4]), _month(found[3]), int(found[2])
        return self._given(date, (found[5], found[6], found[7]), found[8], found[1])

    def _asctime(self, text: str) -> Given | None:
        found = _ASCTIME.fullmatch(text)
        if not found or not _ENGLISH.fullmatch(found[2]) or bool(found["early"]) == bool(found["late"]):
            return None
        date = int(found["early"] or found["late"]), _month(found[2]), int(found[3])
        return self._given(date, (found[5], found[6], found[7]), found["zone"], found[1])

    def _otherwise(self, text: str) -> Given:
        """A date in any language or order, with or without a time after or before it."""
        clock = _CLOCK.search(text)
        time: tuple[str | None, str | None, str | None] = (None, None, None)
        zone, rest = "", text
        if clock:
            hour = int(clock["hour"])
            half = (clock["before"] or clock["after"] or "").lower().replace(".", "").replace(" ", "")
            if half in _MORNING | _AFTERNOON:
                if not 1 <= hour <= 12:
                    raise _Unsure("has an hour that its half of the day does not have")
                hour = hour % 12 + (12 if half in _AFTERNOON else 0)
            time = str(hour), clock["minute"], clock["second"]
            after = text[clock.end() :].strip()
            if _ZONE_LIKE.match(after):
                zone, after = after, ""
            rest = f"{text[: clock.start()]} {after}"
        rest = _ORDINAL.sub("", _FILLER.sub("", rest.strip())).strip(" ,|•·-")
        day = self._named_day(rest) or self._printed_day(rest) or self._printed_day(_WORD.sub("", rest))
        if day is None:
            raise _Unsure("is no time that can be read surely")
        return self._given((day.year, day.month, day.day), time, zone)

    def _named_day(self, text: str) -> dt.date | None:
        """A day with the name of its month, whole or shortened, in the feed's language or any other."""
        found = _DAY_MONTH_YEAR.search(text)
        month = _month_named(found[2], self.language) if found else None
        return dt.date(int(found[3]), month, int(found[1])) if found and month else None

    def _printed_day(self, text: str) -> dt.date | None:
        """A day as agencies print it; in numbers the day is first where the feed is not in English."""
        printed, end = dates.match(text) or (None, 0)
        if printed is None or printed.year is None or _DIGIT.search(text[end:]):
            return None
        if printed.swapped and self.language and not self.language.startswith("en"):
            return dt.date(printed.year, printed.months[0], printed.day)
        day = printed.resolve(self.fetched_at.date() if self.fetched_at else None)
        if day is None:
            raise _Unsure("could be several days")
        return day

    def _given(
        self,
        date: tuple[int, int, int],
        time: tuple[str | None, str | None, str | None],
        zone: str | None = None,
        weekday: str | None = None,
    ) -> Given:
        hour, minute, second = (int(part) if part else 0 for part in time)
        later = dt.timedelta()
        if hour == 24 and not minute and not second:  # ISO 8601-1:2019, 5.3.2: the end of the day
            hour, later = 0, dt.timedelta(days=1)
        moment = dt.datetime(*date, hour, minute, min(second, 59)) + later  # noqa: DTZ001 - its zone is read next
        if second > 60:
            raise _Unsure("has a minute of more than 60 seconds")
        precision: Precision = "day" if time[0] is None else "minute" if time[2] is None else "second"
        if weekday and (known := _WEEKDAY.fullmatch(weekday)) and not later:
            meant = f"{moment:%A}"
            if not meant.lower().startswith(known[1].lower()):
                self._doubts.append(f"names another weekday than its date has ({meant})")
        return Given(self._zoned(moment, (zone or "").strip(" ,"), precision), precision)

    def _zoned(self, moment: dt.datetime, written: str, precision: Precision) -> dt.datetime:
        if not written:
            zone = self.defaults.timezone or "UTC"
            what = "gives only the day, taken in" if precision == "day" else "has no time zone; taken in"
            self._doubts.append(f"{what} {zone}")
            return moment.replace(tzinfo=timezone(zone))
        read = read_zone(written, moment, self.language, self.defaults.timezone)
        if read is None:
            raise _Unsure(f"has a time zone that is not known ({written!r})")
        if read.doubt:
            self._doubts.append(f"is doubtful: {read.doubt}")
        return moment.replace(tzinfo=read.offset)


def _plain(text: str) -> str:
    """With ASCII digits and signs, whatever script they were in; marks of direction left out."""
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c for c in normal if unicodedata.category(c) != "Cf"
    ).replace("−", "-")


@cache
def _months() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The forms of each month's name, by language."""
    table = tomllib.loads((Path(__file__).parent / "calendar.toml").read_text("utf-8"))["months"]
    return {
        language: tuple(tuple(map(_folded, forms.split("|"))) for forms in line.split())
        for language, line in table.items()
    }


@lru_cache(maxsize=1024)
def _month_named(word: str, language: str | None) -> int | None:
    """The month that a word, or its beginning, names: in the language first; nothing if it could be two."""
    written = _folded(word)
    table = _months()
    own = table.get((language or "").split("-")[0])
    for lines in ([own] if own else []), list(table.values()):
        for matches in (str.__eq__, str.startswith):
            found = {
                number
                for line in lines
                for number, forms in enumerate(line, 1)
                if any(matches(form, written) for form in forms)
            }
            if len(found) == 1:
                return found.pop()
            if found:
                return None
    return None


def _folded(word: str) -> str:
    word = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in word if not unicodedata.combining(c))


def _epoch(text: str) -> Given | None:
    """Seconds since 1970, or thousandths or millionths of them."""
    found = _EPOCH.fullmatch(text)
    if not found:
        return None
    whole, fraction = (found[1], "") if len(found[1]) < 11 else (found[1][:10], found[1][10:])
    at = dt.datetime.fromtimestamp(int(whole), dt.UTC)
    return Given(at.replace(microsecond=_microseconds(fraction)), "second")


def _microseconds(fraction: str) -> int:
    return int(fraction[:6].ljust(6, "0"))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(text: str) -> int:
    """Years of two and three digits (RFC 5322, section 4.3)."""
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 50 else 1900)
    return year + 1900 if len(text) == 3 else year
