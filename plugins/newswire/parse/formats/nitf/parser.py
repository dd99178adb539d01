"""NITF, the News Industry Text Format 3.x, alone or inside NewsML (https://iptc.org/standards/nitf/).

Names in comments are those of the NITF 3.6 documentation. ``head/docdata`` describes the story,
``body.head`` is its heading, ``body.content`` is its text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.model import Item
from newswire.parse.format import Format
from newswire.parse.formats.nitf import content, docdata
from newswire.parse.formats.nitf.heading import heading
from newswire.parse.formats.nitf.parts import parts_of
from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import (
    XML_LANG,
    attribute,
    children,
    first,
    local,
    named,
    number,
    text_in,
    texts,
)
from newswire.parse.readers.times import Clock
from newswire.parse.readers.xml.prolog import root_of
from newswire.parse.readers.xml.reader import read_xml

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newswire.model import Defaults, Document, Rejected
    from newswire.parse.readers.elements import Groups


def recognises(document: Document) -> bool:
    """Return whether the root is ``nitf``."""
    return local(root_of(document) or "").lower() == "nitf"


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield the story of an NITF document."""
    clock = Clock(defaults)
    yield item(read_xml(document, clock.warnings), document, clock)


def item(nitf: _Element, document: Document, clock: Clock) -> Item:
    """Return the item that an ``nitf`` element holds."""
    parts = parts_of(nitf)
    head, above = parts.head, parts.above
    data = children(first(head, "docdata"))
    meta, what, credit = docdata.meta_of(head), heading(parts), texts(above.get("distributor"))
    guid, version = docdata.identity(data)
    publication, located = first(head, "pubdata"), first(data, "evloc")
    issued = _issued(nitf, head, data, clock)
    released = docdata.time(data, "date.release", clock)
    address, kind = attribute(publication, "ex-ref") or "", content.kind(parts)
    item = Item(
        path=document.path,
        format="nitf",
        provider=docdata.provider(meta, head, data, credit),
        guid=guid,
        version=version or meta.get("our:version"),
        kind=kind,
        pubstatus=newscodes.pubstatus(attribute(first(head, "docdata"), "management-status"), clock.warnings),
        urgency=number(attribute(_urgency(data, head), "ed-urg")),
        priority=number(meta.get("our:priority")),
        category=docdata.category(meta, head, data),
        subjects=docdata.subjects(head, data),
        keywords=docdata.keywords(meta, head, data),
        genre=docdata.genre(meta, head),
        headline=what["headline"],
        slugline=docdata.slugline(meta, head, data, guid, what["headline"]),
        byline=what["byline"] or (content.producers(parts) if kind != "text" else None),
        authors=what["authors"],
        standfirst=what["standfirst"],
        dateline=what["dateline"],
        place=what["place"] or attribute(located, "city") or docdata.place_of_take(meta),
        country=what["country"] or newscodes.country(attribute(located, "iso-cc")),
        credit=credit,
        first_created=docdata.first_revision(head, clock) or issued,
        version_created=issued,
        embargo_until=released if released and issued and released > issued else None,
        expires=docdata.time(data, "date.expire", clock),
        language=attribute(nitf, XML_LANG, "baselang")
        or attribute(parts.body, XML_LANG)
        or meta.get("our:language"),
        ed_note=docdata.note(head, data, above) or meta.get("our:ed_note"),
        label=docdata.label(meta, data, above),
        usage_terms=docdata.usage(data, above) or meta.get("our:usage_terms"),
        copyright=docdata.copyright_of(data) or docdata.owner(above) or text_in(parts.inner, "copyrite"),
        body_text=content.body_text(parts) or None,
        header_word_count=number(meta.get("anpa-wordcount")) or _words(publication),
        sequence=meta.get("anpa-sequence"),
        service=meta.get("anpa-service") or meta.get("service"),
        links=docdata.links(head, data, nitf),
        source_url=address if address.startswith("http") else None,
        warnings=tuple(clock.warnings),
    )
    return clock.dated(item)


def _issued(nitf: _Element, head: Groups, data: Groups, clock: Clock) -> dt.datetime | None:
    """Return the time of issue, otherwise that of the publication, otherwise that of the dateline."""
    if issued := docdata.time(data, "date.issue", clock):
        return issued
    published = attribute(first(head, "pubdata"), "date.publication")
    if issued := clock.read(published, "date.publication"):
        return issued
    written = next(named(nitf, "story.date"), None)
    return clock.read(attribute(written, "norm"), "story.date")


def _urgency(data: Groups, head: Groups) -> _Element | None:
    found = [*data.get("urgency", ()), *head.get("urgency", ())]
    return found[0] if found else None


def _words(publication: _Element | None) -> int | None:
    """Return the length of the story if it is given in words ("pubdata"); otherwise None."""
    unit = (attribute(publication, "unit-of-measure") or "").lower()
    return (number(attribute(publication, "item-length")) or None) if unit.startswith("word") else None


FORMAT = Format("nitf", recognises, parse)
