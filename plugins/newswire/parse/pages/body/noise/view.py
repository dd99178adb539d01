"""The blocks of a container as the rules look at them: what is in each element, and what is taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from newswire.lexicon.desk.folding import folded
from newswire.parse.pages.body.block_worth import weight
from newswire.parse.pages.body.blocks import Block, Place

if TYPE_CHECKING:
    from lxml.etree import _Element

PROSE = 90
"""Characters outside links of a block that is a paragraph of prose, if it ends as a sentence does."""
_PROSE_IDEOGRAPHS = 30
_ENDS = frozenset(".!?…。！？।؟۔:;\"”»’')）」』›“")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


_MOST_BLOCKS = 80


class Content(NamedTuple):
    """What is in an element: characters outside links, characters in links, first and last block."""

    prose: int
    links: int
    first: int
    last: int

    @property
    def is_small(self) -> bool:
        """Whether it has so few blocks that a rule may look at all of them."""
        return self.last - self.first < _MOST_BLOCKS


class View:
    """The blocks, in the order of the page, and the reasons for which some of them are no story so far."""

    def __init__(self, blocks: Sequence[Block], lead: int = 0) -> None:
        """Look at blocks. The first ones are the ``lead``; they only go if they repeat the headline."""
        self.blocks = blocks
        self.lead = lead
        self.reasons: dict[int, str] = {}
        self._letters: dict[int, str] = {}
        self.content = _contents(blocks)
        self._media: dict[Place, str] | None = None
        self.first = 0
        self.prose = sum(len(block.text) - block.links for block in blocks)

    def letters(self, number: int) -> str:
        """Return the letters of a block, in which texts are compared."""
        found = self._letters.get(number)
        if found is None:
            found = self._letters[number] = folded(self.blocks[number].text)
        return found

    def rest(self) -> list[int]:
        """Return the numbers of the blocks that are left."""
        return [number for number in range(len(self.blocks)) if number not in self.reasons]

    def take(self, number: int, reason: str) -> None:
        """Take a block away, unless it is away or the lead."""
        if number >= self.lead or reason == "headline":
            self.reasons.setdefault(number, reason)

    def media(self) -> dict[Place, str]:
        """Return the places that hold a picture or a choice of a poll, and those a few levels around them."""
        if self._media is None:
            self._media = _media(self.content)
        return self._media

    def share(self, place: Place) -> float:
        """Return how much of the text outside links is in an element, from 0 to 1."""
        found = self.content.get(place)
        return found.prose / self.prose if found and self.prose else 0.0

    def is_prose(self, number: int) -> bool:
        """Return whether a block is a paragraph of prose."""
        block = self.blocks[number]
        if block.tag in HEADINGS or block.tag in {"figcaption", "tr"}:
            return False
        own = len(block.text) - block.links
        if own < _PROSE_IDEOGRAPHS:
            return False
        if own < 2 * PROSE and not block.text.isascii():
            own += weight(block.text) - len(block.text)
        if own >= 2 * PROSE:
            return True
        last = block.text.rstrip()[-1:]
        return (own >= PROSE or last == "。") and last in _ENDS

    def is_heading(self, number: int) -> bool:
        """Return whether a block is a heading."""
        return self.blocks[number].tag in HEADINGS

    def first_prose(self) -> int:
        """Return the number of the first paragraph of prose that is left; the number of blocks if none is."""
        return next((number for number in self.rest() if self.is_prose(number)), len(self.blocks))


def _contents(blocks: Sequence[Block]) -> dict[Place, Content]:
    """Return what is in each element around the blocks, in time proportional to their number."""
    sums: dict[Place, list[int]] = {}
    for number, block in enumerate(blocks):
        links = min(block.links, len(block.text))
        own = sums.get(block.place)
        if own is None:
            sums[block.place] = [len(block.text) - links, links, number, number]
        else:
            own[0] += len(block.text) - links
            own[1] += links
            own[3] = number
    waiting = list(sums)
    for place in waiting:
        if (parent := place.parent) is not None and parent not in sums:
            sums[parent] = [0, 0, len(blocks), -1]
            waiting.append(parent)
    for place in sorted(sums, key=lambda place: -place.depth):
        if place.parent is not None:
            own, above = sums[place], sums[place.parent]
            above[0] += own[0]
            above[1] += own[1]
            above[2] = min(above[2], own[2])
            above[3] = max(above[3], own[3])
    return {place: Content(*values) for place, values in sums.items()}


_MEDIA = ("img", "picture", "video", "amp-img", "amp-video", "iframe", "input")
_CHOICES = frozenset({"radio"})
_NEAR = 6
_LEVELS = 3


def _media(places: Mapping[Place, Content]) -> dict[Place, str]:
    """Return places with media in them, in one walk over the media of the page."""
    by_element: dict[_Element | None, Place] = {place.element: place for place in places}
    found: dict[Place, str] = {}
    top = min(places, key=lambda place: place.depth, default=None)
    if top is None:
        return found
    for element in top.element.iter(*_MEDIA):
        if element.tag == "input" and element.get("type") not in _CHOICES:
            continue
        kind = "choice" if element.tag == "input" else "picture"
        around, far = element.getparent(), 0
        while around is not None and around not in by_element and far < _NEAR:
            around, far = around.getparent(), far + 1
        place = by_element.get(around)
        for _ in range(_LEVELS):
            if place is None:
                break
            if kind == "choice" or place not in found:
                found[place] = kind
            place = place.parent
    return found
