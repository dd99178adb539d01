"""The facts that a page states about its story, each with the place where it stands."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from newswire.model import Defaults, Precision
from newswire.parse.pages.facts.writers import names, writers_of
from newswire.parse.pages.page import Page
from newswire.parse.readers.times import OF_FEEDS, Clock


@dataclass(slots=True)
class Facts:
    """The facts of one page. A field is None or empty if the page does not state it.

    ``how`` names the evidence of each field that has a value (``JSON-LD NewsArticle.headline``).
    ``article_body`` is the text that JSON-LD gives: it checks the body and never replaces it.
    ``types`` are the schema.org types of the page's main thing, ``posts`` the updates of a live page.
    ``free`` is false if the page states that its text is behind a wall. ``writers`` are the organisations
    that the page states as the author or source of its text, or as the holder of the rights in it.
    """

    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None
    authors: tuple[str, ...] = ()
    published: dt.datetime | None = None
    published_precision: Precision | None = None
    modified: dt.datetime | None = None
    language: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    image: str | None = None
    publisher: str | None = None
    copyright: str | None = None
    genre: str | None = None
    article_body: str | None = None
    types: tuple[str, ...] = ()
    free: bool | None = None
    writers: tuple[str, ...] = ()
    posts: tuple[dict[str, Any], ...] = ()
    how: dict[str, str] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def read_facts(page: Page, defaults: Defaults) -> Facts:
    """Return the facts of a page: JSON-LD first, then metadata, then what is printed."""
    facts = Facts(warnings=list(page.warnings))
    clock = Clock(defaults, facts.warnings, rules=OF_FEEDS)
    for script in page.root.iter("script"):
        if (script.get("type") or "").lower() != "application/ld+json":
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except ValueError:
            continue
        for thing in found if isinstance(found, list) else found.get("@graph") or [found]:
            if isinstance(thing, dict) and "Article" in str(thing.get("@type")):
                _take(facts, thing, clock)
    if facts.headline is None:
        for meta in page.root.iter("meta"):
            if meta.get("property") == "og:title":
                facts.headline, facts.how["headline"] = meta.get("content"), "meta og:title"
    for link in page.root.iter("link"):
        if link.get("rel") == "canonical" and facts.canonical_url is None:
            facts.canonical_url, facts.how["canonical_url"] = link.get("href"), "link canonical"
    facts.language = page.root.get("lang")
    return facts


def _values(thing: dict[str, Any], name: str) -> list[Any]:
    value = thing.get(name)
    return value if isinstance(value, list) else [value]


def _take(facts: Facts, thing: dict[str, Any], clock: Clock) -> None:
    if facts.headline is None and thing.get("headline"):
        facts.headline, facts.how["headline"] = str(thing["headline"]), "JSON-LD Article.headline"
    authors = thing.get("author") or []
    named = authors if isinstance(authors, list) else [authors]
    facts.authors = tuple(one["name"] for one in named if isinstance(one, dict) and one.get("name"))
    facts.publisher = facts.publisher or next(names(_values(thing, "publisher")), None)
    facts.writers = facts.writers or writers_of(partial(_values, thing))
    if changed := clock.given(thing.get("dateModified"), "dateModified"):
        facts.modified = changed.at
    if given := clock.given(thing.get("datePublished"), "datePublished"):
        facts.published, facts.published_precision = given.at, given.precision
