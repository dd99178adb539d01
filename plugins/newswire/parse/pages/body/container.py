"""The element that holds the story: by its running text, its names, and what the page states.

Each block gives its worth to the elements around it, less with each step. The best element is widened if its
neighbours hold parts of the same story: a body that advertisements, pages or questions cut into pieces.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from newswire.parse.pages.body.blocks import Block, Place
from newswire.parse.pages.body.worth import doubtful, named, trust, worth

_STORY = re.compile(
    r"articlebody|article-?_?_?(?:body|text|content|copy|main)|(?:story|post|entry|news|content|page|detail|blog)"
    r"[-_]{0,2}(?:body|text|content|copy|detail|article)|"
    r"(?:^|\s)(?:body|text|content|artikel|articulo|texto|corpo|cuerpo|contenido|corps|testo|inhalt)-?"
    r"(?:text|copy|content|nota|noticia|materia|article|articulo)?(?:\s|$)|"
    r"(?:rich|formatted)-?_?text|prose|wysiwyg|cms-?content"
)
_ONE_STORY = re.compile(r"article|story|(?:^|[\s_-])(?:post|artikel|nota|noticia|news)(?:[\s_-]|$)")
_DIGITS = re.compile(r"\d+")
_STATED_BODY = re.compile(r"(?:^|\s)articlebody(?:\s|$)")
_STEPS = (1.0, 0.85, 0.65, 0.45, 0.3, 0.2, 0.12, 0.08)
_PARTS = frozenset(
    (
        "p",
        "li",
        "ul",
        "ol",
        "blockquote",
        "pre",
        "dl",
        "dd",
        "dt",
        "tr",
        "tbody",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
"""Elements that are a part of a story, and never its container."""
_HIDDEN = 0.1
_NAMED, _CALLED_BODY = 1.3, 1.8
_OF_TAG = {"article": 1.2, "body": 0.7, "html": 0.5}
_WIDER = 0.2
"""The part that neighbours must add before a container is widened."""
_MUCH, _BEFORE = 0.5, 0.25
_LEAD, _FAR = 500.0, 0.15
"""Worth of the text between a headline and its story, and the factor for text that comes much later."""


@dataclass(slots=True)
class Sums:
    """What an element holds: its text weighed by nearness, all worth in it, and the block that it begins with."""

    near: float = 0.0
    all: float = 0.0
    first: int = 0


@dataclass(slots=True)
class Container:
    """The element of the story, the reason, and the worth of each block of the page."""

    place: Place
    how: str
    worths: list[float] = field(default_factory=list)


def chain(place: Place | None) -> list[Place]:
    """Return an element and those around it, the nearest first."""
    found = []
    while place is not None:
        found.append(place)
        place = place.parent
    return found


def find_container(
    blocks: Sequence[Block], stated: Collection[int], headline: int | None
) -> Container | None:
    """Return the element that holds the story; None if no block is running text.

    Args:
        blocks: the blocks of the page.
        stated: indexes of blocks that the page's JSON-LD repeats.
        headline: index of the block that prints the headline.
    """
    headed = set(chain(blocks[headline].place)) if headline is not None else set()
    doubts: dict[Place, tuple[float, float]] = {}
    worths = []
    for number, block in enumerate(blocks):
        value = worth(block)
        if value and number not in stated:
            value *= _trust(block.place, headed, doubts) * (_HIDDEN if block.place.hidden else 1.0)
        worths.append(value)
    if len(stated) > 1 and (found := _stated(blocks, stated, worths)) is not None:
        return found
    sums = _sums(blocks, worths)
    if not sums:
        return None
    before = list(accumulate(worths, initial=0.0))
    start = before[headline] if headline is not None else 0.0

    def likely(place: Place) -> float:
        one = sums[place]
        between = before[one.first] - start if headline is not None else 0.0
        return one.near * _liking(place) * (1.0 if between <= _LEAD else max(_LEAD / between, _FAR))

    best = max((place for place in sums if place.tag not in _PARTS), key=likely, default=None)
    if best is None or not sums[best].near:
        return None
    return Container(_widened(best, sums), "running text", worths)


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
        if not _holds(held, block.place):
            continue
        inside.append(number)
        if block.place.hidden:
            veil = _veil(block.place)
            value = math.inf if number in stated else container.worths[number] / _HIDDEN
            veiled[veil] = veiled.get(veil, 0.0) + value
            if not doubtful(veil):
                folded += value
        else:
            shown += container.worths[number]
    story = {veil for veil, value in veiled.items() if value > shown}
    if folded > shown * _MUCH:  # sections that open by a click
        story |= {veil for veil, value in veiled.items() if value and not doubtful(veil)}
    return [
        number for number in inside if not blocks[number].place.hidden or _veil(blocks[number].place) in story
    ]


def after_headline(numbers: Sequence[int], headline: int, container: Container) -> list[int]:
    """Return the blocks of a container that follow its headline; all if much of the text stands before it."""
    later = [number for number in numbers if number > headline]
    before = sum(container.worths[number] for number in numbers if number < headline)
    return later if before <= _BEFORE * sum(container.worths[number] for number in later) else list(numbers)


def before_next(
    blocks: Sequence[Block], numbers: Sequence[int], headline: int, container: Container
) -> list[int]:
    """Return the blocks of a container before the next story of a page that loads several below each other.

    The next story begins with an ``h1`` in an element of its own that is called an article, and the first one
    has its text in one that does not hold the other headline. Other ``h1`` are headings of sections.
    """
    own = chain(blocks[headline].place)
    for number in numbers:
        if number <= headline or blocks[number].tag != "h1":
            continue
        other = chain(blocks[number].place)
        common = next((place for place in other if place in own), None)
        if common is None:
            continue
        mine, its = own[own.index(common) - 1], other[other.index(common) - 1]
        if mine.tag != its.tag or not (its.tag == "article" or _ONE_STORY.search(its.names)):
            continue
        of_its = {its: True}
        first = next(one for one in numbers if one == number or _holds(of_its, blocks[one].place))
        held = {mine: True}
        text = sum(container.worths[one] for one in numbers if headline < one < first)
        of_mine = sum(
            container.worths[one] for one in numbers if one < first and _holds(held, blocks[one].place)
        )
        if text and of_mine > text / 2:
            return [one for one in numbers if one < first]
    return list(numbers)


def _holds(held: dict[Place, bool], place: Place) -> bool:
    """Return whether a container holds an element; ``held`` remembers the answers."""
    unknown = []
    at: Place | None = place
    while at is not None and at not in held:
        unknown.append(at)
        at = at.parent
    answer = held[at] if at is not None else False
    held.update(dict.fromkeys(unknown, answer))
    return answer


def _veil(place: Place) -> Place:
    """Return the outermost element that is not shown."""
    while place.parent is not None and place.parent.hidden:
        place = place.parent
    return place


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


def _sums(blocks: Sequence[Block], worths: Sequence[float]) -> dict[Place, Sums]:
    sums: dict[Place, Sums] = {}
    for number, (block, value) in enumerate(zip(blocks, worths, strict=True)):
        if not value:
            continue
        place = block.place
        while place.tag in _PARTS and place.parent is not None:
            place = place.parent
        for step, around in enumerate(chain(place)):
            one = sums.get(around)
            if one is None:
                one = sums[around] = Sums(first=number)
            one.all += value
            if step < len(_STEPS):
                one.near += value * _STEPS[step]
    return sums


def _liking(place: Place) -> float:
    """Return the factor for an element's own names."""
    factor = _OF_TAG.get(place.tag, 1.0)
    if place.names:
        if _STATED_BODY.search(place.names):
            factor *= _CALLED_BODY
        elif place.tag != "body" and _STORY.search(place.names):
            factor *= _NAMED
    return factor


