"""Paragraphs of plain text whose lines a writer or a machine has wrapped, with the tables among them."""

from __future__ import annotations

import re
from collections.abc import Collection

_SENTENCE_ENDS = tuple('.!?"”»。！？」')
_NARROWEST, _WIDEST = 50, 110
"""Limits, in characters, of the longest line in a text that a writer or a wire's machine has wrapped."""

_ENTRY = re.compile(
    r"(?P<mark>(?:[-*•·–—]|\d{1,2}[.)]) +)|\S[^|]{0,40}\||[^\W\d_][\w ]{0,20}(?: -|:) https?://"
)
"""The beginning of an entry of a list, of a row of a table or of a labelled address: a line of its own."""

_RAGGED = 8
"""Characters that a wrapped line and the next word may together lack to the longest line."""

_RULE = re.compile(r"(?:(?P<sign>[-=_*~+#.])(?:[ ]?(?P=sign)){2,})")
_GAP = re.compile(r" {3,}|\t+")
_LAST_CELL = 40
"""Characters of the text after the only gap in a row; more of them are a sentence after a wide space."""

_LIST = 3
"""Breaks with a meaning that make a list of a block of lines if they are three quarters of its breaks."""


def paragraphs(lines: list[str], alone: Collection[int] = ()) -> str:
    """Join wrapped lines. Return the paragraphs, separated by one blank line each.

    A paragraph ends at a blank line or before an indented one, and in a text whose lines are not
    wrapped also where a long line ends with a sentence. A break inside a paragraph is a wrap if the
    next word had no room left. If it had room, the break has a meaning (a table, a list) and stays.
    A rule (``-----``) and a row with wide gaps between its columns are lines of their own; a row keeps its
    gaps. A line that is indented as far as the text of the entry before it continues this entry.

    ``alone`` are the numbers of lines that are known to be lines of their own.
    """
    rows = _rows(lines)
    for number in alone:
        rows[number] = lines[number].strip()
    width = _width(lines, rows)
    wide = _width(lines, {}) or width if rows else width  # a machine may have wrapped the rows too
    lists = _lists(lines, rows, width) if width else frozenset()
    parts: list[str] = []
    before, hang = "", -1  # the line before, and the column where the text of the last entry begins
    for number, line in enumerate(lines):
        text = rows.get(number) or line.strip()
        if text:
            entry = _ENTRY.match(text)
            if parts:
                room = wide if number - 1 in rows else width
                joint = _joint(before, line, text, room, entry, hang, strict=number in lists)
                if before and (number in rows or number - 1 in alone):
                    joint = "\n"
                parts.append(joint)
            parts.append(text)
            if entry and entry["mark"]:
                hang = len(line) - len(line.lstrip()) + entry.end("mark")
            elif line[:1] not in {" ", "\t"}:
                hang = -1
        else:
            hang = -1
        before = line if text else ""
    return "".join(parts).strip()


def _joint(
    before: str, line: str, text: str, width: int, entry: re.Match[str] | None, hang: int, *, strict: bool
) -> str:
    """Return the joint of two lines in the result: a blank line, a line break, or a space for a wrap."""
    end = before.rstrip()
    if not end:
        return "\n\n"
    if hang > 0 and not entry and line[:hang].isspace() and not line[hang : hang + 1].isspace():
        return " "  # the entry before goes on
    if line[:3].isspace() and not before[:1].isspace():
        return "\n\n"
    if not width:
        return "\n\n" if len(end) > _NARROWEST and end.endswith(_SENTENCE_ENDS) else "\n"
    if _RULE.fullmatch(text) or _RULE.fullmatch(end.lstrip()):
        return "\n"
    room = width - len(end) - 1 - len(text.split(" ", 1)[0])
    if room >= (0 if strict else _RAGGED) or len(end) > width:
        return "\n"
    if entry and not (hang < 0 and _is_dash_in_sentence(end, text)):
        return "\n"
    return " "


def _is_dash_in_sentence(end: str, text: str) -> bool:
    """Return whether a line goes on with a dash inside a sentence: ``in ways`` / ``- or even to hide``."""
    return text[0] in "-–—" and text[2:3].islower() and end[-1].isalnum()


def _width(lines: list[str], rows: dict[int, str]) -> int:
    """Return the length of the longest line if the lines are wrapped; otherwise 0.

    Rows do not count. In a longer text a few lines, one in twenty at most, may be wider: an address.
    """
    lengths = sorted(len(line.rstrip()) for number, line in enumerate(lines) if number not in rows)
    while lengths and lengths[-1] > _WIDEST and len(lengths) >= 20 * _beyond(lengths):
        lengths = [length for length in lengths if length <= _WIDEST]
    width = lengths[-1] if lengths else 0
    return width if _NARROWEST <= width <= _WIDEST else 0


def _beyond(lengths: list[int]) -> int:
    return sum(length > _WIDEST for length in lengths)


def _lists(lines: list[str], rows: dict[int, str], width: int) -> frozenset[int]:
    """Return the numbers of the lines in blocks where most breaks have a meaning."""
    found: list[int] = []
    start = 0
    for number in range(len(lines) + 1):
        if number < len(lines) and lines[number].strip():
            continue
        if number - start > _LIST:
            block = [n for n in range(start + 1, number) if n not in rows]
            meant = sum(_room(lines[n - 1], lines[n], width) >= _RAGGED for n in block)
            if meant >= _LIST and meant * 4 >= len(block) * 3:
                found += block
        start = number + 1
    return frozenset(found)


def _room(before: str, line: str, width: int) -> int:
    return width - len(before.rstrip()) - 1 - len(line.split(None, 1)[0])


def _rows(lines: list[str]) -> dict[int, str]:
    """Return the rows of tables by their numbers, less the blanks that all rows of a table begin with.

    A row has two wide gaps or more. A line with one is a row beside another row or such a line.
    """
    gaps: dict[int, int] = {}
    for number, line in enumerate(lines):
        if "   " in line or "\t" in line:
            text = line.strip()
            cells = _GAP.split(text) if "   " in text or "\t" in text else ()
            if len(cells) > 2 or (len(cells) == 2 and len(cells[1]) <= _LAST_CELL):
                gaps[number] = len(cells) - 1
    rows = [n for n, count in gaps.items() if count > 1 or n - 1 in gaps or n + 1 in gaps]
    found: dict[int, str] = {}
    table: list[int] = []
    for number in rows:
        if table and number - 1 != table[-1]:
            found.update(_unindented(lines, table))
            table = []
        table.append(number)
    if table:
        found.update(_unindented(lines, table))
    return found


def _unindented(lines: list[str], table: list[int]) -> dict[int, str]:
    kept = [lines[number].lstrip("\t").rstrip() for number in table]
    indent = min(len(line) - len(line.lstrip()) for line in kept)
    return {number: line[indent:] for number, line in zip(table, kept, strict=True)}
