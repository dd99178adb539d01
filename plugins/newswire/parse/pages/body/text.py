"""The text of blocks: a blank line separates paragraphs, a line feed items of a list and rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from newswire.parse.pages.body.blocks import Block

_LINES = frozenset(("li", "dt", "dd", "tr"))


def text_of(blocks: Sequence[Block]) -> str:
    """Return the text of blocks in their order."""
    pieces: list[str] = []
    before: Block | None = None
    for block in blocks:
        if before is not None:
            in_line = not block.apart and before.tag in _LINES and block.tag in _LINES
            pieces.append("\n" if in_line else "\n\n")
        pieces.append(block.text)
        before = block
    return "".join(pieces)
