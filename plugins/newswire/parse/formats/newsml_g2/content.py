"""The content of a NewsML-G2 item: text of a ``contentSet``, renditions, concepts, planned coverage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newswire.model import Link
from newswire.parse.formats import nitf
from newswire.parse.readers.elements import XML_LANG, attribute, children, local, named, number, text
from newswire.parse.readers.markup import block_text, markup_text, string_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_NEW_WORDS = 0.1
"""Share of new words in a further text. With no more new words it is another form of the same text."""

_WORD = re.compile(r"\w+")

_PLANNED = ("headline", "name", "definition", "description", "note", "edNote", "dateline", "scheduled")


@dataclass(frozen=True, slots=True)
class Content:
    """A content set: its text, the provider's count of words, language, NITF and links to renditions."""

    text: str = ""
    word_count: int | None = None
    language: str | None = None
    story: _Element | None = None
    renditions: tuple[Link, ...] = ()


def content_of(content_sets: Iterable[_Element], elsewhere: str) -> Content:
    """Return the content of an item.

    The children of a ``contentSet`` are renditions of the same content (NewsML-G2 Specification,
    "Content Set"), so the first text counts. Not all providers follow this rule: append a further
    text that names no ``rendition`` if it has words of its own.

    Args:
        content_sets: the ``contentSet`` elements of an item.
        elsewhere: text of the item outside of its content, like notes to editors.
    """
    bodies: list[str] = []
    word_count, language, story = None, None, None
    words: set[str] = set()
    links: list[Link] = []
    for element in (element for content_set in content_sets for element in content_set):
        name = local(element.tag)
        if name == "remoteContent":
            links += _renditions(element)
            continue
        if bodies and element.get("rendition"):
            continue
        found, own_story = _text(element, name)
        if not found:
            continue
        if not bodies:
            bodies, story = [found], own_story
            word_count = number(element.get("wordcount"))
            language = attribute(element, XML_LANG) or _html_language(element)
            continue
        if not words:
            words = _words(f"{elsewhere} {bodies[0]}")
        own = _words(found)
        if len(own - words) > _NEW_WORDS * len(own):
            bodies.append(found)
            words |= own
    return Content("\n\n".join(bodies), word_count, language, story, tuple(dict.fromkeys(links)))


def _words(content: str) -> set[str]:
    return set(_WORD.findall(content.casefold()))


def _text(element: _Element, name: str) -> tuple[str, _Element | None]:
    """Return the text of ``inlineXML`` or ``inlineData``, and the story if it is NITF."""
    if name == "inlineXML":
        if len(element) and local(element[0].tag) == "nitf":
            return nitf.body_text(element[0]), element[0]
        return markup_text(element), None
    if name == "inlineData":
        content_type = (element.get("contenttype") or "text").lower()
        if element.get("encoding") or not ("text" in content_type or "html" in content_type):
            return "", None
        if len(element):
            return markup_text(element), None
        return string_text(element.text or "", is_html="html" in content_type), None
    return "", None


def _html_language(element: _Element) -> str | None:
    return (attribute(element[0], XML_LANG, "lang")) if len(element) else None


def _renditions(element: _Element) -> Iterator[Link]:
    guid, url = attribute(element, "residref"), attribute(element, "href")
    if guid or url:
        yield Link("rendition", guid, url)
    for place in children(element).get("altLoc", ()):
        if address := text(place):
            yield Link("rendition", guid, address)


def concept_text(concepts: Iterable[_Element]) -> str:
    """Return names, definitions, notes and details of concepts, a paragraph for each group of facts."""
    return "\n\n".join(found for concept in concepts if (found := markup_text(concept)))


def planning_text(descriptions: Iterable[_Element], coverages: Iterable[_Element]) -> str:
    """Return descriptions of plans and of their coverage, each text once."""
    told = [block_text(description) for description in descriptions]
    told += [block_text(element) for coverage in coverages for element in named(coverage, *_PLANNED)]
    return "\n\n".join(dict.fromkeys(filter(None, told)))
