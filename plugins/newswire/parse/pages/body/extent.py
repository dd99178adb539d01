"""Which blocks of a container are shown, and where its story begins and ends."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence

from newswire.parse.pages.body.block_worth import doubtful, weight
from newswire.parse.pages.body.blocks import Block, Place
from newswire.parse.pages.body.container import HIDDEN, TEASER, Container
from newswire.parse.pages.body.places import chain, holds, veil_of

_ONE_STORY = re.compile(r"article|story|(?:^|[\s_-])(?:post|artikel|nota|noticia|news)(?:[\s_-]|$)")
_MUCH = 0.5
"""The part of the shown text that sections which open by a click must have, to be the story's."""
_BEFORE, _ABOVE = 0.25, 150.0
"""The part of a text, and its worth, that may stand above the headline; below more it is a subheading."""
_SENTENCE, _FEWEST_TEASERS, _MOST_TEASERS = 60.0, 3, 4.0
_MOST_HEADINGS = 50
_STRAY = 60
"""Letters of a paragraph behind a container that is of its story."""


def blocks_of(blocks: Sequence[Block], container: Container, stated: Collection[int]) -> list[int]:
    """Return the indexes of a container's blocks.

    Elements that are not shown are left out, unless a script or a wall hides the story itself: one that the
    page's JSON-LD repeats, or that has more running text than all that is shown.
    """
    held: dict[Place, bool] = {container.place: True}
    inside: list[int] = []
    shown = folded = 0.0
    veiled: dict[Place, float] = {}
    for number, block in enumerate(blocks):
        if not holds(held, block.place):
            continue
        inside.append(number)
        if block.place.hidden:
            veil = veil_of(block.place)
            value = math.inf if number in stated else container.worths[number] / HIDDEN
            veiled[veil] = veiled.get(veil, 0.0) + value
            if not doubtful(veil):
                folded += value
        else:
            shown += container.worths[number]
    story = {veil for veil, value in veiled.items() if value > shown}
    if folded > shown * _MUCH:  # sections that open by a click
        story |= {veil for veil, value in veiled.items() if value and not doubtful(veil)}
    return [
        number
        for number in inside
        if not blocks[number].place.hidden or veil_of(blocks[number].place) in story
    ]


def with_strays(blocks: Sequence[Block], numbers: Sequence[int], container: Container) -> list[int]:
    """Return the blocks of a container and the paragraphs right behind it.

    A stray end of an element in the text closes the container too early. The paragraphs that follow then
    are its neighbours, of the form of its own.
    """
    found = list(numbers)
    around = container.place.parent
    forms = {
        (blocks[number].tag, blocks[number].place.names) for number in numbers if container.worths[number]
    }
    for number in range(numbers[-1] + 1, len(blocks)):
        block = blocks[number]
        if (
            block.tag != "p"
            or block.links
            or block.place.hidden
            or block.place.parent is not around
            or weight(block.text) < _STRAY
            or (block.tag, block.place.names) not in forms
        ):
            break
        found.append(number)
    return found


def after_headline(numbers: Sequence[int], headline: int, container: Container) -> list[int]:
    """Return the blocks of a container that follow its headline; all if much of the text stands before it."""
    later = [number for number in numbers if number > headline]
    before = sum(container.worths[number] for number in numbers if number < headline)
    after = sum(container.worths[number] for number in later)
    return later if later and before <= min(_BEFORE * after, _ABOVE) else list(numbers)


def before_teasers(blocks: Sequence[Block], numbers: Sequence[int], container: Container) -> list[int]:
    """Return the blocks of a container without the teasers of other stories that end it, and their heading.

    A page of reviews has items of the same structure; it has not much text beside them.
    """
    worths, teasers = container.worths, container.teasers
    last = next((n for n in reversed(numbers) if worths[n] >= _SENTENCE and n not in teasers), None)
    tail = [number for number in numbers if number in teasers and (last is None or number > last)]
    if last is None or len(tail) < _FEWEST_TEASERS:
        return list(numbers)
    text = sum(worths[number] for number in numbers if number not in teasers)
    if sum(worths[number] for number in numbers if number in teasers) / TEASER > _MOST_TEASERS * text:
        return list(numbers)
    ends = teasers[tail[0]]
    while ends - 1 > last and blocks[ends - 1].tag in ("h2", "h3", "h4", "h5", "h6"):
        ends -= 1
    return [number for number in numbers if number < ends]


def before_next(
    blocks: Sequence[Block], numbers: Sequence[int], headline: int, container: Container
) -> list[int]:
    """Return the blocks of a container before the next story of a page that loads several below each other.

    The next story begins with an ``h1`` in an element of its own that is called an article, and the first one
    has its text in one that does not hold the other headline. Other ``h1`` are headings of sections.
    """
    own = chain(blocks[headline].place)
    others = [number for number in numbers if number > headline and blocks[number].tag == "h1"]
    for number in others[:_MOST_HEADINGS]:
        other = chain(blocks[number].place)
        common = next((place for place in other if place in own), None)
        if common is None:
            continue
        mine, its = own[own.index(common) - 1], other[other.index(common) - 1]
        if mine.tag != its.tag or not (its.tag == "article" or _ONE_STORY.search(its.names)):
            continue
        of_its = {its: True}
        first = next(one for one in numbers if one == number or holds(of_its, blocks[one].place))
        held = {mine: True}
        text = sum(container.worths[one] for one in numbers if headline < one < first)
        of_mine = sum(
            container.worths[one] for one in numbers if one < first and holds(held, blocks[one].place)
        )
        if text and of_mine > text / 2:
            return [one for one in numbers if one < first]
    return list(numbers)
