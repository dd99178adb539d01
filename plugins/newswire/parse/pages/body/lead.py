"""The printed headline, and the lead that stands between it and the story's container."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newswire.lexicon.desk.folding import folded
from newswire.parse.pages.body.blocks import Block, Place
from newswire.parse.pages.body.stated import opening
from newswire.parse.pages.body.worth import doubtful, weight
from newswire.parse.pages.facts.facts import Facts

_HEADINGS = ("h1", "h2", "h3", "h4")
_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|leadtext|standfirst|dek|deck|summary|sub-?title|sub-?head(?:line|ing)?|subheadline|"
    r"chapo|chapeau|vorspann|teaser-?text|intro|introduction|introtext|abstract|excerpt|kicker-?text|sommario|"
    r"occhiello|catenaccio|bajada|copete|entradilla|subtitulo|subtitular|sumario|linha-?fina|linhafina|lide|ingress|"
    r"manchet|perex|anons|announce|lid|description|synopsis|preamble|strapline|tagline|hl2|opening)(?=$|[\s_-])"
)
_NO_LEAD = frozenset(
    ("nav", "footer", "aside", "figure", "figcaption", "form", "dialog", "a", "li", "button", "table")
)
_ENDS = re.compile("[.!?…。！？।؟۔]['\"”’»)\\]]*$")
_SHORTEST, _LONGEST = 30, 1200
_SAME = 15
"""Letters of a heading that is the stated headline if one holds the other."""
_NEAR_HEADING = 12
_MOST_BETWEEN = 40
"""Blocks between a headline and the story; more of them are other stories."""


def find_headlines(blocks: Sequence[Block], titles: Sequence[str]) -> list[int]:
    """Return the indexes of the blocks that may print the headline, the likeliest first.

    These are the headings with the letters of a stated headline; otherwise any short blocks with them;
    otherwise the first ``h1``.

    Args:
        blocks: the blocks of the page.
        titles: headlines that the page states, the surest first.
    """
    wanted = [letters for title in titles if (letters := folded(title))]
    longest = max(map(len, titles), default=0) + 20
    first: int | None = None
    sure: list[int] = []
    headings: list[int] = []
    others: list[int] = []
    for number, block in enumerate(blocks):
        if block.place.hidden:
            continue
        of_first = "h1" in block.inside
        if of_first and first is None:
            first = number
        if (
            not wanted
            or len(block.text) > longest
            or block.tag in ("li", "figcaption", "td")
            or "nav" in block.inside
        ):
            continue
        letters = folded(block.text)
        if of_first or block.tag in _HEADINGS:
            if letters in wanted or (
                of_first and len(letters) > _SAME and any(letters in one or one in letters for one in wanted)
            ):
                (sure if of_first else headings).append(number)
        elif letters in wanted:
            others.append(number)
    if sure or headings or others:
        return sure or headings or others
    return [first] if first is not None else []


def nearest_headline(blocks: Sequence[Block], found: Sequence[int], begins: int, ends: int) -> int | None:
    """Return the headline's block next before a container, or else in it; a heading before it if none is known."""
    before = [number for number in found if number < begins]
    if before:
        return before[-1]
    inside = [number for number in found if begins <= number <= ends]
    if inside:
        return inside[0]
    for number in range(begins - 1, max(begins - _NEAR_HEADING, -1), -1):
        block = blocks[number]
        if block.tag in _HEADINGS[:2] and not block.place.hidden and not doubtful(block.place):
            return number
    return None


def find_lead(
    blocks: Sequence[Block], headline: int, begins: int, facts: Facts, stated: set[int]
) -> list[int]:
    """Return the indexes of the lead's blocks between the headline and the first block of the container."""
    if not headline < begins <= headline + _MOST_BETWEEN:
        return []
    described = opening(facts.standfirst or "")
    found = []
    for number in range(headline + 1, begins):
        block = blocks[number]
        if block.place.hidden or not _NO_LEAD.isdisjoint(block.inside) or block.links * 2 > len(block.text):
            continue
        size = weight(block.text)
        named = any(_LEAD.search(place.names) for place in _near(block.place) if place.names)
        same = number in stated or (described is not None and opening(block.text) == described)
        sentence = (
            size >= 2 * _SHORTEST
            and bool(_ENDS.search(block.text))
            and block.tag not in ("figcaption", "address")
            and not any(map(doubtful, _near(block.place)))
        )
        if size <= _LONGEST and (same or (size >= _SHORTEST and (named or sentence))):
            found.append(number)
    return found


def _near(place: Place) -> list[Place]:
    found = [place]
    while len(found) < 3 and found[-1].parent is not None:
        found.append(found[-1].parent)
    return found
