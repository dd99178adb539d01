"""The texts of teasers: a title that is a link and a sentence below it, both in an element of their own."""

from __future__ import annotations

from collections.abc import Sequence

from newswire.parse.pages.body.blocks import Block
from newswire.parse.pages.body.places import chain, within

_MOST_BLOCKS = 5
_LONGEST = 400
_SHORTEST_TITLE = 12
_MOST_TEXTS = 2


def teaser_texts(blocks: Sequence[Block], values: Sequence[float]) -> dict[int, int]:
    """Return the indexes of texts that stand with a linked title in a small element, each with its title's.

    A link between the paragraphs of a story is in the element of the whole story.
    """
    found = {}
    title: int | None = None
    for number, block in enumerate(blocks):
        if block.links * 5 >= len(block.text) * 4:
            if len(block.text) >= _SHORTEST_TITLE:
                title = number
        elif values[number] and title is not None:
            if number - title < _MOST_BLOCKS and _is_item(blocks, values, title, number):
                found[number] = title
            elif len(block.text) > _LONGEST:
                title = None
    return found


def _is_item(blocks: Sequence[Block], values: Sequence[float], title: int, text: int) -> bool:
    """Return whether the element around a title and a text is small, and holds few other texts.

    A link in the middle of a short story is no title of an item.
    """
    around = set(chain(blocks[title].place))
    common = next((place for place in chain(blocks[text].place) if place in around), None)
    if common is None or (common.tag in ("body", "article", "main") and len(common.names) == 0):
        return False
    length = texts = 0
    for number in range(title - 1, -1, -1):
        if not within(blocks[number].place, common):
            break
        length += len(blocks[number].text)
        texts += values[number] > 0
        if length > _LONGEST or title - number > _MOST_BLOCKS:
            return False
    for number in range(title, title + _MOST_BLOCKS + 1):
        if number == len(blocks) or not within(blocks[number].place, common):
            return texts <= _MOST_TEXTS
        length += len(blocks[number].text)
        texts += values[number] > 0
        if length > _LONGEST:
            return False
    return False
