"""The content of a NewsML-G2 item: text and renditions of a ``contentSet``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from newswire.model import Link
from newswire.parse.formats import nitf
from newswire.parse.formats.newsml_g2.head_block import Head, take_off
from newswire.parse.formats.newsml_g2.own_markup import is_own, taken_off
from newswire.parse.readers.elements import (
    XML_LANG,
    Groups,
    attribute,
    children,
    local,
    number,
    text,
    texts,
)
from newswire.parse.readers.markup import markup_text, string_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_NEW_WORDS = 0.1
"""Share of new words in a further text. With no more new words it is another form of the same text."""

_HEADED = re.compile(r"<(?:header|h1)\b[^<>]*>.*</(?:header|h1)\s*>", re.DOTALL)
_PAGE = 200_000
"""Characters of HTML whose head block is taken off. A longer text is no single story."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Content:
    """A content set: text, head block, the provider's count of words, language, NITF, links to renditions."""

    text: str = ""
    word_count: int | None = None
    language: str | None = None
    story: nitf.Parts | None = None
    renditions: tuple[Link, ...] = ()
    head: Head = field(default_factory=dict)


def content_of(content_sets: Iterable[_Element], elsewhere: str, about: Groups, meta: Groups) -> Content:
    """Return the content of an item.

    The children of a ``contentSet`` are renditions of the same content (NewsML-G2 Specification,
    "Content Set"), so the first text counts. Not all providers follow this rule: append a further
    text that names no ``rendition`` if it has words of its own.

    Args:
        content_sets: the ``contentSet`` elements of an item.
        elsewhere: text of the item outside of its content, like notes to editors.
        about: the children of ``contentMeta`` by name.
        meta: the children of ``itemMeta`` by name.
    """
    bodies: list[str] = []
    word_count, language, story = None, None, None
    words: set[str] = set()
    links: list[Link] = []
    head: Head = {}
    for element in (element for content_set in content_sets for element in content_set):
        name = local(element.tag)
        if name == "remoteContent":
            links += _renditions(element)
            continue
        if bodies and element.get("rendition"):
            continue
        found, own_head, own_story = _text(element, name, about, meta)
        links += own_head.pop("renditions", ())
        if not bodies and not head:
            head = own_head
        if not found:
            continue
        if not bodies:
            bodies, story = [found], own_story
            word_count = number(element.get("wordcount"))
            language = attribute(element, XML_LANG) or _html_language(element)
            continue
        if not words:
            words = _words(
                " ".join(filter(None, (elsewhere, bodies[0], *_lines(about), head.get("headline"))))
            )
        own = _words(found)
        if len(own - words) > _NEW_WORDS * len(own):
            bodies.append(found)
            words |= own
    return Content("\n\n".join(bodies), word_count, language, story, tuple(dict.fromkeys(links)), head)


def _lines(about: Groups) -> tuple[str, ...]:
    """Return the lines about the story, which a text that has lost its head block does not hold."""
    return texts(
        line for name in ("headline", "description", "by", "slugline") for line in about.get(name, ())
    )


def _words(content: str) -> set[str]:
    return set(_WORD.findall(content.casefold()))


def _text(element: _Element, name: str, about: Groups, meta: Groups) -> tuple[str, Head, nitf.Parts | None]:
    """Return text and head block of ``inlineXML`` or ``inlineData``, and the story if it is NITF."""
    if name == "inlineXML" and len(element) and local(element[0].tag) == "nitf":
        parts = nitf.parts_of(element[0])
        return nitf.body_text(parts), {}, parts
    if name not in ("inlineXML", "inlineData"):
        return "", {}, None
    content_type = (element.get("contenttype") or "text").lower()
    if name == "inlineData" and (
        element.get("encoding") or not ("text" in content_type or "html" in content_type)
    ):
        return "", {}, None
    if len(element):
        if is_own(element):
            fields, renditions = taken_off(element)
            return markup_text(element), {**fields, "renditions": renditions}, None
        head = take_off(element, about, meta)
        return markup_text(element), head, None
    content = element.text or ""
    if "<h" in content and len(content) < _PAGE and _HEADED.search(content):
        document = etree.HTML(content)
        head = take_off(document, about, meta)
        return markup_text(document), head, None
    return string_text(content, is_html="html" in content_type), {}, None


def _html_language(element: _Element) -> str | None:
    return (attribute(element[0], XML_LANG, "lang")) if len(element) else None


def _renditions(element: _Element) -> Iterator[Link]:
    guid, url = attribute(element, "residref"), attribute(element, "href")
    if guid or url:
        yield Link("rendition", guid, url)
    for place in children(element).get("altLoc", ()):
        if address := text(place):
            yield Link("rendition", guid, address)
