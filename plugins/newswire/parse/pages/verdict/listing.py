"""The shape of a page: how many headings lead to other pages, and how much text runs on in one place."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from newswire.parse.pages.tree.page import text_of
from newswire.parse.pages.verdict.length import length

if TYPE_CHECKING:
    from lxml.etree import _Element

_ASIDE = frozenset(("nav", "footer", "aside", "form"))
_LONG_TITLE = 15
"""Letters of a heading that may be a headline; an ideograph counts as three."""
_SURE_TITLE = 30
_SENTENCE = 60
"""Letters of a paragraph that is no label."""
_FEW_TEASERS, _MANY_TEASERS = 5, 10
_LITTLE, _MUCH = 400, 1_500
"""Letters of running text: a teaser or two, and a short story."""

_LOOKED_AT = 400
"""Characters of an element in which dense scripts are counted."""
_MOST_PIECES = 60
"""Pieces of text of an element that are looked at."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The shape of a page.

    ``teasers`` counts headings that are links. ``prose`` is the number of letters of the paragraphs without
    links that stand in one element, of the element with most of them. ``headline`` is the number of letters
    of the longest heading of the first level that is no link.
    """

    teasers: int
    prose: int
    headline: int

    @property
    def has_headline(self) -> bool:
        """Whether a heading may be the headline of a story: it is long, or running text follows it."""
        return self.headline >= _SURE_TITLE or (self.headline >= _LONG_TITLE and self.prose > 0)

    def is_listing(self, *, front: bool, stated: bool) -> bool:
        """Return whether the page leads to stories and is none.

        Args:
            front: whether its address is that of a front page, or its title that of a search.
            stated: whether it states that it is a collection.
        """
        if stated and self.prose < _LITTLE:
            return True
        if front or stated:
            return self.teasers >= _FEW_TEASERS and self.prose < _MUCH
        return self.teasers >= _MANY_TEASERS and self.prose < _LITTLE and not self.has_headline

    def is_bare_listing(self, *, front: bool, is_sure: bool) -> bool:
        """Return whether a page without a text leads to stories.

        Args:
            front: as above.
            is_sure: whether no heading may be the headline of a video, or of a story behind a wall.
        """
        if is_sure and self.headline >= _LONG_TITLE:
            return False
        return self.teasers >= (_FEW_TEASERS if front else _MANY_TEASERS)


def read_shape(root: _Element) -> Shape:
    """Return the shape of a page. It looks at each element a fixed number of times."""
    prose: Counter[_Element] = Counter()
    teasers = 0
    headline = 0
    for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6", "p"):
        text, linked = _texts(element)
        size = length(text, _LOOKED_AT)
        parent = element.getparent()
        if element.tag == "p":
            if size >= _SENTENCE and linked * 2 < len(text) and parent is not None and not _is_aside(element):
                prose[parent] += size
        elif size >= _LONG_TITLE:
            if linked * 2 > len(text) or _in_link(element):
                teasers += 1
            elif element.tag == "h1":
                headline = max(headline, size)
    most = max(prose.values(), default=0)
    return Shape(teasers, most, headline)


def _texts(element: _Element) -> tuple[str, int]:
    """Return the text of an element, and the number of its characters that stand in links."""
    links = islice((link for link in element.iter("a") if link.get("href")), _MOST_PIECES)
    return text_of(element, _MOST_PIECES), sum(len(text_of(link, _MOST_PIECES)) for link in links)


def _in_link(element: _Element) -> bool:
    """Return whether a heading stands in a link, at most three elements above it."""
    above = element.getparent()
    for _ in range(3):
        if above is None:
            return False
        if above.tag == "a" and above.get("href"):
            return True
        above = above.getparent()
    return False


def _is_aside(element: _Element) -> bool:
    above = element.getparent()
    for _ in range(6):
        if above is None:
            return False
        if above.tag in _ASIDE:
            return True
        above = above.getparent()
    return False
