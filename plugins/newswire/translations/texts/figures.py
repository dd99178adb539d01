"""The numbers of a text, with their scale, as every language writes them; months, weekdays and results too.

``1,5 Millionen``, ``1.5 million`` and ``150万`` are one figure. The words for thousand, million and so on are
those of CLDR in the language of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError

Figure = tuple[str, int]
"""A figure as text (``15e5``, ``month 7``, ``weekday 0``, ``result 1-3``) and its place."""

_NUMBER = re.compile(r"\d+(?:[.,'’]\d+)*(?:[ \u00a0\u202f\u2009]\d{3}(?!\d))*(?:,\d+)?")
_RESULT = re.compile(r"(\d{1,2})[:–-](\d{1,2})(?![\w:–-]|[.,]\d)")
_MYRIADS = re.compile(r"(?:[十百千万萬億亿兆만억조]+(?:\d[\d,]*(?=[十百千万萬億亿兆만억조]?))?)+")
_BEHIND = re.compile(r" ?[-\u00a0]?([^\W\d_]+)")
_MONEY = re.compile(r"[$£€¥] ?$")
_POWERS = {
    "十": 1,
    "百": 2,
    "千": 3,
    "万": 4,
    "萬": 4,
    "만": 4,
    "億": 8,
    "亿": 8,
    "억": 8,
    "兆": 12,
    "조": 12,
}
_SIGN = re.compile(r"[.,'’ \u00a0\u202f\u2009]")
_MYRIAD = re.compile(r"(\d[\d,]*)([十百千万萬億亿兆만억조]*)")
_SHORT = {"k": 3, "m": 6, "mn": 6, "b": 9, "bn": 9, "tn": 12}
"""Letters behind a sum of money. Without its sign ``5m`` may be a length."""

_ABBREVIATED = {"mln": 6, "mio": 6, "mrd": 9, "mld": 9, "bn": 9}
_WITHOUT_SPACES = {"zh", "ja", "ko"}
_BETWEEN = {":", "–", "-"}
_STEM = 4
"""Letters that a word must share with a word for a scale: the rest is its inflection."""
_LEAST_STEM, _ENDING = 5, 2
"""Letters of a weekday's name that stay, and those that an inflection changes or adds."""
_HAN_DAY = re.compile(r"(?:星期|礼拜|周|週)([一二三四五六日天])|([月火水木金土日])曜|([월화수목금토일])요일")
_DAYS = {
    sign: day
    for signs in ("一二三四五六日", "月火水木金土日", "월화수목금토일")
    for day, sign in enumerate(signs)
}


def figures(text: str, language: str) -> Iterator[Figure]:
    """Yield the numbers of a text in order. ``language`` is the first part of its BCP 47 tag."""
    read = 0
    without_spaces, leads = language in _WITHOUT_SPACES, _leads(language)
    for found in _NUMBER.finditer(text):
        at, end, number = found.start(), found.end(), found[0]
        if at < read or (at and (text[at - 1].isalnum() or text[at - 1] in "_.,") and not without_spaces):
            continue
        if len(number) <= 2 and text[end : end + 1] in _BETWEEN and (result := _RESULT.match(text, at)):
            read = result.end()
            yield "result " + "-".join(sorted(result.groups(), key=int)), at
            continue
        if without_spaces and (myriads := _MYRIADS.match(text, end)):
            read = myriads.end()
            yield _sum_of_myriads(number + myriads[0]), at
            continue
        behind = _BEHIND.match(text, end)
        word = behind[1].casefold() if behind else ""
        if word[:1] in {"月", "월"} and number.isdecimal():
            yield f"month {int(number)}", at
            continue
        scale = power(word, language) if word else 0
        if not scale and word in _SHORT and _MONEY.search(text[max(0, at - 2) : at]):
            scale = _SHORT[word]
        if leads and not scale:
            scale = _scale_before(text, at, language)
        for figure in _read(number, scale):
            yield figure, at
    if without_spaces:
        for day in _HAN_DAY.finditer(text):
            yield f"weekday {_DAYS.get(day[1] or day[2] or day[3], 6)}", day.start()
    if (compound := _compound_days(language)) is not None:
        for found in compound.finditer(text):
            yield f"weekday {_compounds(language)[found[0].casefold()]}", found.start()


