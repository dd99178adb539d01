"""A CSS selector for the links to stories in a page that lists them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from lxml.etree import _Element

FEWEST = 3
"""Links to stories below which a page is no listing."""
_LEVELS = 4
_WORDS = 4
"""Words of a headline: a link with fewer of them leads to a section."""
_CLASS = re.compile(r"[A-Za-z][A-Za-z_-]*[A-Za-z]")
"""Names of classes that people give; those with digits are often made anew at each build."""
_PLAIN = frozenset(("article", "h1", "h2", "h3", "h4", "li", "main", "section"))
_PURE = 0.8
"""Least share of links to stories among the links that a selector finds."""


def story_selector(page: _Element, url: str) -> str | None:
    """Return the selector that finds the most links to stories and few others; None if the page has none.

    A link leads to a story if it stays on the site, has the words of a headline, and its path has a number or
    several words.
    """
    links = {link: _is_story(link, url) for link in page.iter("a") if link.get("href")}
    stories: dict[str, set[str]] = defaultdict(set)
    others: dict[str, int] = defaultdict(int)
    for link, is_story in links.items():
        for selector in _selectors(link):
            if is_story:
                stories[selector].add(link.get("href") or "")
            else:
                others[selector] += 1
    fitting = [
        (len(found), selector)
        for selector, found in stories.items()
        if len(found) >= FEWEST and len(found) >= _PURE * (len(found) + others[selector])
    ]
    if not fitting:
        return None
    return min(fitting, key=lambda one: (-one[0], len(one[1]), one[1]))[1]


def _is_story(link: _Element, url: str) -> bool:
    try:
        target = urlsplit(urljoin(url, link.get("href") or ""))
    except ValueError:
        return False
    last = target.path.rstrip("/").rpartition("/")[2]
    return (
        target.hostname == urlsplit(url).hostname
        and len("".join(map(str, link.itertext())).split()) >= _WORDS
        and (last.count("-") >= _WORDS - 2 or any(map(str.isdigit, last)))
    )


def _selectors(link: _Element) -> set[str]:
    """Return selectors that find a link: by its own class, and by the elements around it."""
    found = {f"a.{name}" for name in _classes(link)}
    around = link.getparent()
    for _ in range(_LEVELS):
        if around is None or not isinstance(around.tag, str):
            break
        if around.tag in _PLAIN:
            found.add(f"{around.tag} a")
        found |= {f".{name} a" for name in _classes(around)}
        around = around.getparent()
    return found


def _classes(element: _Element) -> list[str]:
    return [name for name in (element.get("class") or "").split() if _CLASS.fullmatch(name)]
