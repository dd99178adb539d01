"""NewsML 1.0 to 1.2 (https://iptc.org/std/NewsML/1.2/): every NewsItem of a message.

A ``NewsItem`` is identified in ``Identification``, described in ``NewsManagement`` and built of
``NewsComponent``s, which may hold others to any depth. Our item combines its components; of several
values the outermost and first one counts. The parser does not fetch vocabularies. Elements keep the
specification's names here.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from newswire.model import Item, Link, Subject
from newswire.parse.format import Format
from newswire.parse.formats import nitf
from newswire.parse.formats.newsml_1.content import LEADS, Components, components_of
from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import (
    XML_LANG,
    Groups,
    attribute,
    children,
    first,
    local,
    named,
    number,
    once,
    text,
    text_in,
    texts,
)
from newswire.parse.readers.times import Clock, is_only_a_time
from newswire.parse.readers.xml.items import each_item
from newswire.parse.readers.xml.prolog import root_of
from newswire.parse.readers.xml.reader import read_xml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from newswire.model import Defaults, Document, Pubstatus, Rejected

Properties = dict[str, list[str]]
Topics = dict[str, dict[str, str]]

_NOTES = ("advisory", "note", "editor", "instruction", "correction")
_PARTS = 4
"""Colons of a NewsML URN that names an item: urn:newsml:provider:date:item."""
_SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
_ENDINGS = ("withheld", "canceled", "cancelled")


def recognises(document: Document) -> bool:
    """Return whether the root is ``NewsML``, or a ``NewsItem`` on its own."""
    return local(root_of(document) or "") in ("NewsML", "NewsItem")


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield every item of a document, in order."""
    warnings: list[str] = []
    yield from items(read_xml(document, warnings), document, defaults, warnings)


def items(
    root: _Element, document: Document, defaults: Defaults, warnings: list[str]
) -> Iterator[Item | Rejected]:
    """Yield every item in a tree, including items inside components of others."""
    envelope = children(next(named(root, "NewsEnvelope"), None))
    topics = _topics(root)
    return each_item(
        named(root, "NewsItem"),
        lambda element: _item(element, envelope, topics, document, Clock(defaults, list(warnings))),
        document,
    )


def _item(news_item: _Element, envelope: Groups, topics: Topics, document: Document, clock: Clock) -> Item:
    parts = children(news_item)
    identification = children(first(parts, "Identification"))
    identifier = children(first(identification, "NewsIdentifier"))
    management = children(first(parts, "NewsManagement"))
    components = components_of(news_item)
    said = components.lines()
    properties, heading = _properties(said), nitf.heading(components.story)
    if "Update" in parts:
        clock.warnings.append("The document holds only the changes to an earlier revision.")
    version = text_in(identifier, "RevisionId")
    guid = _guid(identifier, version, news_item)
    dateline = _line(said, "dateline") or heading["dateline"]
    language = _language(news_item, components)
    placed = {} if dateline and not is_only_a_time(dateline) else _location(said)
    item = Item(
        path=document.path,
        format="newsml-1",
        provider=_provider(identifier, said, envelope),
        guid=guid,
        version=version,
        kind=_kind(management, components, parts),
        pubstatus=_pubstatus(management, clock),
        urgency=number(_value(management, "Urgency")),
        priority=number(_value(envelope, "Priority") or next(iter(properties.get("priority", ())), None)),
        category=_category(said),
        subjects=_subjects(said, topics, language),
        keywords=_keywords(said, properties),
        genre=next(iter(_formal_names(said.get("genre", ()))), None),
        headline=_line(said, "headline") or heading["headline"],
        slugline=_line(said, "slugline") or text_in(identification, "NameLabel"),
        byline=", ".join(texts(said.get("byline"))) or heading["byline"],
        authors=_authors(said) or heading["authors"],
        standfirst=_line(said, "subheadline")
        or _typed(said, *LEADS)
        or components.lead
        or heading["standfirst"],
        dateline=dateline,
        place=placed.get("city") or (None if dateline else heading["place"]),
        country=newscodes.country(placed.get("countrycode") or placed.get("country")),
        credit=texts(said.get("creditline")) or _parties(said, "provider", "source"),
        first_created=_time(management, "FirstCreated", clock) or _identified(identifier, management, clock),
        version_created=_time(management, "ThisRevisionCreated", clock),
        embargo_until=_changes(management, clock, to=("usable",)),
        expires=_changes(management, clock, to=_ENDINGS),
        sent=_time(envelope, "DateAndTime", clock),
        language=language,
        ed_note=_note(said, properties, management),
        signal=tuple(_formal_names(management.get("Instruction", ()))),
        usage_terms=_usage(said),
        copyright=_copyright(said),
        body_text=components.body_text or None,
        header_word_count=None,
        sequence=text_in(envelope, "TransmissionId"),
        service=_formal_name(envelope, "NewsService"),
        links=once((*_links(identifier, management, guid), *components.links)),
        warnings=tuple(clock.warnings),
    )
    return clock.dated(item)


