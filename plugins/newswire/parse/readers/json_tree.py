"""XML trees from JSON that was made from XML.

There is no standard for it. Attributes are names that begin with ``@``, ``_`` or ``-``, or an object of
their own (``$``, ``_attributes``); the text of an element is ``$``, ``#text``, ``_`` or the like (BadgerFish,
xmltodict, xml2js, xml-js, Json.NET). A name with an array stands for several elements.
"""

from __future__ import annotations

import re

from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.readers.json import Object

_TEXTS = frozenset(("$", "#text", "_", "_text", "__text", "$t", "#", "#cdata-section", "_cdata", "__cdata"))
_ATTRIBUTES = frozenset(("$", "@", "_attributes", "@attributes", "attributes"))
_OF_ATTRIBUTES = frozenset(
    (
        *("guid", "version", "standard", "standardversion", "conformance", "qcode", "uri", "literal"),
        *("role", "tag", "rank", "contenttype", "href", "rendition", "wordcount", "id-string"),
        *("FormalName", "Value", "Euid", "Duid", "Scheme", "MimeType"),
    )
)
"""Names of attributes in the news standards, for JSON that does not mark attributes."""
_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_DEEPEST = 60
_MOST_NODES = 100_000
"""Elements and attributes that are made from one value."""
_MOST_ATTRIBUTES = 1_000
"""Attributes of one element; lxml takes quadratic time for them."""


def tree(name: str, value: object) -> etree._Element:
    """Return an element of the given name, made from a JSON value.

    Raises:
        Unparsable: ``too-deep``, ``too-large``.
    """
    element = etree.Element(_local(name) or "value")
    _Tree().fill(element, value, 0)
    return element


class _Tree:
    """The construction of one tree, with a count of its elements and attributes."""

    def __init__(self) -> None:
        self._nodes = 0

    def fill(self, element: etree._Element, value: object, depth: int) -> None:
        if depth > _DEEPEST:
            raise Unparsable(Reason.TOO_DEEP, f"The elements lie more than {_DEEPEST} deep in each other.")
        if not isinstance(value, dict):
            _add_text(element, [value])
            return
        for name, inner in value.items():
            if name in _ATTRIBUTES and isinstance(inner, dict):
                self._set_attributes(element, inner)
            elif name in _TEXTS:
                _add_text(element, inner if isinstance(inner, list) else [inner])
            elif name in _OF_ATTRIBUTES and not isinstance(inner, (dict, list)):
                self._set_attributes(element, {name: inner})
            elif isinstance(inner, (dict, list)) or name[:1] not in "@_-":
                for part in inner if isinstance(inner, list) else [inner]:
                    if tag := _local(name.lstrip("@_-")):
                        self._count()
                        self.fill(etree.SubElement(element, tag), part, depth + 1)
            else:
                self._set_attributes(element, {name[1:]: inner})

    def _set_attributes(self, element: etree._Element, values: Object) -> None:
        for name, value in values.items():
            bare = name.lstrip("@_-")
            if (said := _said(value)) is not None and (tag := _local(bare)):
                self._count()
                if len(element.attrib) >= _MOST_ATTRIBUTES:
                    raise Unparsable(
                        Reason.TOO_LARGE, f"An element has more than {_MOST_ATTRIBUTES:,} attributes."
                    )
                of_xml = bare.startswith(("xml:", "xml_"))
                element.set(f"{{http://www.w3.org/XML/1998/namespace}}{tag}" if of_xml else tag, said)

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > _MOST_NODES:
            raise Unparsable(
                Reason.TOO_LARGE, f"The JSON stands for more than {_MOST_NODES:,} elements and attributes."
            )


def _add_text(element: etree._Element, values: list[object]) -> None:
    said = "".join(filter(None, map(_said, values)))
    if not said:
        return
    if len(element):  # JSON groups mixed content by names and loses the place of its text
        element[-1].tail = (element[-1].tail or "") + said
    else:
        element.text = (element.text or "") + said


def _said(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, (str, int, float)) else None


def _local(name: str) -> str | None:
    """Return the name without its prefix; None if it is no ASCII name of XML."""
    bare = name.rpartition(":")[2]
    return bare if _NAME.fullmatch(bare) and bare.isascii() else None
