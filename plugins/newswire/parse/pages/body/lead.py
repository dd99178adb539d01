"""The printed headline, and the lead that stands between it and the story's container."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from newswire.lexicon.desk.folding import folded
from newswire.parse.pages.body.article_body import opening
from newswire.parse.pages.body.block_worth import doubtful, weight
from newswire.parse.pages.body.blocks import Block, Place
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
    shortest = min([_SAME + 1, *map(len, wanted)])
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
        if (
            block.tag not in _HEADINGS
            and not of_first
            and len(block.text) < shortest
            and block.text.isascii()
        ):
            continue  # most blocks of a page are the short ones of its menus
        letters = folded(block.text)
        if of_first or block.tag in _HEADINGS:
            if (
                letters in wanted
                or _begins_title(letters, wanted)
                or (
                    of_first
                    and len(letters) > _SAME
                    and block.links * 10 < len(block.text) * 9  # the site's name leads to its front page
                    and any(letters in one or one in letters for one in wanted)
                )
            ):
                (sure if of_first else headings).append(number)
        elif letters in wanted or _begins_title(letters, wanted) or _ends_title(letters, wanted):
            others.append(number)
    if sure or headings or others:
        return sure or headings or others
    return [first] if first is not None else []


def _begins_title(letters: str, titles: Sequence[str]) -> bool:
    """Return whether a heading is a title without the name of the site behind it."""
    return len(letters) > _SAME and any(
        title.startswith(letters) and len(letters) * 2 > len(title) for title in titles
    )


def _ends_title(letters: str, titles: Sequence[str]) -> bool:
    """Return whether a line is a title without the name of the site before it."""
    return len(letters) > _SAME and any(
        title.endswith(letters) and len(letters) * 2 > len(title) for title in titles
    )


def headline_without_site(stated: str, printed: str | None) -> str:
    """Return a headline of the page's ``title`` without the site's name, if a line prints it so."""
    if printed is None:
        return stated
    whole, line = [folded(stated)], folded(printed)
    return printed if _begins_title(line, whole) or _ends_title(line, whole) else stated


def nearest_headline(blocks: Sequence[Block], found: Sequence[int], begins: int, ends: int) -> int | None:
    """Return the headline's block nearest before a container, or else in it, or any heading before it."""
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
) -> tuple[list[int], bool]:
    """Return the indexes of the lead's blocks above the container, and whether they are sure.

    A lead is named so, or the page states its text. If there is none, sentences there may be one.
    """
    if not headline < begins <= headline + _MOST_BETWEEN:
        return [], False
    described = opening(facts.standfirst or "")
    sure, others = [], []
    for number in range(headline + 1, begins):
        block = blocks[number]
        if (
            block.place.hidden
            or not _NO_LEAD.isdisjoint(block.inside)
            or block.links * 2 > len(block.text)
            or len(block.text) > _LONGEST
        ):
            continue
        size = weight(block.text)
        near = _near(block.place)
        if (
            number in stated
            or (described is not None and opening(block.text) == described)
            or (size >= _SHORTEST and any(_LEAD.search(place.names) for place in near))
        ):
            sure.append(number)
        elif (
            size >= 2 * _SHORTEST
            and (block.tag in _HEADINGS or _ENDS.search(block.text))
            and block.tag not in ("figcaption", "address")
            and not any(map(doubtful, near))
        ):
            others.append(number)
    return (sure, True) if sure else (others, False)


def lead_inside(blocks: Sequence[Block], facts: Facts) -> int:
    """Return how many blocks at the beginning of a container are its lead.

    They are named so; or the page describes itself with the first one, and its element is not that of the
    paragraphs that follow.
    """
    described = opening(facts.standfirst or "")
    count = 0
    for block, after in pairwise(blocks):
        size = weight(block.text)
        if block.tag == "li" or not _SHORTEST <= size <= _LONGEST:
            break
        own = block.place.names != after.place.names or block.tag != after.tag
        if not (
            own and (_LEAD.search(block.place.names) or _of_lead(block.place.parent, after.place.parent))
        ) and not (
            count == 0
            and described is not None
            and opening(block.text) == described
            and (own or block.place.parent is not after.place.parent)
        ):
            break
        count += 1
    return count


def _of_lead(around: Place | None, of_next: Place | None) -> bool:
    return around is not None and around is not of_next and _LEAD.search(around.names) is not None


def _near(place: Place) -> list[Place]:
    found = [place]
    while len(found) < 3 and found[-1].parent is not None:
        found.append(found[-1].parent)
    return found
