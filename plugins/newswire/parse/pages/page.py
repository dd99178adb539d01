"""A page as a tree, with its address: read once, and looked at by all that takes facts from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Document, Reason
from newswire.parse.readers.charset import decode

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class Page:
    """One page.

    ``root`` is its tree, without comments. ``url`` is the address that it came from; None for a file
    without one. ``warnings`` are on its bytes: a wrong encoding, damage.
    """

    root: _Element
    url: str | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def host(self) -> str | None:
        """The host of the address in lower case, without ``www.``; None if there is no address."""
        named = urlsplit(self.url).hostname if self.url else None
        return named.removeprefix("www.") if named else None


def read_page(document: Document) -> Page:
    """Return the tree of a document that is a page.

    Raises:
        Unparsable: ``no-content``, there is no element in it.
    """
    text, doubt = decode(document.content)
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, encoding="utf-8")
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise Unparsable(Reason.NO_CONTENT, "The page has no element.")
    return Page(root, document.url, [doubt] if doubt else [])
