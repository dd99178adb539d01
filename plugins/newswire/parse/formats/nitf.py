"""NITF, the News Industry Text Format 3.x, alone or inside NewsML (https://iptc.org/standards/nitf/).

Names in comments are those of the NITF 3.6 documentation. ``head/docdata`` describes the story,
``body.head`` is its heading, ``body.content`` and ``body.end`` are its text.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import TYPE_CHECKING, TypedDict

from newswire.model import Item, Link, Subject
from newswire.parse.format import Format
from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import (
    XML_LANG,
    Groups,
    attribute,
    children,
    first,
    holds_only_elements,
    local,
    named,
    number,
    text,
    text_in,
    texts,
)
from newswire.parse.readers.markup import block_text, markup_text
from newswire.parse.readers.times import Clock, is_only_a_time
from newswire.parse.readers.xml.prolog import root_of
from newswire.parse.readers.xml.reader import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newswire.model import Defaults, Document, Rejected

_NAMED_CONTENT = ("person", "org", "location", "event", "object.title", "virtloc", "function")
_SHORTEST_KEY, _SEPARATORS = 6, tuple("_-:.")
_MEDIA = {"image": "picture", "photo": "picture", "video": "video", "audio": "audio", "graphic": "graphic"}


class Heading(TypedDict):
    """The heading of a story. NewsML falls back on it where its own metadata are empty."""

    headline: str | None
    byline: str | None
    authors: tuple[str, ...]
    dateline: str | None
    place: str | None
    country: str | None
    standfirst: str | None


_NO_HEADING = Heading(
    headline=None, byline=None, authors=(), dateline=None, place=None, country=None, standfirst=None
)


def recognises(document: Document) -> bool:
    """Return whether the root is ``nitf``."""
    return local(root_of(document) or "").lower() == "nitf"


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield the story of an NITF document."""
    clock = Clock(defaults)
    yield item(read_xml(document, clock.warnings), document, clock)


def item(nitf: _Element, document: Document, clock: Clock) -> Item:
    """Return the item that an ``nitf`` element holds."""
    parts = children(nitf)
    body = first(parts, "body")
    head, body_parts = children(first(parts, "head")), children(body)
    data, above = children(first(head, "docdata")), first(body_parts, "body.head")
    meta = _meta(head)
    what, credit = heading(nitf), texts(children(above).get("distributor"))
    identity, key = first(data, "doc-id"), first(data, "du-key")
    version = attribute(key, "version")
    guid = _guid(attribute(identity, "id-string"), attribute(key, "key"), version)
    publication = first(head, "pubdata")
    issued = _time(data, "date.issue", clock) or clock.read(
        attribute(publication, "date.publication"), "date.publication"
    )
    released = _time(data, "date.release", clock)
    located = first(data, "evloc")
    address = attribute(publication, "ex-ref") or ""
    item = Item(
        path=document.path,
        format="nitf",
        provider=attribute(identity, "regsrc") or next(iter(credit), None) or _holder(data),
        guid=guid,
        version=version,
        kind=_kind(body_parts),
        pubstatus=newscodes.pubstatus(attribute(first(head, "docdata"), "management-status"), clock.warnings),
        urgency=number(attribute(first(data, "urgency"), "ed-urg")),
        category=meta.get("anpa-category") or _category(data) or meta.get("category"),
        subjects=_subjects(head, data),
        keywords=_keywords(data),
        genre=_genre(head),
        headline=what["headline"],
        slugline=meta.get("slugline") or meta.get("anpa-keyword") or _slugline(key, guid),
        byline=what["byline"],
        authors=what["authors"],
        standfirst=what["standfirst"],
        dateline=what["dateline"],
        place=what["place"] or attribute(located, "city"),
        country=what["country"] or newscodes.country(attribute(located, "iso-cc")),
        credit=credit,
        first_created=_first_revision(head, clock) or issued,
        version_created=issued,
        embargo_until=released if released and issued and released > issued else None,
        expires=_time(data, "date.expire", clock),
        language=attribute(nitf, XML_LANG, "baselang") or attribute(body, XML_LANG),
        ed_note=_note(data, above),
        label=meta.get("anpa-takekey"),
        usage_terms=_usage(data, above),
        copyright=_copyright(data) or _owner(above),
        body_text=body_text(nitf) or None,
        header_word_count=number(meta.get("anpa-wordcount")) or _words(publication),
        sequence=meta.get("anpa-sequence"),
        service=meta.get("anpa-service") or meta.get("service"),
        links=_links(head, data, body_parts),
        source_url=address if address.startswith("http") else None,
        warnings=tuple(clock.warnings),
    )
    return clock.dated(item)


