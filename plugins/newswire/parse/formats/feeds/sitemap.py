"""Google news sitemaps as documents: titles, times and addresses of the newest stories, without their text.

Sitemap protocol 0.9 (https://www.sitemaps.org/protocol.html) with the extensions news 0.9 and image
1.1 (https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Link, Reason, Rejected, Subject
from newswire.parse.format import Format
from newswire.parse.formats.feeds.feed import Entry, Feed, each, items
from newswire.parse.formats.feeds.names import children
from newswire.parse.formats.feeds.text import title_of
from newswire.parse.readers.elements import first, local, text, text_in
from newswire.parse.readers.xml.prolog import root_of
from newswire.parse.readers.xml.reader import read_xml
from newswire.pointing.address_patterns import is_wanted

if TYPE_CHECKING:
    from lxml.etree import _Element


def recognises(document: Document) -> bool:
    """Return whether the root is ``urlset`` or ``sitemapindex``."""
    root = (root_of(document) or "").rpartition(":")[2].lower()
    return root in ("urlset", "sitemapindex")


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item for each ``url`` with a ``news`` element and an address that the source takes.

    Raises:
        Unparsable: ``no-entries``, if the document lists sitemaps, or no address has a ``news`` element.
    """
    warnings: list[str] = []
    root = read_xml(document, warnings, recover=True)
    if local(root.tag).lower() == "sitemapindex":
        raise Unparsable(
            Reason.NO_ENTRIES, f"A list of {len(root)} sitemaps holds no stories; fetch the sitemaps."
        )
    pages = [element for element in root if local(element.tag).lower() == "url"]
    news = [page for page in pages if "news:news" in children(page)]
    if pages and not news:
        detail = f"None of the {len(pages)} addresses in the sitemap has a news element; use a news sitemap."
        raise Unparsable(Reason.NO_ENTRIES, detail)
    news = [page for page in news if is_wanted(_address(page), defaults.include, defaults.exclude)]
    feed = Feed("sitemap", base=document.url, warnings=warnings)
    yield from items(feed, each(news, _entry, document.path), document, defaults)


def _address(page: _Element) -> str:
    return text_in(children(page), "loc") or ""


def _entry(page: _Element) -> Entry:
    about = children(page)
    news = children(first(about, "news:news"))
    publication = children(first(news, "news:publication"))
    entry = Entry(
        link=text_in(about, "loc"),
        title=title_of(news["news:title"][0]) if "news:title" in news else None,
        published=_times(news, "news:publication_date"),
        updated=_times(about, "lastmod"),
        credit=[name] if (name := text_in(news | publication, "news:name")) else [],
        language=text_in(news | publication, "news:language"),
        genre=text_in(news, "news:genres"),
        keywords=_words(text_in(news, "news:keywords")),
        subjects=[Subject(code, None, "ticker") for code in _words(text_in(news, "news:stock_tickers"))],
    )
    for image in about.get("image:image", ()):
        entry.links.append(Link("rendition", url=text_in(children(image), "image:loc")))
    return entry


def _times(found: dict[str, list[_Element]], name: str) -> list[tuple[str, str]]:
    return [(name.rpartition(":")[2], said) for element in found.get(name, ()) if (said := text(element))]


def _words(said: str | None) -> list[str]:
    return [word for part in (said or "").split(",") if (word := part.strip())]


FORMAT = Format("sitemap", recognises, parse)
