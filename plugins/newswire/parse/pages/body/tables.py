"""Tables of data, and tables that only lay out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_PARAGRAPHS = frozenset(
    ("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "article", "section", "dl")
)
_LONGEST, _LONGEST_BROKEN = 600, 150
"""Characters of a cell of data, and of one with several line breaks; a longer one holds running text."""


def lays_out(table: _Element) -> bool:
    """Return whether a table only lays out.

    It does if it has the role for that, a table inside, rows of one cell alone, or running text in a cell:
    two paragraphs, many characters, or lines and some characters. The look ends at the first of these, so
    that nested tables cost no more than their size.
    """
    if table.get("role") in ("presentation", "none"):
        return True
    cells_of_row = widest = paragraphs = length = breaks = 0
    for element in table.iterdescendants():
        tag = element.tag
        if tag == "table":
            return True
        if tag == "tr":
            cells_of_row = 0
        elif tag in ("td", "th"):
            cells_of_row += 1
            widest = max(widest, cells_of_row)
            paragraphs = length = breaks = 0
        elif tag in _PARAGRAPHS:
            paragraphs += 1
        elif tag == "br":
            breaks += 1
        if tag not in ("script", "style"):
            length += len(element.text or "")
        length += len((element.tail or "").strip())
        if paragraphs > 1 or length > _LONGEST or (breaks > 1 and length > _LONGEST_BROKEN):
            return True
    return widest < 2
