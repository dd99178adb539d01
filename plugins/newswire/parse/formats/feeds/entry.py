"""One reader for the entries of RSS, RDF and Atom, and the extensions that all three use.

Feeds mix vocabularies: RSS contains Atom's elements, and both contain Dublin Core's. So the name
of an element decides its meaning in any feed. Sources: RSS 2.0 ("Elements of <item>"), RSS 1.0
section 5.5, RFC 4287 (Atom), RFC 6721 (tombstones), Media RSS 1.5.1, DCMI terms, GeoRSS simple, Slash.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newswire.lexicon.addresses import site
from newswire.model import Link, Subject
from newswire.parse.formats.feeds.extensions import read_extensions
from newswire.parse.formats.feeds.feed import Entry, Feed, joined, language_tag
from newswire.parse.formats.feeds.names import children, is_atom, name
from newswire.parse.formats.feeds.text import line_text, string_text, text_of, title_of
from newswire.parse.readers.elements import XML_LANG, attribute, local, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

Children = dict[str, list["_Element"]]
Texts = tuple[str | None, str | None]
"""The content and the summary of an entry."""

_CONTENT = ("content:encoded", "content", "xhtml:body", "encoded")  # the last has an undeclared prefix
_SUMMARY = ("summary", "description", "itunes:summary", "dc:description", "excerpt:encoded")
_OF_MEDIA = ("media:description", "itunes:subtitle")
"""Texts that count only if an entry has no other one."""
_LICENCES = ("cc:license", "dcterms:license", "media:license", "ext:license", "license")
_OF_PEOPLE = frozenset(("name", "email", "uri", "url"))
_PUBLISHED = ("published", "pubdate", "issued", "dc:date", "dcterms:issued", "prism:publicationdate")
_PUBLISHED_ELSE = ("created", "dcterms:created", "dcterms:available", "date")
_UPDATED = ("updated", "modified", "dcterms:modified", "dc:modified", "lastmod")
_MAILBOX = re.compile(r"\S+@\S+\s*\((.+)\)|(.+?)\s*[<(\[](?:mailto:)?[^\s<>()]+@[^\s<>()]+[>)\]]")
_LONGEST_NAME = 300
_RELATIONS = {
    # Relations of links (IANA's registry, RFC 4287, RFC 5829) that concern the story.
    "enclosure": "rendition",
    "related": "related",
    "via": "via",
    "predecessor-version": "previous-version",
    "replaces": "replaces",
    "translation-of": "translation-of",
}
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def read_entry(element: _Element, feed: Feed, texts: Texts | None = None) -> Entry:
    """Return the fields of an ``item`` or ``entry`` as written, without derived values.

    Args:
        element: the entry.
        feed: the feed around it.
        texts: its content and summary, where the format has read them in its own way.
    """
    found = children(element)
    entry = Entry(base=joined(feed.base, element.base) if element.base else feed.base)
    entry.language = (
        _language_of_texts(found) or _language(element) or _first(found, "dc:language", "language")
    )
    entry.title = _title(found)
    entry.content, entry.summary = texts or _content_and_summary(found)
    _read_links(found, entry)
    _read_identity(element, found, entry)
    _read_media(element, entry)
    entry.published = list(_times(found, _PUBLISHED + _PUBLISHED_ELSE))
    entry.updated = list(_times(found, _UPDATED))
    entry.expires = list(_times(found, ("dcterms:valid", "expirationdate")))
    entry.authors = list(_authors(found))
    entry.subjects = list(_subjects(found))
    entry.keywords = list(_keywords(found))
    entry.credit = list(_sources(found))
    entry.publisher = _publisher(found)
    entry.copyright = _first(found, "rights", "dc:rights", "media:copyright", "copyright")
    entry.usage_terms = _licence(found)
    entry.genre = _first(found, "prism:genre")
    read_extensions(element, entry)
    return entry


def read_source(element: _Element, feed_format: str, url: str | None) -> Feed:
    """Return the metadata of a ``channel`` or ``feed``.

    Relative addresses start from ``xml:base``. Without it they start from ``url``, the address of
    the fetch, in Atom (RFC 4287, section 2), and from the feed's site in RSS, which has no rule.
    """
    found = children(element)
    links = [link for link in found.get("link", ()) if link.get("rel", "alternate") == "alternate"]
    page = next((said for link in links if (said := text(link) or attribute(link, "href"))), None)
    url = url or own_address(element)
    base = url if url and is_atom(element) else joined(url, page)
    return Feed(
        format=feed_format,
        title=_title(found),
        subtitle=_first(found, "subtitle", "tagline", "description"),
        base=joined(base, element.base) if element.base else base,
        language=element.get(XML_LANG) or _first(found, "language", "dc:language"),
        publisher=_publisher(found),
        site=_site(found, page, url),
        copyright=_first(found, "rights", "copyright", "dc:rights", "media:copyright"),
        authors=tuple(_names(found.get("author", []))),
        usage_terms=None if is_atom(element) else _licence(found),
    )


def _site(found: Children, page: str | None, url: str | None) -> str | None:
    """Return the site of a feed: of its page, otherwise of its own address, its id or the fetch."""
    own = [attribute(link, "href") for link in found.get("link", ()) if link.get("rel") == "self"]
    addresses = (joined(url, page) if page else None, *own, _first(found, "id"), url)
    return next((known for address in addresses if (known := site(address))), None)


def own_address(element: _Element) -> str | None:
    """Return the address that a feed or entry gives as its own (RFC 4287, section 4.2.7.2, ``self``)."""
    links = (link for link in children(element).get("link", ()) if link.get("rel", "").lower() == "self")
    return next((href for link in links if _is_address(href := attribute(link, "href") or "")), None)


def _publisher(found: Children) -> str | None:
    """Return Dublin Core's first publisher that is no mail address."""
    return next((said for said in map(text, found.get("dc:publisher", ())) if said and "@" not in said), None)


