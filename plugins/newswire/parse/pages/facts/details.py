"""Section, keywords, picture, publisher, rights and access of a page, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newswire.lexicon.languages import tag
from newswire.model import Link
from newswire.parse.pages.address import absolute
from newswire.parse.pages.facts import address, names
from newswire.parse.pages.facts.likeness import letters
from newswire.parse.pages.facts.metadata import Metadata
from newswire.parse.pages.facts.structured import json_ld
from newswire.parse.pages.facts.structured.schema import Thing

_MOST_KEYWORDS = 60
_LONGEST_KEYWORD = 100
_MOST_POSTS = 2000
_MOST_LINKS = 50
_COMMAS = re.compile(r"\s*[,;،、，|]\s*")
_NO_WORD = re.compile(r"https?:|[{<]|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{20,}$")
"""A keyword that is an address, a template or the key of a database row."""
_SITES = frozenset({"WebSite", "Organization", "NewsMediaOrganization"})
"""Things whose description is that of the site."""
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[&hellip;\])\s*$")

Found = tuple[Any, str]
"""A value and the place where it stands."""


def publisher(thing: Thing, metadata: Metadata) -> Found | None:
    """Return the name of the publisher: of JSON-LD, otherwise the name of the site."""
    for name in ("publisher", "sourceOrganization", "copyrightHolder"):
        values, place = thing.values(name)
        for value in values[:5]:
            text = json_ld.name_of(value)
            if text and len(text) <= 200 and "://" not in text:
                return text, place
    return next(
        (one for one in metadata.each(*names.PUBLISHER) if "://" not in one[0] and len(one[0]) <= 200), None
    )


def keywords(thing: Thing, metadata: Metadata) -> Found | None:
    """Return the keywords of the first place that has any: a list, or one text with commas."""
    values, place = thing.values("keywords")
    texts = [json_ld.name_of(value) for value in values]
    groups: list[tuple[list[str], str]] = [([text for text in texts if text], place)]
    groups += [(metadata.named.get(name, []), f"meta {name}") for name in names.KEYWORDS]
    for group, where in groups:
        split = [word for text in group for word in (_COMMAS.split(text) if len(group) == 1 else [text])]
        kept = dict.fromkeys(
            word for word in split if 1 < len(word) <= _LONGEST_KEYWORD and not _NO_WORD.match(word)
        )
        if kept:
            return tuple(kept)[:_MOST_KEYWORDS], where
    return None


def genre(thing: Thing, metadata: Metadata) -> Found | None:
    """Return the genre that the page states: by a property, by its type, or by a ``meta`` element."""
    for name in thing.types:
        if name in names.GENRE_OF_TYPE:
            return names.GENRE_OF_TYPE[name], f"JSON-LD type {name}"
    if stated := thing.text("genre", longest=60):
        return stated
    if metadata.named.get("article:opinion") == ["true"]:
        return "opinion", "meta article:opinion"
    return next((one for one in metadata.each(*names.GENRE) if len(one[0]) <= 60), None)


def image(thing: Thing, metadata: Metadata) -> Found | None:
    """Return the address of the page's picture."""
    for name in ("image", "thumbnailUrl", "primaryImageOfPage"):
        values, place = thing.values(name)
        for value in values[:10]:
            given = value
            if isinstance(value, dict):
                given = value.get("url") or value.get("contentUrl") or value.get("@id")
            if isinstance(given, list):
                given = next(iter(given), None)
            if isinstance(given, str) and given.strip() and not given.startswith(("data:", "#")):
                return given, place
    if found := metadata.first(*names.IMAGE):
        return found
    picture = metadata.address("image_src")
    return (picture, "link image_src") if picture else None


def links(picture: str | None, own: str | None, metadata: Metadata, base: str | None) -> Iterator[Link]:
    """Yield the picture (``rendition``), the AMP page and the page in other languages (``alternate``)."""
    if picture:
        yield Link("rendition", url=picture)
    if amp := absolute(metadata.address("amphtml"), base):
        yield Link("amphtml", url=amp)
    seen = {own}
    for link in metadata.links.get("alternate", ())[:_MOST_LINKS]:
        language = link.get("hreflang")
        if not language or language == "x-default" or len(language) > 20 or not tag(language):
            continue
        whole = absolute(link.get("href"), base)
        if whole and whole not in seen and address.place_of(whole):
            seen.add(whole)
            yield Link("alternate", url=whole)


def copyright_line(thing: Thing, metadata: Metadata) -> Found | None:
    """Return the notice of copyright, or its holder with the year."""
    if notice := thing.text("copyrightNotice", longest=500):
        return notice
    values, place = thing.values("copyrightHolder")
    for value in values[:1]:
        holder = json_ld.name_of(value)
        if holder and "://" not in holder and len(holder) <= 200:
            year = thing.text("copyrightYear", longest=10)
            return (f"© {year[0]} {holder}" if year else f"© {holder}"), place
    return next((one for one in metadata.each(*names.COPYRIGHT) if len(one[0]) <= 500), None)


def standfirst(thing: Thing, metadata: Metadata, headline: str | None) -> Found | None:
    """Return the description of the page, unless it repeats the headline, is cut off or the site's."""
    stated = (
        [*thing.texts("description"), *metadata.each(*names.DESCRIPTION)]
        if thing.is_story
        else metadata.each(*names.DESCRIPTION)
    )
    others = {letters(headline or "")}
    for one in thing.graph.found:
        if not _SITES.isdisjoint(one.types) and (own := json_ld.text(one.node.get("description"))):
            others.add(letters(own))
    for text, place in stated:
        if 20 < len(text) <= 1000 and not _CUT.search(text) and letters(text) not in others:
            return text, place
    return None


def free(thing: Thing, metadata: Metadata) -> Found | None:
    """Return whether the page states that all may read its text; None if it does not state it.

    A part that is not free makes the whole not free, as Google's guide on paywalled content has it.
    """
    parts, place = thing.values("hasPart")
    for part in parts[:20]:
        if isinstance(part, dict) and _truth(json_ld.values(part, "isAccessibleForFree")) is False:
            return False, f"{place}.isAccessibleForFree"
    values, place = thing.values("isAccessibleForFree")
    if (stated := _truth(values)) is not None:
        return stated, place
    for text, where in metadata.each(*names.TIER):
        if text.lower() in {"free", "locked"}:
            return text.lower() == "free", where
    return None


def _truth(values: list[object]) -> bool | None:
    for value in values[:1]:
        if isinstance(value, bool):
            return value
        if isinstance(value, str):
            word = value.rsplit("/", 1)[-1].strip().lower()
            return {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}.get(word)
    return None


def posts(thing: Thing) -> Found | None:
    """Return the updates of a live page as the objects of JSON-LD that they are."""
    values, place = thing.values("liveBlogUpdate")
    updates = tuple(value for value in values[:_MOST_POSTS] if isinstance(value, dict))
    return (updates, place) if updates else None
