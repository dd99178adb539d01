"""dpa digitalwires JSON: one entry a story, with its texts as HTML and its concepts in ``categories``.

Source: dpa's documentation of the format (https://github.com/dpa-newslab/dpa-digitalwires). An entry
stands alone, in an array, or in the ``entries`` of the API's answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newswire.model import Defaults, Document, Item, Link, Rejected, Subject
from newswire.parse.dateline import prefixes
from newswire.parse.format import Format
from newswire.parse.readers.elements import once
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
from newswire.parse.readers.json_items import body, kind, pubstatus, renditions, subject
from newswire.parse.readers.times import Clock

_CONCEPTS = frozenset(("dpasubject", "subject", "geosubject", "person", "organisation", "poi", "event"))
_URN = re.compile(r"urn:newsml:[^\s\"'<>()]+")
_HREF = re.compile(r"""<a\b[^>]*?\bhref\s*=\s*["']([^"'<>]+)""", re.IGNORECASE)


def recognises(document: Document) -> bool:
    """Return whether an entry has the ``format`` ``digitalwires@…``, or a ``urn`` and an ``article_html``."""
    return any(map(_is_entry, objects(_unwrapped(peek(document)))[:3]))


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item an entry."""
    value, repaired = read_json(document)
    refuse_too_many(found := objects(_unwrapped(value)))
    for entry in filter(_is_entry, found):
        yield _item(entry, document, Clock(defaults, list(repaired)))


def _unwrapped(value: object) -> object:
    return value["entries"] if isinstance(value, dict) and isinstance(value.get("entries"), list) else value


def _is_entry(entry: Object) -> bool:
    return str(entry.get("format")).startswith("digitalwires@") or {"urn", "article_html"} <= entry.keys()


def _item(entry: Object, document: Document, clock: Clock) -> Item:
    guid, version = string(entry.get("urn")), string(entry.get("version"))
    created = clock.read(entry.get("version_created"), "version_created")
    signal = string(entry.get("signal"))
    item = Item(
        path=document.path,
        format="dpa-digitalwires",
        provider=next(iter(_names(entry, "provider")), None) or _issuer(guid),
        guid=guid,
        version=version,
        kind=_kind(entry, guid),
        pubstatus=pubstatus(entry.get("pubstatus"), clock.warnings),
        urgency=integer(entry.get("urgency")),
        category=next(iter(_codes(entry, "desk")), None),
        subjects=_subjects(entry),
        keywords=_names(entry, "keyword"),
        genre=", ".join(_names(entry, "genre")) or None,
        headline=string(entry.get("headline")),
        slugline=string(entry.get("kicker")),
        label=_label(entry),
        byline=string(entry.get("byline")),
        authors=_authors(entry),
        standfirst=_standfirst(entry),
        dateline=string(entry.get("dateline")),
        place=next(iter(_names(entry, "located")), None),
        credit=strings(entry.get("creditline")) or _names(entry, "infosource"),
        # The format has no such field, but a first version is as old as its item.
        first_created=created if version == "1" else None,
        version_created=created,
        embargo_until=clock.read(entry.get("embargoed"), "embargoed"),
        language=string(entry.get("language")),
        ed_note=_ed_note(entry),
        signal=(signal,) if signal else _codes(entry, "signal"),
        usage_terms=string(entry.get("usageterms")),
        copyright=string(entry.get("copyrightnotice")),
        body_text=_body(entry),
        service=" ".join(_codes(entry, "wire")) or None,
        links=_links(entry, guid),
        warnings=tuple(clock.warnings),
    )
    return clock.dated(item)


def _issuer(urn: str | None) -> str | None:
    """Return the provider in a NewsML URN (RFC 3085, section 2)."""
    return urn.split(":")[2] if urn and urn.startswith("urn:newsml:") and urn.count(":") > 2 else None


def _categories(entry: Object, *types: str) -> Iterator[Object]:
    for category in objects(entry.get("categories")):
        if str(category.get("type")).removeprefix("dnltype:") in types:
            yield category


def _names(entry: Object, *types: str) -> tuple[str, ...]:
    return strings([category.get("name") for category in _categories(entry, *types)])


def _codes(entry: Object, *types: str) -> tuple[str, ...]:
    """Return the codes without their scheme: ``vm`` of ``dpacat:vm``."""
    qcodes = strings([category.get("qcode") for category in _categories(entry, *types)])
    return tuple(qcode.rpartition(":")[2] for qcode in qcodes)


def _subjects(entry: Object) -> tuple[Subject, ...]:
    found = (subject(category) for category in _categories(entry, *_CONCEPTS))
    return tuple(dict.fromkeys(concept for concept in found if concept))


def _label(entry: Object) -> str | None:
    """Return a signal ``correction`` or ``update`` (http://cv.iptc.org/newscodes/signal/), or None."""
    word = (string(entry.get("signal")) or "").rpartition(":")[2]
    return word if word in {"correction", "update"} else None


def _ed_note(entry: Object) -> str | None:
    notes = objects(entry.get("ednotes"))
    notes.sort(key=lambda note: "correction" not in str(note.get("role")))  # corrections come first
    return "\n".join(strings([note.get("ednote") for note in notes])) or None


def _kind(entry: Object, guid: str | None) -> str:
    """Return the kind of an entry. An article is text, whatever pictures and videos come with it.

    All entries are ``composite``. One without an article is the medium that it describes, or else a package.
    """
    if string(entry.get("article_html")):
        return "text"
    found = kind(entry.get("type")) or "text"
    if found != "package":
        return found
    parts = objects(entry.get("associations"))
    own = [part for part in parts if string(part.get("urn")) == guid] or parts
    return (kind(own[0].get("type")) if len(own) == 1 else None) or found


def _standfirst(entry: Object) -> str | None:
    """Return the teaser, or else the headline below the main one; a teaser may repeat the headline."""
    lines = (string(entry.get("teaser")), string(entry.get("subhead")))
    return next((line for line in lines if line and line != string(entry.get("headline"))), None)


def _authors(entry: Object) -> tuple[str, ...]:
    """Return the people among creators. Omit names of one word, as logins are."""
    found = (prefixes.names(name) for name in _names(entry, "creator"))
    return once(name for name in found if " " in name)


def _body(entry: Object) -> str | None:
    """Return the story and its box, or else the captions of a picture."""
    parts = [string(entry.get(name)) for name in ("article_html", "infobox_html")]
    texts = [body(part, "html") for part in parts if part]
    captions = [string(text.get("description")) for text in objects(entry.get("descriptions"))]
    return "\n\n".join(filter(None, texts or captions)) or None


def _links(entry: Object, guid: str | None) -> tuple[Link, ...]:
    links = []
    for note in objects(entry.get("ednotes")):
        if "correction" in str(note.get("role")):
            corrected = _URN.findall(str(note.get("ednote")))
            links += [Link("corrects", urn) for found in corrected if (urn := found.rstrip(":.,;")) != guid]
    for part in objects(entry.get("associations")):
        urn = string(part.get("urn"))
        links += [Link("related", urn)] if urn and urn != guid else []
        links += renditions(part.get("renditions"), urn)
    links += [Link("related", url=url) for url in _HREF.findall(string(entry.get("linkbox_html")) or "")]
    return tuple(dict.fromkeys(links))


FORMAT = Format("dpa-digitalwires", recognises, parse)
