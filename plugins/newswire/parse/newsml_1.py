"""NewsML 1.0 to 1.2 (https://iptc.org/std/NewsML/1.2/): every NewsItem of a message.

A ``NewsItem`` is identified in ``Identification``, described in ``NewsManagement`` and built of
``NewsComponent``s, which may hold others to any depth. An item of ours has what its components say
together; where several say the same, the outermost and first one counts. Vocabularies are not
fetched. Elements keep the specification's names here.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from newswire.model import Item, Link, Subject
from newswire.parse import newscodes, nitf
from newswire.parse.elements import (
    XML_LANG,
    attribute,
    children,
    first,
    local,
    named,
    number,
    once,
    text,
    texts,
)
from newswire.parse.format import Format
from newswire.parse.newsml_1_content import Components, components_of
from newswire.parse.times import Clock
from newswire.parse.xml import each_item, read_xml, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from newswire.model import Defaults, Document, Pubstatus, Rejected

Groups = dict[str, list["_Element"]]
Properties = dict[str, list[str]]

_NOTES = ("advisory", "note", "editor", "instruction", "correction")
_SUBJECTS = ("Subject", "SubjectMatter", "SubjectDetail", "SubjectQualifier")
_ENDINGS = ("withheld", "canceled", "cancelled")


def recognises(document: Document) -> bool:
    """The document's element is ``NewsML``, or a ``NewsItem`` of it on its own."""
    return local(root_name(document.content) or "") in ("NewsML", "NewsItem")


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Every item of a document, in order."""
    warnings: list[str] = []
    yield from items(read_xml(document, warnings), document, defaults, warnings)


def items(
    root: _Element, document: Document, defaults: Defaults, warnings: list[str]
) -> Iterator[Item | Rejected]:
    """Every item in a tree, also one inside a component of another one."""
    envelope = children(next(named(root, "NewsEnvelope"), None))
    topics = _topics(root)
    return each_item(
        named(root, "NewsItem"),
        lambda element: _item(element, envelope, topics, document, Clock(defaults, list(warnings))),
        document,
    )


def _item(
    news_item: _Element, envelope: Groups, topics: Mapping[str, str], document: Document, clock: Clock
) -> Item:
    parts = children(news_item)
    identification = children(first(parts.get("Identification")))
    identifier = children(first(identification.get("NewsIdentifier")))
    management = children(first(parts.get("NewsManagement")))
    components = components_of(news_item)
    said, properties = components.said, _properties(components.said)
    heading = nitf.heading(components.body_head)
    if "Update" in parts:
        clock.warnings.append("The document holds only the changes to an earlier revision.")
    version = text(first(identifier.get("RevisionId")))
    guid = _guid(identifier, version)
    dateline = _line(said, "dateline") or heading["dateline"]
    placed = {} if dateline and any(map(str.isalpha, dateline)) else _location(said)
    return Item(
        path=document.path,
        format="newsml-1",
        provider=_provider(identifier, said, envelope),
        guid=guid,
        version=version,
        kind=_kind(management, components, parts),
        pubstatus=_pubstatus(management, clock),
        urgency=number(_formal_name(management, "Urgency")),
        priority=number(
            _formal_name(envelope, "Priority") or next(iter(properties.get("priority", ())), None)
        ),
        category=_category(said),
        subjects=_subjects(said, topics),
        keywords=_keywords(said, properties),
        genre=next(iter(_formal_names(said.get("genre", ()))), None),
        headline=_line(said, "headline") or heading["headline"],
        slugline=_line(said, "slugline") or text(first(identification.get("NameLabel"))),
        byline=", ".join(texts(said.get("byline"))) or heading["byline"],
        authors=_authors(said) or heading["authors"],
        standfirst=_line(said, "subheadline") or components.lead or heading["standfirst"],
        dateline=dateline,
        place=placed.get("city") or (None if dateline else heading["place"]),
        country=newscodes.country(placed.get("countrycode") or placed.get("country")),
        credit=texts(said.get("creditline")) or _parties(said, "provider", "source"),
        first_created=_time(management, "FirstCreated", clock),
        version_created=_time(management, "ThisRevisionCreated", clock),
        embargo_until=_changes(management, clock, to=("usable",)),
        expires=_changes(management, clock, to=_ENDINGS),
        sent=_time(envelope, "DateAndTime", clock),
        language=_language(news_item, components),
        ed_note=_note(said, properties, management),
        signal=tuple(_formal_names(management.get("Instruction", ()))),
        usage_terms=_usage(said),
        copyright=_copyright(said),
        body_text=components.body_text or None,
        header_word_count=None,
        sequence=text(first(envelope.get("TransmissionId"))),
        service=_formal_name(envelope, "NewsService"),
        links=once((*_links(identifier, management, guid), *components.links)),
        warnings=tuple(clock.warnings),
    )


def _guid(identifier: Groups, version: str | None) -> str | None:
    """The identity without the revision: ProviderId, DateId and NewsItemId ("NewsIdentifier").

    The ``PublicIdentifier`` says the same with the revision at its end, but some providers put one
    constant there; it is taken only where the parts are missing.
    """
    provider, date, name = (text(first(identifier.get(n))) for n in ("ProviderId", "DateId", "NewsItemId"))
    if provider and name:
        return ":".join(filter(None, ("urn:newsml", provider, date, name)))
    return newscodes.without_version(text(first(identifier.get("PublicIdentifier"))), version) or name


def _provider(identifier: Groups, said: Groups, envelope: Groups) -> str | None:
    sender = children(first(envelope.get("SentFrom"))).get("Party", ())
    return (
        text(first(identifier.get("ProviderId")))
        or next(iter(_parties(said, "provider", "source")), None)
        or next(iter(_formal_names(sender)), None)
    )


def _kind(management: Groups, components: Components, parts: Groups) -> str:
    """An alert is one by its NewsItemType; all else is what it is made of."""
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
    """When the status will be one of some others ("StatusWillChange")."""
    for change in map(children, management.get("StatusWillChange", ())):
        if (_formal_name(change, "FutureStatus") or "").lower() in to:
            return clock.read(text(first(change.get("DateAndTime"))), "StatusWillChange")
    return None


def _time(group: Groups, name: str, clock: Clock) -> dt.datetime | None:
    return clock.read(text(first(group.get(name))), name)


def _formal_name(group: Groups, name: str) -> str | None:
    return attribute(first(group.get(name)), "FormalName")


def _formal_names(elements: Iterable[_Element]) -> tuple[str, ...]:
    return once(attribute(element, "FormalName") for element in elements)


def _line(said: Groups, name: str) -> str | None:
    """The first NewsLine of a name that says something."""
    return next(iter(texts(said.get(name))), None)


def _parties(said: Groups, *names: str) -> tuple[str, ...]:
    holders = (holder for name in names for holder in said.get(name, ()))
    return _formal_names(party for holder in holders for party in children(holder).get("Party", ()))


def _properties(said: Groups) -> dict[str, list[str]]:
    """Values of properties by name in small letters, those inside others too."""
    found: dict[str, list[str]] = {}
    for outer in said.get("property", ()):
        for element in named(outer, "Property") if len(outer) else (outer,):
            name, value = attribute(element, "FormalName"), attribute(element, "Value")
            if name and value:
                found.setdefault(name.lower(), []).append(value)
    return found


def _authors(said: Groups) -> tuple[str, ...]:
    """Creators that are people: named as authors, or with a name of more than one word."""
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
    """City and country of where the content is from: the ``Location`` of origin, or its properties."""
    for location in (*said.get("location", ()), *said.get("property", ())):
        if (location.get("HowPresent") or "Origin").lower() != "origin":
            continue
        found = {
            name.lower(): value
            for element in named(location, "Property")
            if (name := attribute(element, "FormalName")) and (value := attribute(element, "Value"))
        }
        if "city" in found or "country" in found or "countrycode" in found:
            return found
    return {}


def _language(news_item: _Element, components: Components) -> str | None:
    spoken = _formal_names(components.said.get("language", ()))
    return next(iter((*spoken, *components.languages)), None) or attribute(news_item, XML_LANG)


def _subjects(said: Groups, topics: Mapping[str, str]) -> tuple[Subject, ...]:
    """The IPTC's codes, and others with their scheme; names are in the topic sets of the document."""
    found = []
    for element in (e for code in said.get("subjectcode", ()) for e in named(code, *_SUBJECTS)):
        if code := attribute(element, "FormalName"):
            scheme = attribute(element, "Scheme") or ""
            if "subject" in scheme.lower() or (not scheme and len(code) == 8 and code.isdecimal()):
                scheme = newscodes.SUBJECT_CODES
            found.append(Subject(code, topics.get(code), scheme or None))
    return once(found)


