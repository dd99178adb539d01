"""Dates as agencies print them, in some sixty languages; a missing year is inferred from a reference.

This module has the forms, ``month_names.py`` the names of months, ``calendars.py`` other calendars.

``match`` reads a date that begins at one place of a text, ``find`` the first one in it. Nothing is guessed:
a part that was not printed stays unknown in ``PrintedDate`` until ``resolve`` receives a reference date. A
form that can be two different days (``02/11``) is resolved only if the reference decides between them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from newswire.lexicon import calendars
from newswire.lexicon.month_names import (
    bikram_sambat,
    ethiopian,
    is_weekday,
    key,
    months,
    solar_hijri,
    weekdays,
)
from newswire.lexicon.patterns.late import late_pattern


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as far as it was printed.

    ``months`` has several entries if the word means different months in different languages
    (``listopada``). ``swapped`` is true for ``02/11``, which has the day first or the month first.
    """

    day: int
    months: tuple[int, ...] = ()
    year: int | None = None
    swapped: bool = False

    def resolve(
        self,
        reference: dt.date | None = None,
        *,
        latest: dt.date | None = None,
        weekday: int | None = None,
    ) -> dt.date | None:
        """Return the day of the date, or None if it is not certain.

        Without a printed year, take the year that brings the date nearest to ``reference``, the item's own
        date. For a day alone (``2日``), take the nearest such day. Exclude days after ``latest``.
        Of the two days of ``02/11/2026`` take the one on ``weekday`` (0 for Monday).
        """
        if self.year is None and reference is None:
            return None
        readings = [day for day in self._readings(reference) if day and (latest is None or day <= latest)]
        if self.year is not None and self._ambiguous():
            fitting = [day for day in readings if day.weekday() == weekday]
            readings = fitting if len(fitting) == 1 else readings
        if reference is not None:
            readings.sort(key=lambda day: abs((day - reference).days))
            if len(readings) > 1 and self._ambiguous() and not _decides(readings, reference):
                return None
            return readings[0] if readings else None
        return readings[0] if len(set(readings)) == 1 else None

    def read(self, country: str) -> PrintedDate:
        """Return the date without doubt, by the country where it was printed (ISO 3166-1 alpha-2).

        02/11 begins with the month in the United States, elsewhere with the day; ``listopada`` is
        October in Croatian, November in Polish and Czech.
        """
        if self.swapped and country == "US":
            return PrintedDate(self.months[0], (self.day,), self.year)
        if len(self.months) > 1:
            month = min(self.months) if country in {"HR", "BA"} else max(self.months)
            return PrintedDate(self.day, (month,), self.year)
        return PrintedDate(self.day, self.months, self.year)

    def iso(self, reference: dt.date | None = None) -> str | None:
        """Return ``2020-11-02``, or ``--11-02`` without a year, or ``---02`` without a month.

        Return None for a date that can be two days. ISO 8601:2000, 5.2.1.3, defines the shorter forms.
        """
        day = self.resolve(reference)
        if day:
            return day.isoformat()
        if self.year is not None or self._ambiguous():
            return None
        return f"--{self.months[0]:02}-{self.day:02}" if self.months else f"---{self.day:02}"

    def _ambiguous(self) -> bool:
        return len(self.months) > 1 or (self.swapped and self.day != self.months[0])

    def _readings(self, reference: dt.date | None) -> list[dt.date | None]:
        base = reference or dt.date(self.year or 1, 1, 1)
        years = [self.year] if self.year is not None else [base.year - 1, base.year, base.year + 1]
        if not self.months:
            firsts = [base.replace(day=1)]
            firsts.append((firsts[0] - dt.timedelta(days=1)).replace(day=1))
            firsts.append((firsts[0] + dt.timedelta(days=31)).replace(day=1))
            return [_date(first.year, first.month, self.day) for first in firsts]
        pairs = [(self.day, month) for month in self.months]
        if self.swapped:
            pairs.append((self.months[0], self.day))
        return [_date(year, month, day) for year, (day, month) in product(years, pairs)]


def match(text: str, position: int = 0) -> tuple[PrintedDate, int] | None:
    """Return the date printed at ``position``, and its end; None if there is none.

    A weekday before the date and a clock time after it belong to it. Read at most some 60 characters.
    """
    if position >= len(text) or not _may_begin(text, position):
        return None
    for pattern, reader in _DIGITS_FIRST if text[position].isdigit() else _WORD_FIRST:
        found = pattern.match(text, position)
        if found and (date := reader(found)):
            tail = _TAIL.match(text, found.end())
            end = tail.end() if tail else found.end()
            after = _WEEKDAY_AFTER.match(text, end)
            return date, after.end() if after and is_weekday(after[1]) else end
    return None