def _first(found: Children, *names: str) -> str | None:
    return next((said for each in names for element in found.get(each, ()) if (said := text(element))), None)


def _text(found: Children, names: tuple[str, ...]) -> str | None:
    return next(
        (said for each in names for element in found.get(each, ()) if (said := text_of(element))), None
    )


def _content_and_summary(found: Children) -> Texts:
    """Return the content and the summary. Of several summaries alone, the longest is the content."""
    content = _text(found, _CONTENT)
    short = [
        said for each in _SUMMARY for element in found.get(each, ()) if (said := text_of(element)) is not None
    ]
    if content or len(short) < 2:
        return content, (short[0] if short else _text(found, _OF_MEDIA))
    longest = max(short, key=len)
    return longest, next((said for said in short if said not in longest), None)


def _language_of_texts(found: Children) -> str | None:
    """Return the language that the content, a summary or the title of an entry declares for itself."""
    texts = (element for each in (*_CONTENT, *_SUMMARY, "title") for element in found.get(each, ()))
    return next((said for element in texts if language_tag(said := element.get(XML_LANG))), None)


def _licence(found: Children) -> str | None:
    """Return the address of the licence, or its text (RFC 4946; Creative Commons' modules for RSS)."""
    for element in found.get("link", ()):
        if element.get("rel", "").lower() == "license" and (address := attribute(element, "href")):
            return address
    elements = (element for each in _LICENCES for element in found.get(each, ()))
    return next(
        (said for e in elements if (said := attribute(e, _RDF + "resource", "href") or text(e))), None
    )


def _title(found: Children) -> str | None:
    for each in ("title", "dc:title", "media:title", "itunes:title"):
        for element in found.get(each, ()):
            if said := title_of(element):
                return said
    return None


def _language(element: _Element) -> str | None:
    """Return the language that an element or its nearest ancestor declares (XML 1.0, section 2.12)."""
    around: _Element | None = element
    while around is not None:
        if said := around.get(XML_LANG):
            return said
        around = around.getparent()
    return None