def _category(said: Groups) -> str | None:
    codes = (e for code in said.get("subjectcode", ()) for e in named(code, *_SUBJECTS))
    return next((category for e in codes if (category := attribute(e, "cat"))), None)


def _topics(root: _Element) -> dict[str, str]:
    """What the formal names of the topics in a document mean."""
    found: dict[str, str] = {}
    for topic in root.iter("{*}Topic"):
        parts = children(topic)
        description = text(first(parts.get("Description")))
        for name in texts(parts.get("FormalName")):
            if description:
                found.setdefault(name, description)
    return found


def _keywords(said: Groups, properties: Properties) -> tuple[str, ...]:
    return once(
        (*texts(said.get("keywordline")), *properties.get("keyword", ()), *properties.get("keywords", ()))
    )


def _note(said: Groups, properties: Properties, management: Groups) -> str | None:
    """NewsLines and properties that are meant for editors, and comments on instructions."""
    notes: list[str | None] = []
    for line in map(children, said.get("newsline", ())):
        kind = (_formal_name(line, "NewsLineType") or "").lower()
        if any(word in kind for word in _NOTES):
            notes += texts(line.get("NewsLineText"))
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
    previous = attribute(first(identifier.get("RevisionId")), "PreviousRevision")
    if previous and previous != "0":
        yield Link("previous-version", guid)
    for name, rel in (("DerivedFrom", "derived-from"), ("AssociatedWith", "related")):
        for element in management.get(name, ()):
            if target := attribute(element, "NewsItem"):
                yield Link(rel, target)


FORMAT = Format("newsml-1", recognises, parse)
