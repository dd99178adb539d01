"""Two texts side by side, paragraph by paragraph, with the changed words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

_WORDS = re.compile(r"\s+|\d+(?:[.,:]\d+)*|\w+|[^\w\s]")
_MOST_WORDS = 2000
"""Words of a paragraph that is compared word by word; the time grows with their product."""
_MOST_PARAGRAPHS = 1000
_LIKE = 0.3
"""Share of common words from which two paragraphs are the old and the new form of one."""


class Piece(NamedTuple):
    """A part of a paragraph, and whether only this side has it."""

    text: str
    is_changed: bool


class Row(NamedTuple):
    """The forms of a paragraph in both texts; None where one lacks it."""

    old: list[Piece] | None
    new: list[Piece] | None
    is_equal: bool


def side_by_side(old: str, new: str) -> list[Row]:
    """Return the paragraphs of two texts in pairs."""
    before, after = _paragraphs(old), _paragraphs(new)
    rows: list[Row] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            rows += [Row([Piece(one, False)], [Piece(one, False)], True) for one in before[a:b]]
        else:
            rows += _changed(before[a:b], after[c:d])
    return rows


def _paragraphs(text: str) -> list[str]:
    """Return the paragraphs, the rest of a very long text as the last one."""
    parts = [part for part in text.split("\n\n") if part.strip()]
    return [*parts[:_MOST_PARAGRAPHS], *(["\n\n".join(rest)] if (rest := parts[_MOST_PARAGRAPHS:]) else [])]


def _changed(old: list[str], new: list[str]) -> Iterator[Row]:
    for before, after in zip_longest(old, new):
        if before is None or after is None:
            yield Row(_whole(before), _whole(after), False)
            continue
        first, second = _WORDS.findall(before), _WORDS.findall(after)
        matcher = SequenceMatcher(None, first, second, autojunk=False)
        if max(len(first), len(second)) > _MOST_WORDS or _likeness(matcher, first, second) < _LIKE:
            yield Row(_whole(before), None, False)
            yield Row(None, _whole(after), False)
            continue
        left: list[Piece] = []
        right: list[Piece] = []
        for kind, a, b, c, d in matcher.get_opcodes():
            if a < b:
                left.append(Piece("".join(first[a:b]), kind != "equal"))
            if c < d:
                right.append(Piece("".join(second[c:d]), kind != "equal"))
        yield Row(left, right, False)


def _whole(text: str | None) -> list[Piece] | None:
    return None if text is None else [Piece(text, True)]


def _likeness(matcher: SequenceMatcher[str], old: list[str], new: list[str]) -> float:
    """Return the share of words that two paragraphs have in common, spaces left aside."""
    words = sum(not one.isspace() for one in (*old, *new))
    blocks = matcher.get_matching_blocks()
    common = sum(not one.isspace() for block in blocks for one in old[block.a : block.a + block.size])
    return 2 * common / words if words else 1.0
