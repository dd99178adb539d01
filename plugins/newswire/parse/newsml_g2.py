"""NewsML-G2, from the first NAR versions to 2.35 (https://iptc.org/standards/newsml-g2/).

An item has ``itemMeta`` (about the item), ``contentMeta`` (about the content), ``rightsInfo`` and,
by what it is, a ``contentSet``, ``groupSet``, ``conceptSet`` or ``newsCoverageSet``; a
``newsMessage`` carries any number of items. Each becomes an item of ours. Neither namespaces nor a
schema are asked for: what is absent is absent. Elements keep the specification's names here.
"""

from __future__ import annotations

from itertools import starmap
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newswire.model import Item, Link, Subject
from newswire.parse import newscodes, nitf
from newswire.parse.elements import (
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
from newswire.parse.format import Format
from newswire.parse.g2_content import concept_text, content_of, planning_text
from newswire.parse.markup import block_text
from newswire.parse.times import Clock
from newswire.parse.xml import each_item, read_xml, root_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from newswire.model import Defaults, Document, Pubstatus, Rejected

_KINDS = {  # what an item is to us; the class of a newsItem says more
    "newsItem": "text",
    "packageItem": "package",
    "planningItem": "planning",
    "conceptItem": "concept",
    "knowledgeItem": "knowledge",
    "catalogItem": "catalog",
    "catalog": "catalog",
}
_ITEMS = ("newsItem", "packageItem", "planningItem", "conceptItem", "knowledgeItem", "catalogItem")
_FRAGMENTS = ("contentSet", "contentMeta", "catalog")
_ROOTS = frozenset(("newsMessage", *_ITEMS, *_FRAGMENTS))

_RELATIONS = {  # https://cv.iptc.org/newscodes/itemrelation/
    "seealso": "related",
    "previousversion": "previous-version",
    "evolvedfrom": "previous-version",
    "translatedfrom": "translation-of",
    "istranslationof": "translation-of",
    "supersedes": "replaces",
    "derivedfrom": "derived-from",
}
_LABELS = ("correction", "update", "writethru", "kill", "repeat", "retraction", "advisory", "withdrawal")
_SUMMARIES = ("summary", "teaser", "abstract", "intro", "lead", "standfirst")
_CATEGORIES = ("cat", "category", "categories", "categorycode")
_SUBTITLES = ("subtitle", "subheadline", "sub")
_WRITERS = ("author", "writer", "reporter", "journalist")
_NOWHERE = ("no-data-available", "unknown", "n/a", "-")


def recognises(document: Document) -> bool:
    """The document's element is a news message, one of its items, or a part of one."""
    return local(root_name(document.content) or "") in _ROOTS


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Every item of a document, in order."""
    warnings: list[str] = []
    yield from items(read_xml(document, warnings), document, defaults, warnings)


def items(
    root: _Element, document: Document, defaults: Defaults, warnings: list[str]
) -> Iterator[Item | Rejected]:
    """Every item in a tree, which is a message, an item, or anything that holds them."""
    header: Groups = {}
    found: Iterable[_Element] = (root,)
    name = local(root.tag)
    if name == "newsMessage":
        parts = children(root)
        header = children(first(parts, "header"))
        found = (item for items in parts.get("itemSet", ()) for item in items if local(item.tag) in _ITEMS)
    elif name not in _ROOTS:
        found = named(root, *_ITEMS)
    return each_item(
        found, lambda element: _item(element, header, document, Clock(defaults, list(warnings))), document
    )


def _item(element: _Element, header: Groups, document: Document, clock: Clock) -> Item:
    name = local(element.tag)
    parts = {name: [element]} if name in _FRAGMENTS else children(element)
    meta, about = children(first(parts, "itemMeta")), children(first(parts, "contentMeta"))
    aliases = newscodes.aliases(parts["catalog"]) if "catalog" in parts else {}
    guid, kind = attribute(element, "guid"), _kind(name, meta, parts)
    ed_note = "\n".join(once(block_text(note) for note in meta.get("edNote", ()))) or None
    content = content_of(parts.get("contentSet", ()), ed_note or "")
    language = attribute(first(about, "language"), "tag") or attribute(element, XML_LANG) or content.language
    told, heading = _content_meta(about, aliases, language), nitf.heading(content.story)
    if "assert" in parts:
        told["subjects"] = _with_asserted(told["subjects"], parts["assert"], aliases, language)
    if told["dateline"] or heading["dateline"]:
        told["place"] = told["country"] = None  # where it was written is read off the dateline
    if content.story is not None:  # NITF inside: what it says where contentMeta says nothing
        told |= {field: value for field, value in heading.items() if value and not told.get(field)}
    embargoed = first(meta, "embargoed")
    item = Item(
        path=document.path,
        format="newsml-g2",
        guid=guid,
        version=attribute(element, "version") or "1",  # Specification, "News Items": 1 is the default
        provider=_provider(first(meta, "provider")) or text_in(header, "sender"),
        kind=kind,
        pubstatus=_pubstatus(meta, embargoed, clock),
        priority=number(text_in(header, "priority")),
        **_made(meta, about, clock),
        embargo_until=clock.read(text(embargoed), "embargoed"),
        expires=clock.read(text_in(meta, "expires"), "expires"),
        sent=clock.read(text_in(header, "sent"), "sent"),
        language=language,
        ed_note=ed_note,
        signal=_signals(meta, aliases),
        label=_label(meta),
        usage_terms=_usage_terms(parts),
        copyright=_copyright(parts),
        service=newscodes.code(first(meta, "service")),
        body_text=content.text or _other_text(kind, parts, about) or None,
        header_word_count=content.word_count,
        links=once((*_links(meta, parts, guid), *content.renditions)),
        warnings=tuple(clock.warnings),
        **told | {"headline": told["headline"] or _title(meta, parts)},
    )
    return clock.dated(item)


def _made(meta: Groups, about: Groups, clock: Clock) -> dict[str, Any]:
    """When the item and its version were made; where neither is said, when the content was."""
    names = {"first_created": "firstCreated", "version_created": "versionCreated"}
    given = {field: clock.read(text_in(meta, name), name) for field, name in names.items()}
    if any(given.values()):
        return given
    names = {"first_created": "contentCreated", "version_created": "contentModified"}
    return {field: clock.read(text_in(about, name), name) for field, name in names.items()}


def _content_meta(about: Groups, aliases: Mapping[str, str], language: str | None) -> dict[str, Any]:
    """The fields that come from ``contentMeta``."""
    located = first(about, "located")
    return {
        "urgency": number(text_in(about, "urgency")),
        "category": _category(about),
        "subjects": _subjects(about, aliases, language),
        "keywords": texts(about.get("keyword")),
        "genre": next(
            (found for e in about.get("genre", ()) if (found := _name(e) or newscodes.code(e))), None
        ),
        "headline": _headline(about.get("headline", []), language),
        "slugline": next(iter(texts(about.get("slugline"))), None),
        "byline": ", ".join(texts(about.get("by"))) or None,
        "authors": _authors(about),
        "standfirst": _standfirst(about) or _subheadline(about, language),
        "dateline": next(iter(texts(about.get("dateline"))), None),
        "place": _place(located),
        "country": _country(located),
        "credit": texts(about.get("creditline")) or _sources(about),
    }


def _kind(name: str, meta: Groups, parts: Groups) -> str:
    if name == "newsItem":
        return newscodes.kind(newscodes.code(first(meta, "itemClass"))) or "text"
    if name == "conceptItem":
        types = (newscodes.code(t) for concept in _concepts(parts) for t in children(concept).get("type", ()))
        return "event" if "event" in types else "concept"
    return _KINDS.get(name, "text")


def _provider(element: _Element | None) -> str | None:
    """The provider's code; without one its literal, its name, or the host of its URI."""
    if element is None:
        return None
    qcode, uri = attribute(element, "qcode"), attribute(element, "uri")
    if qcode:
        return qcode.partition(":")[2] or qcode
    named_so = attribute(element, "literal") or _name(element)
    if named_so or not uri:
        return named_so
    if newscodes.scheme_name(uri) != uri:
        return uri.rstrip("/").rpartition("/")[2]
    return urlsplit(uri).hostname or uri


def _pubstatus(meta: Groups, embargoed: _Element | None, clock: Clock) -> Pubstatus | None:
    status = newscodes.pubstatus(newscodes.code(first(meta, "pubStatus")), clock.warnings)
    if embargoed is not None and not text(embargoed) and status in {None, "usable"}:
        # Specification, "embargoed": left empty, it holds until another version says when it ends
        clock.warnings.append("The item is embargoed without a time; it is withheld until a version has one.")
        return "withheld"
    return status


def _signals(meta: Groups, aliases: Mapping[str, str]) -> tuple[str, ...]:
    found = []
    for element in meta.get("signal", ()):
        scheme, code = newscodes.concept(element, aliases)
        found.append(attribute(element, "qcode") or (f"{scheme}:{code}" if scheme else code))
    return once(found)


def _label(meta: Groups) -> str | None:
    """What the version is, by its signals: https://cv.iptc.org/newscodes/signal/."""
    codes = (newscodes.code(signal) for signal in meta.get("signal", ()))
    return next((code for code in codes if code in _LABELS), None)


def _headline(headlines: list[_Element], language: str | None) -> str | None:
    """The main headline: no subtitle, in the item's language, of the best rank, the first."""
    if len(headlines) == 1:
        return text(headlines[0])

    def order(headline: _Element) -> tuple[bool, bool, int]:
        return (
            _role(headline) in _SUBTITLES,
            not _speaks(headline, language),
            number(headline.get("rank")) or 1,
        )

    return next((found for headline in sorted(headlines, key=order) if (found := text(headline))), None)


def _speaks(element: _Element, language: str | None) -> bool:
    """Whether an element may be in a language: it says so, or says nothing."""
    own = attribute(element, XML_LANG)
    return not own or not language or own[:2].lower() == language[:2].lower()


def _role(element: _Element) -> str:
    """The role of an element without its scheme, in small letters: ``drol:summary`` is ``summary``."""
    role = element.get("role") or element.get("roleuri") or ""
    return role.rpartition("/")[2].rpartition(":")[2].lower()


def _standfirst(about: Groups) -> str | None:
    for description in about.get("description", ()):
        if _role(description) in ("", *_SUMMARIES) and (found := block_text(description)):
            return found
    return None


def _subheadline(about: Groups, language: str | None) -> str | None:
    """The headline below the main one, where there is no description."""
    below = [e for e in about.get("headline", []) if _role(e) in _SUBTITLES]
    return _headline(below, language)


def _name(element: _Element, language: str | None = None) -> str | None:
    """The name of a concept, in the language asked for if it is there, else the first one."""
    inside: list[_Element] = element[:]  # type: ignore[index, assignment] # as in elements.children
    if len(inside) > 1:
        inside = [child for child in inside if local(child.tag) == "name"]
        inside.sort(key=lambda name: not _speaks(name, language))
    return text(inside[0]) if inside and local(inside[0].tag) == "name" else None


def _subjects(about: Groups, aliases: Mapping[str, str], language: str | None) -> tuple[Subject, ...]:
    found = []
    for element in about.get("subject", ()):
        scheme, code = newscodes.concept(element, aliases)
        holder = element
        # Since 2.26 a concept with facets may stand inside: Specification, "mainConcept"
        if (
            code is None
            and not element.keys()
            and (main := first(children(element), "mainConcept")) is not None
        ):
            holder = main
            scheme, code = newscodes.concept(main, aliases)
        name = _name(holder, language)
        if code or name:
            found.append((code, name, scheme))
    return tuple(starmap(Subject, dict.fromkeys(found)))


def _with_asserted(
    subjects: tuple[Subject, ...],
    asserts: list[_Element],
    aliases: Mapping[str, str],
    language: str | None,
) -> tuple[Subject, ...]:
    """Subjects with the names that are told of their concepts elsewhere (Specification, "assert")."""
    names = {newscodes.concept(element, aliases): _name(element, language) for element in asserts}
    return tuple(
        subject
        if subject.name or not (name := names.get((subject.scheme, subject.code)))
        else Subject(subject.code, name, subject.scheme)
        for subject in subjects
    )


def _category(about: Groups) -> str | None:
    """The desk's category: a subject of the type, or of a scheme, of categories (``a1312cat``)."""
    for subject in about.get("subject", ()):
        alias, _, code = (subject.get("qcode") or "").partition(":")
        kind = (subject.get("type") or "").lower()
        if code and (alias.lower().endswith(_CATEGORIES) or "category" in kind):
            return code
        if not alias and kind.endswith(":cat") and (literal := attribute(subject, "literal")):
            return literal
    return None


def _authors(about: Groups) -> tuple[str, ...]:
    """Names of people among the creators, and of contributors who write; initials and logins are none."""
    writing = [e for e in about.get("contributor", ()) if _role(e) in _WRITERS]
    people = [e for e in about.get("creator", ()) if "organi" not in (e.get("type") or "")]
    return once(name for e in (*people, *writing) if (name := _name(e)) and " " in name)


def _sources(about: Groups) -> tuple[str, ...]:
    """Where the information is from, where no credit line says it."""
    return once(_name(e) or attribute(e, "literal") for e in about.get("infoSource", ()))


def _place(located: _Element | None) -> str | None:
    if located is None:
        return None
    found = _name(located) or attribute(located, "literal")
    if not found and (qcode := attribute(located, "qcode")):
        found = qcode.partition(":")[2]
        found = None if found.isdecimal() else found
    return None if found and found.lower() in _NOWHERE else found


def _country(located: _Element | None) -> str | None:
    """The country that a place lies in, where it is given by an ISO 3166 code."""
    if located is None:
        return None
    for element in located.iter():
        scheme, code = newscodes.concept(element, {})
        of_countries = scheme and ("3166" in scheme or "country" in scheme or scheme == "cntry")
        if of_countries and (found := newscodes.country(code)):
            return found
    return None


def _usage_terms(parts: Groups) -> str | None:
    terms = (e for rights in parts.get("rightsInfo", ()) for e in children(rights).get("usageTerms", ()))
    return "\n".join(once(block_text(term) for term in terms)) or None


def _copyright(parts: Groups) -> str | None:
    rights = children(first(parts, "rightsInfo"))
    holder = first(rights, "copyrightHolder")
    return next(iter(texts(rights.get("copyrightNotice"))), None) or (
        None if holder is None else _name(holder) or newscodes.code(holder)
    )


def _links(meta: Groups, parts: Groups, guid: str | None) -> Iterator[Link]:
    for element in meta.get("link", ()):
        target, url = attribute(element, "residref", "guidref"), attribute(element, "href")
        rel = (element.get("rel") or element.get("reluri") or "").rpartition(":")[2].rpartition("/")[2]
        known = _RELATIONS.get(rel.lower(), rel or "related")
        if target and target == guid:
            known = "previous-version"
        if target or url:
            yield Link(known, target, url)
    for name, rel, refs in (
        ("groupSet", "part", ("itemRef", "conceptRef")),
        ("newsCoverageSet", "delivery", ("deliveredItemRef",)),
        ("newsCoverage", "delivery", ("deliveredItemRef",)),
    ):
        for holder in parts.get(name, ()):
            for element in named(holder, *refs):
                target, url = attribute(element, "residref", "guidref", "qcode"), attribute(element, "href")
                if target or url:
                    yield Link(rel, target, url)
    for element in parts.get("itemRef", ()):  # a package without groups, as in the first versions
        if target := attribute(element, "residref", "guidref"):
            yield Link("part", target, attribute(element, "href"))


def _concepts(parts: Groups) -> list[_Element]:
    found = list(parts.get("concept", ()))
    for concepts in parts.get("conceptSet", ()):
        found += children(concepts).get("concept", ())
    return found


def _title(meta: Groups, parts: Groups) -> str | None:
    """The title of the item where the content has no headline: its own, a concept's, a planned one."""
    title = text_in(meta, "title")
    if title:
        return title
    concepts = _concepts(parts)
    if concepts:
        return _name(concepts[0])
    coverages = (*parts.get("newsCoverageSet", ()), *parts.get("newsCoverage", ()))
    return next(
        (found for coverage in coverages for e in named(coverage, "headline") if (found := text(e))), None
    )


def _other_text(kind: str, parts: Groups, about: Groups) -> str:
    """The text of an item without text content: concepts, planned coverage, or captions of media."""
    concepts = _concepts(parts)
    if concepts:
        return concept_text(concepts)
    descriptions = about.get("description", [])
    if kind == "planning":
        return planning_text(
            descriptions, (*parts.get("newsCoverageSet", ()), *parts.get("newsCoverage", ()))
        )
    captions = descriptions if kind != "text" else ()
    return "\n\n".join(once(block_text(caption) for caption in captions))


FORMAT = Format("newsml-g2", recognises, parse)
