"""Sitemaps and their indexes as lists of addresses, with the times that they state.

Sitemap protocol 0.9 (https://www.sitemaps.org/protocol.html) and the extension news 0.9
(https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap). A sitemap may be a plain
text as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

from lxml import etree

from newswire.fetch.web.stated import Stated, read_stated
from newswire.fetch.web.text_sitemap import addresses


class NoSitemap(Exception):
    """A document is no sitemap. The text is the reason."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An address in a sitemap, with the times that it states. ``is_news`` if it has a title of a story."""

    url: str
    changed: Stated | None
    published: Stated | None
    is_news: bool


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The entries of a sitemap, or of an index of sitemaps."""

    is_index: bool
    entries: list[Entry] = field(default_factory=list)


def read_sitemap(content: bytes, base: str, zone: str | None) -> Sitemap:
    """Return the entries of a sitemap.

    Args:
        content: the document, not compressed.
        base: its address, from which relative addresses start.
        zone: the IANA zone of times that state none; UTC if absent.

    Raises:
        NoSitemap: the document is no XML, or has another root; or a text with more than addresses.
    """
    if (plain := addresses(content)) is not None:
        return Sitemap(False, [Entry(url, None, None, False) for url in plain])
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(content.strip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    name = _local(root.tag) if root is not None else ""
    if root is None or name not in ("urlset", "sitemapindex"):
        beginning = content.strip()[:40].decode("utf-8", "replace")
        raise NoSitemap(f"it is no sitemap: it begins with {beginning!r}. Correct the url")
    return Sitemap(name == "sitemapindex", [*_entries(root, base, zone)])


def _entries(root: etree._Element, base: str, zone: str | None) -> Iterator[Entry]:
    for element in root:
        if _local(element.tag) not in ("url", "sitemap"):
            continue
        about = {_local(part.tag): part for part in element}
        address = _text(about.get("loc"))
        if not address:
            continue
        news = {_local(part.tag): _text(part) for part in about.get("news", ())}
        try:
            url = urljoin(base, address)
        except ValueError:
            continue
        yield Entry(
            url,
            read_stated(_text(about.get("lastmod")), zone),
            read_stated(news.get("publication_date"), zone),
            bool(news.get("title")),
        )


def _local(tag: object) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _text(element: etree._Element | None) -> str:
    return "".join(map(str, element.itertext())).strip() if element is not None else ""