def heading(nitf: _Element | None) -> Heading:
    """Return headline, byline, dateline and abstract from a story's ``body.head``.

    Without a headline there, the ``title`` of the document is the headline ("title": it names the
    document). Without an abstract, the subordinate headline (``hl2``) replaces it.
    """
    if nitf is None:
        return _NO_HEADING
    parts = children(nitf)
    above = children(first(children(first(parts, "body")), "body.head"))
    hedline, byline = first(above, "hedline"), first(above, "byline")
    dateline, abstract = first(above, "dateline"), first(above, "abstract")
    location = {} if dateline is None else {local(e.tag): e for e in named(dateline, "city", "country")}
    headlines = children(hedline)
    headline = text_in(headlines, "hl1") or text(hedline)
    second = text_in(headlines, "hl2")
    return Heading(
        headline=headline or text_in(children(first(parts, "head")), "title"),
        byline=None if byline is None else _line(byline),
        authors=() if byline is None else texts(named(byline, "person")),
        dateline=None if dateline is None else _printed(dateline),
        place=text(location.get("city")),
        country=newscodes.country(attribute(location.get("country"), "iso-cc")),
        standfirst=(block_text(abstract) if abstract is not None else None)
        or (second if second != headline else None),
    )


def _line(element: _Element) -> str | None:
    """Return the text of a line, with spaces between adjacent parts: ``By <person>…</person><byttl>…``."""
    line = ""
    for piece in map(str, element.itertext()):
        line += f" {piece}" if line[-1:].isalnum() and piece[:1].isalnum() else piece
    return " ".join(line.split()) or None


def _guid(identity: str | None, key: str | None, version: str | None) -> str | None:
    """Return the identity without a version.

    All versions of a story share a ``du-key`` ("du-key"). So a ``doc-id`` that adds only a number to it
    adds a version.
    """
    if identity and key and len(key) > _SHORTEST_KEY and identity.startswith(key):
        ending = identity[len(key) :]
        if ending[:1] in _SEPARATORS and ending[1:].isdecimal():
            return key
    return newscodes.without_version(identity, version)


def _slugline(key: _Element | None, guid: str | None) -> str | None:
    found = attribute(key, "key")
    return found if found != guid else None


def _words(publication: _Element | None) -> int | None:
    """Return the length of the story if it is given in words ("pubdata"); otherwise None."""
    unit = (attribute(publication, "unit-of-measure") or "").lower()
    return (number(attribute(publication, "item-length")) or None) if unit.startswith("word") else None


def body_text(nitf: _Element) -> str:
    """Return the story: ``body.content`` with captions and tables, and the tag line in ``body.end``."""
    body = first(children(nitf), "body")
    if body is None:
        body = nitf
    parts = [part for part in body if local(part.tag) in ("body.content", "body.end")]
    if not parts:  # the body itself holds the story
        parts = [part for part in body if local(part.tag) not in ("body.head", "head")]
        if len(parts) == len(body):
            return markup_text(body)
    return "\n\n".join(found for part in parts if (found := _part_text(part)))


def _part_text(part: _Element) -> str:
    """Return the text of a part. Omit a block that only repeats the beginning of the next one."""
    blocks = [child for child in part if local(child.tag) == "block"]
    if len(blocks) < 2 or len(blocks) < len(part):
        return markup_text(part)
    told = [markup_text(block) for block in blocks]
    kept = [text for text, next_one in zip(told, [*told[1:], ""], strict=True) if not _begins(next_one, text)]
    return "\n\n".join(filter(None, kept))


def _begins(text: str, with_text: str) -> bool:
    return text.startswith(with_text) and text[len(with_text) : len(with_text) + 1] in ("", "\n")


def _printed(dateline: _Element) -> str | None:
    """Return a dateline as printed, with commas between parts that touch each other.

    A machine-readable ``story.date`` alone is a time and no dateline: return None.
    """
    if is_only_a_time(text(dateline) or ""):
        return None
    for location in named(dateline, "location"):
        if len(location) > 1 and holds_only_elements(location):
            return ", ".join(texts(location)) or None
    return " ".join(_TOUCHING.sub(_apart, "".join(_with_bounds(dateline))).split()) or None


_PARTS = frozenset(
    ("location", "sublocation", "city", "state", "region", "country", "story.date", "person", "org")
)
_BOUND = "\x00"
"""A sign that no XML holds, at the beginning and end of each part of a dateline."""

_TOUCHING = re.compile(f"(?P<before>[^{_BOUND}]?)(?:{_BOUND})+(?P<after>[^{_BOUND}]?)")


