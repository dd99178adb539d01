"""Atom: 1.0 (RFC 4287), 0.3, single entry documents, and tombstones of deleted entries (RFC 6721)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.format import Format
from newswire.parse.formats.feeds.broken import is_broken_feed, read_feed
from newswire.parse.formats.feeds.entry import own_address, read_entry, read_source, tombstone
from newswire.parse.formats.feeds.feed import Entry, Feed, each, items
from newswire.parse.readers.elements import local
from newswire.parse.readers.xml.prolog import root_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_ATOM = re.compile(rb"www\.w3\.org/2005/Atom|purl\.org/atom/ns|<entry[\s/>]", re.IGNORECASE)
_BROKEN = re.compile(rb"<feed\s[^<>]*(?:w3\.org/2005/Atom|purl\.org/atom/ns)", re.IGNORECASE)
_BEGINNING = 8192


def recognises(document: Document) -> bool:
    """Return whether the root is Atom's ``feed`` or ``entry``; rubbish may precede it."""
    root = (root_of(document) or "").rpartition(":")[2].lower()
    if root in ("feed", "entry"):
        return bool(_ATOM.search(document.content[:_BEGINNING].replace(b"\0", b"")))
    return not root and is_broken_feed(document, _BROKEN)


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item for each entry or tombstone. Read malformed XML leniently, with a warning."""

    def read(root: _Element, warnings: list[str]) -> Iterator[Item | Rejected]:
        alone = local(root.tag).lower() == "entry"
        base = document.url or own_address(root)
        feed = Feed("atom", base=base) if alone else read_source(root, "atom", document.url)
        feed.warnings = warnings
        found = [root] if alone else [element for element in root if local(element.tag).lower() in _ENTRIES]
        entries = each(found, lambda element: _read(element, feed), document.path)
        return items(feed, entries, document, defaults)

    return read_feed(document, defaults, "atom", read)


_ENTRIES = frozenset(("entry", "deleted-entry"))


def _read(element: _Element, feed: Feed) -> Entry:
    return tombstone(element) if local(element.tag).lower() == "deleted-entry" else read_entry(element, feed)


FORMAT = Format("atom", recognises, parse)
