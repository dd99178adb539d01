"""Captions of pictures inside a text: they illustrate a story and are no part of it.

HTML has ``figure`` and ``figcaption`` for them ("figure" in the HTML standard), NITF has ``media``; editorial
systems mark them with classes (``wp-caption-text``, ``photo-credit``).
"""

from __future__ import annotations

import copy
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import plain
from newswire.lexicon.patterns.late import late_pattern
from newswire.parse.readers.elements import local, named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_SIGNS = (
    *("caption", "cutline", "credit", "photo", "foto", "image", "img", "picture", "media", "figure"),
    *("bild", "billed", "kuva", "didascalia", "legende", "pic"),
)
"""A cheap test: no class names a caption without one of these."""

_TAG = late_pattern(
    r"<(/?)(figure|figcaption|p|div|span|small|em|cite|i|aside|h6|dd)\b([^<>]*)>", re.IGNORECASE
)
_CLASS = late_pattern(r"""\bclass\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_OF_CAPTION = late_pattern(
    r"(?:wp|image|img|photo|media|picture|pic|figure|fig|article|story|inline|gallery|slide|thumb|lead|hero)*"
    r"(?:caption(?:text|credit|s|body|container)?|cutline|figcaption)"
    r"|(?:image|img|photo|media|picture|pic|figure)+(?:credits?|byline|source|copyright|description)"
    r"|photographer|fotograf|bild(?:text|unterschrift|nachweis|quelle|unterzeile)|fotocredit|billedtekst|bildetekst"
    r"|kuvateksti|piedefoto|didascalia|legende(?:photo)?",
)
_SHOWN = late_pattern(r"<(?:table|blockquote|pre|ul|ol|h[1-5])\b", re.IGNORECASE)
"""Elements that make a figure a part of the story: a table, a quotation, a listing."""


def without_captions(written: str) -> str:
    """Return HTML without figures and captions. A figure around a table or a quotation stays.

    HTML that has nothing else is returned as it is, as is an element without its end tag.
    """
    if "<" not in written:
        return written
    small = written.lower()
    if "<fig" not in small and not ("class" in small and any(sign in small for sign in _SIGNS)):
        return written
    kept, position = [], 0
    unclosed: set[str] = set()
    for tag in _TAG.finditer(written):
        name = tag[2].lower()
        if tag.start() < position or tag[1] or name in unclosed or not is_caption(name, _class(tag[3])):
            continue
        end = _end(written, tag.end(), name)
        if end is None:
            unclosed.add(name)
        if end is None or (name == "figure" and _SHOWN.search(written, tag.end(), end)):
            continue
        kept.append(written[position : tag.start()])
        position = end
    return "".join((*kept, written[position:])) if kept else written


def bare(element: _Element) -> _Element:
    """Return the element, or a copy of it without ``media``, figures and captions if it has any."""
    if next(_illustrations(element), None) is None:
        return element
    copied = copy.deepcopy(element)
    remove([e for e in _illustrations(copied) if e is not copied])
    return copied


def _illustrations(element: _Element) -> Iterator[_Element]:
    for found in element.iter("{*}media", "{*}figure", "{*}figcaption"):
        is_shown = local(found.tag) == "figure" and any(True for _ in named(found, *_OF_A_STORY))
        if not is_shown:
            yield found
    for found in element.iter("{*}p", "{*}div", "{*}span"):
        classes = found.get("class")
        if classes and is_caption("p", classes):
            yield found


_OF_A_STORY = ("table", "blockquote", "pre", "ul", "ol")


def remove(elements: Iterable[_Element]) -> None:
    """Take elements out of their tree. The text behind each one stays."""
    for element in elements:
        parent, before = element.getparent(), element.getprevious()
        if parent is None:
            continue
        if element.tail and element.tail.strip():
            if before is not None:
                before.tail = (before.tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)


def _class(attributes: str) -> str | None:
    found = _CLASS.search(attributes)
    return found[found.lastindex or 0] if found else None


@lru_cache(maxsize=2048)
def is_caption(name: str, classes: str | None) -> bool:
    """Return whether an element of this name, with these classes, is a figure or a caption."""
    if name in ("figure", "figcaption"):
        return True
    return any(_OF_CAPTION.fullmatch(plain(one)) for one in (classes or "").split())


def _end(written: str, position: int, name: str) -> int | None:
    """Return where the element that was opened before ``position`` ends; None without an end tag."""
    depth = 1
    for tag in _TAG.finditer(written, position):
        if tag[2].lower() == name and not tag[3].endswith("/"):
            depth += -1 if tag[1] else 1
            if not depth:
                return tag.end()
    return None
