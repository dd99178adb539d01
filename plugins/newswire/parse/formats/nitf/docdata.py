"""The fields of an NITF document's head: ``docdata``, ``tobject``, ``meta``, ``pubdata``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.lexicon import places
from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.model import Link, Subject
from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import (
    attribute,
    children,
    first,
    holds_only_elements,
    local,
    named,
    number,
    once,
    text,
    texts,
)
from newswire.parse.readers.markup import block_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newswire.parse.readers.elements import Groups
    from newswire.parse.readers.times import Clock

_NAMED_CONTENT = ("person", "org", "location", "event", "object.title", "virtloc", "function")
_SHORTEST_KEY, _SEPARATORS = 6, tuple("_-:.")
_META_FIELDS = (
    *("slugline", "keywords", "category", "priority", "urgency", "language", "ed_note", "version"),
    *("usage_terms",),
)
_META = {name: field for field in reversed(_META_FIELDS) for name in KNOWN_AS[field]} | {
    "genre": "genre",
    "provider": "provider",
    "source": "provider",
    "agency": "provider",
    "newsagency": "provider",
}
"""Fields of an item by the plain names that ``meta`` elements give them."""
_NOTICE = re.compile(
    r"^\W*(?:(?:\(c\)|©|copyright)\W*)*(?:(?:19|20)\d\d\W+)?|\W*all rights reserved\W*$", re.IGNORECASE
)
"""The words of a notice of copyright beside the name of its holder."""


def meta_of(head: Groups) -> dict[str, str]:
    """Return the ``meta`` elements of the head, including the fields of an ANPA 1312 header.

    The names are in lower case. A name that is one of ours, after the initials of an agency too
    (``aap-priority``), gives the field of that name as well, behind ``our:``.
    """
    found: dict[str, str] = {}
    for element in head.get("meta", ()):
        name, content = (attribute(element, "name") or "").lower(), attribute(element, "content")
        if not name or not content:
            continue
        found.setdefault(name, content)
        if field := _field(name):
            found.setdefault(field, content)
    return found


@lru_cache(maxsize=512)
def _field(name: str) -> str | None:
    before, dash, after = name.partition("-")
    field = _META.get(plain(name)) or (_META.get(plain(after)) if dash and before != "anpa" else None)
    return f"our:{field}" if field else None


def time(data: Groups, name: str, clock: Clock) -> dt.datetime | None:
    """Return the time of an element of ``docdata``: its ``norm``, otherwise its text."""
    element = first(data, name)
    return clock.read(attribute(element, "norm") or text(element), name)


def first_revision(head: Groups, clock: Clock) -> dt.datetime | None:
    """Return the time of the first entry of ``revision-history``."""
    times = (clock.read(attribute(e, "norm"), "revision-history") for e in head.get("revision-history", ()))
    return min((time for time in times if time), default=None)


def identity(data: Groups) -> tuple[str | None, str | None]:
    """Return the identifier without a version, and the version.

    All versions of a story share a ``du-key`` ("du-key"). So a ``doc-id`` that adds only a number to it
    adds a version. An agency may put its own name (``regsrc``) before the key. A key without a version has
    its generation, which counts the documents of the story ("du-key", ``generation``).
    """
    document, key = first(data, "doc-id"), first(data, "du-key")
    generation = attribute(key, "generation")
    version = attribute(key, "version") or (generation if generation and generation.isdecimal() else None)
    said = attribute(document, "id-string")
    of_story = attribute(key, "key")
    if said and of_story and len(of_story) > _SHORTEST_KEY:
        before = attribute(document, "regsrc") or ""
        for stem in (of_story, before + of_story):
            ending = said[len(stem) :]
            if said.startswith(stem) and ending[:1] in _SEPARATORS and ending[1:].isdecimal():
                return stem, version
    return newscodes.without_version(said, version), version


def slugline(
    meta: dict[str, str], head: Groups, data: Groups, guid: str | None, headline: str | None
) -> str | None:
    """Return the slugline: a ``meta``, the key of the story, the name of a fixture, or the document's title.

    A title counts if it is no headline: keywords joined by hyphens or slashes, or a few words in capitals.
    """
    key, fixture = attribute(first(data, "du-key"), "key"), attribute(first(data, "fixture"), "fix-id")
    said = meta.get("slugline") or meta.get("anpa-keyword") or meta.get("our:slugline")
    said = said or (key if key and key != guid and not (guid or "").endswith(key) else None) or fixture
    title = None if said else text(first(head, "title"))
    is_slug = title and title != headline and _SLUG.fullmatch(title) and len(title) <= _LONGEST_SLUG
    return said or (title if is_slug else None)


_SLUG = re.compile(r"[^\W_]+(?:[-/][^\W_]+)+|[^\W\da-zß-ÿ]+(?: [^\W_a-zß-ÿ]+){0,4}")
_LONGEST_SLUG = 60


def provider(meta: dict[str, str], head: Groups, data: Groups, credit: tuple[str, ...]) -> str | None:
    """Return the name of the issuer: the registrar of the identifier, distributor, publication, holder."""
    registrar = attribute(first(data, "doc-id"), "regsrc")
    publication = attribute(first(head, "pubdata"), "name")
    said = registrar or next(iter(credit), None) or meta.get("our:provider") or publication
    return said or _holder(data)


def _holder(data: Groups) -> str | None:
    holder = attribute(first(data, "doc.copyright"), "holder")
    bare = _NOTICE.sub("", holder).strip() if holder else None
    return bare or attribute(first(data, "doc.rights"), "owner")


def copyright_of(data: Groups) -> str | None:
    """Return the notice of ``doc.copyright``: year and holder."""
    notice = first(data, "doc.copyright")
    return " ".join(filter(None, (attribute(notice, "year"), attribute(notice, "holder")))) or None


def genre(meta: dict[str, str], head: Groups) -> str | None:
    """Return the properties of the ``tobject``, joined by commas, otherwise its type."""
    tobject = first(head, "tobject")
    properties = children(tobject).get("tobject.property", ())
    found = once(attribute(e, "tobject.property.type") for e in properties)
    return ", ".join(found) or meta.get("our:genre") or attribute(tobject, "tobject.type")


def category(meta: dict[str, str], head: Groups, data: Groups) -> str | None:
    """Return the desk's category: of the ANPA header, of a classifier, of a ``meta``, of the page."""
    publication = first(head, "pubdata")
    return (
        meta.get("anpa-category")
        or _classified(data)
        or meta.get("category")
        or meta.get("our:category")
        or attribute(publication, "position.section")
    )