def _scale_before(text: str, at: int, language: str) -> int:
    """Return the power of ten that the word before a number stands for, as in Hausa: ``miliyan 1.5``."""
    before = re.search(r"([^\W\d_]+) $", text[max(0, at - 20) : at])
    return power(before[1].casefold(), language) if before else 0


@cache
def _leads(language: str) -> bool:
    """Return whether the words for powers of ten stand before the number in a language, by CLDR."""
    locale = _locale(language)
    forms = locale.compact_decimal_formats.get("long", {}).get("other", {}) if locale else {}
    return str(getattr(forms.get("1000000"), "pattern", "0")).lstrip()[:1].isalpha()


@lru_cache(maxsize=65536)
def power(word: str, language: str) -> int:
    """Return the power of ten that a word means behind a number, in any inflection; 0 for another word."""
    known = _powers(language)
    if word in known:
        return known[word]
    return next((known[word[:end]] for end in range(len(word) - 1, _STEM, -1) if word[:end] in known), 0)


@cache
def _powers(language: str) -> dict[str, int]:
    """Return the words for powers of ten from 1,000 on in a language, from CLDR's compact numbers."""
    words = dict(_ABBREVIATED)
    if (locale := _locale(language)) is None:
        return words
    for style in ("short", "long"):
        for forms in locale.compact_decimal_formats.get(style, {}).values():
            for magnitude, pattern in forms.items():
                printed = str(getattr(pattern, "pattern", pattern)).split(";", maxsplit=1)[0]
                word = re.sub(r"[^\w]|[\d_]", "", printed).casefold()
                if len(word) > 1:
                    words.setdefault(word, len(magnitude) - printed.count("0"))
    return {word: size for word, size in words.items() if size >= 3}


def _sum_of_myriads(printed: str) -> str:
    """Return ``1億2000万`` or ``20万6737`` as one figure."""
    total = 0.0
    for number, signs in _MYRIAD.findall(printed.replace(",", "")) if "." not in printed else ():
        total += int(number) * 10 ** sum(_POWERS[sign] for sign in signs)
    if total:
        return plain(str(int(total)), 0)
    number = re.match(r"[\d.]+", printed)
    digits, _, decimals = (number[0] if number else "0").partition(".")
    signs = re.sub(r"[\d.,]", "", printed)
    return plain(digits + decimals, sum(_POWERS[sign] for sign in signs) - len(decimals))


@lru_cache(maxsize=65536)
def _read(printed: str, scale: int) -> tuple[str, ...]:
    """Return a number, or its parts if they are no number together: a time, a date, a list."""
    if printed.isdecimal():
        return (plain(printed, scale),)
    parts = _SIGN.split(printed)
    signs = _SIGN.findall(printed)
    if all(len(part) == 3 for part in parts[1:]) and 1 <= len(parts[0]) <= 3 and parts[0] != "0":
        return (plain("".join(parts), scale),)
    if signs[-1] in ".," and (len(signs) == 1 or _is_grouped(parts[:-1], signs)):
        return (plain("".join(parts), scale - len(parts[-1])),)
    return tuple(plain(part, 0) for part in parts)


def _is_grouped(parts: list[str], signs: list[str]) -> bool:
    """Return whether the parts before a decimal sign are groups: ``1.234.567`` of ``1.234.567,8``."""
    return len({*signs[:-1]}) == 1 and signs[-1] != signs[0] and all(len(part) == 3 for part in parts[1:])