def _may_begin(text: str, position: int) -> bool:
    """Return whether a date can begin here: with a digit, a month, a weekday or a word that leads to one."""
    if text[position].isdigit():
        return True
    word = _FIRST_WORD.match(text, position)
    if word is None or not _opens(word[0]):
        return False
    return word[1] is not None or _DIGIT_SOON.match(text, word.end()) is not None


@lru_cache(maxsize=4096)
def _opens(word: str) -> bool:
    return key(word) in _openings()


def in_chinese(text: str) -> PrintedDate | None:
    """Return the date or day that a whole text is, in Chinese words (``二月二十日``); None for none."""
    month, separator, day = text.removesuffix("日").partition("月")
    if not separator:
        alone = _spoken(month) if text.endswith("日") else None
        return PrintedDate(alone) if alone and alone < 32 else None
    numbers = (_spoken(month), _spoken(day)) if separator else (None, None)
    return _checked(numbers[1], (numbers[0],), None) if numbers[0] and numbers[1] else None


def skip_hijri(text: str, position: int) -> int | None:
    """Return the end of an Islamic date at ``position``, with a word that leads to the Gregorian date.

    Return None if there is none. The date is not converted: the month began with a sighting of the moon, and
    no rule gives its days exactly.
    """
    found = _HIJRI.match(text, position)
    return found.end() if found else None


def skip_uncertain(text: str, position: int) -> int | None:
    """Return the end of a day that no rule converts: ``२० पुस``, or ``۱۵ جدی`` without a year.

    Return None if there is none. In the Bikram Sambat calendar of Nepal a committee sets the length of the
    months each year.
    """
    found = _DAY_AND_WORD.match(text, position)
    if found is None:
        return None
    name = key(found[1])
    return found.end() if name in bikram_sambat() or name in solar_hijri() else None


def find(text: str) -> PrintedDate | None:
    """Return the first date in the first 200 characters of a line, such as a heading; None without one."""
    text = text[:200]
    for start in re.finditer(r"(?<![\w])\w", text):
        if found := match(text, start.start()):
            return found[0]
    return None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _decides(readings: list[dt.date], reference: dt.date) -> bool:
    """Return whether the nearest reading is within a week of the reference and the next one is not."""
    distances = sorted({day: abs((day - reference).days) for day in readings}.values())
    return distances[0] <= 7 < distances[1] if len(distances) > 1 else True


@cache
def _openings() -> frozenset[str]:
    """Return the keys of the words with which a date may begin."""
    names = {word.partition(" ")[0] for word in (*months(), *solar_hijri(), *weekdays(), *ethiopian())}
    return frozenset(names | {key(word) for word in [*_LEADS.split("|"), "أول", "یکم"]})


def _year(text: str | None) -> int | None:
    """Return a printed year as a number, None without one.

    Two digits are 1970 to 2069. Thai years, from 2401 to 2699, are counted from 543 BC.
    """
    if not text:
        return None
    year = int(text)
    if len(text) == 2:
        return 2000 + year if year < 70 else 1900 + year
    return year - 543 if 2400 < year < 2700 else year


def _checked(
    day: int, months: tuple[int, ...], year: int | None, *, swapped: bool = False
) -> PrintedDate | None:
    if (
        not all(1 <= month <= 12 and _date(year or 2000, month, day) for month in months)
        or not 1 <= day <= 31
    ):
        return None
    if year is not None and not 1800 <= year <= 2200:
        return None
    return PrintedDate(day, months, year, swapped)


def _ymd(found: re.Match[str]) -> PrintedDate | None:
    year, month_number, day = (int(found[name]) for name in ("y", "m", "d"))
    if 1210 <= year <= 1633:
        return _gregorian(calendars.from_solar_hijri(year, month_number, day))
    return _checked(day, (month_number,), _year(found["y"]))


def _numbers(found: re.Match[str]) -> PrintedDate | None:
    if found["weekday"] and not is_weekday(found["weekday"]):
        return None
    first, second, year = int(found["a"]), int(found["b"]), _year(found["y"])
    if second > 12:
        return _checked(second, (first,), year)
    return _checked(first, (second,), year, swapped=found["s"] == "/" and first <= 12)


def _named(found: re.Match[str]) -> PrintedDate | None:
    groups = found.groupdict()
    if groups.get("weekday") and not is_weekday(groups["weekday"]):
        return None
    word = key(" ".join(found["w"].split()))
    possible = months().get(word)
    if not possible and " " in word:
        return None
    if possible:
        return _checked(int(groups.get("d") or 1), possible, _year(groups.get("y")))
    if not groups.get("y") or not groups.get("d"):
        return None
    year, day = int(groups["y"]), int(groups["d"])
    if number := solar_hijri().get(word):
        short = 1300 if 90 <= year < 100 else 1400 if year < 30 else 0
        return _gregorian(calendars.from_solar_hijri(year + short, number, day))
    if number := ethiopian().get(word):
        return _gregorian(calendars.from_ethiopian(year, number, day))
    return None