def _times(found: Children, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for each in names:
        for element in found.get(each, ()):
            if said := text(element):
                yield local(element.tag), said


def _read_links(found: Children, entry: Entry) -> None:
    """Set the story's address and its canonical address in ``entry``, and add its other links."""
    alternates: list[tuple[tuple[bool, bool], str]] = []
    for element in found.get("link", ()):
        address = attribute(element, "href") or text(element)
        relation = (element.get("rel") or "alternate").rsplit("/", 1)[-1].lower()
        if not address:
            continue
        if relation == "alternate":
            is_page = element.get("type") in (None, "text/html", "application/xhtml+xml")
            alternates.append(((not is_page, "hreflang" in element.attrib), address))
        elif relation == "canonical":
            entry.canonical = entry.canonical or address
        elif relation in _RELATIONS:
            entry.links.append(Link(_RELATIONS[relation], url=address))
    # Take the first page, or else the first address: sorting keeps the order of equals. An address with a
    # language of its own may be that of a translation.
    entry.link = next((address for _, address in sorted(alternates, key=lambda pair: pair[0])), None)
    others = (
        address for of_page, address in alternates if of_page == (False, True) and address != entry.link
    )
    entry.links += [Link("alternate", url=address) for address in dict.fromkeys(others)]
    entry.canonical = entry.canonical or _first(found, "feedburner:origlink")
    for element in found.get("thr:in-reply-to", ()):
        entry.links.append(Link("in-reply-to", attribute(element, "ref"), attribute(element, "href")))


def _read_identity(element: _Element, found: Children, entry: Entry) -> None:
    guids = found.get("guid") or found.get("id") or []
    guid = text(guids[0]) if guids else None
    entry.guid = guid or element.get(_RDF + "about") or _first(found, "dc:identifier")
    if (
        guid
        and not entry.link
        and guids[0].get("isPermaLink", "true").lower() != "false"
        and _is_address(guid)
    ):
        entry.link = guid


def _is_address(written: str) -> bool:
    return written.startswith(("http://", "https://"))


def _read_media(element: _Element, entry: Entry) -> None:
    """Add media to ``entry`` as renditions, and set its kind if they are audio or video.

    An entry without any text takes the description of its media.
    """
    found = children(element)
    original = _first(found, "feedburner:origenclosurelink")
    for inside in element.iterdescendants():
        kind = name(inside.tag)
        places = _MEDIA.get(kind)
        if places and (url := attribute(inside, *places)):
            if kind == "enclosure" and original:
                url, original = original, None
            entry.links.append(Link("rendition", url=url))
            if kind == "media:content" and _is_recording(inside):
                entry.files.append(url)
    for enclosure in (
        *found.get("enclosure", ()),
        *(e for e in found.get("link", ()) if e.get("rel") == "enclosure"),
    ):
        kind = (enclosure.get("type") or "").partition("/")[0].lower()
        if kind in ("audio", "video"):
            entry.kind = kind
        if address := attribute(enclosure, "url", "href", _RDF + "resource"):
            entry.files.append(address)
    if "yt:videoid" in found:
        entry.kind = "video"
    if not entry.content and not entry.summary:
        for group in (*found.get("media:group", ()), *found.get("media:content", ())):
            within = children(group)
            entry.summary = _text(within, ("media:description",))
            entry.title = entry.title or _title(within)


def _is_recording(media: _Element) -> bool:
    """Return whether Media RSS declares audio or video."""
    kind = attribute(media, "medium") or (attribute(media, "type") or "").partition("/")[0]
    return kind.lower() in ("audio", "video")


_MEDIA = {
    "enclosure": ("url", _RDF + "resource"),
    "enc:enclosure": (_RDF + "resource", "{http://purl.oclc.org/net/rss_2.0/enc#}url"),
    "content": ("src",),
    "media:content": ("url",),
    "media:thumbnail": ("url",),
    "media:player": ("url",),
    "itunes:image": ("href",),
    "image": ("url", "href"),
    "media-reference": ("source",),  # NITF
}


def _authors(found: Children) -> Iterator[str]:
    names = [
        *_names(found.get("author", [])),
        *_names(found.get("dc:creator", [])),
        *_names(found.get("creator", [])),
        *_names(found.get("dc:author", [])),
        *_names(found.get("dcterms:creator", [])),
    ]
    yield from names or _names(found.get("itunes:author", []))


def _names(elements: list[_Element]) -> Iterator[str]:
    """Yield names of people: from a ``name`` (Atom), or from beside a mail address (RSS)."""
    for element in elements:
        inside = children(element)
        said = _first(inside, "name", "email") if inside.keys() & _OF_PEOPLE else text(element)
        if said:
            mailbox = _MAILBOX.fullmatch(said) if len(said) < _LONGEST_NAME else None
            name_alone = (mailbox[1] or mailbox[2]).strip("\"' ") if mailbox else said
            if person := line_text(name_alone):
                yield person


def _subjects(found: Children) -> Iterator[Subject]:
    for element in (*found.get("category", ()), *found.get("media:category", ())):
        term, label = attribute(element, "term"), attribute(element, "label")
        scheme = attribute(element, "scheme", "domain")
        if term:
            yield Subject(term if scheme else None, line_text(label or term), scheme)
        elif said := line_text(text(element) or label or attribute(element, "text")):
            yield Subject(said if label else None, line_text(label) or said, scheme)
    for each in ("dc:subject", "prism:section", "slash:section", "itunes:category"):
        for element in found.get(each, ()):
            inner = [one for one in element.iter() if one is element or name(one.tag) == each]
            for one in inner if each == "itunes:category" else [element]:
                if said := line_text(attribute(one, "text") or text(one)):
                    yield Subject(None, said, None if each == "dc:subject" else each)
    point = _first(found, "georss:point")
    latitude, longitude = _first(found, "geo:lat"), _first(found, "geo:long")
    if point := point or (f"{latitude} {longitude}" if latitude and longitude else None):
        yield Subject(point, _first(found, "georss:featurename"), "georss:point")


def _keywords(found: Children) -> Iterator[str]:
    for each in ("media:keywords", "itunes:keywords"):
        for element in found.get(each, ()):
            yield from (word for part in (text(element) or "").split(",") if (word := part.strip()))
    yield from (said for element in found.get("dc:subject", ()) if (said := line_text(text(element))))


def _sources(found: Children) -> Iterator[str]:
    """Yield the sources of an aggregator's entry: RSS's ``source``, the title in Atom's, Dublin Core's."""
    for element in (*found.get("source", ()), *found.get("dc:source", ())):
        inside = children(element)
        said = _title(inside) if inside else line_text(text(element))
        if said and not urlsplit(said).scheme:
            yield said


def tombstone(element: _Element) -> Entry:
    """Return a deleted entry (RFC 6721, section 3) as a canceled version of its item."""
    comment = _first(children(element), "at:comment")
    return Entry(
        guid=attribute(element, "ref"),
        pubstatus="canceled",
        updated=[("when", attribute(element, "when") or "")],
        ed_note=string_text(comment) if comment else None,
    )
