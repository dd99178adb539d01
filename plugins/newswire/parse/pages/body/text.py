"""The text of blocks: a blank line separates paragraphs, a line feed items of a list and rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from newswire.parse.pages.body.blocks import Block

_LONGEST_DATELINE = 50
_DASHES = ("—", "–", " -")
_LINES = frozenset(("li", "dt", "dd", "tr"))


def text_of(blocks: Sequence[Block]) -> str:
    """Return the text of blocks in order; a dateline in an element of its own begins the next paragraph."""
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            in_line = not block.apart and before.tag in _LINES and block.tag in _LINES
            pieces.append(" " if _is_dateline(before) else "\n" if in_line else "\n\n")
        pieces.append(block.text)
        before = block
    return "".join(pieces)


def _is_dateline(block: Block) -> bool:
    """Return whether a short block ends in a dash, as the place before a story does."""
    return len(block.text) <= _LONGEST_DATELINE and block.text.endswith(_DASHES) and block.text[:1].isupper()
