"""The blocks whose beginning the page's JSON-LD repeats as ``articleBody``.

``articleBody`` is cut, or that of another version, on a fifth of the pages that have one. It proves that a
block is of the story. It does not prove that another block is not.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from newswire.lexicon.desk.folding import folded
from newswire.parse.pages.body.block_worth import weight
from newswire.parse.pages.body.blocks import Block

_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_ENDS = re.compile('[.!?…:;。！？；।॥؟۔؛»”"\n]|\\s{2}')
_LOOKED_AT, _KEY = 60, 20
_MOST_ENDS = 50_000


def opening(text: str) -> str | None:
    """Return the first letters and digits of a text, by which it is known again; None if it has too few.

    Twenty letters of an alphabet, or ten characters of a dense script, seldom stand in another text too.
    """
    key = folded(text[:_LOOKED_AT])[:_KEY]
    return key if len(key) * 2 >= _KEY and weight(key) >= _KEY else None


def stated_blocks(blocks: Sequence[Block], statement: str | None) -> set[int]:
    """Return the indexes of the blocks that begin as a sentence of a statement does.

    Args:
        blocks: the blocks of the page.
        statement: the text of ``articleBody``, with or without markup.
    """
    if not statement:
        return set()
    text = html.unescape(_MARKUP.sub("\n", statement))
    openings = {opening(text.lstrip())}
    for number, mark in enumerate(_ENDS.finditer(text)):
        if number > _MOST_ENDS:
            break
        openings.add(opening(text[mark.end() : mark.end() + _LOOKED_AT + 5].lstrip()))
    openings.discard(None)
    return {number for number, block in enumerate(blocks) if opening(block.text) in openings}