def _stated(blocks: Sequence[Block], stated: Collection[int], worths: Sequence[float]) -> Container | None:
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
    while best.tag in _PARTS and best.parent is not None:
        best = best.parent
    sums = _sums(blocks, worths)
    if best not in sums or best.tag in ("body", "html"):
        return None
    return Container(_widened(best, sums), "running text that JSON-LD articleBody repeats", worths)


def _widened(best: Place, sums: dict[Place, Sums]) -> Place:
    """Return the element around a container whose other children continue it; the container if there is none."""
    widest = best
    inner = best
    while (outer := inner.parent) is not None and outer.tag not in ("body", "html"):
        held = sums[outer].all
        beside = 0.0 if inner.tag == "article" else _alike(outer, inner, sums)
        if beside >= _WIDER * sums[widest].all:
            widest = outer
        if held > 4 * sums[widest].all:
            break
        inner = outer
    return widest


def _alike(outer: Place, inner: Place, sums: dict[Place, Sums]) -> float:
    """Return the worth in the other children of an element that have the tag and the first name of one of them."""
    kind = _kind(inner)
    return sum(
        one.all
        for place, one in sums.items()
        if place.parent is outer and place is not inner and place.tag == inner.tag and _kind(place) == kind
    )


def _kind(place: Place) -> str:
    """Return the first name of an element without numbers: blocks of a page builder are counted through."""
    return _DIGITS.sub("", place.names.partition(" ")[0])
