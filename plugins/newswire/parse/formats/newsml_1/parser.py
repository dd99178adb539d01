"""NewsML 1.0 to 1.2 (https://iptc.org/std/NewsML/1.2/): every NewsItem of a message.

A ``NewsItem`` is identified in ``Identification``, described in ``NewsManagement`` and built of
``NewsComponent``s, which may hold others to any depth. Our item combines its components; of several
values the outermost and first one counts. The parser does not fetch vocabularies. Elements keep the
specification's names here.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from newswire.lexicon.desk.folding import begins_with
from newswire.model import Item, Link, Subject
from newswire.parse.dateline.parser import parse_dateline
from newswire.parse.format import Format
from newswire.parse.formats import nitf
from newswire.parse.formats.newsml_1.content import Components, components_of
from newswire.parse.formats.newsml_1.identity import guid_of
from newswire.parse.formats.newsml_1.lines import (
    abstract,
    companies_in,
    copyright_in,
    keywords_in,
    line,
    note_in,
    properties_in,
    typed,
    usage_in,
)
from newswire.parse.formats.newsml_1.parties import authors_in, formal_names, parties, provider_of
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

Topics = dict[str, dict[str, str]]

_SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
_REPLACES = ("replac", "supersed", "updates")
_HEAD = 100
"""Letters of a text among which the agency of a dateline stands in brackets."""

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
    components = components_of(news_item, _formal_name(management, "NewsItemType"))
    said = components.lines()
    properties, heading = properties_in(said), nitf.heading(components.story)
    if "Update" in parts:
        clock.warnings.append("The document holds only the changes to an earlier revision.")
    for other in components.translations:
        clock.warnings.append(f"The item holds its story in {other} too; only one language is the text.")
    version = text_in(identifier, "RevisionId")
    guid = guid_of(identifier, version, news_item)
    dateline = _dateline(said) or components.fact("dateline") or heading["dateline"]
    language = _language(news_item, components)
    placed = _location(said)
    if dateline and not begins_with(dateline, placed.get("city")):
        placed = {}
    codes = [e for code in said.get("subjectcode", ()) for e in named(code, *_SUBJECTS)]
    item = Item(
        path=document.path,
        format="newsml-1",
        provider=provider_of(identifier, said, envelope),
        guid=guid,
        version=version,
        kind=_kind(management, components, parts),
        pubstatus=_pubstatus(management, clock),
        urgency=number(_value(management, "Urgency")),
        priority=number(_value(envelope, "Priority") or next(iter(properties.get("priority", ())), None)),
        category=next((category for e in codes if (category := attribute(e, "cat"))), None),
        subjects=once((*_subjects(codes, topics, language), *companies_in(properties))),
        keywords=keywords_in(components, properties),
        genre="; ".join(formal_names(said.get("genre", ()))) or None,
        headline=_headline(said, components) or heading["headline"],
        slugline=line(said, "slugline")
        or typed(said, "slug", "catchline")
        or components.fact("slugline")
        or text_in(identification, "NameLabel"),
        byline=", ".join(texts(said.get("byline"))) or _byline(components) or heading["byline"],
        authors=authors_in(said, is_text=components.kind == "text") or heading["authors"],
        standfirst=_standfirst(said, components) or heading["standfirst"],
        dateline=dateline,
        place=None if dateline else placed.get("city") or heading["place"],
        country=newscodes.country(placed.get("countrycode") or placed.get("country")),
        credit=texts(said.get("creditline"))
        or parties(said, "provider", "source")
        or components.facts("credit"),
        first_created=_time(management, "FirstCreated", clock) or _identified(identifier, management, clock),
        version_created=_time(management, "ThisRevisionCreated", clock),
        embargo_until=_changes(management, clock, to=("usable",)),
        expires=_changes(management, clock, to=_ENDINGS),
        sent=_time(envelope, "DateAndTime", clock),
        language=language,
        ed_note=note_in(components, properties, management),
        signal=tuple(formal_names(management.get("Instruction", ()))),
        usage_terms=usage_in(said),
        copyright=copyright_in(said) or components.fact("copyright"),
        body_text=_without_head(components.body_text, said) or None,
        header_word_count=None,
        sequence=text_in(envelope, "TransmissionId"),
        service=_formal_name(envelope, "NewsService"),
        links=once((*_links(identifier, management, guid), *components.links)),
        warnings=tuple(clock.warnings),
    )
    return clock.dated(item)


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


def _headline(said: Groups, components: Components) -> str | None:
    """Return the headline in the language of the text: that of the item, or else of the story."""
    lines = None if components.translations else line(said, "headline")
    return lines or components.title or line(said, "headline") or typed(said, "headline")


def _standfirst(said: Groups, components: Components) -> str | None:
    """Return the standfirst without a dateline, which stands before a lead that begins the story."""
    found = line(said, "subheadline") or abstract(said) or components.standfirst
    printed = parse_dateline(found) if found and "(" in found[:_HEAD] else None
    return printed.rest if printed and printed.rest and (printed.credit or printed.date) else found


def _byline(components: Components) -> str | None:
    """Return the byline in a component, unless it is a head block with a time."""
    found = components.fact("byline")
    return found if found and not any(map(str.isdecimal, found)) else None


def _dateline(said: Groups) -> str | None:
    """Return the dateline, unless it is only a time, which no story begins with."""
    found = line(said, "dateline")
    return None if found and (is_only_a_time(found) or found.isdecimal()) else found


def _without_head(body: str, said: Groups) -> str:
    """Return a text without a first paragraph that is the headline, or a head block: its time and party.

    Press releases print the head block with bars (``15.7.2024 12:09:11 CEST | Norwind ASA | Trade``).
    """
    title, time = line(said, "headline"), line(said, "dateline")
    if title and body.startswith(title[:8]):
        above, _, story = body.partition("\n\n")
        return story if story and " ".join(above.split()) == title else body
    if time and body.startswith(time) and is_only_a_time(time):
        above, _, story = body.partition("\n\n")
        return story if story and " | " in above else body
    return body


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
    spoken = formal_names(components.said.get("language", ()))
    return next(iter((*spoken, *components.languages)), None) or attribute(news_item, XML_LANG)


def _subjects(codes: list[_Element], topics: Topics, language: str | None) -> tuple[Subject, ...]:
    """Return the subjects: the IPTC's codes, and others with their scheme. Topics give their names."""
    found = []
    for element in codes:
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


def _links(identifier: Groups, management: Groups, guid: str | None) -> Iterator[Link]:
    previous = attribute(first(identifier, "RevisionId"), "PreviousRevision")
    if previous and previous != "0":
        yield Link("previous-version", guid)
    for name, rel in (("DerivedFrom", "derived-from"), ("AssociatedWith", "related")):
        for element in management.get(name, ()):
            if target := attribute(element, "NewsItem"):
                why = (element.get("FormalName") or "").lower()
                yield Link("replaces" if any(word in why for word in _REPLACES) else rel, target)


FORMAT = Format("newsml-1", recognises, parse)
