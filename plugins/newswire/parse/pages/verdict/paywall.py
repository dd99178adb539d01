"""Teasers: the beginning of a story, of which the rest is behind a wall."""

from __future__ import annotations

import re

from newswire.model import Item
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import Page, shown_text
from newswire.parse.pages.verdict import words_of_no_story as words
from newswire.parse.pages.verdict.length import length

TEASER = "teaser"
"""The signal of an item that holds only the beginning of its story."""
WARNING = "The page shows only the beginning of the story; the rest is behind a paywall."

_SHORT, _LONG = 1_200, 3_000
"""Letters, an ideograph counted as three: of a text that may be whole, and of one that surely is."""
_DOTS = re.compile(r"(?:\.\.\.|\u2026)[\s\"')\]\u201d\u00bb]*\Z")
_LONG_LINE = 200
_STOPPED = re.compile(
    r"[.!?\u2026:\u3002\uff01\uff1f\u0964\u061f\u06d4\u17d4][\s\"')\]\u201d\u00bb\u300d\u300f\u2019*]*\Z"
)
_WALL = re.compile(
    r"[\s_-](?:paywall\w*|pay-wall|regwall|regi-?wall|subscri(?:be|ber|ption)-?wall|piano-?\w*|tp-container"
    r"|premium-?(?:wall|box|overlay|teaser|hint)|article-?(?:lock|locked|gate|barrier)|meter(?:ed)?-?(?:wall|content)?"
    r"|content-?(?:gate|lock|barrier)|locked-?content|fade-?out|offer-?(?:wall|page|box)|abo-?(?:wall|box|hint|teaser)"
    r"|plus-?(?:wall|box|teaser)|unlock\w*|leaky-?paywall\w*)(?:$|[\s_-])",
)
_READ = 2_000
"""Characters of an element that are looked at."""
_MOST = 40
"""Elements with such a name that are looked at."""


def is_teaser(page: Page, facts: Facts, body: Body) -> bool:
    """Return whether a page holds only the beginning of its story.

    It needs two things: the page states that its text is not free, or prints a wall (an element named
    so, with a sentence as "Continue reading with a subscription"), and the text is short or cut. A whole text
    is no teaser, whatever the page states; and a short one on an open page is a short story.
    """
    size = length(body.text, _LONG)
    if not size or size >= _LONG or facts.free is True:
        return False
    whole = len(facts.article_body or "")
    if facts.free is False and whole > 2 * len(body.text):
        return True
    if whole and whole <= len(body.text) * 1.1 and facts.free is None:
        return False
    short = size < _SHORT
    cut = _is_cut(body.text.rstrip())
    if facts.free is False:
        return short or cut or _prints_wall(page)
    return (short or cut) and _prints_wall(page)


def _is_cut(text: str) -> bool:
    """Return whether a text ends with dots, or a long last paragraph ends without a full stop."""
    last = text.rpartition("\n\n")[2]
    return _DOTS.search(last) is not None or (len(last) >= _LONG_LINE and not _STOPPED.search(last))


def as_teaser(item: Item) -> Item:
    """Return an item with the mark of a teaser."""
    return item.changed(signal=(*item.signal, TEASER), warnings=(*item.warnings, WARNING))


def _prints_wall(page: Page) -> bool:
    """Return whether a wall is printed: an element named so that offers the rest of the text."""
    tried = 0
    for element in page.root.iter("div", "section", "aside", "p", "a", "button", "h2", "h3", "h4", "span"):
        if _WALL.search(f" {element.get('class') or ''} {element.get('id') or ''}".lower()):
            tried += 1
            if tried > _MOST:
                break
            if words.found("subscribe", shown_text(element, _READ)):
                return True
    return False
