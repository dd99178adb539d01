"""Conversion of XML with its fields in attributes or under keys into XML with an element for each field.

Four ways are common: the text of an element in an attribute (``<headline val="…"/>``), the name of a
field in one (``<field name="headline">…</field>``, ``<str name="title">…</str>``), a whole record in
attributes (``<story headline="…" text="…"/>``), and keys before their values (property lists).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.parse.generic.xml.elements import HEADLINES, KNOWN, MOST_ATTRIBUTES, plain_name

if TYPE_CHECKING:
    from lxml.etree import _Element

_VALUES = ("val", "value", "content", "text", "data", "v")
_NAMES = ("name", "key", "id", "field", "fieldname", "type", "label", "n", "tag")
_TEXTS = frozenset(
    name for field in ("body", "standfirst", "caption", "published") for name in KNOWN_AS[field]
)
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def unfold(root: _Element) -> None:
    """Change a tree in place: values become texts, names of fields become tags, records get children."""
    for key in list(root.iter("key")):
        _name_by_key(key)
    for element in list(root.iter()):
        attributes = {} if len(element.attrib) > MOST_ATTRIBUTES else _plain_attributes(element)
        if not attributes:
            continue
        _take_name(element, attributes)
        if len(element):
            continue
        if attributes.keys() & HEADLINES and (attributes.keys() & _TEXTS or element.text):
            _add_children(element, attributes)
        elif not (element.text or "").strip() and plain_name(element.tag) in KNOWN:
            element.text = next((attributes[name] for name in _VALUES if attributes.get(name)), None)


def _name_by_key(key: _Element) -> None:
    """Give the value after a key the key's text as its name: ``<key>title</key><string>…</string>``."""
    name, value = (key.text or "").strip(), key.getnext()
    if value is not None and not len(key) and plain(name) in KNOWN and _NAME.fullmatch(name):
        value.tag = name


def _plain_attributes(element: _Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in element.attrib.items():
        if value.strip():
            found.setdefault(plain_name(str(name)), str(value))
    return found


def _take_name(element: _Element, attributes: dict[str, str]) -> None:
    """Give an element the name of a field that one of its attributes states, unless its own is known."""
    if plain_name(element.tag) in KNOWN:
        return
    for name in _NAMES:
        said = attributes.get(name, "").strip()
        if plain(said) in KNOWN and _NAME.fullmatch(said):
            element.tag = said
            return


def _add_children(element: _Element, attributes: dict[str, str]) -> None:
    """Add an element for each attribute of a record; the record's own text becomes the body."""
    body, element.text = (element.text or "").strip(), None
    for name, value in attributes.items():
        if _NAME.fullmatch(name):
            etree.SubElement(element, name).text = value
    if body:
        etree.SubElement(element, "body").text = body