def _guid(identifier: Groups, version: str | None, news_item: _Element) -> str | None:
    """Return the identity without the revision: ProviderId, DateId and NewsItemId ("NewsIdentifier").

    The ``PublicIdentifier`` combines the same parts and the revision, but some providers put one
    constant there. So it counts only if the parts are missing and it names an item.
    """
    provider, date, name = (text_in(identifier, n) for n in ("ProviderId", "DateId", "NewsItemId"))
    if provider and name:
        return ":".join(filter(None, ("urn:newsml", provider, date, _unversioned(name, version))))
    public = newscodes.without_version(text_in(identifier, "PublicIdentifier"), version)
    if public and public.startswith("urn:newsml:") and public.count(":") < _PARTS:
        public = None
    return public or name or next(iter(texts(named(news_item, "guid"))), None)


def _unversioned(name: str, version: str | None) -> str:
    """Return a NewsItemId without the revision that some providers repeat at its end (``…-v2``)."""
    endings = (f"{sign}{letter}{version}" for sign in "-_.:" for letter in "vV") if version else ()
    return next((name.removesuffix(ending) for ending in endings if name.endswith(ending)), name)


def _provider(identifier: Groups, said: Groups, envelope: Groups) -> str | None:
    """Return the issuer: a domain name, so the part before a colon ("ProviderId").

    Otherwise return the provider or source in the metadata, or the sender of the message.
    """
    sender = children(first(envelope, "SentFrom")).get("Party", ())
    return (
        (text_in(identifier, "ProviderId") or "").partition(":")[0]
        or next(iter(_parties(said, "provider", "source")), None)
        or next(iter(_formal_names(sender)), None)
    )


def _kind(management: Groups, components: Components, parts: Groups) -> str:
    """Return ``alert`` if the NewsItemType is one; otherwise the kind of the components."""
    if (_formal_name(management, "NewsItemType") or "").lower() == "alert":
        return "alert"
    return components.kind or ("concept" if "TopicSet" in parts else "text")


def _pubstatus(management: Groups, clock: Clock) -> Pubstatus | None:
    status = _formal_name(management, "Status")
    found = newscodes.pubstatus(status, clock.warnings)
    if (status or "").lower() == "embargoed" and not management.get("StatusWillChange"):
        clock.warnings.append(
            "The item is embargoed without a time; it is withheld until a revision has one."
        )
        return "withheld"
    return found


def _changes(management: Groups, clock: Clock, *, to: tuple[str, ...]) -> dt.datetime | None:
    """Return the time at which the status changes to one of ``to`` ("StatusWillChange")."""
    for change in map(children, management.get("StatusWillChange", ())):
        if (_formal_name(change, "FutureStatus") or "").lower() in to:
            return clock.read(text_in(change, "DateAndTime"), "StatusWillChange")
    return None


def _identified(identifier: Groups, management: Groups, clock: Clock) -> dt.datetime | None:
    """Return the date of the identity ("DateId"), unless the management has the time of the revision."""
    return None if "ThisRevisionCreated" in management else _time(identifier, "DateId", clock)


def _time(group: Groups, name: str, clock: Clock) -> dt.datetime | None:
    return clock.read(text_in(group, name), name)


def _value(group: Groups, name: str) -> str | None:
    """Return the formal name of an element, or else its text, which some wires write instead."""
    return _formal_name(group, name) or text_in(group, name)


def _formal_name(group: Groups, name: str) -> str | None:
    return attribute(first(group, name), "FormalName")


def _formal_names(elements: Iterable[_Element]) -> tuple[str, ...]:
    return once(attribute(element, "FormalName") for element in elements)


def _line(said: Groups, name: str) -> str | None:
    """Return the first NewsLine of a name that has text."""
    return next(iter(texts(said.get(name))), None)


def _typed(said: Groups, *kinds: str) -> str | None:
    """Return the text of the NewsLines of some types. A type may differ in case and have a longer name."""
    lines = map(children, said.get("newsline", ()))
    found = (
        texts(line.get("NewsLineText"))
        for line in lines
        if any(kind in (_formal_name(line, "NewsLineType") or "").lower() for kind in kinds)
    )
    return "\n".join(once(line for lines in found for line in lines)) or None


def _parties(said: Groups, *names: str) -> tuple[str, ...]:
    holders = (holder for name in names for holder in said.get(name, ()))
    return _formal_names(party for holder in holders for party in children(holder).get("Party", ()))


def _properties(said: Groups) -> dict[str, list[str]]:
    """Return the values of properties, including nested ones, by name in lower case."""
    found: dict[str, list[str]] = {}
    for outer in said.get("property", ()):
        for element in named(outer, "Property") if len(outer) else (outer,):
            name, value = attribute(element, "FormalName"), attribute(element, "Value")
            if name and value:
                found.setdefault(name.lower(), []).append(value)
    return found


