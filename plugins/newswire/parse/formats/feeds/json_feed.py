"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

from collections.abc import Iterator

from newswire.lexicon.addresses import site
from newswire.model import Defaults, Document, Item, Link, Rejected, Subject
from newswire.parse.format import Format
from newswire.parse.formats.feeds.feed import Entry, Feed, each, items, joined
from newswire.parse.formats.feeds.text import bounded, string_text, title_text
from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.json import Object, objects, peek, read_json, string, strings
from newswire.parse.readers.markup import plain_text


def recognises(document: Document) -> bool:
    """Return whether an object declares JSON Feed, or has ``items`` and ``home_page_url`` or ``feed_url``."""
    value = peek(document)
    if not isinstance(value, dict):
        return False
    if "jsonfeed.org" in (string(value.get("version")) or ""):
        return True
    return isinstance(value.get("items"), list) and bool({"home_page_url", "feed_url"} & value.keys())


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item for each object in ``items``."""
    value, repaired = read_json(document)
    about = next(iter(objects(value)), {})
    addresses = (string(about.get("home_page_url")), string(about.get("feed_url")), document.url)
    feed = Feed(
        format="jsonfeed",
        title=title_text(string(about.get("title")) or ""),
        base=joined(document.url, string(about.get("home_page_url")) or string(about.get("feed_url"))),
        language=string(about.get("language")),
        site=next((known for address in addresses if (known := site(address))), None),
        authors=_authors(about),
        warnings=list(repaired),
    )
    entries = each(objects(about.get("items")), lambda found: _entry(found, feed), document.path)
    yield from items(feed, entries, document, defaults)


def _entry(found: Object, feed: Feed) -> Entry:
    text = string(found.get("content_text"))
    marked_up = string(found.get("content_html"))
    tags = strings(found.get("tags"))
    entry = Entry(
        guid=string(found.get("id")),
        link=string(found.get("url")),
        base=feed.base,
        title=title_text(string(found.get("title")) or ""),
        content=(html_to_text(bounded(marked_up)) if marked_up else plain_text(bounded(text or ""))) or None,
        summary=string_text(string(found.get("summary")) or "") or None,
        published=_times(found, "date_published"),
        updated=_times(found, "date_modified"),
        authors=list(_authors(found)),
        subjects=[Subject(name=tag) for tag in tags],
        keywords=list(tags),
        language=string(found.get("language")),
    )
    if external := string(found.get("external_url")):
        entry.links.append(Link("related", url=external))
    for name in ("image", "banner_image"):
        if picture := string(found.get(name)):
            entry.links.append(Link("rendition", url=picture))
    for attachment in objects(found.get("attachments")):
        if url := string(attachment.get("url")):
            entry.links.append(Link("rendition", url=url))
            entry.files.append(url)
        kind = (string(attachment.get("mime_type")) or "").partition("/")[0]
        if kind in ("audio", "video"):
            entry.kind = kind
    return entry


def _authors(found: Object) -> tuple[str, ...]:
    """Return the names in ``authors`` (1.1) and ``author`` (1.0)."""
    return strings(
        [string(author.get("name")) for key in ("authors", "author") for author in objects(found.get(key))]
    )


def _times(found: Object, name: str) -> list[tuple[str, str]]:
    return [(name, raw)] if (raw := string(found.get(name))) else []


FORMAT = Format("jsonfeed", recognises, parse)
