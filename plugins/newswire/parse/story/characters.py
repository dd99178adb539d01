"""Damaged characters in a field of a sound document: UTF-8 read as Windows-1252, and ``?`` for apostrophes.

A sequence that only UTF-8 makes (``â€™``, ``Ã©`` between letters) is mended. A question mark between the
letters of an English negation (``don?t``) can be nothing but an apostrophe and is mended too. Others may be
lost letters (``caf?s``) and stay. A warning names the field in each case. A tag that names a dash is
the dash.
"""

from __future__ import annotations

import re
from typing import Any

from newswire.model import Item
from newswire.parse.readers.encodings.damage import WINDOWS_1252

_FIELDS = ("headline", "standfirst", "byline", "slugline", "ed_note", "copyright", "body_text")
_LINES = frozenset({"headline", "byline", "slugline"})
"""Fields of one line, in which several blanks are one."""
_BYTES = {sign: byte for byte, sign in WINDOWS_1252.items()}
_HIGH = "".join(re.escape(sign) for sign in sorted({*WINDOWS_1252.values(), *map(chr, range(0x80, 0xC0))}))
_MISREAD = re.compile(
    rf"[\u00e2-\u00ef][{_HIGH}]{{2}}|[\u00c2-\u00df][{_HIGH}]|[\u00f0-\u00f4][{_HIGH}]{{3}}"
)
_DASHES = {"endash": "–", "ndash": "–", "emdash": "—", "mdash": "—"}
_NAMED_DASH = re.compile(
    r"<(?P<name>{0})>[^<>\w]{{0,3}}</(?P=name)>|<(?P<empty>{0}) ?/>".format("|".join(_DASHES))
)
"""A dash that an editor's program names in a tag of its own: ``<endash>-</endash>``."""
_SIGNS_OF_DAMAGE = ("â€", "Ã", "Â", "Ð", "Ù")
"""Pieces without one of which hardly any text has a misread sequence: a cheap test.

Letters that texts begin with in their own right (``Ä``, ``Ø``) are left out; others stand beside them.
"""
_ALONE_IN_TEXT = frozenset("«»°º·´¡¿ \u00a0“”„‘’‚–—…")
"""Characters that follow a letter of a misread pair's first kind in sound texts too: "RÂ »", "Ã ¡"."""
_LOST = re.compile(
    r"\b(?P<before>[A-Za-z]{1,6}n(?=\?t\b)|(?:they|you|we|i)(?=\?(?:re|ve|ll|m)\b))\?", re.IGNORECASE
)


def mended(item: Item) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return the fields with mended characters, and the warnings; both empty for an item without damage."""
    changes: dict[str, Any] = {}
    warnings: list[str] = []
    values = item.__dict__
    for name in _FIELDS:
        text = values[name]
        if not text:
            continue
        if name in _LINES and "  " in text:
            changes[name] = text = " ".join(text.split())
        if not text.isascii() and (whole := _decoded(text)) is not text:
            changes[name] = text = whole
            warnings.append(
                f"{name} had characters of UTF-8 that were read as Windows-1252; they were mended."
            )
        if "dash" in text and "<" in text and (whole := _NAMED_DASH.sub(_dash, text)) != text:
            changes[name] = text = whole
        if "?" in text:
            text, warning = _asked(text, name)
            if warning:
                warnings.append(warning)
                if text is not values[name]:
                    changes[name] = text
    return changes, tuple(warnings)


def _dash(found: re.Match[str]) -> str:
    return _DASHES[found["name"] or found["empty"]]


def _decoded(text: str) -> str:
    """Return the text with misread sequences decoded; the same object if it has none that is proven."""
    if not any(map(text.__contains__, _SIGNS_OF_DAMAGE)):
        return text
    whole = _MISREAD.sub(_sure_piece, text)
    return _MISREAD.sub(_piece, whole) if whole != text else text  # one that is proven proves the others


def _piece(found: re.Match[str]) -> str:
    """Return the character of a misread sequence; the sequence itself if it is none."""
    try:
        return bytes(_BYTES.get(sign, ord(sign)) for sign in found[0]).decode()
    except (ValueError, UnicodeDecodeError):
        return found[0]


def _sure_piece(found: re.Match[str]) -> str:
    """Return the character of a misread sequence; the sequence itself if it may be sound text."""
    signs, character = found[0], _piece(found)
    if len(signs) > 2 or character == signs:
        return character
    text, start, end = found.string, found.start(), found.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if signs[1] in _ALONE_IN_TEXT and signs[0] not in "ÐÑØÙ":
        # "Â »" may stand in a sound text; "Â°" after a figure or a misread letter between letters does not
        is_proven = signs[0] == "Â" and (before.isdigit() or not before.strip()) and signs[1] != "»"
        return character if is_proven or (before.isalpha() and after.isalpha()) else signs
    is_capital = after.isupper() or (before.isupper() and not after.islower())
    return signs if is_capital and signs[0] == "Ã" and not character.isupper() else character


def _asked(text: str, name: str) -> tuple[str, str | None]:
    """Return the text with the apostrophes of negations, and a warning if a question mark is in doubt."""
    if not _inside_or_before_words(text) or "://" in text or "www." in text:
        return text, None
    if _LOST.search(text):
        return _LOST.sub(
            r"\g<before>'", text
        ), f"{name} had question marks for apostrophes (don?t); they were mended."
    return text, f"{name} has question marks inside words or around them; characters may be lost."


def _inside_or_before_words(text: str) -> bool:
    """Return whether a question mark stands between two letters, or after a space before a letter."""
    place = text.find("?")
    last = len(text) - 1
    while 0 <= place < last:
        if text[place + 1].isalpha():
            before = text[place - 1] if place else " "
            if before.isalpha() or before.isspace():
                return True
        place = text.find("?", place + 1)
    return False
