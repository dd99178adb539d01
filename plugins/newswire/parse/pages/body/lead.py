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
_MOST_BETWEEN = 40
"""Blocks between a headline and the story; more of them are other stories."""


def find_headline(blocks: Sequence[Block], facts: Facts) -> int | None:
    """Return the index of the block that prints the headline; None if none does.

    It is the heading of the same letters as the stated headline, the only ``h1``, or the first one.
    """
    wanted = folded(facts.headline or "")
    first = None
    for number, block in enumerate(blocks):
        if block.tag == "h1" or "h1" in block.inside:
            if block.place.hidden:
                continue
            letters = folded(block.text)
            if (
                wanted
                and letters
                and (letters in wanted or wanted in letters)
                and len(letters) * 3 > len(wanted)
            ):
                return number
            if first is None and letters:
                first = number
    if wanted:
        for number, block in enumerate(blocks):
            if block.tag in ("h2", "h3", "div", "p", "span", "td", "header") and not block.place.hidden:
                if abs(len(block.text) - len(facts.headline or "")) < 20 and folded(block.text) == wanted:
                    return number
    return first


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
