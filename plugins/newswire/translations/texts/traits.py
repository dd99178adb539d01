"""What a text has that its translation has too: figures, names and places, each with its places in the text.

The places are in characters of English, so that they are alike in a text and its translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

from newswire.translations.texts.figures import date, figures, possible_dates
from newswire.translations.texts.names import SPELLED, romanised, skeleton
from newswire.translations.texts.places import is_spaced, place_of, within

MOST = 20_000
"""Characters of a text that count: a longer one is a book."""

_LENGTHS = {"zh": 0.36, "ja": 0.47, "ko": 0.5, "ar": 0.85, "he": 0.8, "en": 1.0}
"""Characters of a language for one of English."""
_LENGTH = 1.08

_LETTER = r"[^\W\d_\u3041-\u30ff\u4e00-\u9fff]"
_CASES = {
    case: "".join(sign for sign in map(chr, range(0x3000)) if is_so(sign))
    for case, is_so in (
        ("upper", str.isupper),
        ("lower", str.islower),
    )
}
_CAPITAL = re.compile(rf"[{_CASES['upper']}](?<!{_LETTER}[{_CASES['upper']}]){_LETTER}{{2,}}")
"""The look behind comes after the capital, which the search finds at once: less than half the time."""
_ASCII_CAPITAL = re.compile(r"[A-Z](?<![A-Za-z][A-Z])[A-Za-z]{2,}")
_SMALL = re.compile(rf"(?<!{_LETTER})[{_CASES['lower']}]{_LETTER}*")
_GAPS = {code: " " for code in range(128) if not chr(code).isalpha()}
_UNCASED = re.compile(
    rf"(?<!{_LETTER})(?![{_CASES['upper']}{_CASES['lower']}]){_LETTER}{{4,}}"
    r"|[ァ-ヺー]{2,}"
    rf"|[{''.join(sorted(SPELLED))}]{{2,6}}"
)
"""A word that may be a name in a script without capitals."""
_IS_UNCASED = re.compile(r"[\u0590-\u10ff\u1200-\u1dff\u3041-\uffdc]")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SHORTEST = 3
_CONSONANTS = 2

Text = tuple[str, str | None, str | None]
"""A text: the first part of its BCP 47 tag, its headline and its body."""

Stands = tuple[float, ...]
"""Where a trait stands in a text, in characters of English, from the first to the last."""


class Name(NamedTuple):
    """A word that may be a name: its romanised form, its skeleton, and where it stands."""

    form: str
    code: str
    at: Stands


@dataclass(frozen=True, slots=True)
class Traits:
    """What is compared of a text. ``size`` is its length in characters of English."""

    language: str
    size: float
    figures: dict[str, Stands]
    places: dict[str, Stands]
    names: tuple[Name, ...]


def traits(language: str, headline: str | None, body: str | None) -> Traits:
    """Return what is compared of a text. ``language`` is the first part of its BCP 47 tag."""
    text = f"{headline or ''}\n\n{body or ''}"[:MOST]
    if not text.isascii():
        text = text.translate(_WIDE)
    unit = 1 / _LENGTHS.get(language, _LENGTH)
    found: dict[str, list[float]] = {}
    for figure, at in figures(text, language):
        found.setdefault(figure, []).append(at * unit)
    small = _small_words(text)
    for day, at in _stated_dates(small, text, language):
        found.setdefault(day, []).append(at * unit)
    located: dict[str, list[float]] = {}
    for place, at in () if is_spaced(language) else within(text, language):
        located.setdefault(place, []).append(at * unit)
    named: dict[str, list[float]] = {}
    codes: dict[str, str] = {}
    for word, at in _capital_words(text):
        is_day, trait, form, code = _meaning(word, language)
        if is_day:
            found.setdefault(trait, []).append(at * unit)
        elif word not in small:  # else it began a sentence
            if trait:
                located.setdefault(trait, []).append(at * unit)
            named.setdefault(form, []).append(at * unit)
            codes[form] = code
    return Traits(
        language,
        len(text) * unit,
        {figure: tuple(sorted(at)) for figure, at in found.items()},
        {place: tuple(at) for place, at in located.items()},
        tuple(Name(form, codes[form], tuple(at)) for form, at in named.items() if codes[form]),
    )


@lru_cache(maxsize=131072)
def _meaning(word: str, language: str) -> tuple[bool, str, str, str]:
    """Return whether a word (in small letters) is a date, and what it means: the date, or else the place.

    Its romanised form and its skeleton follow. Empty texts stand for none.
    """
    if (day := date(word, language)) is not None:
        return True, day, "", ""
    place = place_of(word, language) if is_spaced(language) else None
    form = romanised(word)
    code = skeleton(form)
    is_name = len(form) >= _SHORTEST and len(code) >= _CONSONANTS
    return False, place or "", form, code if is_name else ""


def _small_words(text: str) -> set[str]:
    """Return the words that begin with a small letter."""
    if text.isascii():  # as the pattern below, in two thirds of the time
        return set(filter("a".__le__, text.translate(_GAPS).split()))
    return set(_SMALL.findall(text))


def _capital_words(text: str) -> list[tuple[str, int]]:
    """Return the words with a capital, and those of scripts without, in small letters, with their places."""
    if text.isascii():
        return [(match[0].lower(), match.start()) for match in _ASCII_CAPITAL.finditer(text)]
    words = [(match[0].lower(), match.start()) for match in _CAPITAL.finditer(text)]
    if _IS_UNCASED.search(text):
        words += [(match[0], match.start()) for match in _UNCASED.finditer(text)]
        words.sort(key=itemgetter(1))
    return words


def _stated_dates(small: set[str], text: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield the months and weekdays among the words in small letters, with their first places."""
    for word in possible_dates(small, language):
        day = date(word, language)
        if day is not None and (found := re.search(rf"\b{word}\b", text)) is not None:
            yield day, found.start()
