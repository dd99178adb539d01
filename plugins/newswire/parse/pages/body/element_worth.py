"""What each element of a page holds of running text, and how likely its names are those of a story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newswire.parse.pages.body.blocks import Block, Place
from newswire.parse.pages.body.places import chain

_STORY = re.compile(
    r"article-?_?_?(?:body|text|content|copy|main)|(?:story|post|entry|news|content|page|detail|blog)"
    r"[-_]{0,2}(?:body|text|content|copy|detail|article)|"
    r"\s(?:body|text|content|artikel|articulo|texto|corpo|cuerpo|contenido|corps|testo|inhalt)-?"
    r"(?:text|copy|content|nota|noticia|materia|article|articulo)?(?:\s|$)|"
    r"(?:rich|formatted)-?_?text|prose|wysiwyg|cms-?content"
)
_STATED_BODY = re.compile(r"\sarticlebody(?:\s|$)")
"""``itemprop`` of schema.org, or the class that programs give in its place."""
_STEPS = (1.0, 0.75, 0.5, 0.33, 0.2, 0.12, 0.08, 0.05)
"""The part of a text's worth that counts for the element around it, for the one around that, …"""
PARTS = frozenset(("p", "li", "ul", "ol", "blockquote", "pre", "dl", "dd", "dt", "tr", "tbody")) | frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6")
)
"""Elements that are a part of a story, and never its container."""
ARTICLE = 1.2
_NAMED, _CALLED_BODY = 1.3, 1.8
_OF_TAG = {"article": ARTICLE, "body": 0.7, "html": 0.5}


@dataclass(slots=True)
class Sums:
    """What an element holds: its text weighed by nearness, all of it, and the block that it begins with."""

    near: float = 0.0
    all: float = 0.0
    first: int = 0


def sums_of(blocks: Sequence[Block], worths: Sequence[float]) -> dict[Place, Sums]:
    """Return what each element holds that holds any running text, by the worth of each block."""
    own: dict[Place, Sums] = {}  # of the blocks and their parts, so that a way is gone once for all of them
    for number, (block, value) in enumerate(zip(blocks, worths, strict=True)):
        if not value:
            continue
        place = block.place
        while place.tag in PARTS and place.parent is not None:
            place = place.parent
        if place not in own:
            own[place] = Sums(first=number)
        own[place].all += value
    sums: dict[Place, Sums] = {}
    for place, held in own.items():
        for step, around in enumerate(chain(place)):
            one = sums.get(around)
            if one is None:
                one = sums[around] = Sums(first=held.first)
            one.all += held.all
            if step < len(_STEPS):
                one.near += held.all * _STEPS[step]
    return sums


def liking(place: Place) -> float:
    """Return the factor for an element's own names."""
    factor = _OF_TAG.get(place.tag, 1.0)
    if place.names:
        factor *= _of_names(place.names, is_whole=place.tag == "body")
    return factor


@lru_cache(maxsize=1024)
def _of_names(names: str, *, is_whole: bool) -> float:
    """Return the factor for names; those of the ``body`` are of all pages of a site."""
    names = f" {names}"
    if _STATED_BODY.search(names):
        return _CALLED_BODY
    return _NAMED if not is_whole and _STORY.search(names) else 1.0
