"""Hard wraps inside the paragraphs of a text: lines that a machine of 60 to 90 columns has broken."""

from __future__ import annotations

import re

from newswire.parse.readers.paragraphs import paragraphs

_NARROWEST, _WIDEST = 45, 92
"""Characters of all lines of a wrapped paragraph but its last one."""
_RAGGED = 20
"""Characters by which a full line may be shorter than the longest one."""
_SENTENCE_ENDS = tuple('.!?"”»')
_NOTE_BEHIND_A_SENTENCE = re.compile(r"[^\W\d_]{2}[.!?][\"”]? \([^()]{3,80}\)$")
_CODE = ("#", "--", "//", "$ ")


def without_wraps(text: str) -> str:
    """Return the text with the wrapped lines of a paragraph joined; the same object if none is proven.

    A paragraph is wrapped if the next word had no room in any line, a line begins with a small letter and the
    last one ends a sentence, or a note in brackets behind one. Once one is proven, small
    letters are not asked of the others. Tables, lists and code have columns, short lines or other ends.
    """
    if text.count("\n") - 2 * text.count("\n\n") < 1:
        return text
    parts = text.split("\n\n")
    joined = [_joined(part) if "\n" in part else part for part in parts]
    if joined != parts:  # the other paragraphs come from the same machine
        proven = [part for part, whole in zip(parts, joined, strict=True) if part != whole]
        width = max(len(line) for part in proven for line in part.split("\n"))
        joined = [_joined(part, width) if "\n" in part else part for part in joined]
    return "\n\n".join(joined) if joined != parts else text


def _joined(part: str, width: int = 0) -> str:
    """Return a paragraph in one line if its breaks are wraps, otherwise as it is.

    Args:
        part: the paragraph.
        width: the longest line of proven paragraphs; 0 if none is proven yet.
    """
    lines = part.split("\n")
    if "\t" in part or "|" in part or not _NARROWEST <= len(lines[0]) <= _WIDEST:
        return part
    *full, last = lines
    narrowest = max(_NARROWEST, width - _RAGGED)
    is_running = bool(width) or (last.endswith(")") and _NOTE_BEHIND_A_SENTENCE.search(part) is not None)
    if not last.endswith((*_SENTENCE_ENDS, ")") if is_running else _SENTENCE_ENDS) or part.startswith(_CODE):
        return part
    if len(last) > _WIDEST:
        return part
    if not all(narrowest <= len(line) <= _WIDEST and "  " not in line for line in full):
        return part
    if not (width or any(line[:1].islower() for line in lines[1:])) or _is_list(lines):
        return part
    whole = paragraphs(lines)
    return part if "\n" in whole else whole


def _is_list(lines: list[str]) -> bool:
    """Return whether most lines are whole sentences or entries of their own."""
    ends = sum(line.endswith((*_SENTENCE_ENDS, ":", ";", "{", "\\")) for line in lines[:-1])
    return ends * 2 > len(lines) - 1
