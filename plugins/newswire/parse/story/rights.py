"""Copyright lines at the end of a text: a sign with a year or an agency, or words that reserve rights."""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon.desk.words import RIGHTS
from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.story.sources import agency_named

_DATED = re.compile(r"(?:©|\([cC]\)|Copyright|COPYRIGHT)\W{0,3}(?:\([cC]\)|©|by)?.{0,24}?\b(?:19|20)\d\d\b")
_OWN = re.compile(r"(?:©|\([cC]\)) ?(?P<name>[^\W\d_][\w. &-]{1,30})")
_RESERVED = late_pattern(RIGHTS, re.IGNORECASE)
_SIGNS = ("©", "ⓒ", "(c)", "(C)", "Copyright", "COPYRIGHT")
_LETTER = re.compile(r"[^\W_]")
_LONGEST_RESERVED = 140
"""Characters of a line that reserves rights. It begins so or has a sign: a sentence may hold the words."""
_SURE = ("©", "Copyright ©", "Copyright (c)")
"""Beginnings of a copyright line that may stand below another line."""


class Rights(NamedTuple):
    """A copyright notice, and the canonical name of the agency that it names alone."""

    notice: str
    agency: str | None = None


def rights_in(line: str, *, is_alone: bool) -> Rights | None:
    """Return the notice that a line is; None if it is text.

    Args:
        line: the last line of a text, without spaces around it.
        is_alone: whether it is a paragraph of its own.
    """
    if len(line) <= _LONGEST_RESERVED and _reserves(line):
        return Rights(line)
    if line[:1] not in {"©", "(", "C"}:
        return None
    if (is_alone or line.startswith(_SURE)) and _DATED.match(line):
        return Rights(line)
    own = _OWN.fullmatch(line)
    signed = agency_named(own["name"].strip()) if own else None
    return Rights(line, signed.name) if signed else None


def _reserves(line: str) -> bool:
    """Return whether a line has words that reserve rights. All of it is read only if it has a sign."""
    if any(map(line.__contains__, _SIGNS)):
        return _RESERVED.search(line) is not None
    first = _LETTER.search(line)
    return first is not None and _RESERVED.match(line, first.start()) is not None
