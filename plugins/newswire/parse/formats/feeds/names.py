"""Names of elements in feeds, independent of their written namespace.

The same element comes in half a dozen namespaces: RSS has none, one of its own, or the wrong one.
Feeds declare extensions with or without a slash at the end, or not at all. ``name`` gives each
element one name: ``title`` for RSS's and Atom's own, ``dc:creator`` for a known extension,
``ext:slugline`` for an element of an agency.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_OWN = ""
_FAMILIES = {
    "w3.org/2005/atom": _OWN,  # RFC 4287
    "purl.org/atom/ns": _OWN,  # Atom 0.3
    "purl.org/rss/1.0": _OWN,
    "purl.org/net/rss1.1": _OWN,
    "my.netscape.com/rdf/simple/0.9": _OWN,  # RSS 0.90
    "channel.netscape.com/rdf/simple/0.9": _OWN,
    "backend.userland.com/rss": _OWN,
    "backend.userland.com/rss2": _OWN,
    "backend.userland.com/rss091": _OWN,
    "blogs.law.harvard.edu/tech/rss": _OWN,
    "cyber.law.harvard.edu/rss/rss.html": _OWN,
    "rssboard.org/rss-specification": _OWN,
    "purl.org/dc/elements/1.0": "dc",
    "purl.org/dc/elements/1.1": "dc",
    "purl.org/dc/terms": "dcterms",
    "purl.org/rss/1.0/modules/content": "content",
    "purl.org/rss/1.0/modules/slash": "slash",
    "purl.org/rss/1.0/modules/syndication": "sy",
    "purl.org/rss/1.0/modules/prism": "prism",
    "prismstandard.org/namespaces/basic/2.0": "prism",
    "search.yahoo.com/mrss": "media",
    "video.search.yahoo.com/mrss": "media",
    "tools.search.yahoo.com/mrss": "media",
    "rssboard.org/media-rss": "media",
    "itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "georss.org/georss": "georss",
    "w3.org/2003/01/geo/wgs84_pos": "geo",
    "backend.userland.com/creativecommonsrssmodule": "cc",
    "cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "cc",
    "web.resource.org/cc": "cc",
    "creativecommons.org/ns": "cc",
    "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "purl.oclc.org/net/rss_2.0/enc": "enc",
    "wordpress.org/export": "wp",
    "wordpress.org/export/excerpt": "excerpt",
    "com-wordpress:feed-additions:1": "wordpress",
    "wellformedweb.org/commentapi": "wfw",
    "purl.org/syndication/thread/1.0": "thr",
    "purl.org/atompub/tombstones/1.0": "at",  # RFC 6721
    "purl.org/syndication/history/1.0": "fh",
    "a9.com/-/spec/opensearch/1.1": "opensearch",
    "a9.com/-/spec/opensearchrss/1.0": "opensearch",
    "schemas.google.com/g/2005": "gd",
    "google.com/schemas/play-podcasts/1.0": "googleplay",
    "youtube.com/xml/schemas/2015": "yt",
    "w3.org/1999/02/22-rdf-syntax-ns": "rdf",
    "w3.org/1999/xhtml": "xhtml",
    "sitemaps.org/schemas/sitemap/0.9": _OWN,
    "google.com/schemas/sitemap-news/0.9": "news",
    "google.com/schemas/sitemap-image/1.1": "image",
}
_PREFIXES = frozenset(_FAMILIES.values()) - {_OWN}
_SCHEME = re.compile(r"^https?://(?:www\.)?")
_WORDPRESS_VERSION = re.compile(r"(wordpress\.org/export)/\d\.\d")


@lru_cache(maxsize=4096)
def name(tag: str) -> str:
    """Return the name of an element: in lower case, with the usual prefix of its extension."""
    namespace, _, own = tag.rpartition("}")
    own = own.lower()
    if not namespace and ":" in own:  # the prefix is not declared
        prefix, _, own = own.partition(":")
        family = _OWN if prefix.startswith(("atom", "a10", "rss")) else prefix
        family = family if family in _PREFIXES or family == _OWN else "ext"
    else:
        place = _SCHEME.sub("", namespace.lstrip("{").strip().lower()).rstrip("/#")
        if place.startswith("wordpress"):
            place = _WORDPRESS_VERSION.sub(r"\1", place)
        family = _FAMILIES.get(place, "ext") if place else _OWN
    return f"{family}:{own}" if family else own


def children(element: _Element | None) -> dict[str, list[_Element]]:
    """Return the children of an element by their names, in document order."""
    found: dict[str, list[_Element]] = {}
    if element is not None:
        for child in element[:]:  # type: ignore[index] # as in elements.children
            called = name(child.tag)
            if called in found:
                found[called].append(child)
            else:
                found[called] = [child]
    return found


def is_atom(element: _Element) -> bool:
    """Return whether an element is Atom's, so that ``type`` defines its text (RFC 4287, section 3.1)."""
    tag = element.tag
    return tag.startswith(("{http://www.w3.org/2005/Atom}", "{http://purl.org/atom/ns#}"))