def _east_asian(found: re.Match[str]) -> PrintedDate | None:
    months = (int(found["m"]),) if found["m"] else ()
    return _checked(int(found["d"]), months, _year(found["y"]))


def _spoken(number: str) -> int | None:
    """Return a number below 100 in Chinese words (``二十三``), 0 or None if it is none."""
    tens, ten, ones = number.replace("廿", "二十").replace("卅", "三十").rpartition("十")
    digits = "一二三四五六七八九"
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return None
    return (digits.find(tens) + 1 if tens else 1 if ten else 0) * 10 + (digits.find(ones) + 1 if ones else 0)


def _gregorian(day: dt.date | None) -> PrintedDate | None:
    return PrintedDate(day.day, (day.month,), day.year) if day else None


# A name has one word or, which is tried first, two or three (تشرين الثاني, tháng mười một). Its letters
# include their marks, since \w lacks the vowel signs of Indic scripts.
_MARKS = r"\u0300-\u036f\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0980-\u0dff\u0e31-\u0e4e\u200c\u200d"
_LETTERS = rf"(?:[^\W\d_]++[{_MARKS}]*+)++"
_THAI = r"\u0e40?[\u0e01-\u0e30][\u0e34\u0e35]?\.?[\u0e01-\u0e30]\."
_NAME_1 = rf"(?P<w>{_THAI}|{_LETTERS})\.?"
_NAME_2 = rf"(?P<w>{_LETTERS} (?:{_LETTERS}|\d{{1,2}}))\.?"
_NAME_3 = rf"(?P<w>{_LETTERS} {_LETTERS} {_LETTERS})"
_WEEKDAY = rf"(?:(?P<weekday>{_LETTERS}(?:-feira)?)\.?,?\s+)?"
_SECOND = (
    r"(?:\s?[/ ]\s?(?:كانون ال[أا]ول|كانون الثاني|تشرين ال[أا]ول|تشرين الثاني"
    r"|شباط|[آا]ذار|نيسان|[أا]يار|حزيران|تموز|[آا]ب|[أا]يلول|يناير|فبراير|مارس|[أا]بريل|مايو|يونيو|يوليو|[أا]غسطس|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر)(?!\w))?"
)
"""The other name of a month, which Arabic wires print too: ``مارس آذار``, ``آذار/مارس``."""
_OF = r"(?:(?:(?:de|del|of|di|do|ng|يوم|gada)(?!\w)|d['’])\s*|\.)?"
_YEAR_AFTER = (
    r"(?:[,.،/፣-]?\s*(?:de\s+|del\s+|von\s+|do\s+|năm\s+|ቀን\s+|juche\s\d{1,3},?\s?\()?['’]?"
    r"(?P<y>\d{4}|(?<=['’])\d\d|[۰-۹]{2}|\d\d(?=\s?\())(?!\d|\w))?"
)
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|d\.)(?!\w)|er|ère|eme|ème|ère|º|ª|°|ος|η|-?го|-е|\.)?"
_DAY = rf"(?P<d>\d{{1,2}})(?!\d){_ORDINAL}"
_LEADS = "on|le|am|den|dne|el|il|a|em|ngày|في|يوم|दि|ता|તા|দি"
_FIRST = "(?:[أا]ول|یکم)"
_LEAD = rf"(?:(?:{_LEADS})\.?\s+)?"

# A word with which a date may begin means "first", or a digit follows soon, without a bracket between.
_FIRST_WORD = late_pattern(rf"({_FIRST}(?=\s))|{_THAI}|{_LETTERS}")
_DIGIT_SOON = late_pattern(r"[^\d(\[/\n]{0,32}\d")
_HIJRI_MONTHS = (
    r"(?:محرم|المحرم|صفر|ربيع\s(?:ال[أا]ول|الثاني|الآخر)|جمادى\s(?:ال[أا]ول[ىا]|الثانية|الآخرة)|رجب|شعبان|رمضان|شوال"
    r"|ذو\sالقعدة|ذي\sالقعدة|ذو\sالحجة|ذي\sالحجة|muharram|safar|rabi['’]?\s?(?:al-?|ii?\b|a)\S*(?:\s?(?:al-)?\w+)?"
    r"|juma?da\s?\S+|rajab|sha['’]?ban|ramadan|shawwal|dhu['’]?l?\s?-?(?:al-)?\S+)"
)
_HIJRI = late_pattern(
    rf"(?:\d{{1,2}}\s+{_HIJRI_MONTHS}|{_HIJRI_MONTHS}\s+\d{{1,2}}),?\s*(?:1[34]\d\d\s*(?:هـ|ه|H|AH)?)?\s*"
    r"(?:،|,|/|الموافق|corresponding\sto)?\s*",
    re.IGNORECASE,
)
_TAIL = late_pattern(
    r"(?:(?<=\(\d{4})\))?(?:\s*(?:هـ|ه|م|ዓ\.?\s?ም|г|р|y|น|год[ау]?|року|m|gads)(?![\w])\.?)?"
    r"(?:(?:,?\s+(?:at\s+)?|\s*/\s*)\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*(?:[ap]\.?m\.?|GMT|UTC|MSK|EDT|EST|CET|CEST|Uhr|h))*(?!\w))?",
)

