"""The names of months and weekdays, in the languages and calendars of wires; all are in ``calendar.toml``."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

_SHORTEST = 3
"""Letters of a short form of a weekday that the data lacks (``lun``)."""


def key(word: str) -> str:
    """Return the form in which names are compared: no case, diacritics or full stops, a space for ``_``."""
    word = word.casefold().replace(".", "").replace("_", " ")
    if word.isascii():
        return word
    word = word.replace("\u200c", "").replace("\u200d", "").replace("ı", "i")  # ARALIK is Aralık
    return "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))


def month(word: str) -> tuple[int, ...]:
    """Return the months (1 to 12) that a word can mean in any language, empty if none."""
    return months().get(key(word), ())


@lru_cache(maxsize=1024)
def month_in(word: str, language: str | None) -> int | None:
    """Return the month (1 to 12) that a word names, None if no month or more than one is possible.

    The names in the language of the text are searched first, then those in all languages.

    Args:
        word: a name, whole or shortened in a form that the data lacks (``noiemb``).
        language: BCP 47 tag of the text.
    """
    written = key(word)
    table = _by_language()
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


def is_weekday(word: str) -> bool:
    """Return whether a word is a weekday's name or its usual short form."""
    return key(word) in weekdays()


@lru_cache(maxsize=1024)
def weekday(word: str) -> int | None:
    """Return the weekday (0 for Monday) that a word names, whole or shortened; None unless it is one."""
    written = key(word)
    for matches in (str.__eq__, str.startswith):
        found = {
            number
            for line in _table()["weekdays"].values()
            for number, forms in _forms(line)
            if any(matches(key(form), written) for form in forms)
        }
        if found or len(written) < _SHORTEST:
            break
    return found.pop() - 1 if len(found) == 1 else None


@cache
def months() -> dict[str, tuple[int, ...]]:
    """Return the months (1 to 12) by the keys of their names, in all languages."""
    found: dict[str, tuple[int, ...]] = {}
    for line in _by_language().values():
        for number, forms in enumerate(line, 1):
            for form in forms:
                known = found.get(form, ())
                found[form] = known if number in known else (*known, number)
    return found


@cache
def weekdays() -> frozenset[str]:
    """Return the keys of the names of weekdays, in all languages."""
    return frozenset(key(form) for line in _table()["weekdays"].values() for form in re.split(r"[ |]", line))


@cache
def solar_hijri() -> dict[str, int]:
    """Return the months of the calendar of Iran and Afghanistan, 1 to 12, by the keys of their names."""
    return _numbered("solar_hijri")


@cache
def ethiopian() -> dict[str, int]:
    """Return the months of the Ethiopian calendar, 1 to 13, by the keys of their names."""
    return _numbered("ethiopian")


@cache
def bikram_sambat() -> dict[str, int]:
    """Return the months of the calendar of Nepal, 1 to 12, by the keys of their names."""
    return _numbered("bikram_sambat")


def _numbered(calendar: str) -> dict[str, int]:
    return {
        key(form): number
        for line in _table()[calendar].values()
        for number, forms in _forms(line)
        for form in forms
    }


@cache
def _by_language() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the keys of each month's forms, January first, by language."""
    return {
        language: tuple(tuple(map(key, forms)) for _, forms in _forms(line))
        for language, line in _table()["months"].items()
    }


def _forms(line: str) -> Iterator[tuple[int, list[str]]]:
    return ((number, forms.split("|")) for number, forms in enumerate(line.split(), 1))


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("calendar.toml").read_text("utf-8"))
