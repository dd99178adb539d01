"""NewsML-G2, from the first NAR versions to 2.35 (https://iptc.org/standards/newsml-g2/).

An item has ``itemMeta`` (about the item), ``contentMeta`` (about the content), ``rightsInfo`` and,
by its kind, a ``contentSet``, ``groupSet``, ``conceptSet`` or ``newsCoverageSet``; a
``newsMessage`` carries any number of items. Each becomes an item of ours. The parser requires
neither namespaces nor a schema. Elements keep the specification's names here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newswire.lexicon import agencies
from newswire.lexicon.desk.folding import begins_with, folded
from newswire.model import Item, Link
from newswire.parse.format import Format
from newswire.parse.formats import nitf
from newswire.parse.formats.newsml_g2.concepts import concept_text, planning_text
from newswire.parse.formats.newsml_g2.content import content_of
from newswire.parse.formats.newsml_g2.content_meta import concept_name, content_meta, venue
from newswire.parse.formats.newsml_g2.head_block import CUT
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
from newswire.parse.readers.markup import block_text
from newswire.parse.readers.times import Clock
from newswire.parse.readers.xml.items import each_item
from newswire.parse.readers.xml.prolog import root_of
from newswire.parse.readers.xml.reader import read_xml

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from newswire.model import Defaults, Document, Pubstatus, Rejected

_KINDS = {  # our kinds; for a newsItem the item class is more exact
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
_LABEL = re.compile(r"^[A-ZÄÖÜ][\w/ -]{2,20}: ")
_LONG = 16
"""Characters of a line of a note that a longer note may have inside its lines."""
_LABELS = ("correction", "update", "writethru", "kill", "repeat", "retraction", "advisory", "withdrawal")


def recognises(document: Document) -> bool:
    """Return whether the root is a news message, one of its items, or a part of one."""
    return local(root_of(document) or "") in _ROOTS


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield every item of a document, in order."""
    warnings: list[str] = []
    yield from items(read_xml(document, warnings), document, defaults, warnings)


def items(
    root: _Element, document: Document, defaults: Defaults, warnings: list[str]
) -> Iterator[Item | Rejected]:
    """Yield every item in a tree: in a message, an item, or any other element that holds items."""
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
    if "subject" not in about and (concepts := _concepts(parts)):
        about["subject"] = [found for concept in concepts for found in named(concept, "subject")]
    ed_note = _notes(meta)
    content = content_of(parts.get("contentSet", ()), ed_note or "", about, meta)
    language = attribute(first(about, "language"), "tag") or attribute(element, XML_LANG) or content.language
    told = content_meta(about, parts.get("assert", []), aliases, language, kind)
    heading = nitf.heading(content.story)
    if kind == "event" and told["place"] is None:
        told |= venue(_concepts(parts))
    if dateline := told["dateline"] or heading["dateline"]:  # it gives the place of writing
        told["country"] = told["country"] if begins_with(dateline, told["place"]) else None
        told["place"] = None
    if content.story is not None:  # NITF inside fills the fields that contentMeta lacks
        told |= {field: value for field, value in heading.items() if value and not told.get(field)}
    if content.head:
        ed_note = "\n".join(once((ed_note, *content.head.pop("notes", ())))) or None
        if (told["standfirst"] or "").endswith(CUT):
            told["standfirst"] = content.head.get("standfirst") or told["standfirst"]
        told |= {field: value for field, value in content.head.items() if value and not told.get(field)}
    told["headline"] = told["headline"] or _title(meta, parts, language)
    embargoed = first(meta, "embargoed")
    rights = [children(element) for element in parts.get("rightsInfo", ())]
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
        expires=_time(meta, "expires", clock),
        sent=clock.read(text_in(header, "sent") or text_in(header, "dateTimeSent"), "sent"),
        language=language,
        ed_note=ed_note,
        signal=_signals(meta, aliases),
        label=_label(meta),
        usage_terms=_usage_terms(rights),
        copyright=_copyright(rights[0]) if rights else None,
        service=" ".join(once(map(newscodes.code, meta.get("service", ())))) or None,
        body_text=content.text or _other_text(kind, parts, about, language, told["headline"]) or None,
        header_word_count=content.word_count,
        links=once((*_links(meta, parts, guid), *content.renditions)),
        warnings=tuple(clock.warnings),
        **told,
    )
    return clock.dated(item)


def _notes(meta: Groups) -> str | None:
    """Return the notes to editors. Corrections come first, as editors read them before all others.

    Omit any other note whose lines the longest has: dpa repeats all of them in a notepad.
    """
    corrections: list[str] = []
    others: list[str] = []
    for element in meta.get("edNote", ()):
        (corrections if "correction" in (element.get("role") or "") else others).append(block_text(element))
    if len(others) > 1:
        longest = max(others, key=len)
        lines = frozenset(longest.splitlines())
        others = [note for note in others if note is longest or not _is_repeated(note, longest, lines)]
    return "\n".join(once((*corrections, *others))) or None


