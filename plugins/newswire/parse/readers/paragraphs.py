"""Paragraphs of plain text whose lines a writer or a machine has wrapped."""

from __future__ import annotations

import re


def paragraphs(lines: list[str]) -> str:
    """Join wrapped lines. Return the paragraphs, separated by one blank line each.

    A paragraph ends at a blank line or before an indented one, and in a text whose lines are not
    wrapped also where a long line ends with a sentence. A break inside a paragraph is a wrap if the
    next word had no room left. If it had room, the break has a meaning (a table, a list) and stays.
    """
    width = max((len(line.rstrip()) for line in lines), default=0)
    wrapped = _NARROWEST <= width <= _WIDEST
    parts: list[str] = []
    before = ""
    for line in lines:
        text = line.strip()
        if text:
            if parts:
                parts.append(_joint(before, line, text, width if wrapped else 0))
            parts.append(text)
        before = line if text else ""
    return "".join(parts)


def _joint(before: str, line: str, text: str, width: int) -> str:
    """Return the joint of two lines in the result: a blank line, a line break, or a space for a wrap."""
    end = before.rstrip()
    if not end or (line[:3].isspace() and not before[:1].isspace()):
        return "\n\n"
    if not width:
        return "\n\n" if len(end) > _NARROWEST and end.endswith(_SENTENCE_ENDS) else "\n"
    if _ENTRY.match(text) or len(end) + 1 + len(text.split(" ", 1)[0]) <= width - _RAGGED:
        return "\n"
    return " "


_SENTENCE_ENDS = tuple('.!?"”»。！？」')
_NARROWEST, _WIDEST = 50, 110
"""Limits, in characters, of the longest line in a text that a writer or a wire's machine has wrapped."""

_ENTRY = re.compile(r"(?:[-*•·–—]|\d{1,2}[.)]) |\S[^|]{0,40}\|")
"""The beginning of an entry of a list or a row of a table, which stays on a line of its own."""

_RAGGED = 8
"""Characters that a wrapped line and the next word may together lack to the longest line."""
