"""Paragraphs of plain text whose lines a hand or a machine has wrapped."""

from __future__ import annotations

import re


def paragraphs(lines: list[str]) -> str:
    """Paragraphs separated by one blank line each, with the breaks undone that only wrapped long lines.

    A paragraph ends at a blank line or before an indented one, and in a text whose lines are not
    wrapped also where a long line ends with a sentence. A break inside it is a wrap where the
    next word had no room left; where it had room it was meant (a table, a list) and stays.
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
    """What stands between two lines in the result: a blank line, a line break, or a space for a wrap."""
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
"""Between which lengths the longest line of a text lies that a hand or a wire's machine has wrapped."""

_ENTRY = re.compile(r"(?:[-*•·–—]|\d{1,2}[.)]) |\S[^|]{0,40}\|")
"""How an entry of a list or a row of a table begins: it stays on a line of its own."""

_RAGGED = 8
"""How much shorter than the longest line a wrapped one may stay, its next word counted in."""
