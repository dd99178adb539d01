"""What is said of a story in XML of an agency's own deeper inside its record, or beside it: heads, metadata.

Names that mean something else in another place (``id``, ``title``, ``url``: of a picture, of an author)
count only where the story itself has them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from newswire.model import Subject
from newswire.parse.elements import local, once
from newswire.parse.story_names import KNOWN_AS, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

Values = dict[str, list[str]]

_ELSEWHERE_OTHER = frozenset(
    (
        *(
            "id",
            "uri",
            "urn",
            "identifier",
            "contentid",
            "url",
            "link",
            "title",
            "heading",
            "head",
            "type",
            "text",
        ),
        *(
            "content",
            "contents",
            "description",
            "desc",
            "label",
            "status",
            "lead",
            "note",
            "version",
            "tag",
            "name",
        ),
        *("by", "so", "ti", "hl", "hd", "dd", "rubrik", "source", "html", "usage"),
    )
)
_ATTRIBUTES_OTHER = _ELSEWHERE_OTHER | {
    "date",
    "time",
    "datetime",
    "timestamp",
    "created",
    "modified",
    "updated",
}
_OWN = frozenset(
    name for field in ("headline", "body", "standfirst", "caption") for name in KNOWN_AS[field]
) - {"head"}
_KNOWN = frozenset(name for names in KNOWN_AS.values() for name in names)
_FILES = re.compile(r"image|photo|picture|graphic|video|audio|media|attachment|enclosure|related")
_PAIRS = (
    ("name", "value"),
    ("name", "content"),
    ("element", "value"),
    ("key", "value"),
    ("property", "content"),
)
_CODED = re.compile(r"code|subject|topic|classif|categor|industr|compan|ticker|concept")
_MOST = 2_000
"""Elements that are looked at for one story."""
_MOST_ATTRIBUTES = 100
"""Attributes of one element that are looked at; lxml takes quadratic time for them."""


def inside(record: _Element) -> Values:
    """What the elements say that lie deeper in a record than its children, texts and files left out."""
    found: Values = {}
    for child in record:
        name = _plain(child.tag)
        if len(child) and name not in _OWN and not _FILES.search(name):
            _collect(child, found)
    return found


def beside(record: _Element) -> Values:
    """What the elements say that stand beside a record, or beside what it lies in."""
    found: Values = {}
    within = record
    for ancestor in record.iterancestors():
        for child in ancestor:
            if child is not within:
                _collect(child, found)
        within = ancestor
    return found


def subjects(record: _Element) -> tuple[Subject, ...]:
    """Codes that a record is classified by: ``<codes class="topics"><code code="GTOUR"/>``."""
    found = []
    for element in islice(record.iter(), _MOST):
        code = element.get("code") or element.get("qcode")
        if code and _CODED.search(_plain(element.tag)):
            parent = element.getparent()
            above = () if parent is None else (parent.get("class"), parent.get("scheme"), parent.get("type"))
            own = element.get("name") or element.text or ""
            schemes = (element.get("scheme"), element.get("type"), *above)
            found.append(
                Subject(code.strip(), " ".join(own.split()) or None, next(filter(None, schemes), None))
            )
    return once(found)


def _collect(root: _Element, found: Values) -> None:
    for element in islice(root.iter(), _MOST):
        for name, value, of_attribute in _said(element):
            other = _ATTRIBUTES_OTHER if of_attribute else _ELSEWHERE_OTHER
            if name in _KNOWN and name not in other:
                found.setdefault(name, []).append(value)


def _said(element: _Element) -> Iterator[tuple[str, str, bool]]:
    for name_of, value_of in _PAIRS:
        name, value = element.get(name_of), element.get(value_of)
        if name and value and value.strip():
            yield plain(re.split(r"[.:]", name)[-1]), value, False
            return
    for attribute, said in element.attrib.items() if len(element.attrib) <= _MOST_ATTRIBUTES else ():
        if said.strip():
            yield _plain(str(attribute)), str(said), True
    if not len(element) and element.text and element.text.strip():
        yield _plain(element.tag), element.text, False


@lru_cache(maxsize=4096)
def _plain(tag: str) -> str:
    return plain(local(tag))
