"""Forms of times: the standard ones, and the many others that publishers write instead.

RSS requires RFC 822 (RSS 2.0, "Required channel elements"), most other formats ISO 8601 or RFC 3339. Real
feeds and documents also have months in other languages, names of zones, epochs and local forms.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import NamedTuple

from newswire.lexicon import dates
from newswire.lexicon.month_names import is_weekday, month_in, weekday
from newswire.lexicon.patterns.late import late_pattern
from newswire.lexicon.zones import match_zone
from newswire.model import Precision
from newswire.parse.readers.numbered_days import Unsure, numbered_day

__all__ = ["LONGEST", "Unsure", "Written", "instant", "read_written"]

LONGEST = 120
"""Most characters of a time; no form is longer."""

_INSTANT = late_pattern(
    r"(?:\d{4}-\d\d-\d\d[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|\d{8}T(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)"
    r"(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-3]):?[0-5]\d)",
    re.ASCII,
)
"""The usual forms of ISO 8601 and RFC 3339, with an offset."""
_YEAR_OR_MONTH = late_pattern(r"\d{4}(?:-\d\d)?")
_WEEK = late_pattern(r"\d{4}-?W\d\d-?\d(?!\d)")
_ISO = late_pattern(
    r"(\d{4})(-?)(\d\d)\2(\d\d)"
    r"(?:(?:T|\s*[,-]?\s+(?:at\s+)?|(?<=\d)(?=\d{4}))(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,:](\d+))?)?)?\s*(.*)",
    re.IGNORECASE,
)
_RFC_822 = late_pattern(
    r"(?:([a-z]{2,9})\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2,3}),?"
    r"(?:\s+(?P<hour>\d{1,2})(?P<sign>[:.])(?P<minute>\d{1,2})"
    r"(?:(?P=sign)(?P<second>\d{1,2})(?:[.,]\d+)?)?(?P<zone>.*))?",
    re.IGNORECASE,
)
_ASCTIME = late_pattern(
    # C's asctime, date(1), Git and JavaScript's Date: year and zone come before or after the time.
    r"([a-z]{3,9}),?\s+([a-z]{3,9})\.?\s+(\d{1,2})\s+(?:"
    r"(?P<early>\d{4})\s+(?P<time>\d{1,2}:\d\d(?::\d\d)?)\s*(?P<zone>.*)"
    r"|(?P<alone>\d{1,2}:\d\d(?::\d\d)?)\s*(?P<before>.*?)\s*(?<![\d+:-])(?P<late>\d{4})(?:\s+(?P<after>.*))?)",
    re.IGNORECASE,
)
_EPOCH = late_pattern(r"(\d{9,10}|\d{13}|\d{16})(?:\.\d+)?")
_CLOCK = late_pattern(
    r"(?P<before>[ap]\.?m\.?|오전|오후|上午|下午|午前|午後)?\s*"
    r"(?<![\d:])(?P<hour>\d{1,2})\s*(?:[:h時时點点시]|\.(?=\d\d\s*Uhr))\s*(?P<minute>\d{1,2})(?!\d)\s*[분分]?"
    r"(?:\s*:\s*(?P<second>\d{1,2})(?!\d)(?:[.,]\d+)?|\s*(?P<counted>\d{1,2})\s*[초秒])?"
    r"\s*(?P<after>[ap]\.?\s?m\b\.?|πμ|μμ|π\.μ\.|μ\.μ\.|ص|م(?!\w))?\s*(?:Uhr|hrs?\b|h\b|ч\.?)?",
    re.IGNORECASE,
)
_MORNING = frozenset(("am", "오전", "上午", "午前", "πμ", "ص"))
_AFTERNOON = frozenset(("pm", "오후", "下午", "午後", "μμ", "م"))
_DOTTED = late_pattern(
    # A full stop between hours and minutes, after a word that leads to a time or before one that ends it.
    r"(?<!\w)(?:kl\.?|klo|ob|ore|ora|pukul|jam|plkst\.?|kell|godz\.?|saat|[uvoв])\s*(\d{1,2})\.(\d\d)(?!\.?\d)"
    r"|(?<![\d.])(\d{1,2})\.(\d\d)(?=\s*(?:WIB|WITA|WIT|น\.|hs\b|hrs?\b|val\b|Uhr\b|h\b))",
    re.IGNORECASE,
)
_NAME_OF_ZONE = late_pattern(r"(?<![\w.])(?:[A-Z]{2,5}(?![\w])|[+\-−]\d\d:?\d\d(?!\d))")
_MAY_BE_ZONE = late_pattern(r"(?<![\w.])[^\W_]|[+\-−(\[]")
_NO_ZONE = frozenset(("UHR", "HRS", "HR", "AM", "PM", "AT", "ON", "DE", "DEL", "DI", "LE", "UM", "AD", "CE"))
_FILLER = late_pattern(
    r"^(?:(?:published|updated|posted|on|at|um|à|às|alle|ore|kl\.?|o|ob)\b:?|[\s,|•·-])+", re.IGNORECASE
)
_HALF = late_pattern(r"\s*(?:[ap]\.?\s?m|Uhr|hrs?|h)\b", re.IGNORECASE)
_ZONE_OF_DAY = late_pattern(r"Z?|[+-]\d\d:?\d\d")
_WORDS = late_pattern(r"[^\W\d]{3,}|([^\W\d]{2})[.,]")
_NO_DIGITS = late_pattern(r"[^\d\s]+\s+")
_MOST_WORDS = 4
"""Words that may stand before a date."""
_ORDINAL = late_pattern(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_DAY_MONTH_YEAR = late_pattern(
    r"(?<![\w.])(\d{1,2})\.?[\s/-]+(?:d[ei]\s+)?([^\W\d_][^\s\d.,/()-]{2,})\.?,?[\s/-]+(?:de\s+)?['’]?"
    r"(\d{4}(?!\w)(?P<dot>\.)?|\d\d(?=[\s,.)]*$))"
)
_DIGIT = late_pattern(r"\d")

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ENGLISH = late_pattern(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
    re.IGNORECASE,
)
_WEEKDAY = late_pattern(
    r"(mon|tue|wed|thu|fri|sat|sun)(?:s|rs|urs|r|ur|nes|n|day|sday|nesday|rsday|ursday|urday)?", re.IGNORECASE
)


class Written(NamedTuple):
    """A time as written: ``moment`` is local, in the zone that ``zone`` names (empty for none)."""

    moment: dt.datetime
    precision: Precision
    zone: str
    doubt: str | None = None


def instant(text: str) -> dt.datetime | None:
    """Return the instant of a time to the second with an offset (ISO 8601, RFC 3339), None for other forms.

    Most times have this form, and Python reads it in a fourth of the time that the other forms take.
    """
    if not _INSTANT.fullmatch(text):
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:  # a day that its month does not have
        return None


def read_written(text: str, language: str | None = None, reference: dt.date | None = None) -> Written:
    """Read a time in any of the forms.

    Args:
        text: the time, in one line without spaces around it.
        language: BCP 47 tag of the document. Its names of months come first, and 3/4 is a day in April
            unless it is English.
        reference: a day near the time, to decide between two readings.

    Raises:
        Unsure: the text looks like a time, but is too long, incomplete, contradictory or ambiguous.
        ValueError: it has none of the forms, or a day or hour that does not exist.
        OverflowError: it is outside the years that Python has.
    """
    if len(text) > LONGEST:
        raise Unsure("is too long for a time")
    if _YEAR_OR_MONTH.fullmatch(text):
        raise Unsure("gives no day")
    text = _plain(text)
    return (
        _epoch(text)
        or _iso(_without_week(text))
        or _rfc_822(text)
        or _asctime(text)
        or _otherwise(text, language, reference)
    )


def _epoch(text: str) -> Written | None:
    """Read seconds, milliseconds or microseconds since 1970; None for any other text."""
    found = _EPOCH.fullmatch(text)
    if not found:
        return None
    whole, fraction = (found[1], "") if len(found[1]) < 11 else (found[1][:10], found[1][10:])
    at = dt.datetime.fromtimestamp(int(whole), dt.UTC).replace(
        tzinfo=None, microsecond=_microseconds(fraction)
    )
    return Written(at, "second", "Z")


def _without_week(text: str) -> str:
    """Replace a week date (``2024-W20-1``, ISO 8601-1:2019, 5.2.4) by the same day of a month."""
    week = _WEEK.match(text)
    return f"{dt.date.fromisoformat(week[0])}{text[week.end() :]}" if week else text


def _iso(text: str) -> Written | None:
    found = _ISO.fullmatch(text)
    if not found or (not _ZONE_OF_DAY.fullmatch(found[9]) if found[5] is None else _HALF.match(found[9])):
        return None
    date = int(found[1]), int(found[3]), int(found[4])
    written = _written(date, (found[5], found[6], found[7]), found[9])
    moment = written.moment.replace(microsecond=_microseconds(found[8])) if found[8] else written.moment
    return written._replace(moment=moment)


def _rfc_822(text: str) -> Written | None:
    found = _RFC_822.fullmatch(text)
    if not found or not _ENGLISH.fullmatch(found[3]) or _HALF.match(found["zone"] or ""):
        return None
    date = _year(found[4]), _month(found[3]), int(found[2])
    return _written(date, (found["hour"], found["minute"], found["second"]), found["zone"], found[1])


def _asctime(text: str) -> Written | None:
    found = _ASCTIME.fullmatch(text)
    if not found or not _ENGLISH.fullmatch(found[2]):
        return None
    zone = found["zone"] or " ".join(filter(None, (found["before"], found["after"])))
    if _HALF.match(zone):
        return None
    date = int(found["early"] or found["late"]), _month(found[2]), int(found[3])
    hour, minute, *second = (found["time"] or found["alone"]).split(":")
    return _written(date, (hour, minute, second[0] if second else None), zone, found[1])


def _otherwise(text: str, language: str | None, reference: dt.date | None) -> Written:
    """Read a date in any language or order, with or without a time and a zone before or after it.

    Raises:
        Unsure: the day, the hour or the zone is not sure.
        ValueError: the text has no date.
    """
    text = _DOTTED.sub(lambda found: f" {found[1] or found[3]}:{found[2] or found[4]}", text)
    clock = _CLOCK.search(text)
    time: tuple[str | None, str | None, str | None] = (None, None, None)
    zone, rest = "", text
    if clock:
        hour = int(clock["hour"])
        half = (clock["before"] or clock["after"] or "").lower().replace(".", "").replace(" ", "")
        if half in _MORNING | _AFTERNOON:
            if not 1 <= hour <= 12:
                raise Unsure("has an hour that its half of the day does not have")
            hour = hour % 12 + (12 if half in _AFTERNOON else 0)
        time = str(hour), clock["minute"], clock["second"] or clock["counted"]
        zone, after = _zone_first(text[clock.end() :].strip())
        rest = f"{text[: clock.start()]} {after}"
    rest = _ORDINAL.sub("", _FILLER.sub("", " ".join(rest.split()))).strip(" ,|•·-")
    day, around, doubt = _day_of(rest, language, reference)
    zone = zone or _zone_in(*around)
    written = _written((day.year, day.month, day.day), time, zone)
    return written._replace(doubt=doubt) if doubt else written


def _zone_first(text: str) -> tuple[str, str]:
    """Return the zone with which a text begins, known or not, and the rest of the text."""
    end = match_zone(text)
    if end is None:
        found = _NAME_OF_ZONE.match(text)
        end = found.end() if found and not _is_word(found[0]) else 0
    comment = re.match(r"\s*\([^)]*\)", text[end:]) if end else None
    return text[:end], text[end + (comment.end() if comment else 0) :]


def _zone_in(before: str, after: str) -> str:
    """Return the zone around a day, empty without one. Unknown capitals before the day are a word."""
    for text in after, before:
        for found in _MAY_BE_ZONE.finditer(text):
            zone = _zone_first(text[found.start() :])[0]
            if zone and (text is after or match_zone(zone)):
                return zone
    return ""


def _is_word(capitals: str) -> bool:
    return capitals in _NO_ZONE or is_weekday(capitals) or weekday(capitals) is not None


def _day_of(
    text: str, language: str | None, reference: dt.date | None
) -> tuple[dt.date, tuple[str, str], str | None]:
    """Return the day in a text without a time, the texts before and after it, and a doubt.

    Raises:
        Unsure: it may be several days.
        ValueError: the text has no day.
    """
    if found := _DAY_MONTH_YEAR.search(text):
        # A full stop after the year is Croatian, Slovene or Serbian. Croatian has months of its own.
        tongue = language or ("hr" if found["dot"] else None)
        if month := month_in(found[2], tongue):
            day = dt.date(_year(found[3].rstrip(".")), month, int(found[1]))
            return day, (text[: found.start()], text[found.end() :]), None
    numbered = numbered_day(text, language, reference, _weekday_in(text))
    if numbered and not _DIGIT.search(text[numbered.end :]):
        return numbered.day, (text[: numbered.start], text[numbered.end :]), numbered.doubt
    for _ in range(_MOST_WORDS):
        if printed := _printed_day(text, reference):
            return printed[0], ("", printed[1]), None
        if not (word := _NO_DIGITS.match(text)):
            break
        text = text[word.end() :]
    raise ValueError(text)


def _printed_day(text: str, reference: dt.date | None) -> tuple[dt.date, str] | None:
    """Read a day as agencies print it, at the beginning of a text. Return it with the text after it.

    Raises:
        Unsure: it may be several days.
    """
    printed, end = dates.match(text) or (None, 0)
    if printed is None or printed.year is None or _DIGIT.search(text[end:]):
        return None
    day = printed.resolve(reference)
    if day is None:
        raise Unsure("could be several days")
    return day, text[end:]


def _weekday_in(text: str) -> int | None:
    """Return the weekday that a text names; a form of two letters needs a comma or a full stop after it."""
    words = (found for found in _WORDS.finditer(text) if not match_zone(found[0]))
    return next((day for word in words if (day := weekday(word[1] or word[0])) is not None), None)


def _written(
    date: tuple[int, int, int],
    time: tuple[str | None, str | None, str | None],
    zone: str | None = None,
    weekday: str | None = None,
) -> Written:
    hour, minute, second = (int(part) if part else 0 for part in time)
    later = dt.timedelta()
    if hour == 24 and not minute and not second:  # ISO 8601-1:2019, 5.3.2: the end of the day
        hour, later = 0, dt.timedelta(days=1)
    moment = dt.datetime(*date, hour, minute, min(second, 59)) + later  # noqa: DTZ001 - the caller reads the zone
    if second > 60:
        raise Unsure("has a minute of more than 60 seconds")
    precision: Precision = "day" if time[0] is None else "minute" if time[2] is None else "second"
    doubt = None
    if weekday and (known := _WEEKDAY.fullmatch(weekday)) and not later:
        meant = f"{moment:%A}"
        if not meant.lower().startswith(known[1].lower()):
            doubt = f"names another weekday than its date has ({meant})"
    return Written(moment, precision, (zone or "").strip(" ,"), doubt)


def _plain(text: str) -> str:
    """Return the text with ASCII digits and signs for those of any script, without marks of direction."""
    if text.isascii():
        return text
    normal = unicodedata.normalize("NFKC", text)
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c for c in normal if unicodedata.category(c) != "Cf"
    ).replace("−", "-")


def _microseconds(fraction: str) -> int:
    return int(fraction[:6].ljust(6, "0"))


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(text: str) -> int:
    """Return the year; two and three digits are read by RFC 5322, section 4.3."""
    year = int(text)
    if len(text) == 2:
        return year + (2000 if year < 50 else 1900)
    if 2400 < year < 2700:  # counted from 543 BC, as in Thailand
        return year - 543
    return year + 1900 if len(text) == 3 else year
