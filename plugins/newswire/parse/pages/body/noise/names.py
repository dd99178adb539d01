"""What the names of an element (class, id, role) promise that it holds."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)
SMALL = frozenset(_TABLES["small"])
"""Reasons of elements that hold a line or two."""
_REASONS = {
    tuple(name.split("-")): reason
    for table in _TABLES.values()
    for reason, names in table.items()
    for name in names
}
_FIRSTS: dict[str, list[tuple[str, ...]]] = {}
for _name in sorted(_REASONS, key=len, reverse=True):
    _FIRSTS.setdefault(_name[0], []).append(_name)
_STYLES = frozenset(":[]/()!*")
"""Signs in class names that only set a style, as utility frameworks write them (``md:hidden``)."""
_PARTS = re.compile(r"[A-Za-z0-9]+")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_NUMBERED = re.compile(r"([A-Za-z]{5,})\d{1,2}")
_ABOUT = frozenset({"has", "no", "with", "without", "is", "hide", "show", "non", "not"})
"""Words before the name of a part that an element has or lacks: ``hasCaption``, ``no-ads``."""
_LONGEST = 2_000
"""Characters of names that are looked at."""


@lru_cache(maxsize=8192)
def reason_of(names: str) -> str | None:
    """Return the reason why an element with these names holds no story; None if its names give none.

    Args:
        names: class names, ids and roles as they are printed, separated by spaces.
    """
    for name in names[:_LONGEST].split():
        if _STYLES.isdisjoint(name):
            found = _reason(_words(name))
            if found:
                return found
    return None


def _words(name: str) -> list[str]:
    """Return the words of a name. A part with digits is the hash of a build, unless they number a word."""
    words: list[str] = []
    for part in _PARTS.findall(name):
        if part.isalpha():
            words.extend(_WORDS.findall(part))
        elif numbered := _NUMBERED.fullmatch(part):
            words.extend(_WORDS.findall(numbered[1]))
        else:
            words.append("")
    return [word.lower() for word in words]


def _reason(words: list[str]) -> str | None:
    for place, word in enumerate(words):
        if place and words[place - 1] in _ABOUT:
            continue
        for form in _FIRSTS.get(word, ()):
            if tuple(words[place : place + len(form)]) == form:
                return _REASONS[form]
    return None
