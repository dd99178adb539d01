"""Plain text with two letters before each field: exports of press databases and of reference managers.

A field is written ``HD  Ferry stops``, or with a hyphen as in RIS (``TI  - Ferry stops``). A line without
letters continues the field before it. No standard defines the names; the parser knows the usual ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected, Subject
from newswire.parse.format import Format
from newswire.parse.readers.charset import CONTROLS, decode, decode_document, line_feeds
from newswire.parse.readers.paragraphs import paragraphs
from newswire.parse.readers.times import Clock

_FIELD = re.compile(r"(?P<name>[A-Z][A-Z0-9])(?:  ?- ?| {2,}|\t| ?$)(?P<value>.*)")
_NAMES = {
    "headline": ("HD", "TI", "T1", "HL"),
    "byline": ("BY", "AU", "A1"),
    "published": ("PD", "DA", "DP", "Y1", "PY"),
    "provider": ("SN", "JO", "JF", "T2", "SO", "PB"),
    "language": ("LA",),
    "copyright": ("CY", "C1"),
    "guid": ("AN", "ID", "DO", "PM"),
    "category": ("SE", "CT"),
    "url": ("UR", "L1"),
}
_BODY = ("LP", "TD", "AB", "N2", "TX", "FT")
_CLASSES = ("CO", "IN", "NS", "RE", "KW", "SU")
_ENDS = ("ER", "AN", "EF")
_FEWEST, _OPENING = 4, 2_048
MAX_BYTES, MAX_LINES = 16 * 1024 * 1024, 400_000


class _Field(NamedTuple):
    name: str
    lines: list[str]


def recognises(document: Document) -> bool:
    """Return whether the first lines have four different fields, with a headline and a text or a date."""
    opening = decode(document.content[:_OPENING])[0].replace("\r", "\n").split("\n")
    filled = [line for line in opening if line.strip()][:24]
    names = [found["name"] for line in filled if (found := _FIELD.match(line))]
    if len(set(names)) < _FEWEST or not filled or not _FIELD.match(filled[0]):
        return False
    dated = (*_NAMES["published"], *_BODY)
    return any(name in _NAMES["headline"] for name in names) and any(name in dated for name in names)


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item a record. A record ends before the next one of its first field, or at its end field.

    Raises:
        Unparsable: ``too-large``.
    """
    lines = document.content.count(b"\n")
    if len(document.content) > MAX_BYTES or lines > MAX_LINES:
        found = f"The text has {len(document.content):,} bytes and {lines:,} lines"
        raise Unparsable(Reason.TOO_LARGE, f"{found}; {MAX_BYTES:,} and {MAX_LINES:,} are allowed.")
    text, doubt = decode_document(document)
    text = CONTROLS.sub("", line_feeds(text))
    for record in _records(text.split("\n")):
        yield _item(record, document, Clock(defaults, [doubt] if doubt else []))


def _records(lines: list[str]) -> Iterator[list[_Field]]:
    record: list[_Field] = []
    ended = False
    for line in lines:
        found = _FIELD.match(line)
        if found and (ended or (record and found["name"] == record[0].name)):
            yield record
            record, ended = [], False
        if found and found["name"] == "ER":
            ended = True
        elif found:
            record.append(_Field(found["name"], [found["value"].strip()]))
            ended = found["name"] == "AN" and "HD" in (field.name for field in record)
        elif record:
            record[-1].lines.append(line)
    if record:
        yield record


def _item(record: list[_Field], document: Document, clock: Clock) -> Item:
    values: dict[str, list[str]] = {}
    for field in record:
        said = "\n".join(field.lines).strip()
        if said and not (field.name == "AN" and field.name in values):
            values.setdefault(field.name, []).append(said)

    def one(field: str) -> str | None:
        found = (said for name in _NAMES[field] for said in values.get(name, ()))
        return next((" ".join(said.split()) for said in found), None)

    def every(field: str) -> str | None:
        found = next((values[name] for name in _NAMES[field] if name in values), [])
        return "; ".join(" ".join(said.split()) for said in found) or None

    day, guid, url = one("published"), one("guid"), one("url")
    time = " ".join(values.get("ET", ()))
    published = clock.given(f"{day} {time}".strip() if day else None, "published")
    texts = [paragraphs(said.split("\n")) for name in _BODY for said in values.get(name, ())]
    return Item(
        path=document.path,
        format="tagged-text",
        provider=one("provider"),
        guid=guid.removeprefix("Document ") if guid else None,
        category=one("category"),
        subjects=tuple(_subjects(values)),
        headline=one("headline"),
        byline=every("byline"),
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        published_from="header" if published else None,
        language=one("language"),
        copyright=one("copyright"),
        body_text="\n\n".join(filter(None, texts)) or None,
        source_url=url if url and url.startswith("http") else None,
        warnings=tuple(clock.warnings),
    )


def _subjects(values: dict[str, list[str]]) -> Iterator[Subject]:
    """Yield subjects from ``nwf : Norwind Ferries | gtour : Travel``. Words without a code are names."""
    for scheme in _CLASSES:
        for said in values.get(scheme, ()):
            for one in re.split(r"\s*[|\n]\s*", said):
                code, colon, name = (part.strip() for part in one.partition(" : "))
                if code:
                    yield Subject(code if colon else None, name if colon else code, scheme)


FORMAT = Format("tagged-text", recognises, parse)