def _with_bounds(element: _Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        bound = _BOUND if local(child.tag) in _PARTS else ""
        yield from (bound, *_with_bounds(child), bound, child.tail or "")


def _apart(found: re.Match[str]) -> str:
    """Return the two signs around a bound with a comma or blank between them, if nothing else is there."""
    before, after = found["before"], found["after"]
    if _is_in_word(before) and _is_in_word(after):
        return f"{before}, {after}"
    opens = after == "(" and not before.isspace()
    return (
        f"{before} {after}" if opens or (before in tuple(",.;:)") and _is_in_word(after)) else before + after
    )


def _is_in_word(sign: str) -> bool:
    """Return whether a sign is a letter, a digit, a mark (a vowel sign of an Indic script) or a joiner."""
    return bool(sign) and (unicodedata.category(sign)[0] in "LNM" or sign in "\u200c\u200d")


def _meta(head: Groups) -> dict[str, str]:
    """Return the ``meta`` elements of the head, including the fields of an ANPA 1312 header."""
    return {
        name.lower(): content
        for element in head.get("meta", ())
        if (name := attribute(element, "name")) and (content := attribute(element, "content"))
    }


def _time(data: Groups, name: str, clock: Clock) -> dt.datetime | None:
    element = first(data, name)
    return clock.read(attribute(element, "norm") or text(element), name)


def _first_revision(head: Groups, clock: Clock) -> dt.datetime | None:
    times = (clock.read(attribute(e, "norm"), "revision-history") for e in head.get("revision-history", ()))
    return min((time for time in times if time), default=None)


def _holder(data: Groups) -> str | None:
    return attribute(first(data, "doc.copyright"), "holder") or attribute(first(data, "doc.rights"), "owner")


def _copyright(data: Groups) -> str | None:
    notice = first(data, "doc.copyright")
    return " ".join(filter(None, (attribute(notice, "year"), attribute(notice, "holder")))) or None


def _owner(above: _Element | None) -> str | None:
    rights = children(first(children(above), "rights"))
    return next(iter(texts(rights.get("rights.owner"))), None)


def _usage(data: Groups, above: _Element | None) -> str | None:
    rights = first(data, "doc.rights")
    said = (
        attribute(rights, "type"),
        attribute(rights, "limitations"),
        *texts(rights for rights in children(above).get("rights", ()) if _says_more(rights)),
    )
    return "\n".join(filter(None, said)) or None


def _says_more(rights: _Element) -> bool:
    """Return whether rights contain more than their owner, who is the holder of the copyright."""
    return any(local(e.tag) != "rights.owner" for e in rights) or not len(rights)


def _note(data: Groups, above: _Element | None) -> str | None:
    notes = [attribute(e, "info") for name in ("ed-msg", "correction") for e in data.get(name, ())]
    notes += [block_text(note) for note in children(above).get("note", ())]
    return "\n".join(dict.fromkeys(filter(None, notes))) or None


def _genre(head: Groups) -> str | None:
    tobject = first(head, "tobject")
    found = attribute(first(children(tobject), "tobject.property"), "tobject.property.type")
    return found or attribute(tobject, "tobject.type")


def _category(data: Groups) -> str | None:
    return next(
        (
            attribute(classifier, "value")
            for content in data.get("identified-content", ())
            for classifier in children(content).get("classifier", ())
            if "category" in (classifier.get("type") or "").lower()
        ),
        None,
    )


def _subjects(head: Groups, data: Groups) -> tuple[Subject, ...]:
    """Return ``tobject.subject`` (IPTC Subject NewsCodes) and the concepts in ``identified-content``."""
    found = []
    for element in children(first(head, "tobject")).get("tobject.subject", ()):
        names = (f"tobject.subject.{part}" for part in ("detail", "matter", "type"))
        code, name = attribute(element, "tobject.subject.refnum"), attribute(element, *names)
        if code or name:
            of_iptc = (attribute(element, "tobject.subject.ipr") or "IPTC").upper().startswith("IPTC")
            scheme = newscodes.SUBJECT_CODES if of_iptc else attribute(element, "tobject.subject.ipr")
            found.append(Subject(code, name, scheme if code else None))
    for content in data.get("identified-content", ()):
        for element in content:
            scheme, code = attribute(element, "idsrc"), attribute(element, "value", "code")
            if local(element.tag) == "classifier":
                scheme = attribute(element, "type") or scheme
            elif local(element.tag) not in _NAMED_CONTENT:
                continue
            name = text(element)
            if code or name:
                found.append(Subject(code, name, scheme))
    return tuple(dict.fromkeys(found))


def _keywords(data: Groups) -> tuple[str, ...]:
    keys = (
        attribute(keyword, "key") or text(keyword)
        for keywords in data.get("key-list", ())
        for keyword in children(keywords).get("keyword", ())
    )
    return tuple(dict.fromkeys(filter(None, keys)))


def _kind(body: Groups) -> str:
    """Return the kind of the first medium if the body holds nothing but media; otherwise ``text``."""
    content = first(body, "body.content")
    if content is not None and len(content) and all(local(e.tag) == "media" for e in content):
        return _MEDIA.get((attribute(content[0], "media-type") or "").lower(), "text")
    return "text"


def _links(head: Groups, data: Groups, body: Groups) -> tuple[Link, ...]:
    links = [
        Link(rel, guid)
        for rel, element, name in (
            ("replaces", first(head, "docdata"), "management-doc-idref"),
            ("corrects", first(data, "correction"), "id-string"),
        )
        if (guid := attribute(element, name))
    ]
    for content in body.get("body.content", ()):
        sources = (attribute(e, "source", "data-location") for e in content.iter("{*}media-reference"))
        links += [Link("rendition", url=source) for source in sources if source]
    return tuple(dict.fromkeys(links))


FORMAT = Format("nitf", recognises, parse)
