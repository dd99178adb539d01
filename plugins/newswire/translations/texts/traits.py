"""What a text has that its translation has too: figures, names and places, each with its places in the text.

The places are in characters of English, so that they are alike in a text and its translation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from newswire.translations.texts.figures import date, figures
from newswire.translations.texts.names import SPELLED, romanised, skeleton
from newswire.translations.texts.places import places

MOST = 20_000
"""Characters of a text that count: a longer one is a book."""

_LENGTHS = {"zh": 0.36, "ja": 0.47, "ko": 0.5, "ar": 0.85, "he": 0.8, "en": 1.0}
"""Characters of a language for one of English."""
_LENGTH = 1.08

_WORD = re.compile(
    r"[^\W\d_\u3041-\u30ff\u4e00-\u9fff]+"
    r"|[ァ-ヺー]{2,}"
    rf"|[{''.join(sorted(SPELLED))}]{{2,6}}"
)
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SHORTEST = 3
_CONSONANTS = 2
_UNCASED = 4
"""Letters of a word that may be a name in a script without capitals."""

Stands = tuple[float, ...]
"""Where a trait stands in a text, in characters of English, from the first to the last."""


@dataclass(frozen=True, slots=True)
class Name:
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
    words, dates = _words(text, language)
    for date, at in dates:
        found.setdefault(date, []).append(at * unit)
    located: dict[str, list[float]] = {}
    for place, at in places(words, text, language):
        located.setdefault(place, []).append(at * unit)
    forms: dict[str, list[float]] = {}
    for word, at in words:
        forms.setdefault(romanised(word), []).append(at * unit)
    return Traits(
        language,
        len(text) * unit,
        {figure: tuple(sorted(at)) for figure, at in found.items()},
        {place: tuple(at) for place, at in located.items()},
        tuple(
            Name(form, code, tuple(at))
            for form, at in forms.items()
            if len(form) >= _SHORTEST and len(code := skeleton(form)) >= _CONSONANTS
        ),
    )


def _words(text: str, language: str) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """Return the words that may be names, in small letters, and the months and weekdays, with their places.

    A word with a capital counts unless the text has it in small letters too: it began a sentence.
    """
    small: dict[str, int] = {}
    capital: list[tuple[str, int]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        first = word[0]
        if first.islower():
            small[word] = match.start()
        elif first.isupper():
            if len(word) >= _SHORTEST:
                capital.append((word.lower(), match.start()))
        elif "\u30a1" <= first <= "\u9fff" or len(word) >= _UNCASED:
            capital.append((word, match.start()))
    stated = [(found, at) for word, at in small.items() if (found := date(word, language)) is not None]
    stated += [(found, at) for word, at in capital if (found := date(word, language)) is not None]
    dates = {at for _, at in stated}
    return [(word, at) for word, at in capital if word not in small and at not in dates], stated
