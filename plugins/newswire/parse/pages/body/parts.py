"""The parts of a story that advertisements, pages, questions or a page builder cut into several elements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newswire.parse.pages.body.blocks import Block, Place
from newswire.parse.pages.body.element_worth import ARTICLE, Sums, liking
from newswire.parse.pages.body.places import article_of, chain

_DIGITS = re.compile(r"\d+")
_WIDER = (0.2, 0.3, 0.6, 1.0, 1.0, 1.0)
"""The part that neighbours must add before a container is widened by one element, by two, …"""


def widened(best: Place, sums: dict[Place, Sums], blocks: Sequence[Block], headline: int | None) -> Place:
    """Return the element around a container whose other children continue it; the container if there is none.

    The parts of a container that is named as a story have the same names, wherever they are. For others, the
    farther out an element is, the more must it add: near ones are parts between advertisements, far ones are
    rows of a page builder.
    """
    if liking(best) > ARTICLE:
        return _with_twins(best, sums, blocks, headline)
    widest = best
    inner = best
    for least in _WIDER:
        outer = inner.parent
        if outer is None or outer.tag in ("body", "html"):
            break
        beside = 0.0 if inner.tag == "article" else _alike(outer, inner, sums)
        if beside >= least * sums[best].all:
            widest = outer
        inner = outer
    return widest


def _with_twins(best: Place, sums: dict[Place, Sums], blocks: Sequence[Block], headline: int | None) -> Place:
    """Return the element around all parts of the story that have the names of one of them.

    A part stands in the same ``article`` as the others, and no other ``h1`` stands before it.
    """
    kind, around = _kind(best.names), set(chain(best))
    article = article_of(best)
    ends = next(
        (n for n in range(sums[best].first, len(blocks)) if blocks[n].tag == "h1" and n != headline),
        len(blocks),
    )
    twins = [
        place
        for place, one in sums.items()
        if place.tag == best.tag
        and place not in around
        and one.first < ends
        and _kind(place.names) == kind
        and article_of(place) is article
    ]
    if sum(sums[place].all for place in twins) < _WIDER[0] * sums[best].all:
        return best
    common = around.intersection(*(chain(place) for place in twins))
    widest = max(common, key=lambda place: place.depth)
    return best if widest.tag in ("body", "html") else widest


def _alike(outer: Place, inner: Place, sums: dict[Place, Sums]) -> float:
    """Return the worth in the children of an element that have the tag and the first name of one of them."""
    kind = _kind(inner.names.partition(" ")[0])
    return sum(
        one.all
        for place, one in sums.items()
        if place.parent is outer
        and place is not inner
        and place.tag == inner.tag
        and _kind(place.names.partition(" ")[0]) == kind
    )


def _kind(names: str) -> str:
    """Return names without numbers: the parts of a page builder are counted through."""
    return _DIGITS.sub("", names)
