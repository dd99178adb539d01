"""The words of bylines and credit lines in many languages; all are in ``words.toml``.

Words are compared in small letters, without a full stop or colon after them.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)
_BEFORE, _PEOPLE, _ORGANISATIONS = (_TABLES[name] for name in ("before", "people", "organisations"))

SHORT = tuple(_BEFORE["short"])
"""Prepositions before the names of authors."""
AUTHORS, AUTHORS_COLON = tuple(_BEFORE["authors"]), tuple(_BEFORE["colon"])
"""Words before the names of authors: as they are, and with a colon."""
TEXTS, PICTURES = tuple(_BEFORE["texts"]), tuple(_BEFORE["pictures"])
"""Nouns for a text and for pictures, of which one person may have made both."""
OTHERS, OTHERS_COLON = tuple(_BEFORE["others"]), tuple(_BEFORE["others_colon"])
"""Words before the names of people who did not write: as they are, and with a colon."""
JOINERS = (
    *_PEOPLE["joiners"],
    *(form for word in _PEOPLE["joiners_in_capitals"] for form in {word.upper(), word.capitalize()}),
)
"""Words between two names, as they may be printed."""
NAMES_WITH_AND = frozenset(_PEOPLE["names_with_and"])
"""Arabic given names that begin with the letter of "and"."""
PLACES = frozenset(_PEOPLE["places"])
"""Words before the place of an author."""
TITLES, SUFFIXES, DEGREES = (frozenset(_PEOPLE[name]) for name in ("titles", "suffixes", "degrees"))
"""Words before a name that are no part of it, after it that are, and after it that are none."""
SMALL = frozenset(_PEOPLE["particles"])
"""Words inside a name that are printed in small letters."""
PARTICLES = SMALL | frozenset(_PEOPLE["particles_any"])
"""Words inside a name that may be printed in small letters."""
BEATS, NEVER = frozenset(_PEOPLE["beats"]), frozenset(_PEOPLE["never"])
"""Fields of work before a function, and words that no name has."""
WEAK, LEGAL, PHOTO = (frozenset(_ORGANISATIONS[name]) for name in ("weak", "legal", "photo"))
"""Words of organisations that are family names too; legal forms; words for a picture in a credit line."""
LABELS = tuple(_ORGANISATIONS["labels"])
"""Words with a colon that begin a credit line."""
NO_AUTHORS = frozenset(_BEFORE["others_colon"])
"""Words in brackets after the name of somebody who did not write: ``(Foto)``."""


_BEGINNINGS = frozenset(
    word[:3].lower().replace("ı", "i")
    for table in (SHORT, AUTHORS, AUTHORS_COLON, TEXTS, PICTURES, OTHERS, OTHERS_COLON)
    for word in table
)


def may_begin(text: str) -> bool:
    """Return whether a word or noun before a name may begin a text: a cheap test before a pattern of them.

    Words of two letters have a space after them.
    """
    letters = text[:3].lower()
    return letters in _BEGINNINGS or not (letters.isascii() and letters.isalpha())


def key(word: str) -> str:
    """Return a word as the tables have it."""
    return word.casefold().strip('.,:;()[]«»"“”„').replace("’", "'")


def _matcher(printed: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    words = list(printed)
    stems = tuple(word[:-1] for word in words if word.endswith("…"))
    return frozenset(word for word in words if not word.endswith("…")), stems


_ROLES, _DESKS, _NAMES = (
    _matcher(words) for words in (_PEOPLE["roles"], _PEOPLE["desks"], _ORGANISATIONS["words"])
)


@lru_cache(maxsize=4096)
def is_role(word: str) -> bool:
    """Return whether a word names a function. A compound counts by its end: ``dpa-Korrespondent``."""
    return _is_of(word, _ROLES)


@lru_cache(maxsize=4096)
def is_desk(word: str) -> bool:
    """Return whether a word names a desk or a collective."""
    return _is_of(word, _DESKS)


@lru_cache(maxsize=4096)
def is_organisation(word: str) -> bool:
    """Return whether a word is one that names of organisations have and those of people do not."""
    return _is_of(word, _NAMES)


def _is_of(word: str, table: tuple[frozenset[str], tuple[str, ...]]) -> bool:
    words, stems = table
    found = key(word)
    parts = (found, found.rpartition("-")[2])
    return any(part in words or part.startswith(stems) for part in parts if part)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; a space stands for any white space."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+")
        for word in sorted(set(words), key=lambda word: (-len(word), word))
    )
