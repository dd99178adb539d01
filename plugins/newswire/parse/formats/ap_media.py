"""AP Media API: the envelope with an item or a page of them, each an extended ninjs 1.x object.

Source: AP Media API, content and feed responses (https://api.ap.org/media/v/docs/). The item's
``uri`` is no identity: it contains the query (``qt``) and the version (``et``), so it differs between
two requests. ``altids.itemid`` is the identity, and ``version`` stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newswire.model import Defaults, Document, Item, Link, Rejected, Subject
from newswire.parse.format import Format
from newswire.parse.readers import newscodes
from newswire.parse.readers.json import (
    Object,
    integer,
    objects,
    peek,
    read_json,
    refuse_too_many,
    string,
    strings,
)
from newswire.parse.readers.json_items import body, kind, pubstatus, renditions, subjects
from newswire.parse.readers.times import Clock

_CONCEPTS = ("subject", "person", "organisation", "place", "event")
_BLOCK = re.compile(r"</?block\b[^>]*>")
_QUERY = re.compile(r"\?.*", re.DOTALL)


def recognises(document: Document) -> bool:
    """Return whether ``data.item`` or ``data.items[].item`` has ``altids``."""
    return any("altids" in item for item, _ in _entries(peek(document)))


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item for a content response, one for each entry of a feed response."""
    value, repaired = read_json(document)
    refuse_too_many(found := list(_entries(value)))
    for item, nitf in found:
        yield _item(item, nitf, document, Clock(defaults, list(repaired)))


def _entries(value: object) -> Iterator[tuple[Object, Object]]:
    """Yield each item with the NITF that a client has put beside it, or with an empty object."""
    for response in objects(value):
        for data in objects(response.get("data")):
            for entry in (data, *objects(data.get("items"))):
                for item in objects(entry.get("item")):
                    yield item, next(iter(objects(entry.get("nitf") or response.get("nitf"))), {})


def _item(news: Object, nitf: Object, document: Document, clock: Clock) -> Item:
    text = body(_BLOCK.sub("", found), "html") if (found := string(nitf.get("body_html"))) else None
    caption = body(string(news.get("description_caption")) or "")
    slugline = string(news.get("slugline"))
    item = Item(
        path=document.path,
        format="ap-media-api",
        provider=string(news.get("provider")),
        guid=_identity(news),
        version=string(news.get("version")),
        kind=kind(news.get("type")) or "text",
        pubstatus=pubstatus(news.get("pubstatus"), clock.warnings),
        urgency=integer(news.get("urgency")),
        category=_category(news),
        subjects=_subjects(news),
        keywords=strings(news.get("keywords")),
        genre=string(news.get("profile")),
        headline=string(news.get("headline")) or string(news.get("title")),
        slugline=slugline,
        byline=_byline(news),
        authors=_authors(news),
        standfirst=string(news.get("headline_extended")) or string(news.get("description_summary")),
        place=_place(news),
        country=_country(news),
        credit=strings(news.get("description_creditline")) or _sources(news),
        first_created=clock.read(news.get("firstcreated"), "firstcreated"),
        version_created=clock.read(news.get("versioncreated"), "versioncreated"),
        embargo_until=clock.read(news.get("embargoed"), "embargoed"),
        expires=clock.read(news.get("expires"), "expires"),
        language=string(news.get("language")),
        ed_note=string(news.get("ednote")),
        signal=strings(news.get("signals")),
        usage_terms="\n".join(strings(news.get("usageterms"))) or None,
        copyright=string(news.get("copyrightnotice")),
        body_text=text or caption,
        canonical_url=_canonical(news),
        links=_links(news),
        warnings=tuple(clock.warnings),
    )
    return clock.dated(item)


def _identity(news: Object) -> str | None:
    """Return ``altids.itemid``, or else the ``uri`` without its query, which contains the version."""
    uri = string(news.get("uri"))
    altids = next(iter(objects(news.get("altids"))), {})
    return string(altids.get("itemid")) or (_QUERY.sub("", uri) if uri else None)


def _category(news: Object) -> str | None:
    """Return the code of the editorial category (the ANPA category of the teletype wire)."""
    for concept in objects(news.get("subject")):
        if "category" in strings(concept.get("rels")):
            return string(concept.get("code"))
    return None


def _subjects(news: Object) -> tuple[Subject, ...]:
    return tuple(dict.fromkeys(subject for name in _CONCEPTS for subject in subjects(news.get(name))))


def _byline(news: Object) -> str | None:
    lines = [string(line.get("by")) or string(line.get("name")) for line in objects(news.get("bylines"))]
    photographer = [string(person.get("name")) for person in objects(news.get("photographer"))]
    return "; ".join(filter(None, lines or photographer)) or None


def _authors(news: Object) -> tuple[str, ...]:
    found = objects(news.get("bylines")) + objects(news.get("photographer"))
    return strings([person.get("name") for person in found])


def _sources(news: Object) -> tuple[str, ...]:
    """Return the sources, a member paper or AP itself. They replace a missing credit line."""
    return strings([source.get("name") for source in objects(news.get("infosource"))])


def _place(news: Object) -> str | None:
    """Return the place as printed, else the city of the dateline's location."""
    location = next(iter(objects(news.get("datelinelocation"))), {})
    return string(news.get("located")) or string(location.get("city"))


def _country(news: Object) -> str | None:
    """Return the ISO 3166 alpha-2 code of the dateline's location, whose own code is alpha-3."""
    location = next(iter(objects(news.get("datelinelocation"))), {})
    return newscodes.country(string(location.get("countrycode")))


def _canonical(news: Object) -> str | None:
    links = objects(news.get("links"))
    return next((string(link.get("href")) for link in links if link.get("rel") == "canonical"), None)


def _links(news: Object) -> tuple[Link, ...]:
    links = list(renditions(news.get("renditions")))
    associated = news.get("associations")
    parts = objects(list(associated.values()) if isinstance(associated, dict) else associated)
    found = ((_identity(part), string(part.get("uri"))) for part in parts)
    links += [Link("related", guid, uri) for guid, uri in found if guid]
    return tuple(dict.fromkeys(links))


FORMAT = Format("ap-media-api", recognises, parse)