def _classified(data: Groups) -> str | None:
    return next(
        (
            attribute(classifier, "value")
            for content in data.get("identified-content", ())
            for classifier in children(content).get("classifier", ())
            if "category" in (classifier.get("type") or "").lower()
        ),
        None,
    )


def subjects(head: Groups, data: Groups) -> tuple[Subject, ...]:
    """Return ``tobject.subject`` (IPTC Subject NewsCodes), named concepts, places of the event, the scope."""
    found = list(_of_tobject(head))
    for content in (*data.get("identified-content", ()), *head.get("identified-content", ())):
        for element in content.iterchildren("*"):
            scheme, code = attribute(element, "idsrc"), attribute(element, "value", "code")
            if local(element.tag) == "classifier":
                scheme = attribute(element, "type") or scheme
            elif local(element.tag) not in _NAMED_CONTENT:
                continue
            name = _name(element)
            if code or name:
                found.append(Subject(code, name, scheme))
    for place in data.get("evloc", ()):
        parts = (attribute(place, part) for part in ("city", "county-dist", "state-prov"))
        if name := ", ".join(once(parts)) or text(place):
            found.append(Subject(None, name, "evloc"))
    found += [
        Subject(None, scope, "doc-scope")
        for e in data.get("doc-scope", ())
        if (scope := attribute(e, "scope") or text(e))
    ]
    return tuple(dict.fromkeys(found))


def _of_tobject(head: Groups) -> Iterator[Subject]:
    for element in children(first(head, "tobject")).get("tobject.subject", ()):
        names = (f"tobject.subject.{part}" for part in ("detail", "matter", "type"))
        code, name = attribute(element, "tobject.subject.refnum"), attribute(element, *names)
        if code or name:
            of_iptc = (attribute(element, "tobject.subject.ipr") or "IPTC").upper().startswith("IPTC")
            scheme = newscodes.SUBJECT_CODES if of_iptc else attribute(element, "tobject.subject.ipr")
            yield Subject(code, name, scheme if code else None)


