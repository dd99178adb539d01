"""Figures of HTML: pictures with captions, and tables or quotations that are part of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.parse.readers.elements import local

if TYPE_CHECKING:
    from lxml.etree import _Element

MEDIA = frozenset(("img", "image", "picture", "video", "audio", "iframe", "object", "embed", "svg", "canvas"))

FIGURED = frozenset(("table", "blockquote", "pre", "ul", "ol"))
"""What makes a figure a part of the story: a table, a quotation, a listing (HTML, "The figure element")."""


def is_picture(figure: _Element) -> bool:
    """Return whether a figure holds a medium, and nothing that belongs to the text."""
    names = {local(e.tag) for e in figure.iterdescendants("*")}
    return not names.isdisjoint(MEDIA) and names.isdisjoint(FIGURED)
