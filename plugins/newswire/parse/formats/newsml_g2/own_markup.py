"""Markup of an agency's own inside an item, such as TT's (``application/ttnitf+xml``): neither HTML nor NITF.

Its elements have names of fields: a byline is no text, a picture has its own caption. The lines beside
paragraphs are paragraphs too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.model import Link
from newswire.parse.readers.elements import local, once, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_BYLINES = frozenset(KNOWN_AS["byline"])
_DATELINES = frozenset((*KNOWN_AS["dateline"], "dat"))
_PICTURES = frozenset(("bild", "image", "picture", "photo", "figure", "graphic", "grafik", "media", "foto"))
_HTML = "{http://www.w3.org/1999/xhtml}"


def is_own(element: _Element) -> bool:
    """Return whether the content of ``inlineXML`` has names in capitals and is no HTML."""
    name = str(element[0].tag)
    return not name.startswith(_HTML) and local(name).isupper() and local(name) != "HTML"


def taken_off(element: _Element) -> tuple[dict[str, str], tuple[Link, ...]]:
    """Remove bylines, datelines and pictures. Return the fields that they give, and links to the pictures."""
    found: dict[str, list[str]] = {}
    links: list[Link] = []
    for part in [one for one in element.iter("*") if one is not element]:
        name = plain(local(part.tag))
        if name in _PICTURES and len(part):
            links += (Link("rendition", url=address) for address in _addresses(part))
        elif name in _BYLINES or name in _DATELINES:
            field = "byline" if name in _BYLINES else "dateline"
            lines = map(text, part if len(part) else (part,))
            found.setdefault(field, []).append(", ".join(once(lines)))
        else:
            if not len(part) and _stands_beside_paragraphs(part):
                part.tag = "p"
            continue
        parent = part.getparent()
        if parent is not None:
            parent.remove(part)
    return {field: ", ".join(filter(None, lines)) for field, lines in found.items() if any(lines)}, tuple(
        links
    )


def _stands_beside_paragraphs(part: _Element) -> bool:
    parent = part.getparent()
    return parent is not None and any(local(one.tag).lower() == "p" for one in parent.iterchildren("*"))


def _addresses(picture: _Element) -> Iterator[str]:
    for part in picture.iter("*"):
        line = text(part) if not len(part) else None
        if line and line.startswith(("https://", "http://")) and " " not in line:
            yield line
