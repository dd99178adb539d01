"""Subjects, genres, kinds and labels of a story in JSON, which systems write as texts, codes or objects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import plain
from newswire.model import Subject
from newswire.parse.generic.index_codes import coded
from newswire.parse.generic.json.values import main, names_in, plain_text, value
from newswire.parse.readers.elements import once
from newswire.parse.readers.json import Object, objects, string, strings
from newswire.parse.readers.json_items import kind as kind_of
from newswire.parse.readers.json_items import subject, subjects

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = frozenset(("picture", "video", "audio", "graphic", "package", "event", "planning"))
_MEDIA = {"image": "picture", "video": "video", "audio": "audio", "photo": "picture", "pictures": "picture"}
_OF_EVENTS = re.compile(r"(?:[a-z]*event|match|matchcompact|fixture)", re.IGNORECASE)
"""Types of events: schema.org's (``SportsEvent``), and those of sport."""
_NAMES_OF_CONCEPT = ("name", "label", "title", "preflabel", "term")
_CODES_OF_CONCEPT = ("code", "id", "key")


def subjects_of(news: Object) -> tuple[Subject, ...]:
    """Return the subjects of a story and its codes of an index."""
    found = [*_subjects(value(news, "subjects"))]
    for name in names_in(news, "index_codes"):
        if isinstance(news[name], (str, list)):  # an object has the fields of a picture (IPTC-IIM)
            found += _subjects(news[name])
    return once(found)


def _subjects(concepts: object) -> Iterator[Subject]:
    if isinstance(concepts, str):
        concepts = [word for part in re.split("[,;]", concepts) if (word := part.strip())]
    if isinstance(concepts, list) and any(isinstance(one, str) for one in concepts):
        yield from (coded(one.name) if one.name else one for one in subjects(concepts))
        return
    for concept in objects(concepts):
        yield from _subject(concept)


def _subject(concept: Object) -> Iterator[Subject]:
    """Yield the subject of an object, or one for each code of ``{"code": ["04000000", …]}``."""
    scheme = string(concept.get("scheme"))
    for listed in ("code", "qcode", "uri"):
        if isinstance(codes := concept.get(listed), list):
            for one in strings(codes):
                known = coded(one)
                yield known if known.code and not scheme else Subject(one, None, scheme)
            return
    found = subject(concept)
    if found and found.name:
        yield found
        return
    folded = {plain(key): said for key, said in concept.items()}
    name = _said(folded, _NAMES_OF_CONCEPT, "name")
    code = found.code if found else _said(folded, _CODES_OF_CONCEPT, "id")
    if name or code:
        yield Subject(code, name, (found.scheme if found else None) or scheme)


def _said(concept: Object, names: tuple[str, ...], ending: str) -> str | None:
    """Return the first value under a name, otherwise under the first key that ends so (``categoryName``)."""
    for name in names:
        if said := string(concept.get(name)):
            return said
    return next((said for key in concept if key.endswith(ending) and (said := string(concept[key]))), None)


def genre_of(news: Object) -> str | None:
    """Return the genres of a story, joined by commas."""
    found = value(news, "genre")
    entries = found if isinstance(found, list) else [found]
    return ", ".join(strings([main(entry) for entry in entries])) or None


def kind_in(news: Object, *, has_text: bool) -> str:
    """Return the kind of a story: by its type; without a text of its own also by the type of its file."""
    said = string(news.get("type")) or string(news.get("@type")) or ""
    known = kind_of(said)
    if known in _KINDS:
        return known
    if _OF_EVENTS.fullmatch(said.rpartition(":")[2]):
        return "event"
    if not has_text:
        for name in ("itemclass", "mediatype", "contenttype", "type"):
            given = (string(news.get(name)) or "").lower().rpartition(":")[2]
            if medium := _MEDIA.get(given.partition("/")[0]):
                return medium
            if (known := kind_of(given)) in _KINDS:
                return known
    return "text"


def label_in(news: Object) -> str | None:
    """Return the label, or the number and the type of a write-through."""
    label = plain_text(news, "label")
    typed = string(news.get("writethrutype"))
    return " ".join(filter(None, (label, typed))) or None