def _is_repeated(note: str, longest: str, lines: frozenset[str]) -> bool:
    return all(line in lines or _is_in(line, longest) for line in note.splitlines())


def _is_in(line: str, note: str) -> bool:
    """Return whether a note has a line, with or without its label, inside its lines."""
    bare = _LABEL.sub("", line)
    return len(bare) >= _LONG and bare[:_LONG] in note and (bare in note or folded(bare) in folded(note))


def _made(meta: Groups, about: Groups, clock: Clock) -> dict[str, Any]:
    """Return the creation times of the item and its version; if both are absent, those of the content."""
    created, changed = _time(meta, "firstCreated", clock), _time(meta, "versionCreated", clock)
    if not created and not changed:
        created, changed = _time(about, "contentCreated", clock), _time(about, "contentModified", clock)
    return {"first_created": created, "version_created": changed}


def _time(group: Groups, name: str, clock: Clock) -> dt.datetime | None:
    return clock.read(text_in(group, name), name)


def _kind(name: str, meta: Groups, parts: Groups) -> str:
    if name == "newsItem":
        return newscodes.kind(newscodes.code(first(meta, "itemClass"))) or "text"
    if name == "conceptItem":
        types = (newscodes.code(t) for concept in _concepts(parts) for t in children(concept).get("type", ()))
        return "event" if "event" in types else "concept"
    return _KINDS.get(name, "text")


def _provider(element: _Element | None) -> str | None:
    """Return the provider's name, or its code, literal, or the host of its URI.

    A code that is an agency's or the initials of the name is the better known of the two: return the code.
    """
    if element is None:
        return None
    qcode, uri = attribute(element, "qcode"), attribute(element, "uri")
    if qcode:
        code = qcode.partition(":")[2] or qcode
        name = concept_name(element) or code
        initials = "".join(word[0] for word in name.split())
        return code if agencies.agency(code) or initials.upper() == code.upper() else name
    named_so = attribute(element, "literal") or concept_name(element)
    if named_so or not uri:
        return named_so
    if newscodes.scheme_name(uri) != uri:
        return uri.rstrip("/").rpartition("/")[2]
    return urlsplit(uri).hostname or uri


def _pubstatus(meta: Groups, embargoed: _Element | None, clock: Clock) -> Pubstatus | None:
    status = newscodes.pubstatus(newscodes.code(first(meta, "pubStatus")), clock.warnings)
    if embargoed is not None and not text(embargoed) and status in {None, "usable"}:
        # Specification, "embargoed": an empty one holds until another version gives its end
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
    """Return the label of the version from its signals (https://cv.iptc.org/newscodes/signal/)."""
    codes = (newscodes.code(signal) for signal in meta.get("signal", ()))
    return next((code for code in codes if code in _LABELS), None)


def _usage_terms(rights: list[Groups]) -> str | None:
    terms = (term for one in rights for term in one.get("usageTerms", ()))
    return "\n".join(once(block_text(term) for term in terms)) or None


def _copyright(rights: Groups) -> str | None:
    holder = first(rights, "copyrightHolder")
    return next(iter(texts(rights.get("copyrightNotice"))), None) or (
        None if holder is None else concept_name(holder) or newscodes.code(holder)
    )


def _links(meta: Groups, parts: Groups, guid: str | None) -> Iterator[Link]:
    for element in meta.get("link", ()):
        target, url = attribute(element, "residref", "guidref", "uri", "qcode"), attribute(element, "href")
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
    for element in parts.get("itemRef", ()):  # packages of the first versions have no groups
        if target := attribute(element, "residref", "guidref"):
            yield Link("part", target, attribute(element, "href"))


def _concepts(parts: Groups) -> list[_Element]:
    found = list(parts.get("concept", ()))
    for concepts in parts.get("conceptSet", ()):
        found += children(concepts).get("concept", ())
    return found


def _title(meta: Groups, parts: Groups, language: str | None) -> str | None:
    """Return the item's title, or else its first concept's name or a headline of its planned coverage."""
    title = text_in(meta, "title")
    if title:
        return title
    concepts = _concepts(parts)
    if concepts:
        return concept_name(concepts[0], language)
    coverages = (*parts.get("newsCoverageSet", ()), *parts.get("newsCoverage", ()))
    return next(
        (found for coverage in coverages for e in named(coverage, "headline") if (found := text(e))), None
    )


def _other_text(kind: str, parts: Groups, about: Groups, language: str | None, headline: str | None) -> str:
    """Return the text of an item without text content: its concepts, planned coverage or captions."""
    concepts = _concepts(parts)
    if concepts:
        return concept_text(concepts, language, headline)
    descriptions = about.get("description", [])
    if kind == "planning":
        return planning_text(
            descriptions, (*parts.get("newsCoverageSet", ()), *parts.get("newsCoverage", ()))
        )
    captions = descriptions if kind != "text" else ()
    return "\n\n".join(once(block_text(caption) for caption in captions))


FORMAT = Format("newsml-g2", recognises, parse)