def _authors(said: Groups) -> tuple[str, ...]:
    """Return the creators that are people: those marked as authors, or with a name of several words."""
    creators = [party for holder in said.get("creator", ()) for party in children(holder).get("Party", ())]
    return once(
        name
        for party in creators
        if (name := attribute(party, "FormalName"))
        and (_is_name(name) or "author" in (party.get("Topic") or "").lower())
    )


def _is_name(words: str) -> bool:
    return " " in words and not any(map(str.isdecimal, words))


def _location(said: Groups) -> dict[str, str]:
    """Return the properties with city and country of origin: those of the ``Location``, or the item's."""
    for location in said.get("location", ()):
        if (location.get("HowPresent") or "Origin").lower() == "origin":
            found = _named_values(named(location, "Property"))
            if found.keys() & {"city", "country", "countrycode"}:
                return found
    return _named_values(said.get("property", ()))


def _named_values(properties: Iterable[_Element]) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in properties:
        name, value = attribute(element, "FormalName"), attribute(element, "Value")
        if name and value:
            found.setdefault(name.lower(), value)
    return found


def _language(news_item: _Element, components: Components) -> str | None:
    spoken = _formal_names(components.said.get("language", ()))
    return next(iter((*spoken, *components.languages)), None) or attribute(news_item, XML_LANG)


def _subjects(said: Groups, topics: Topics, language: str | None) -> tuple[Subject, ...]:
    """Return the subjects: the IPTC's codes, and others with their scheme. Topics give their names."""
    found = []
    for element in (e for code in said.get("subjectcode", ()) for e in named(code, *_SUBJECTS)):
        if code := attribute(element, "FormalName"):
            scheme = attribute(element, "Scheme") or ""
            if "subject" in scheme.lower() or (not scheme and len(code) == 8 and code.isdecimal()):
                scheme = newscodes.SUBJECT_CODES
            scheme = scheme or attribute(element, "Vocabulary") or ""
            found.append(Subject(code, _meaning(topics.get(code, {}), language), scheme or None))
    return once(found)


def _meaning(names: Mapping[str, str], language: str | None) -> str | None:
    """Return a topic's name in the item's language, else one without a language, else the first one."""
    own = (language or "").lower()[:2]
    return names.get(own) or names.get("") or next(iter(names.values()), None)


def _category(said: Groups) -> str | None:
    codes = (e for code in said.get("subjectcode", ()) for e in named(code, *_SUBJECTS))
    return next((category for e in codes if (category := attribute(e, "cat"))), None)


def _topics(root: _Element) -> Topics:
    """Return the meanings of the topics in a document, by formal name and language.

    A description may be a variant that is no name, like a category's mnemonic ("Description"). So
    descriptions whose variant is a name replace the others.
    """
    found: dict[str, dict[str, str]] = {}
    for topic in root.iter("{*}Topic"):
        parts = children(topic)
        descriptions = parts.get("Description", [])
        called = [e for e in descriptions if "name" in (e.get("Variant") or "").lower()] or descriptions
        for name in texts(parts.get("FormalName")):
            names = found.setdefault(name, {})
            for description in called:
                if meaning := text(description):
                    names.setdefault((attribute(description, XML_LANG) or "").lower()[:2], meaning)
    return found


def _keywords(said: Groups, properties: Properties) -> tuple[str, ...]:
    lines = (
        *texts(said.get("keywordline")),
        *properties.get("keyword", ()),
        *properties.get("keywords", ()),
    )
    return once(word.strip() for line in lines for word in line.split(";"))


def _note(said: Groups, properties: Properties, management: Groups) -> str | None:
    """Return the notes to editors: NewsLines, properties, and comments on instructions."""
    notes: list[str | None] = [_typed(said, *_NOTES)]
    for name, values in properties.items():
        if name.startswith("editorial") or name == "ednote":
            notes += values
    for instruction in map(children, management.get("Instruction", ())):
        notes += texts(instruction.get("Comment"))
    return "\n".join(once(notes)) or None


def _usage(said: Groups) -> str | None:
    return "\n".join(once(text(part) for rights in said.get("usagerights", ()) for part in rights)) or None


def _copyright(said: Groups) -> str | None:
    holders = (text(notice) for notice in said.get("copyright", ()))
    return _line(said, "copyrightline") or next((holder for holder in holders if holder), None)


def _links(identifier: Groups, management: Groups, guid: str | None) -> Iterator[Link]:
    previous = attribute(first(identifier, "RevisionId"), "PreviousRevision")
    if previous and previous != "0":
        yield Link("previous-version", guid)
    for name, rel in (("DerivedFrom", "derived-from"), ("AssociatedWith", "related")):
        for element in management.get(name, ()):
            if target := attribute(element, "NewsItem"):
                yield Link(rel, target)


FORMAT = Format("newsml-1", recognises, parse)
