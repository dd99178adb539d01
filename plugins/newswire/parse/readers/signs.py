"""Empty elements that stand for a sign: STT writes ``2018<endash/>2019``, others ``<nbsp/>`` and ``<quot/>``.

No standard defines them, so each has the sign that HTML gives to the entity of its name. Any other empty
element between two words separates them, unless it is part of a line in XHTML or NITF.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html.entities import html5
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import plain
from newswire.parse.readers.elements import holds_only_elements, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTITIES = (
    "ndash mdash horbar hyphen shy nbsp ensp emsp thinsp hairsp quot apos ldquo rdquo lsquo rsquo sbquo "
    "bdquo laquo raquo lsaquo rsaquo hellip bull middot amp lt gt euro pound yen cent dollar copy reg "
    "trade deg times divide minus plusmn half frac12 frac13 frac14 frac34 sect permil percnt dagger prime"
)
SIGNS: dict[str, str] = {
    **{name: html5[f"{name};"] for name in _ENTITIES.split()},
    "endash": "–",
    "emdash": "—",
    "dash": "–",
    "softhyphen": "\N{SOFT HYPHEN}",
    "nobreakspace": "\N{NO-BREAK SPACE}",
    "nonbreakingspace": "\N{NO-BREAK SPACE}",
    "nbspace": "\N{NO-BREAK SPACE}",
    "space": " ",
    "ellipsis": "…",
    "bullet": "•",
    "apostrophe": "’",
    "ampersand": "&",
    "quote": '"',
    "degree": "°",
    "percent": "%",
}
"""Signs by the names of their elements, in the form of ``plain``."""

_LINE = (
    "a abbr acronym b bdi bdo big blink cite code data del dfn em font i img ins kbd label mark meter "
    "nobr object output q rp rt ruby s samp script small span strike strong style sub sup time tt u var "
    "wbr alt-code chron classifier copyrite event function lang location money num object.title org "
    "person pronounce virtloc"
)
OF_A_LINE = frozenset(_LINE.split())
"""Elements that do not separate words in XHTML or NITF 3.6 (``enriched text``), empty or not."""

_EMPTY = re.compile(rb"<([A-Za-z][\w:.-]{0,30}+)\s?(?:/>|></\1\s?>)")
_EMPTY_BEFORE_TEXT = re.compile(rb"/>(?=[^\s<])")
_LONGEST_TAG = 1_000
_NAME = re.compile(rb"<([A-Za-z][\w:.-]{0,30})[^<>]*\Z")


@lru_cache(maxsize=1024)
def sign_of(name: str) -> str | None:
    """Return the sign for which an empty element of this local name stands; None if it stands for none."""
    return SIGNS.get(plain(name))


def with_signs(root: _Element, data: bytes) -> None:
    """Put signs, line breaks and spaces behind the empty elements between words of ``root``.

    Args:
        root: the tree, which is changed.
        data: the bytes that it was made of. They show fast which elements matter.
    """
    around, in_text = None, False
    for element in root.iter(*names) if (names := _names_of_empty(data)) else ():
        if not _is_empty(element):
            continue
        tail, name = element.tail or "", local(element.tag)
        if sign := sign_of(name):
            parent = element.getparent()
            if parent is not around:  # its other children need no second look
                around, in_text = parent, parent is not None and _holds_text(parent)
            element.tail = sign + tail if in_text else tail
        elif tail[:1].isalnum() and _text_before(element)[-1:].isalnum():
            element.tail = ("\n" if name.lower() == "br" else " ") + tail


def _names_of_empty(data: bytes) -> list[str]:
    """Return the names, for any namespace, of empty elements that may separate words or stand for a sign."""
    names = set(_EMPTY.findall(data))
    for end in _EMPTY_BEFORE_TEXT.finditer(data):
        start = data.rfind(b"<", max(0, end.start() - _LONGEST_TAG), end.start())
        if start >= 0 and (name := _NAME.match(data, start, end.start())):
            names.add(name[1])
    return list(filter(None, map(_separating, names)))


@lru_cache(maxsize=1024)
def _separating(name: bytes) -> str | None:
    """Return the name of an element, for any namespace; None for one that is a part of its line."""
    bare = name.decode().rpartition(":")[2]
    return None if bare.lower() in OF_A_LINE else f"{{*}}{bare}"


def _is_empty(element: _Element) -> bool:
    return not len(element) and (not element.text or element.text.isspace())


def _holds_text(element: _Element) -> bool:
    """Return whether an element holds running text, not the fields of a record."""
    names = (local(child.tag).lower() for child in element)
    return not holds_only_elements(element) or all(sign_of(name) or name in OF_A_LINE for name in names)


def _text_before(element: _Element) -> str:
    """Return the text right before an element, inside its parent."""
    before = element.getprevious()
    if before is not None:
        return before.tail or ""
    parent = element.getparent()
    return (parent.text or "") if parent is not None else ""
