"""The blocks of a page: its paragraphs, headings, list items and rows, in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True)
class Block:
    """One block of text.

    ``text`` has single spaces, and a line feed for each ``br``. ``element`` is the block element that holds
    it, ``tag`` its name (``p``, ``h2``, ``li``, ``tr``, ``figcaption``; ``div`` for bare text).
    ``links`` is the number of characters of the text that stand in links.
    """

    text: str
    element: _Element
    tag: str
    links: int = 0
