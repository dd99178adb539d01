"""Values of a story in an agency's own XML that lie deeper in its record or beside it: heads, metadata.

Some names mean something else in another place (``id``, ``title``, ``url``: of a picture, of an author).
They count only if the story itself has them.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.model import Subject
from newswire.parse.generic.xml.elements import KNOWN, MOST_ATTRIBUTES, plain_name
from newswire.parse.readers.elements import once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from newswire.parse.generic.xml.elements import Values

_OTHERS = (
    *("id", "uri", "urn", "identifier", "contentid", "url", "link", "source", "version", "type", "status"),
    *("title", "heading", "head", "text", "content", "contents", "description", "desc", "lead", "html"),
    *("label", "note", "tag", "name", "usage", "by", "so", "ti", "hl", "hd", "dd", "rubrik"),
)
_TIMES = ("date", "time", "datetime", "timestamp", "created", "modified", "updated")
_ELSEWHERE_OTHER = frozenset(_OTHERS)
_ATTRIBUTES_OTHER = frozenset((*_OTHERS, *_TIMES))
_OWN = frozenset(
    name for field in ("headline", "body", "standfirst", "caption") for name in KNOWN_AS[field]
) - {"head"}
_FILES = re.compile(r"image|photo|picture|graphic|video|audio|media|attachment|enclosure|related")
_PAIRS = (
    *(("name", "value"), ("name", "content"), ("element", "value")),
    *(("key", "value"), ("property", "content")),
)
_CODED = re.compile(r"code|subject|topic|classif|categor|industr|compan|ticker|concept")
_CODES = ("code", "qcode", "reference", "refnum")
_MOST = 2_000
"""Elements that are read for one story."""


def inside(record: _Element) -> Values:
    """Return the values of elements deeper in a record than its children, without its texts and files."""
    found: Values = {}
    for child in record:
        name = plain_name(child.tag)
        if len(child) and name not in _OWN and not _FILES.search(name):
            _collect(child, found)
    return found


def beside(record: _Element) -> Values:
    """Return the values of elements beside a record, or beside an element around it."""
    found: Values = {}
    within = record
    for ancestor in record.iterancestors():
        for child in ancestor:
            if child is not within:
                _collect(child, found)
        within = ancestor
    return found


def subjects(record: _Element) -> tuple[Subject, ...]:
    """Return the codes of a record as subjects: ``<codes class="topics"><code code="GTOUR"/>``."""
    found = []
    for element in islice(record.iter(), _MOST):
        code = next(filter(None, map(element.get, _CODES)), None)
        if code and _CODED.search(plain_name(element.tag)):
            parent = element.getparent()
            above = () if parent is None else (parent.get("class"), parent.get("scheme"), parent.get("type"))
            own = next(filter(None, map(element.get, ("name", "label", "title"))), element.text or "")
            schemes = (element.get("scheme"), element.get("type"), *above)
            found.append(
                Subject(code.strip(), " ".join(own.split()) or None, next(filter(None, schemes), None))
            )
    return once(found)


def _collect(root: _Element, found: Values) -> None:
    for element in islice(root.iter(), _MOST):
        for name, value, of_attribute in _said(element):
            other = _ATTRIBUTES_OTHER if of_attribute else _ELSEWHERE_OTHER
            if name in KNOWN and name not in other:
                found.setdefault(name, []).append(value)


def _said(element: _Element) -> Iterator[tuple[str, str, bool]]:
    for name_of, value_of in _PAIRS:
        name, value = element.get(name_of), element.get(value_of)
        if name and value and value.strip():
            yield plain(re.split(r"[.:]", name)[-1]), value, False
            return
    for attribute, said in element.attrib.items() if len(element.attrib) <= MOST_ATTRIBUTES else ():
        if said.strip():
            yield plain_name(str(attribute)), str(said), True
    if not len(element) and element.text and element.text.strip():
        yield plain_name(element.tag), element.text, False
