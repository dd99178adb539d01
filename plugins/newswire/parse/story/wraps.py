"""Hard wraps inside the paragraphs of a text: lines that a machine of 60 to 90 columns has broken."""

from __future__ import annotations

from newswire.parse.readers.paragraphs import paragraphs

_NARROWEST, _WIDEST = 45, 92
"""Characters of all lines of a wrapped paragraph but its last one."""
_SENTENCE_ENDS = tuple('.!?:;"”»')


def without_wraps(text: str) -> str:
    """Return the text with the wrapped lines of a paragraph joined; the same object if none is proven.

    A paragraph is wrapped if the next word had no room in any line and a line begins with a small letter.
    Once one is proven, small letters are not asked of the others. Tables and lists have columns, short lines
    or signs.
    """
    if text.count("\n") - 2 * text.count("\n\n") < 1:
        return text
    parts = text.split("\n\n")
    joined = [_joined(part) if "\n" in part else part for part in parts]
    if joined != parts:  # the other paragraphs come from the same machine
        joined = [_joined(part, is_proven=True) if "\n" in part else part for part in joined]
    return "\n\n".join(joined) if joined != parts else text


def _joined(part: str, *, is_proven: bool = False) -> str:
    """Return a paragraph in one line if its breaks are wraps, otherwise as it is."""
    lines = part.split("\n")
    if "\t" in part or "|" in part or len(lines[0]) < _NARROWEST or len(lines[0]) > _WIDEST:
        return part
    *full, last = lines
    if len(last) > _WIDEST or not all(
        _NARROWEST <= len(line) <= _WIDEST and "  " not in line for line in full
    ):
        return part
    if not (is_proven or any(line[:1].islower() for line in lines[1:])) or _is_list(lines):
        return part
    whole = paragraphs(lines)
    return part if "\n" in whole else whole


def _is_list(lines: list[str]) -> bool:
    """Return whether most lines are whole sentences or entries of their own."""
    ends = sum(line.endswith(_SENTENCE_ENDS) for line in lines[:-1])
    return ends * 2 > len(lines) - 1
