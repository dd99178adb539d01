"""Pieces that the JSON formats of news share: statuses, kinds, subjects, renditions, bodies."""

from __future__ import annotations

import re
from typing import Literal

from newswire.model import Link, Pubstatus, Subject
from newswire.parse.readers import newscodes
from newswire.parse.readers.charset import line_feeds, without_controls
from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.json import Object, objects, string, strings

_MARKUP = re.compile(r"<[/!?]?[a-zA-Z][^<>]*>|&(?:[a-z]+|#\d+);")
_BLANK = re.compile(r"\n[ \t\n]*\n")
_LONG_LINE = 100
_QCODE = re.compile(r"[A-Za-z][A-Za-z0-9]{0,7}:[\w.-]{1,30}")


def pubstatus(value: object, warnings: list[str]) -> Pubstatus | None:
    """Return the IPTC publishing status; ``stat:canceled`` and ``canceled`` are the same.

    A status that is not known gives a warning and None.
    """
    return newscodes.pubstatus(_tail(value), warnings)


def kind(value: object) -> str | None:
    """Return the kind of an item in our words; ``ninat:picture`` and ``picture`` are the same."""
    return newscodes.kind(_tail(value))


def _tail(code: object) -> str:
    return (string(code) or "").replace("/", ":").rpartition(":")[2]


def subject(concept: Object, *, scheme: str | None = None) -> Subject | None:
    """Return the subject that a concept names; None if it has neither a code nor a name.

    The code comes from ``code`` and ``scheme``, else ``qcode``, else ``uri``, else ``literal``.
    """
    name = string(concept.get("name"))
    code = string(concept.get("code"))
    scheme = newscodes.scheme_name(string(concept.get("scheme")) or scheme or "") or None
    if not code and (qcode := string(concept.get("qcode"))):
        head, colon, tail = qcode.partition(":")
        scheme, code = (head, tail) if colon else (scheme, qcode)
    if not code and (uri := string(concept.get("uri"))):
        head, slash, tail = uri.rpartition("/")
        scheme, code = (newscodes.scheme_name(head + slash), tail) if tail and slash else (scheme, uri)
    code = code or string(concept.get("literal"))
    return Subject(code, name, scheme) if code or name else None


def subjects(concepts: object) -> tuple[Subject, ...]:
    """Return the subjects of an array of objects, or of texts that are names."""
    if not concepts:
        return ()
    if isinstance(concepts, list) and any(isinstance(entry, str) for entry in concepts):
        return tuple(_from_text(said) for said in strings(concepts))
    concept_objects = [single for concept in objects(concepts) for single in _singles(concept)]
    return tuple(found for concept in concept_objects if (found := subject(concept)))


def _singles(concept: Object) -> list[Object]:
    """Return one object for each code where the codes of several concepts are one array."""
    codes = concept.get("code")
    if not isinstance(codes, list):
        return [concept]
    names = concept.get("name")
    called = names if isinstance(names, list) and len(names) == len(codes) else [None] * len(codes)
    return [concept | {"code": code, "name": name} for code, name in zip(codes, called, strict=True)]


def _from_text(said: str) -> Subject:
    """Return the subject in a text: a code behind the alias of its scheme (``N2:SEA``), or a name."""
    scheme, _, code = said.partition(":")
    return Subject(code, None, scheme) if _QCODE.fullmatch(said) else Subject(name=said)


def labels_of(concepts: object) -> tuple[str, ...]:
    """Return the names of concepts, else their codes; a text is a name."""
    if concepts is None:
        return ()
    found = (one.name or one.code for entry in objects(concepts) if (one := subject(entry)))
    return tuple(dict.fromkeys(filter(None, found))) or strings(concepts)


def label_of(concept: object) -> str | None:
    """Return the name of a concept, else its code; of an array, that of the first concept that has one."""
    return string(concept) or next(iter(labels_of(concept)), None)


def renditions(value: object, guid: str | None = None) -> tuple[Link, ...]:
    """Return renditions as links, from an object of named ones (ninjs 1.x) or an array (2.x and later)."""
    if not value:
        return ()
    found = list(value.values()) if isinstance(value, dict) else value
    urls = (string(one.get("href")) or string(one.get("url")) for one in objects(found))
    return tuple(Link("rendition", guid, url) for url in dict.fromkeys(urls) if url)


def body(text: str, markup: Literal["html", "text", "unknown"] = "unknown") -> str | None:
    """Return the text of a body; None if it is empty. ``unknown`` means HTML if there is a tag."""
    if markup == "html" or (markup == "unknown" and _has_markup(text)):
        return html_to_text(text) or None
    return paragraphs(text) or None


def line(text: str) -> str:
    """Return a text in one line. It is HTML if there is a tag."""
    shown = html_to_text(text) if _has_markup(text) else without_controls(text).strip()
    return " ".join((shown or text).split())


def _has_markup(text: str) -> bool:
    return ("<" in text or "&" in text) and _MARKUP.search(text) is not None


def paragraphs(text: str) -> str:
    """Return plain text with paragraphs separated by one blank line.

    Text without any blank line and with long lines has one paragraph a line.
    """
    text = without_controls(line_feeds(text)).strip()
    if "\n" not in text:
        return text
    text = _BLANK.sub("\n\n", text)
    lines = text.split("\n")
    if "\n\n" not in text and len(lines) > 1 and len(text) > _LONG_LINE * len(lines):
        return "\n\n".join(line.strip() for line in lines)
    return "\n".join(line.rstrip() for line in lines)
