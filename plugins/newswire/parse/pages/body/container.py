"""The element that holds the story: by its running text, its names, and what the page states.

Each block gives its worth to the elements around it, less with each step. The best element is widened if its
neighbours hold parts of the same story.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from newswire.parse.pages.body.block_worth import is_comments, named, trust, worth
from newswire.parse.pages.body.blocks import Block, Place
from newswire.parse.pages.body.element_worth import PARTS, Sums, liking, sums_of
from newswire.parse.pages.body.parts import widened
from newswire.parse.pages.body.places import article_of, chain, within
from newswire.parse.pages.body.teasers import teaser_texts

HIDDEN = 0.1
"""The factor for text that is not shown."""
TEASER = 0.1
_SENTENCE, _GOOD_PART = 60.0, 0.25
_SHORT, _WHOLE = 100.0, 400.0
"""Worth of the text in the headline's own ``article`` that is a sentence, and that is a story."""
_LEAD, _FAR = 500.0, 0.15
"""Worth of the text between a headline and its story, and the factor for text that comes much later."""


@dataclass(slots=True)
class Container:
    """The element of the story, the reason, the worth of each block of the page, and its teasers."""

    place: Place
    how: str
    worths: Sequence[float] = ()
    teasers: Mapping[int, int] = field(default_factory=dict)


def find_container(
    blocks: Sequence[Block], stated: Collection[int], headline: int | None
) -> Container | None:
    """Return the element that holds the story; None if no block is running text.

    Args:
        blocks: the blocks of the page.
        stated: indexes of blocks that the page's JSON-LD repeats.
        headline: index of the block that prints the headline.
    """
    values = [worth(block) for block in blocks]
    teasers = teaser_texts(blocks, values)
    for number in teasers:
        values[number] *= TEASER
    headed = _trusted(blocks, values, headline) if headline is not None else set()
    doubts: dict[Place, tuple[float, float]] = {}
    worths = []
    for number, (block, value) in enumerate(zip(blocks, values, strict=True)):
        sure = not value or number in stated
        shown = HIDDEN if block.place.hidden else 1.0
        worths.append(value if sure else value * _trust(block.place, headed, doubts) * shown)
    if len(stated) > 1 and (found := _stated(blocks, stated, worths, headline)) is not None:
        found.teasers = teasers
        return found
    sums = sums_of(blocks, worths)
    if not sums:
        return None
    before = list(accumulate(worths, initial=0.0))
    start = before[headline] if headline is not None else 0.0

    def likely(place: Place) -> float:
        one = sums[place]
        between = before[one.first] - start if headline is not None else 0.0
        return one.near * liking(place) * (1.0 if between <= _LEAD else max(_LEAD / between, _FAR))

    own = article_of(blocks[headline].place) if headline is not None else None
    best = max((place for place in sums if _may_hold(place, own, sums)), key=likely, default=None)
    if best is None or not sums[best].near or _is_frame(best, sums[best].near):
        return None
    return Container(widened(best, sums, blocks, headline), "running text", worths, teasers)


def _is_frame(place: Place, near: float) -> bool:
    """Return whether the best element of a page is its menu or footer, with no sentence that is trusted."""
    return place.tag in {"nav", "footer"} and near < _SENTENCE


def _trusted(blocks: Sequence[Block], values: Sequence[float], headline: int) -> set[Place]:
    """Return the elements around a headline, and those around its text with a good part of all text.

    Their names are those of a layout (``with-sidebar``), and their tags are those of a menu that never ends.
    """
    around = set(chain(blocks[headline].place))
    start = next((n for n in range(headline + 1, len(blocks)) if values[n] >= _SENTENCE), None)
    if start is None or blocks[start].place.hidden:
        return around
    held = {
        place: 0.0 for place in chain(blocks[start].place) if place not in around and not is_comments(place)
    }
    total = sum(values)
    for number, value in enumerate(values):
        if value:
            place: Place | None = blocks[number].place
            while place is not None:
                if place in held:
                    held[place] += value
                place = place.parent
    return around | {place for place, value in held.items() if value >= _GOOD_PART * total}


def _may_hold(place: Place, own: Place | None, sums: dict[Place, Sums]) -> bool:
    """Return whether an element may be the container of a story whose headline stands in its own ``article``.

    A long text beside the headline is the story. A shorter one may be its lead, but then no other ``article``
    is the story.
    """
    if place.tag in PARTS:
        return False
    text = sums[own].all if own is not None and own in sums else 0.0
    if own is None or text < _SHORT or within(place, own):
        return True
    return text < _WHOLE and article_of(place) is None


def _trust(place: Place, headed: set[Place], known: dict[Place, tuple[float, float]]) -> float:
    """Return the factor for an element and all that is around it; what holds the headline is trusted.

    The unclosed end of a menu can hold the whole story: then it holds the headline too.
    """
    unknown = []
    at: Place | None = place
    while at is not None and at not in known:
        unknown.append(at)
        at = at.parent
    factor, doubt = known[at] if at is not None else (1.0, 1.0)
    for one in reversed(unknown):
        if one not in headed and one.tag not in ("body", "html"):
            factor *= trust(one)
            doubt = min(doubt, named(one))
        known[one] = factor, doubt
    return factor * doubt


def _stated(
    blocks: Sequence[Block], stated: Collection[int], worths: Sequence[float], headline: int | None
) -> Container | None:
    """Return the smallest element with most of the blocks that the page states."""
    held: dict[Place, float] = {}
    total = 0.0
    for number in stated:
        if value := worths[number]:
            total += value
            for around in chain(blocks[number].place):
                held[around] = held.get(around, 0.0) + value
    if not total:
        return None
    enough = [place for place, value in held.items() if value >= 0.9 * total]
    best = max(enough, key=lambda place: place.depth)
    while best.tag in PARTS and best.parent is not None:
        best = best.parent
    sums = sums_of(blocks, worths)
    if best not in sums or best.tag in ("body", "html"):
        return None
    return Container(
        widened(best, sums, blocks, headline), "running text that JSON-LD articleBody repeats", worths
    )
