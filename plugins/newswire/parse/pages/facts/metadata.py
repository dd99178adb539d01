"""Metadata in elements: ``meta`` by name, ``link`` by relation, and microdata or RDFa as objects.

The names are those of OpenGraph, Dublin Core, Twitter cards, Highwire Press (``citation_*``), and of the
services that index pages: Parse.ly, Sailthru, Cxense, Swiftype.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml.etree import XPath, _Element

from newswire.parse.pages.facts.structured.json_ld import ASIDE, Found, Graph, property_name, without_entities

if TYPE_CHECKING:
    from newswire.parse.pages.tree.page import Page

LONGEST = 5000
"""Characters of a value. A longer one is data of a program."""
_MOST_VALUES = 100
"""Values of one name; a page with more repeats a list of other pages."""
_SECTION = 60
"""Characters of a section's name."""
_MOST_ITEMS = 2000
"""Elements with a property that are read as microdata."""
_MOST_ELEMENTS = 500
"""Elements in an element whose text is one line."""
_DEPTH = 60
"""Levels between a property and the thing that it belongs to."""
_ATTRIBUTES = {
    "time": ("datetime",),
    "meta": ("content",),
    "a": ("href",),
    "link": ("href",),
    "img": ("src",),
    "data": ("value",),
}
_SCOPES = XPath("descendant::*[@itemscope or @typeof]")
_PROPERTIES = XPath("descendant::*[@itemprop or (@property and not(self::meta[ancestor::head]))]")
_COMMENT = re.compile(r"(?:^|[\s_-])comments?(?:$|[\s_-])|commentlist", re.IGNORECASE)
_LINKED = frozenset({"url", "mainEntityOfPage", "image", "sameAs"})
_DATED = re.compile(r"\d{4}-\d\d-\d\dT")
"""The beginning of an instant in ISO 8601."""


@dataclass(slots=True)
class Metadata:
    """Values of ``meta`` elements by their names in small letters, and ``link`` elements by relation."""

    named: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[_Element]] = field(default_factory=dict)

    def first(self, *names: str) -> tuple[str, str] | None:
        """Return the first value among the names, in the order of the names, and its place."""
        return next(self.each(*names), None)

    def each(self, *names: str) -> Iterator[tuple[str, str]]:
        """Yield the values of the names, in the order of the names, each with its place."""
        for name in names:
            for value in self.named.get(name, ()):
                yield value, f"meta {name}"

    def sections(self) -> Iterator[str]:
        """Yield the short values of all names that hold a section or a category."""
        for name, values in self.named.items():
            if "section" in name or "category" in name:
                yield from (value for value in values[:10] if len(value) <= _SECTION)

    def address(self, relation: str) -> str | None:
        """Return the address of the first ``link`` element of a relation."""
        return next((href for link in self.links.get(relation, ()) if (href := link.get("href"))), None)


def read_metadata(page: Page) -> Metadata:
    """Return the values of a page's ``meta`` and ``link`` elements."""
    found = Metadata()
    for element in page.named("meta", "link"):
        if element.tag == "link":
            for relation in (element.get("rel") or "").lower().split()[:5]:
                found.links.setdefault(relation, []).append(element)
            continue
        content = element.get("content")
        if not content or len(content) > LONGEST:
            continue
        if not (value := " ".join(without_entities(content).split())):
            continue
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (name := element.get(attribute)) and len(name) < 100:
                values = found.named.setdefault(name.strip().lower(), [])
                if len(values) < _MOST_VALUES and value not in values:
                    values.append(value)
    return found


def add_microdata(root: _Element, graph: Graph) -> None:
    """Add the things that a page describes in microdata or RDFa Lite to the objects of its JSON-LD."""
    things: dict[_Element, dict[str, object]] = {}
    scopes = elements(_SCOPES(root))
    if not scopes:
        return
    for scope in scopes[:_MOST_ITEMS]:
        stated = (scope.get("itemtype") or scope.get("typeof") or "").split()
        node: dict[str, object] = {"@type": [property_name(name) for name in stated[:5]]}
        if name := scope.get("itemid") or scope.get("resource"):
            node["@id"] = name
        things[scope] = node
    inner: set[_Element] = set()
    for element in elements(_PROPERTIES(root))[:_MOST_ITEMS]:
        if (owner := _owner(element, things)) is None:
            continue
        value: object = things.get(element)
        if value is None:
            value = _value(element)
        for written in (element.get("itemprop") or element.get("property") or "").split()[:5]:
            name = property_name(written)
            if element in things and name.lower() in ASIDE:
                inner.add(element)
            held = things[owner].setdefault(name, [])
            if value and isinstance(held, list) and len(held) < _MOST_VALUES:
                held.append(_address(element) or value if name in _LINKED else value)
    for scope, node in things.items():
        types = node["@type"]
        named = tuple(types) if isinstance(types, list) else ()
        graph.found.append(Found(node, named, 1, scope in inner, "microdata"))


def elements(found: object) -> list[_Element]:
    """Return the elements that an XPath expression found."""
    return [one for one in found if isinstance(one, _Element)] if isinstance(found, list) else []


def _owner(element: _Element, things: dict[_Element, dict[str, object]]) -> _Element | None:
    """Return the element of the thing that a property belongs to."""
    above = element.getparent()
    for _ in range(_DEPTH):
        if above is None:
            return None
        if above in things:
            return above
        if (mark := above.get("class") or above.get("id")) and _COMMENT.search(mark[:300]):
            return None
        above = above.getparent()
    return None


def _address(element: _Element) -> str | None:
    return element.get("href") or element.get("src") or element.get("content")


def _value(element: _Element) -> str | None:
    """Return the value of a property: the attribute of its element, otherwise its text in one line.

    The title of an ``abbr`` counts if it is a date, as Blogger writes it (hAtom, "published").
    """
    tag = str(element.tag)
    if tag == "abbr" and _DATED.match(title := element.get("title") or ""):
        return title
    for attribute in ("content", *_ATTRIBUTES.get(tag, ())):
        given = element.get(attribute)
        if given and attribute != "href":
            return given if len(given) <= LONGEST else None
    return text_of(element, LONGEST)


def text_of(element: _Element, longest: int) -> str | None:
    """Return the text of an element in one line; None if it is empty or longer than ``longest``.

    An element with hundreds of others in it is no line. So a call takes a bounded number of steps.
    """
    if not len(element):
        text = " ".join((element.text or "").split())
    elif _is_large(element, longest):
        return None
    else:
        text = " ".join(" ".join(map(str, element.itertext())).split())
    return text if 0 < len(text) <= longest else None


def _is_large(element: _Element, longest: int) -> bool:
    """Return whether an element holds more elements than a line, or far more than ``longest`` characters."""
    left, size = _MOST_ELEMENTS, 4 * longest + len(element.tail or "")
    for one in element.iter():
        left -= 1
        size -= len(one.text or "") + len(one.tail or "")
        if left < 0 or size < 0:
            return True
    return False