def _name(element: _Element) -> str | None:
    """Return the name of a concept; commas separate the parts of a place (``city``, ``country``)."""
    if len(element) > 1 and local(element.tag) == "location" and holds_only_elements(element):
        return ", ".join(texts(element)) or None
    return text(element)


def keywords(meta: dict[str, str], head: Groups, data: Groups) -> tuple[str, ...]:
    """Return the words of each ``key-list``, otherwise those that a ``meta`` lists with commas."""
    keys = (
        attribute(keyword, "key") or text(keyword)
        for keywords in (*data.get("key-list", ()), *head.get("key-list", ()))
        for keyword in children(keywords).get("keyword", ())
    )
    found = once(keys)
    return found or once(word.strip() for word in re.split("[,;]", meta.get("our:keywords", "")))


def label(meta: dict[str, str], data: Groups, above: Groups) -> str | None:
    """Return the take or lead of the ANPA header, the part of a series, or that it is a correction."""
    if said := meta.get("anpa-takekey"):
        return said
    for series in (*above.get("series", ()), *data.get("series", ())):
        name, part = attribute(series, "series.name"), attribute(series, "series.part")
        total = number(attribute(series, "series.totalpart"))
        if name:
            return name + (f", part {part}" if part else "") + (f" of {total}" if part and total else "")
    return "correction" if data.get("correction") else None


def place_of_take(meta: dict[str, str]) -> str | None:
    """Return the place that an ANPA header has in brackets instead of a take: ``(FERNBAY)``."""
    take = meta.get("anpa-takekey", "")
    name = take[1:-1] if take[:1] == "(" and take[-1:] == ")" else ""
    return name if name.isupper() and places.is_city(name) else None


def note(head: Groups, data: Groups, above: Groups) -> str | None:
    """Return the notes to editors: ``ed-msg``, a correction's, and ``note`` unless it is one of copyright.

    Without them, the comment of the last revision is one: ``ADDS comment by the mayor``.
    """
    notes = [attribute(e, "info") for name in ("ed-msg", "correction") for e in data.get(name, ())]
    notes += [block_text(note) for note in above.get("note", ()) if note.get("noteclass") not in _LEGAL]
    if said := once(notes):
        return "\n".join(said)
    comments = [attribute(revision, "comment") for revision in head.get("revision-history", ())]
    return next(filter(None, reversed(comments)), None)


_LEGAL = ("cpyrt", "trademk")
"""Classes of notes that state rights ("note", ``noteclass``)."""


def usage(data: Groups, above: Groups) -> str | None:
    """Return the terms of use: type and limitations of ``doc.rights``, rights and notes of rights."""
    rights = first(data, "doc.rights")
    said = (
        attribute(rights, "type"),
        attribute(rights, "limitations"),
        *texts(rights for rights in above.get("rights", ()) if _says_more(rights)),
        *texts(note for note in above.get("note", ()) if note.get("noteclass") in _LEGAL),
    )
    return "\n".join(filter(None, said)) or None


def _says_more(rights: _Element) -> bool:
    """Return whether rights contain more than their owner, who is the holder of the copyright."""
    return any(local(e.tag) != "rights.owner" for e in rights) or not len(rights)


def owner(above: Groups) -> str | None:
    """Return the owner of the rights that the heading names."""
    rights = children(first(above, "rights"))
    return next(iter(texts(rights.get("rights.owner"))), None)


def links(head: Groups, data: Groups, nitf: _Element) -> tuple[Link, ...]:
    """Return the documents that this one replaces or corrects, and the media of its content."""
    found = [
        Link(rel, guid)
        for rel, elements, name in (
            ("replaces", head.get("docdata", ()), "management-doc-idref"),
            ("corrects", data.get("correction", ()), "id-string"),
        )
        for element in elements
        if (guid := attribute(element, name))
    ]
    sources = (attribute(e, "source", "data-location") for e in named(nitf, "media-reference"))
    found += [Link("rendition", url=source) for source in sources if source]
    return tuple(dict.fromkeys(found))
