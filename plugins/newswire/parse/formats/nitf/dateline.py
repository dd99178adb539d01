"""The dateline of an NITF document, as a reader would see it printed."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from newswire.parse.readers.elements import holds_only_elements, local, named, text, texts
from newswire.parse.readers.times import is_only_a_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element


def printed(dateline: _Element) -> str | None:
    """Return a dateline as printed, with commas between parts that touch each other.

    A machine-readable ``story.date`` alone is a time and no dateline: return None.
    """
    if is_only_a_time(text(dateline) or ""):
        return None
    for location in named(dateline, "location"):
        if len(location) > 1 and holds_only_elements(location):
            return ", ".join(texts(location)) or None
    return " ".join(_TOUCHING.sub(_apart, "".join(_with_bounds(dateline))).split()) or None


_PARTS = frozenset(
    ("location", "sublocation", "city", "state", "region", "country", "story.date", "person", "org")
)
_BOUND = "\x00"
"""A sign that no XML holds, at the beginning and end of each part of a dateline."""

_TOUCHING = re.compile(f"(?P<before>[^{_BOUND}]?)(?:{_BOUND})+(?P<after>[^{_BOUND}]?)")


def _with_bounds(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        bound = _BOUND if local(child.tag) in _PARTS else ""
        yield from (bound, *_with_bounds(child), bound, child.tail or "")


def _apart(found: re.Match[str]) -> str:
    """Return the two signs around a bound with a comma or blank between them, if nothing else is there."""
    before, after = found["before"], found["after"]
    if _is_in_word(before) and _is_in_word(after):
        return f"{before}, {after}"
    opens = after == "(" and not before.isspace()
    return (
        f"{before} {after}" if opens or (before in tuple(",.;:)") and _is_in_word(after)) else before + after
    )


def _is_in_word(sign: str) -> bool:
    """Return whether a sign is a letter, a digit, a mark (a vowel sign of an Indic script) or a joiner."""
    return bool(sign) and (unicodedata.category(sign)[0] in "LNM" or sign in "\u200c\u200d")
