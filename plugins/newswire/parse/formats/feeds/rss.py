"""RSS in all its versions: 0.9x and 2.0 (https://www.rssboard.org/rss-specification), 0.90 and 1.0 in RDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.format import Format
from newswire.parse.formats.feeds.broken import is_broken_feed, read_feed
from newswire.parse.formats.feeds.entry import read_entry, read_source
from newswire.parse.formats.feeds.feed import each, items
from newswire.parse.formats.feeds.names import name
from newswire.parse.readers.elements import local
from newswire.parse.readers.xml.prolog import root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_RSS_IN_RDF = re.compile(rb"purl\.org/rss/1\.0/|netscape\.com/rdf/simple/0\.9")
_BROKEN = re.compile(rb"<(?:rss|rdf:RDF)[\s>]", re.IGNORECASE)
_BEGINNING = 8192


def recognises(document: Document) -> bool:
    """Return whether the root is ``rss``, or RDF that contains RSS; rubbish may precede it."""
    root = (root_of(document) or "").rpartition(":")[2].lower()
    if root == "rdf":
        return bool(_RSS_IN_RDF.search(document.content[:_BEGINNING].replace(b"\0", b"")))
    if root:
        return root == "rss"
    return is_broken_feed(document, _BROKEN)


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item for each ``item``. Read malformed XML leniently, with a warning."""

    def read(root: _Element, warnings: list[str]) -> Iterator[Item | Rejected]:
        channel = next((child for child in root if local(child.tag).lower() == "channel"), root)
        feed = read_source(channel, "rss" if local(root.tag).lower() == "rss" else "rdf", document.url)
        feed.warnings = warnings
        found = [element for element in root.iter() if name(element.tag) == "item" and not _inside(element)]
        entries = each(found, lambda element: read_entry(element, feed), document.path)
        return items(feed, entries, document, defaults)

    return read_feed(document, defaults, "rss", read)


def _inside(element: _Element) -> bool:
    parent = element.getparent()
    return parent is not None and name(parent.tag) == "item"


FORMAT = Format("rss", recognises, parse)
