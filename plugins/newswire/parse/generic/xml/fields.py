"""The fields of one story in an agency's own XML: a table of the item's fields with a reader for each.

A new field needs a new row of the table, and a new line in ``field_names.toml`` for its names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from newswire.model import Item, Link, Subject
from newswire.parse.generic.countries import country
from newswire.parse.generic.identity import steady
from newswire.parse.generic.index_codes import coded
from newswire.parse.generic.lead import joined
from newswire.parse.generic.lines import line
from newswire.parse.generic.xml.around import subjects
from newswire.parse.generic.xml.elements import head_title
from newswire.parse.generic.xml.files import files
from newswire.parse.generic.xml.record import Record, record_of
from newswire.parse.generic.xml.texts import body_text, deep_headline, part_lines, part_text, prose
from newswire.parse.generic.xml.times import read_time
from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import local, number, once, text
from newswire.parse.readers.markup import block_text

if TYPE_CHECKING:
    import datetime as dt

    from lxml.etree import _Element

    from newswire.model import Document, Pubstatus
    from newswire.parse.generic.xml.elements import Values
    from newswire.parse.readers.times import Clock

Reader = Callable[[Record, str], object]
"""A function from a record and a key of ``KNOWN_AS``, which lists the field's names, to the field's value."""

_KINDS = {
    **dict.fromkeys(("photo", "picture", "image", "photos", "pictures"), "picture"),
    **dict.fromkeys(("graphics", "infographic"), "graphic"),
    **{kind: kind for kind in ("video", "audio", "graphic")},
}
_NO_GENRES = frozenset(("text", *_KINDS))
_YES = ("true", "yes", "1", "ja")
_MARKS_OF_CREDIT = re.compile(r"^\W*(?:via\s+)?|(?<![\s/])[\s/]+$", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,8}")


def story(
    element: _Element, around: dict[_Element, Values], document: Document, clock: Clock, *, alone: bool
) -> Item:
    """Read the story in an element. Take absent fields from the elements around it.

    The fields that belong to a single story (its identity, its state) come from them only if it is the only
    story of the document (``alone``). ``around`` keeps the values of those elements for the other stories.
    """
    record = record_of(element, around, clock, alone=alone)
    published = read_time(record.first("published"), "published", clock)
    body, caption = part_text(record.parts, "body", body_text), part_text(record.parts, "caption", block_text)
    if body is None and caption is None:
        body = prose(element)
    fields: dict[str, Any] = {field: read(record, names) for field, (names, read) in _TABLE.items()}
    fields["standfirst"], body = joined(fields["standfirst"], body)
    kind = _kind(record, body)
    if kind in _NO_GENRES and not body:
        fields["byline"] = fields["byline"] or record.first("photographer")
    return Item(
        path=document.path,
        format="xml",
        kind=kind,
        subjects=once((*subjects(element), *_index_codes(record))),
        body_text=body or caption,
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        warnings=tuple(clock.warnings),
        **fields,
    )


def _index_codes(record: Record) -> Iterator[Subject]:
    """Yield the codes of an index that are not the category: numbers of the IPTC, or names."""
    category = record.first("category")
    for said in record.own_values("index_codes"):
        for one in re.split(r"[,;]\s*", said):
            if one and one != category:
                yield coded(one)


def _first(record: Record, names: str) -> str | None:
    return record.first(names)


def _number(record: Record, names: str) -> int | None:
    return number(record.first(names))


def _word(record: Record, names: str) -> str | None:
    """Return the first value that is no number, as numbers are keys into tables that are not at hand."""
    return next((value for value in record.every(names) if not value.isdecimal()), None)


def _genre(record: Record, names: str) -> str | None:
    """Return the genres, joined by commas: no numbers, no kinds of media such as ``Photo``."""
    said = record.own_values(names) or (record.first(names) or "",)
    return (
        ", ".join(once(one for one in said if not one.isdecimal() and one.lower() not in _NO_GENRES)) or None
    )


def _time(record: Record, names: str) -> dt.datetime | None:
    given = read_time(record.first(names), names, record.clock)
    return given.at if given else None


def _guid(record: Record, _: str) -> str | None:
    """Return the identity, else the text of the only child with a name such as ``ntbId``."""
    if found := steady(record.identities(), _version(record, "version")):
        return found
    children = [e for e in record.element if not len(e) and local(e.tag).endswith(("Id", "ID"))]
    return text(children[0]) if len(children) == 1 else None


def _version(record: Record, names: str) -> str | None:
    """Return the first value that is a number, else the first value."""
    return next(filter(str.isdecimal, record.every(names)), None) or record.first(names)


def _pubstatus(record: Record, names: str) -> Pubstatus | None:
    """Return the status if it is a word of the IPTC. Ignore numbers and states of a workflow."""
    if _is_so(record, "canceled"):
        return "canceled"
    return newscodes.pubstatus(record.first_as_written(names), [])


def _label(record: Record, names: str) -> str | None:
    """Return the label, or the number and type of a write-through, or that the story is a correction."""
    said = " ".join(filter(None, (record.first(names), record.first_own("writethru_type"))))
    return said or ("correction" if _is_so(record, "correction") else None)


def _is_so(record: Record, names: str) -> bool:
    return (record.first_own(names) or "").lower() in _YES


def _keywords(record: Record, names: str) -> tuple[str, ...]:
    return once(word.strip() for word in re.split(r"[,;]", record.first(names) or ""))


def _headline(record: Record, names: str) -> str | None:
    """Return the headline of a child, else of a head, of a deeper element, of an element around the story."""
    element = record.element
    found = part_text(record.parts, names) or head_title(element) or deep_headline(element)
    return line(found or record.first(names) or "") or None


def _standfirst(record: Record, names: str) -> str | None:
    """Return the standfirst, else the lines of the headline after its first."""
    return part_text(record.parts, names, block_text) or part_lines(record.parts, "headline", first=1)


def _byline(record: Record, names: str) -> str | None:
    return part_lines(record.parts, names) or record.first(names)


def _place(record: Record, names: str) -> str | None:
    """Return the place, or None if there is a dateline, which names the place better."""
    return None if record.first("dateline") else record.first(names)


def _country(record: Record, names: str) -> str | None:
    return next((code for said in record.every(names) if (code := country(said))), None)


def _credit(record: Record, names: str) -> tuple[str, ...]:
    return once((_MARKS_OF_CREDIT.sub("", record.first(names) or ""),))


def _language(record: Record, names: str) -> str | None:
    return next(filter(_LANGUAGE.fullmatch, record.every(names)), None)


def _address(record: Record, names: str) -> str | None:
    found = record.first(names)
    return found if found and found.startswith("http") else None


def _links(record: Record, names: str) -> tuple[Link, ...]:
    """Return the link to the story that this one replaces, and the links to its files."""
    replaced = record.first_own(names)
    return (*(Link("replaces", guid) for guid in (replaced,) if guid), *files(record.element))


def _kind(record: Record, body: str | None) -> str:
    """Return ``event`` for a story with a beginning, ``text`` for one with a body, else the given kind."""
    starts = record.first_own("starts")
    if starts or body:
        return "event" if starts else "text"
    said = (value.lower().partition("/")[0] for value in record.every("kind"))  # image/jpeg
    return next(filter(None, map(_KINDS.get, said)), "text")


_TABLE: dict[str, tuple[str, Reader]] = {
    "provider": ("provider", _first),
    "guid": ("guid", _guid),
    "version": ("version", _version),
    "pubstatus": ("pubstatus", _pubstatus),
    "urgency": ("urgency", _number),
    "priority": ("priority", _number),
    "category": ("category", _word),
    "keywords": ("keywords", _keywords),
    "genre": ("genre", _genre),
    "headline": ("headline", _headline),
    "slugline": ("slugline", _first),
    "byline": ("byline", _byline),
    "standfirst": ("standfirst", _standfirst),
    "dateline": ("dateline", _first),
    "place": ("place", _place),
    "country": ("country", _country),
    "credit": ("credit", _credit),
    "first_created": ("first_created", _time),
    "version_created": ("version_created", _time),
    "embargo_until": ("embargo_until", _time),
    "expires": ("expires", _time),
    "language": ("language", _language),
    "ed_note": ("ed_note", _first),
    "label": ("label", _label),
    "usage_terms": ("usage_terms", _first),
    "copyright": ("copyright", _first),
    "header_word_count": ("words", _number),
    "source_url": ("url", _address),
    "links": ("replaces", _links),
}
"""Fields of an item, each with the key of ``KNOWN_AS`` that lists its names, and its reader.

Warnings of times come in this order. ``story`` reads the values that two fields share, and the fields
without names.
"""
