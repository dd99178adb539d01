"""The head block of a document inside an item: its headline, time, slug, genre, kicker, byline and notes.

HTML, "The header element": a ``header`` holds introductory content for its section. The head block is
the one that begins the document, or the ``h1`` that begins it. Its parts are no text of the story.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from newswire.lexicon.desk.folding import folded
from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.parse.dateline.prefixes import is_byline
from newswire.parse.readers.elements import Groups, children, local, once, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_LISTS = frozenset(("ul", "ol", "dl", "menu"))
_GROUPS = frozenset(("header", "hgroup", "div", "section", "address"))
_MEDIA = frozenset(("figure", "img", "picture", "video", "audio"))
_NO_STORY = frozenset(("head", "title", "script", "style", "template", "meta", "link"))
_ROLES = {name: field for field, names in KNOWN_AS.items() for name in names} | dict.fromkeys(
    (
        "kicker",
        "overline",
        "eyebrow",
        "rubric",
        "section",
        "topic",
        "publicationdate",
        "pubdate",
        "date",
        "time",
    ),
    "kicker",
)
_AS_NOTES = frozenset(("ed_note", "embargo_until"))
_DROPPED = frozenset(
    ("kicker", "published", "version_created", "first_created", "category", "label", "urgency")
)
_CONVERTED = re.compile(r"[\w-]+-(?:from|to)-\w", re.IGNORECASE)
_KICKER = 8
"""Most words of a kicker. A longer line that no field holds stays in the text."""

CUT = ("...", "…")
"""The end of a description that is cut."""

_MOST = 3
"""Headers that may follow each other: one of the page, of the article, of its first section."""

Head = dict[str, Any]
"""Fields of an item that a head block gives, by their names in ``Item``; ``notes`` are notes to editors."""


def take_off(document: _Element, about: Groups, meta: Groups) -> Head:
    """Remove the head block from a document. Return the fields that it gives.

    A line that is neither known by its element or class, nor a value of the item's metadata, stays.

    Args:
        document: the markup inside an item; it loses the block.
        about: the children of ``contentMeta`` by name.
        meta: the children of ``itemMeta`` by name.
    """
    found = _of_headers(document, about, meta) or _of_heading(document, about)
    if "description" in about and _is_converted(meta):
        _remove_standfirst(document, about)
    return found


def _of_headers(document: _Element, about: Groups, meta: Groups) -> Head:
    found: Head = {}
    for header in list(islice(document.iter("{*}header"), _MOST)):
        if _begins(header, document) and any(_is_of_head(e) for e in header.iter("*")):
            found = _taken(header, cache(lambda: _stated(about, meta))) | found
    return found


def _of_heading(document: _Element, about: Groups) -> Head:
    """Remove the ``h1`` that begins a document, if it is the item's headline or its only one.

    Where the description is cut, as GlobeNewswire sends it, an ``h2`` straight below is the standfirst.
    """
    heading = next(document.iter("{*}h1"), None)
    if heading is None or not _begins(heading, document):
        return {}
    headline = text(heading)
    headlines = {folded(text(e) or "") for e in about.get("headline", ())}
    if not headline or (headlines and folded(headline) not in headlines):
        return {}
    found: Head = {"headline": headline}
    below = heading.getnext()
    if below is not None and local(below.tag) == "h2" and not (heading.tail or "").strip():
        is_cut = any((text(e) or "").endswith(CUT) for e in about.get("description", ()))
        if is_cut and below.getnext() is not None and (line := text(below)):
            found["standfirst"] = line
            _remove(below)
    _remove(heading)
    return found


def _is_converted(meta: Groups) -> bool:
    """Return whether a program made the item from another format: ``x-to-newsmlg2``, ``G2-from-x``."""
    programs = (text(e) for name in ("generator", "profile") for e in meta.get(name, ()))
    return any(_CONVERTED.search(program) for program in programs if program)


def _remove_standfirst(document: _Element, about: Groups) -> None:
    """Remove the paragraph that a converter made from the standfirst, which the item holds as a field."""
    descriptions = {folded(text(e) or "") for e in about.get("description", ())}
    for paragraph in document.iter("{*}p"):
        if _role(paragraph) == "standfirst" and folded(text(paragraph) or "") in descriptions:
            _remove(paragraph)
            return


def _is_of_head(element: _Element) -> bool:
    name = local(element.tag)
    return name == "time" or name in _HEADINGS


def _begins(element: _Element, document: _Element) -> bool:
    """Return whether no text stands before an element in its document."""
    while element is not document:
        before = element.getprevious()
        while before is not None:
            if (before.tail and not before.tail.isspace()) or (
                isinstance(before.tag, str) and local(before.tag) not in _NO_STORY and text(before)
            ):
                return False
            before = before.getprevious()
        parent = element.getparent()
        if parent is None or (parent.text and not parent.text.isspace()):
            return False
        element = parent
    return True


def _stated(about: Groups, meta: Groups) -> frozenset[str]:
    """Return the texts of the metadata, and those of the names in them, ``folded``."""
    found = set()
    for element in chain.from_iterable((*about.values(), *meta.values())):
        found.add(folded(text(element) or ""))
        if len(element):
            found.update(folded(text(name) or "") for name in children(element).get("name", ()))
    return frozenset(found)


def _taken(header: _Element, stated: Callable[[], frozenset[str]]) -> Head:
    found: Head = {}
    notes: list[str] = []
    blocks = list(_blocks(header))
    has_main = any(local(block.tag) == "h1" for block in blocks)
    for block in blocks:
        name, role, line = local(block.tag), _role(block), text(block)
        if not line or name == "time" or name in _MEDIA:
            pass
        elif name == "h1" or (name in _HEADINGS and not has_main and "headline" not in found):
            found.setdefault("headline", line)
        elif name in _LISTS:
            _listed(block, found)
        elif role in _AS_NOTES:
            if folded(line) not in stated():
                notes.append(line)
        elif role == "byline" or (role is None and name not in _HEADINGS and is_byline(line)):
            found.setdefault("byline", line)
        elif role in ("standfirst", "genre", "slugline"):
            found.setdefault(role, line)
        elif role in _DROPPED or folded(line) in stated():
            pass
        elif name in _HEADINGS and len(line.split()) > _KICKER and "headline" in found:
            found.setdefault("standfirst", line)
        elif name not in _HEADINGS:
            continue
        _remove(block)
    if notes:
        found["notes"] = once(notes)
    return found


def _blocks(element: _Element) -> Iterator[_Element]:
    for child in element.iterchildren("*"):
        if (
            local(child.tag) in _GROUPS
            and _role(child) is None
            and any(True for _ in child.iterchildren("*"))
        ):
            yield from _blocks(child)
        else:
            yield child


def _role(element: _Element) -> str | None:
    classes = element.get("class")
    return _role_of(classes) if classes else None


@lru_cache(maxsize=1024)
def _role_of(classes: str) -> str | None:
    return next((_ROLES[key] for name in classes.split() if (key := plain(name)) in _ROLES), None)


def _listed(block: _Element, found: Head) -> None:
    """Add the entries of a list of slugs and keywords."""
    entries = [(text(e), _role(e)) for e in block.iterchildren("*")]
    found.setdefault("slugline", "/".join(filter(None, (entry for entry, _ in entries))))
    found.setdefault("keywords", once(entry for entry, role in entries if role == "keywords"))


def _remove(element: _Element) -> None:
    """Remove an element, and leave the text behind it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return
    if tail and not tail.isspace():
        if before is not None:
            before.tail = f"{before.tail or ''} {tail}"
        else:
            parent.text = f"{parent.text or ''} {tail}"
    parent.remove(element)
