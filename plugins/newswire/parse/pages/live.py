"""Live pages: one item, with each post dated in its text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newswire.lexicon.desk.folding import folded
from newswire.model import Defaults, Item
from newswire.parse.pages.body.body import Body
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.tree.page import Page, text_of
from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.times import OF_FEEDS, Clock

if TYPE_CHECKING:
    from lxml.etree import _Element

LIVE = "live"
"""The genre of a live page."""
_MOST = 2_000
"""Posts of one page."""
_FEWEST = 2
_POSTS = ("article", "section", "li", "div")
_LONGEST_POST = 50_000
_LONGEST_INTRODUCTION = 20
"""Paragraphs before the first post. Without one that stands in a post only the first is kept."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a live page: its time, if it has one, its headline, its text."""

    at: dt.datetime | None
    headline: str
    text: str

    def __str__(self) -> str:
        """Return the post as the paragraphs of a text, below a line with its time and headline."""
        when = f"{self.at:%Y-%m-%d %H:%M} {_zone(self.at)}" if self.at else ""
        first = " \u2013 ".join(filter(None, (when, self.headline)))
        return "\n\n".join(filter(None, (first, self.text)))


@dataclass(frozen=True, slots=True)
class Live:
    """A live page: its whole text, the time of its newest post, and that at which its coverage ended."""

    body: Body
    newest: dt.datetime | None
    ended: dt.datetime | None = None
    warnings: tuple[str, ...] = ()


def is_live(facts: Facts) -> bool:
    """Return whether a page states that it is a live page (schema.org, LiveBlogPosting)."""
    return bool(facts.posts) or "LiveBlogPosting" in facts.types


def read_live(page: Page, facts: Facts, body: Body, defaults: Defaults) -> Live | None:
    """Return the live page that a page is; None for any other one, and without two posts.

    The posts are those of JSON-LD, otherwise the printed elements that hold a time. They stay in the order of
    the page. The paragraphs of the body before the first post are the introduction.
    """
    if not is_live(facts):
        return None
    warnings: list[str] = []
    clock = Clock(defaults, warnings, facts.language, rules=OF_FEEDS)
    posts = _stated(facts, clock)
    how = "JSON-LD liveBlogUpdate"
    if len(posts) < _FEWEST:
        posts, how = _printed(page, clock), "printed posts"
    if len(posts) < _FEWEST:
        return None
    introduction = _introduction(body.text, posts)
    text = "\n\n".join(filter(None, (introduction, *map(str, posts))))
    times = [post.at for post in posts if post.at]
    shown = {folded(line) for line in text.split("\n")} | {folded(post.headline) for post in posts}
    left_out = [one for one in body.left_out if folded(one.text) not in shown]
    how_all = {**body.how, "body_text": how}
    whole = replace(body, text=text, how=how_all, warnings=list(body.warnings), left_out=left_out)
    ended = _time(facts.coverage_end, clock, "coverageEndTime")
    return Live(whole, max(times, default=None), ended, tuple(dict.fromkeys(warnings)))


def as_live(item: Item, live: Live) -> Item:
    """Return the item of a live page: its genre, and the time of its newest post as that of its version.

    The end of the coverage stands in for it where neither posts nor the page have a time; pages that still
    run state an end that is to come.
    """
    times = [at for at in (item.version_created, live.newest) if at] or [at for at in (live.ended,) if at]
    return item.changed(
        genre=LIVE, version_created=max(times, default=None), warnings=(*item.warnings, *live.warnings)
    )


def _stated(facts: Facts, clock: Clock) -> list[Post]:
    posts: list[Post] = []
    for stated in facts.posts[:_MOST]:
        headline = _line(stated.get("headline") or stated.get("name"))
        text = html_to_text(
            _string(stated.get("articleBody") or stated.get("text"))[:_LONGEST_POST], blank_lines=True
        )
        if folded(text) == folded(headline):
            text = ""
        if headline or text:
            posts.append(
                Post(_time(stated.get("datePublished") or stated.get("dateModified"), clock), headline, text)
            )
    return posts


def _printed(page: Page, clock: Clock) -> list[Post]:
    """Return the printed posts: neighbours of one kind, each with a time and a text of its own."""
    kinds: dict[tuple[object, str, str], list[tuple[_Element, _Element]]] = {}
    for time in page.root.iter("time"):
        above = time.getparent()
        for _ in range(4):
            if above is None:
                break
            parent = above.getparent()
            if above.tag in _POSTS and parent is not None and above.find(".//p") is not None:
                kind = (parent, str(above.tag), (above.get("class") or "").split(" ")[0])
                kinds.setdefault(kind, []).append((above, time))
                break
            above = parent
    posts = max(kinds.values(), key=len, default=[])[:_MOST]
    found: dict[_Element, Post] = {}
    for element, time in posts:
        if element in found:
            continue
        heading = next(element.iter("h2", "h3", "h4", "h5"), None)
        headline = text_of(heading) if heading is not None else ""
        paragraphs = (text_of(one) for one in element.iter("p"))
        text = "\n\n".join(filter(None, paragraphs))
        if text:
            found[element] = Post(_time(time.get("datetime"), clock), headline, text)
    return list(found.values())


def _introduction(text: str, posts: list[Post]) -> str:
    """Return the paragraphs of the printed text before the first one that stands in a post."""
    known = {folded(part) for post in posts for part in (post.headline, *post.text.split("\n"))} - {""}
    kept: list[str] = []
    for paragraph in text.split("\n\n")[:_LONGEST_INTRODUCTION]:
        if folded(paragraph) in known:
            return "\n\n".join(kept)
        kept.append(paragraph)
    return kept[0] if kept else ""


def _time(value: object, clock: Clock, where: str = "liveBlogUpdate.datePublished") -> dt.datetime | None:
    given = clock.given(value, where) if isinstance(value, str) and value else None
    return given.at if given else None


def _zone(at: dt.datetime) -> str:
    offset = f"{at:%z}"
    return "UTC" if offset in {"", "+0000"} else f"UTC{offset[:3]}:{offset[3:5]}"


def _line(value: object) -> str:
    return " ".join(html_to_text(_string(value)).split())


def _string(value: object) -> str:
    return value if isinstance(value, str) else ""
