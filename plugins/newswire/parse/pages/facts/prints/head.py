"""The head of the article in a page: the elements around its headline, without teasers and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.parse.pages.facts.metadata import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_AFTER = 260
"""Elements after the headline that are looked at."""
_BEFORE = 40
"""Elements before it."""
_TEXT = 1500
"""Characters of paragraphs after which the story has begun."""
_LONG = 150
"""Characters of a paragraph of the story."""
_ABOVE = 5
"""Levels above the headline in which its head may go on before it."""
_OUTSIDE = frozenset(
    [
        "nav",
        "aside",
        "footer",
        "form",
        "figure",
        "figcaption",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "button",
        "select",
        "textarea",
        "video",
        "audio",
        "blockquote",
        "table",
        "pre",
        "code",
    ]
)
_OTHERS = re.compile(
    r"(?<![a-z])comment|(?<=[a-z])-?comments|disqus|related|teaser|promo|sidebar|newsletter|menu|footer|breadcrumb|recommend|popular|trending"
    r"|most-?read|event|carousel|slider|caption|subscri|share|social|cookie"
    r"|(?:^|[\s_-])(?:cards?|nav|ad|ads|widget|tags?)(?:$|[\s_-])",
)
_OF_SITE = re.compile(
    r"masthead|top-?bar|nav-?bar|(?:site|main|global)-?header(?:$|\s)|current-?(?:date|time)"
    r"|(?:^|[\s_-])(?:today|clock)(?:$|[\s_-])|^header$",
)
"""Marks of the head of the site, which prints the day of today above the headline."""
_OWN = re.compile(r"no-comments|has-sidebar|without-sidebar|wp-block-post-comments-no")


def around(headline: _Element) -> Iterator[tuple[_Element, bool]]:
    """Yield the elements near a headline, and whether they stand before it: first those after it.

    It ends where the story has begun, or after some hundred elements.
    """
    left, story = _AFTER, 0
    for element in _after(headline):
        left -= 1
        if left < 0 or story > _TEXT:
            break
        if element.tag == "p" and (size := len(text_of(element, 5000) or "")) > _LONG:
            story += size
        yield element, False
    left = _BEFORE
    for element in _before(headline):
        left -= 1
        if left < 0:
            return
        yield element, True


def _after(headline: _Element) -> Iterator[_Element]:
    one: _Element | None = headline
    for _ in range(40):
        if one is None or one.tag == "body":
            return
        for sibling in one.itersiblings():
            if not (one is headline and sibling.tag == "h1"):
                yield from kept(sibling)
        one = one.getparent()


def _before(headline: _Element) -> Iterator[_Element]:
    one: _Element | None = headline
    for _ in range(_ABOVE):
        if one is None or one.tag in {"body", "main", "article"}:
            return
        for place, sibling in enumerate(one.itersiblings(preceding=True)):
            if place > 5:
                break
            if not any(_OF_SITE.search((sibling.get(name) or "")[:300].lower()) for name in ("class", "id")):
                yield from kept(sibling)
        one = one.getparent()


def kept(element: _Element) -> Iterator[_Element]:
    """Yield an element and those in it, without the parts that belong to something else."""
    waiting = [element]
    while waiting:
        one = waiting.pop()
        if not isinstance(one.tag, str) or one.tag in _OUTSIDE or _is_of_others(one):
            continue
        yield one
        waiting.extend(reversed(one))


def _is_of_others(element: _Element) -> bool:
    marks, name = element.get("class"), element.get("id")
    return (marks is not None and _names_others(marks[:300])) or (
        name is not None and _names_others(name[:300])
    )


@lru_cache(maxsize=1024)
def _names_others(marks: str) -> bool:
    marks = marks.lower()  # an expression that ignores case takes twice the time
    return _OTHERS.search(marks) is not None and not _OWN.search(marks)
