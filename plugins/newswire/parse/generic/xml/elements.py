"""Queries on elements of an agency's own XML: their plain names and their values."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import KNOWN_AS, plain
from newswire.parse.readers.elements import XML_LANG, holds_only_elements, local, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

Values = dict[str, list[str]]
"""Values of elements, by plain name."""

HEADLINES = frozenset(KNOWN_AS["headline"])
TITLES = frozenset(KNOWN_AS["headline"] + KNOWN_AS["slugline"])
BODIES = frozenset(KNOWN_AS["body"])
IDENTITIES = frozenset(KNOWN_AS["guid"])
PARAGRAPHS = frozenset(("p", "para", "par", "paragraph"))
KNOWN = frozenset(name for names in KNOWN_AS.values() for name in names)
ONLY_ALONE = frozenset(("head",))
"""Names of a headline that are also those of a part with other elements inside."""
_HEAD = re.compile(r"head|info|meta|front|prolog")
_WORDS = re.compile(r"[^\W\d_]{2,40}[,;]? {1,3}[^\W\d_]{1,40} {1,3}[^\W\d_]")
_STOP = re.compile(r"[.!?\"”»。]")
MOST_ATTRIBUTES = 100
"""Most attributes of an element whose attributes are read; lxml takes quadratic time for them."""


@lru_cache(maxsize=4096)
def plain_name(tag: str) -> str:
    """Return a name without its namespace, its punctuation and its capitals."""
    return plain(local(tag))


def values_of(element: _Element) -> Values:
    """Return the attributes of an element and the texts of its children by plain name, in their order."""
    found: Values = {}
    for name, value in attributes(element):
        if value.strip():
            found.setdefault(name, []).append(value)
    for child in element:
        said = child.text
        if len(child):  # <publisher><name>, <language><label>, or a list: <keywords><keyword>
            said = next((t for e in child if plain_name(e.tag) in ("name", "label") and (t := text(e))), None)
            said = said or _listed(child)
        if said and said.strip():
            found.setdefault(plain_name(child.tag), []).append(said)
    return found


def _listed(element: _Element) -> str | None:
    """Return the texts of an element's children as one list; None unless they have one name and no children.

    Commas separate the texts; spaces separate paragraphs.
    """
    names = {child.tag for child in element}
    if len(names) > 1 or any(len(child) for child in element) or not holds_only_elements(element):
        return None
    return (" " if local(names.pop()) == "p" else ", ").join(texts(element))


def attributes(element: _Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes of an element by plain name, ``xml:lang`` as ``language``.

    Yield none of more than ``MOST_ATTRIBUTES``.
    """
    if len(element.attrib) <= MOST_ATTRIBUTES:
        for name, value in element.attrib.items():
            yield "language" if name == XML_LANG else plain_name(str(name)), str(value)


def head_title(record: _Element) -> str | None:
    """Return the headline in a child that is a head (``head``, ``info``, ``grouphead``), or None."""
    for child in record:
        if len(child) and _HEAD.search(plain_name(child.tag)):
            for element in child.iterdescendants():
                if plain_name(element.tag) in HEADLINES and (said := text(element)):
                    return said
    return None


def is_running(said: str) -> bool:
    """Return whether a text has some words in a row, and the end of a sentence."""
    return _STOP.search(said) is not None and _WORDS.search(said) is not None