def plain(digits: str, exponent: int) -> str:
    """Return a number in the one form of all its spellings: ``15e5``."""
    digits = digits.lstrip("0") or "0"
    short = digits.rstrip("0") or "0"
    return f"{short}e{exponent + len(digits) - len(short)}" if short != "0" else "0e0"


@lru_cache(maxsize=65536)
def date(word: str, language: str) -> str | None:
    """Return the month or weekday that a word in small letters means, in any inflection; None for another."""
    known = _calendar(language)
    if word in known:
        return known[word]
    stems = _stems(language)
    shortest = max(_LEAST_STEM, len(word) - _ENDING)
    return next(
        (stems[word[:end]] for end in range(len(word), shortest - 1, -1) if word[:end] in stems), None
    )


def possible_dates(words: set[str], language: str) -> set[str]:
    """Return the words for which ``date`` may have an answer: nearly all others are left out at once."""
    begins = _begins(language)
    return {word for word in words if word[:_LEAST_STEM] in begins}


@cache
def _begins(language: str) -> frozenset[str]:
    return frozenset(word[:_LEAST_STEM] for word in (*_calendar(language), *_stems(language)))


@cache
def _calendar(language: str) -> dict[str, str]:
    """Return the months and weekdays of a language by their names in small letters, from CLDR."""
    locale = _locale(language)
    words: dict[str, str] = {}
    for kind, contexts in (("month", locale.months), ("weekday", locale.days)) if locale else ():
        for forms in contexts.values():
            for number, name in forms.get("wide", {}).items():
                words[re.split("['’ʼ]", name.casefold())[-1]] = f"{kind} {number}"
    return {word: date for word, date in words.items() if word.isalpha()}


@cache
def _stems(language: str) -> dict[str, str]:
    """Return the weekdays by their names without the last letter or two: ``laugardag``, ``суббот``."""
    days = {word: day for word, day in _calendar(language).items() if is_weekday(day)}
    cut = [(word[: len(word) - less], day) for word, day in days.items() for less in range(_ENDING + 1)]
    return {stem: day for stem, day in reversed(cut) if len(stem) >= _LEAST_STEM}


@cache
def _compounds(language: str) -> dict[str, int]:
    """Return the weekdays of a language whose names have a hyphen: ``segunda-feira``.

    Those of two words are left out: ``thứ hai`` is Monday or the second one.
    """
    locale = _locale(language)
    names = locale.days["format"]["wide"] if locale else {}
    return {name.casefold(): day for day, name in names.items() if "-" in name}


@cache
def _compound_days(language: str) -> re.Pattern[str] | None:
    names = "|".join(map(re.escape, _compounds(language)))
    return re.compile(rf"(?:{names})(?!\w)", re.IGNORECASE) if names else None


@cache
def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language)
    except (ValueError, UnknownLocaleError):
        return None


@lru_cache(maxsize=65536)
def weight(figure: str) -> float:
    """Return how much a figure that two texts share speaks for one story: rare ones more than round ones."""
    if figure[0] in "mw":
        return 0.6
    if figure[0] == "r":
        return 1.5
    digits, _, exponent = figure.partition("e")
    if exponent == "0" and len(digits) == 4 and digits[:2] in {"19", "20"}:
        return 1.0
    if len(digits) == 1:
        return 0.35 if exponent == "0" else 0.7
    return {2: 1.1, 3: 2.2, 4: 3.2}.get(len(digits), 4.5)


@lru_cache(maxsize=65536)
def is_telling(figure: str) -> bool:
    """Return whether two notices of one form differ in such a figure: no year, month or single digit."""
    if figure[0] in "mwr":
        return figure[0] == "r"
    digits, _, exponent = figure.partition("e")
    is_year = exponent == "0" and len(digits) == 4 and digits[:2] in {"19", "20"}
    return len(digits) > 1 and not is_year


def is_weekday(figure: str) -> bool:
    """Return whether a figure is a day of the week: texts of two days name no common one."""
    return figure.startswith("weekday")