_DAY_AND_WORD = late_pattern(rf"\d{{1,2}}\s+({_LETTERS})(?:\s+\d{{4}})?(?!\w)")
_WEEKDAY_AFTER = late_pattern(rf",?\s+\(?({_LETTERS})\)?(?!\w)")


def _form(pattern: str) -> re.Pattern[str]:
    return late_pattern(pattern, re.IGNORECASE)


_Reader = Callable[[re.Match[str]], PrintedDate | None]
_ISO = (_form(r"(?P<y>\d{4})(?P<s>[-./])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)"), _ymd)
_ASIAN = (
    _form(r"(?:(?P<y>\d{4})\s?[年년]\s?)?(?:(?P<m>\d{1,2})\s?[月월]\s?)?(?P<d>\d{1,2})\s?[日일]"),
    _east_asian,
)
_MONGOLIAN = (
    _form(r"(?:(?P<y>\d{4}) оны )?(?P<m>\d{1,2})(?:-р)? сарын (?P<d>\d{1,2})(?:-н(?:ий|ы))?(?!\d)"),
    _east_asian,
)
_DAY_FIRST = (
    (_form(rf"{_LEAD}{_WEEKDAY}{_DAY}[\s-]*{_OF}-?{_NAME_3}(?![^\W\d_]){_YEAR_AFTER}"), _named),
    (_form(rf"{_LEAD}{_WEEKDAY}{_DAY}[\s-]*{_OF}-?{_NAME_2}(?![^\W\d_]){_SECOND}{_YEAR_AFTER}"), _named),
    (
        _form(
            rf"{_LEAD}{_WEEKDAY}{_DAY}[\s-]*{_OF}[-/]?{_NAME_1}{_SECOND}"
            rf"(?:/{_LETTERS}(?: {_LETTERS})?)??{_YEAR_AFTER}"
        ),
        _named,
    ),
)
_YEAR_FIRST = (
    (
        _form(
            rf"(?P<y>\d{{4}})\s*(?:m\.|gada|e?ko|\.)?\s*{_NAME_1}\s*(?P<d>\d{{1,2}})(?!\d)\.?(?:\s*d\.|e?an?\b)?"
        ),
        _named,
    ),
    (_form(rf"(?P<y>\d{{4}})\.?\s*gada\s*(?P<d>\d{{1,2}})\.\s*{_NAME_1}"), _named),
)
_MONTH_FIRST = (
    (_form(rf"{_LEAD}{_FIRST}\s+(?:من\s+)?{_NAME_2}(?![^\W\d_]){_YEAR_AFTER}"), _named),
    (_form(rf"{_LEAD}{_FIRST}\s+(?:من\s+)?{_NAME_1}(?![^\W\d_]){_YEAR_AFTER}"), _named),
    (_form(rf"{_LEAD}{_WEEKDAY}{_NAME_1}\s*-?{_DAY}{_YEAR_AFTER}"), _named),
)
_NUMERIC = (
    _form(
        rf"{_LEAD}{_WEEKDAY}(?P<a>\d{{1,2}})\s?(?P<s>[-./])\s?(?P<b>\d{{1,2}})"
        rf"(?:(?:\s?(?P=s)\s?|/)(?P<y>\d{{4}}|\d{{2}}))?(?![\d/])"
    ),
    _numbers,
)
_DAY_ALONE = (_form(r"(?:दि|ता|તા)\.?\s?(?P<d>\d{1,2})(?P<m>)(?P<y>)(?![\d.,/-])"), _east_asian)
_DIGITS_FIRST: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    _ISO,
    _ASIAN,
    _MONGOLIAN,
    *_DAY_FIRST,
    *_YEAR_FIRST,
    _NUMERIC,
)
_WORD_FIRST: tuple[tuple[re.Pattern[str], _Reader], ...] = (*_DAY_FIRST, *_MONTH_FIRST, _NUMERIC, _DAY_ALONE)
