"""Feeds that should be XML and are not. feedparser reads them, because it tolerates any markup.

The module takes texts, addresses and raw dates from feedparser's result. It never uses
feedparser's own reading of dates (KST and CET as UTC, an epoch in the year 1605). It passes bytes
and never an address, because feedparser would fetch the address.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any

from newswire.errors import Unparsable
from newswire.lexicon.addresses import site
from newswire.model import Defaults, Document, Item, Link, Reason, Rejected, Subject
from newswire.parse.formats.feeds.feed import Entry, Feed, each, items, joined
from newswire.parse.formats.feeds.text import line_text, string_text, title_text, unescaped
from newswire.parse.readers.xml.encoding import as_utf8
from newswire.parse.readers.xml.reader import read_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_BYTES, MOST_MARKUP = 2 * 1024 * 1024, 20_000
"""Limits for feedparser, which is slow: bytes, and the sum of tags, attributes and references."""

_PAGE = re.compile(rb"<(?:html|!doctype\s+html)", re.IGNORECASE)
_BEGINNING = 8192

Found = Mapping[str, Any]


def is_broken_feed(document: Document, root: re.Pattern[bytes]) -> bool:
    """Return whether a document that is no XML holds a feed's root; rubbish may precede it.

    Return False for a page about feeds, and for a picture, which may have RDF inside.
    """
    beginning = document.content[:_BEGINNING]
    found = root.search(beginning)
    return found is not None and b"\0" not in beginning and not _PAGE.search(beginning)


def read_feed(
    document: Document,
    defaults: Defaults,
    feed_format: str,
    read: Callable[[_Element, list[str]], Iterator[Item | Rejected]],
) -> Iterator[Item | Rejected]:
    """Yield the result of ``read`` for a feed's root and warnings.

    feedparser reads malformed XML. The XML reader recovers a document that is too large for
    feedparser, or on which feedparser fails.

    Raises:
        Unparsable: the document is no feed, or too large for feedparser and beyond recovery.
    """
    warnings: list[str] = []
    small = _is_small(document)
    try:
        root = read_xml(document, warnings, recover=not small)
    except Unparsable as error:
        if error.reason != Reason.MALFORMED_XML or not small:
            raise
        doubts: list[str] = []
        parsed = _lenient(document, doubts)
        if parsed is not None:
            lenient = f"{error.detail} It was read leniently; some of it may be missing."
            yield from _broken(parsed, document, defaults, feed_format, error, [lenient, *doubts])
            return
        root = read_xml(document, warnings, recover=True)
    yield from read(root, warnings)


def _is_small(document: Document) -> bool:
    """Return whether a document is within the limits for feedparser."""
    content = document.content
    return len(content) <= MAX_BYTES and sum(map(content.count, (b"<", b"=", b"&"))) <= MOST_MARKUP


def _lenient(document: Document, warnings: list[str]) -> Found | None:
    """Return feedparser's result for a feed; None if feedparser itself fails (6.0 does on a few)."""
    feedparser = import_module("feedparser")  # 30 ms, which only a malformed feed takes
    with suppress(Exception):
        parsed: Found = feedparser.parse(
            io.BytesIO(as_utf8(document, warnings)),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        return parsed
    return None


def _broken(
    parsed: Found,
    document: Document,
    defaults: Defaults,
    feed_format: str,
    error: Unparsable,
    warnings: list[str],
) -> Iterator[Item | Rejected]:
    """Yield the items of a feed that ``read_xml`` rejected with ``error``.

    Raises:
        Unparsable: ``error`` itself, if feedparser finds no entries.
    """
    if not parsed["entries"]:
        raise error
    about: Found = parsed["feed"]
    selves = [link.get("href") for link in about.get("links", ()) if link.get("rel") == "self"]
    addresses = (joined(document.url, about.get("link")), *selves, about.get("id"), document.url)
    feed = Feed(
        format=feed_format,
        title=title_text(about.get("title") or ""),
        base=joined(document.url, about.get("link")),
        language=about.get("language"),
        publisher=about.get("publisher"),
        site=next((known for address in addresses if (known := site(address))), None),
        copyright=about.get("rights"),
        authors=tuple(_authors(about)) if feed_format == "atom" else (),
        warnings=warnings,
    )
    entries = each(parsed["entries"], lambda found: _entry(found, feed), document.path)
    yield from items(feed, entries, document, defaults)


def _entry(found: Found, feed: Feed) -> Entry:
    contents = [string_text(content.get("value") or "") for content in found.get("content", ())]
    detail = found.get("title_detail") or {}
    files = [
        (unescaped(file["href"]), file.get("type") or "")
        for file in found.get("enclosures", ())
        if "href" in file
    ]
    kinds = [
        kind for _, written in files if (kind := written.partition("/")[0].lower()) in ("audio", "video")
    ]
    return Entry(
        guid=unescaped(found.get("id") or "") or None,
        link=unescaped(found.get("link") or "") or None,
        canonical=found.get("feedburner_origlink"),
        base=feed.base,
        title=title_text(found.get("title") or ""),
        content=next(filter(None, contents), None),
        summary=string_text(found.get("summary") or "") or None,
        published=_times(found, "published", "created"),
        updated=_times(found, "updated"),
        authors=list(_authors(found)),
        subjects=list(_subjects(found)),
        links=[Link("rendition", url=unescaped(url)) for url in _renditions(found)],
        files=[address for address, _ in files],
        kind=kinds[-1] if kinds else "text",
        credit=[source] if (source := title_text((found.get("source") or {}).get("title") or "")) else [],
        language=detail.get("language"),
        copyright=found.get("rights"),
    )


def _times(found: Found, *names: str) -> list[tuple[str, str]]:
    # Use dict's own get, because feedparser's returns another field for a missing one.
    return [(name, raw) for name in names if (raw := dict.get(found, name))]  # type: ignore[call-overload]


def _authors(found: Found) -> Iterator[str]:
    for author in found.get("authors") or ():
        if name := line_text(author.get("name") or author.get("email")):
            yield name


def _subjects(found: Found) -> Iterator[Subject]:
    for tag in found.get("tags") or ():
        term, label, scheme = line_text(tag.get("term")), line_text(tag.get("label")), tag.get("scheme")
        if term or label:
            yield Subject(term if scheme and label else None, label or term, scheme)


def _renditions(found: Found) -> Iterator[str]:
    for name, key in (("enclosures", "href"), ("media_content", "url"), ("media_thumbnail", "url")):
        for media in found.get(name) or ():
            if url := media.get(key):
                yield url
