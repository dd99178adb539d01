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
_SIGNS = frozenset("-=_*~+#.")
_GAP = re.compile(r"[ \t](?:(?<= ) {2,}|(?<=\t)\t*)")
"""Three spaces or more, or tabs. The first sign of a pattern, where it is one of a few, is found fast."""
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
    texts, ends = [line.strip() for line in lines], [len(line.rstrip()) for line in lines]
    rows = _rows(lines, texts)
    for number in alone:
        rows[number] = texts[number]
    width = _width([end for number, end in enumerate(ends) if number not in rows] if rows else ends)
    wide = _width(ends) or width if rows else width  # a machine may have wrapped the rows too
    lists = _lists(texts, ends, rows, width) if width else frozenset()
    parts: list[str] = []
    hang = -1  # the column where the text of the last entry begins
    for number, text in enumerate(texts):
        if not text:
            hang = -1
            continue
        line, before = lines[number], number - 1 if number and texts[number - 1] else -1
        is_plain = text[0].isalpha() and "|" not in text and "://" not in text
        entry = None if is_plain else _ENTRY.match(text)
        if not parts:
            pass
        elif before < 0:
            parts.append("\n\n")
        elif number in rows or before in alone:
            parts.append("\n")
        else:
            limit = wide if before in rows else width
            room, strict = limit - ends[before] - 1 - _first(text), number in lists
            parts.append(_joint(lines[before].rstrip(), line, text, limit, room, entry, hang, strict=strict))
        parts.append(rows.get(number, text))
        if entry and entry["mark"]:
            hang = len(line) - len(line.lstrip()) + entry.end("mark")
        elif line[0] not in " \t":
            hang = -1
    return "".join(parts).strip()


def _first(text: str) -> int:
    """Return the length of the first word."""
    end = text.find(" ")
    return end if end >= 0 else len(text)


def _joint(
    end: str,
    line: str,
    text: str,
    width: int,
    room: int,
    entry: re.Match[str] | None,
    hang: int,
    *,
    strict: bool,
) -> str:
    """Return the joint of a line with the one before it: a blank line, a line break, or a space for a wrap.

    Args:
        end: the line before.
        line: the line.
        text: the line without the blanks around it.
        width: the length of the longest line, 0 if the text is not wrapped.
        room: the characters that the line before has left over with the next word on it.
        entry: the beginning of an entry, if the line is one.
        hang: the column where the text of the last entry begins, negative without one.
        strict: whether a break is a wrap only if the next word had no room at all.
    """
    if hang > 0 and entry is None and line[:hang].isspace() and not line[hang : hang + 1].isspace():
        return " "  # the entry before goes on
    if line[:3].isspace() and not end[0].isspace():
        return "\n\n"
    if not width:
        return "\n\n" if len(end) > _NARROWEST and end.endswith(_SENTENCE_ENDS) else "\n"
    if room >= (0 if strict else _RAGGED) or len(end) > width:
        return "\n"
    if entry and not (hang < 0 and _is_dash_in_sentence(end, text)):
        return "\n"
    if (text[0] in _SIGNS and _RULE.fullmatch(text)) or (end[-1] in _SIGNS and _RULE.fullmatch(end.lstrip())):
        return "\n"
    return " "


def _is_dash_in_sentence(end: str, text: str) -> bool:
    """Return whether a line goes on with a dash inside a sentence: ``in ways`` / ``- or even to hide``."""
    return text[0] in "-–—" and text[2:3].islower() and end[-1].isalnum()


def _width(ends: list[int]) -> int:
    """Return the length of the longest line if the lines are wrapped; otherwise 0.

    In a longer text a few lines, one in twenty at most, may be wider: an address.
    """
    width = max(ends, default=0)
    if width > _WIDEST:
        usual = [end for end in ends if end <= _WIDEST]
        width = max(usual, default=0) if (len(ends) - len(usual)) * 20 <= len(ends) else 0
    return width if width >= _NARROWEST else 0


def _lists(texts: list[str], ends: list[int], rows: dict[int, str], width: int) -> frozenset[int]:
    """Return the numbers of the lines in blocks where most breaks have a meaning."""
    found: list[int] = []
    start, short = 0, width - _RAGGED
    for number in range(len(texts) + 1):
        if number < len(texts) and texts[number]:
            continue
        if number - start > _LIST and sum(end < short for end in ends[start : number - 1]) >= _LIST:
            block = [n for n in range(start + 1, number) if n not in rows]
            meant = sum(short - ends[n - 1] - 1 - _first(texts[n]) >= 0 for n in block)
            if meant >= _LIST and meant * 4 >= len(block) * 3:
                found += block
        start = number + 1
    return frozenset(found)


def _rows(lines: list[str], texts: list[str]) -> dict[int, str]:
    """Return the rows of tables by their numbers, less the blanks that all rows of a table begin with.

    A row has two wide gaps or more. A line with one is a row beside another row or such a line.
    """
    gaps: dict[int, int] = {}
    for number, text in enumerate(texts):
        if "   " in text or "\t" in text:
            cells = _GAP.split(text)
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
