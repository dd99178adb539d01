"""The texts of one story in XML of an agency's own: headline, body, caption, and what stands line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import KNOWN_AS
from newswire.parse.generic.xml.elements import (
    HEADLINES,
    KNOWN,
    ONLY_ALONE,
    PARAGRAPHS,
    TITLES,
    is_running,
    plain_name,
)
from newswire.parse.readers.elements import text, texts
from newswire.parse.readers.markup import MAX_TEXT, markup_text
from newswire.parse.readers.paragraphs import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

Parts = dict[str, list["_Element"]]
"""The children of a record by plain name."""

FILES = re.compile(r"image|photo|picture|graphic|video|audio|media|document|attachment|enclosure")
"""What is in the plain names of elements that hold a file or stand for one."""
_SHORTEST = 10
"""Characters; what has no more is no running text."""


def parts_of(record: _Element) -> Parts:
    """Return the children of a record by plain name."""
    found: Parts = {}
    for child in record:
        found.setdefault(plain_name(child.tag), []).append(child)
    return found


def part_text(parts: Parts, field: str, read: Callable[[_Element], str] = markup_text) -> str | None:
    """Return the text of a field's part, with its paragraphs, whether it is plain or holds markup."""
    children = (
        child
        for name in KNOWN_AS[field]
        for child in parts.get(name, ())
        if not (len(child) and name in ONLY_ALONE)
    )
    return next(filter(None, map(read, children)), None)


def part_lines(parts: Parts, field: str, *, first: int = 0) -> str | None:
    """Return the lines of a field that has an element for each line, from the ``first`` one on."""
    found = next((parts[name] for name in KNOWN_AS[field] if len(parts.get(name, ())) > 1), [])
    return ", ".join(texts(found)[first:]) or None


def body_text(element: _Element) -> str:
    """Return the text of a body; lines of plain text that were only wrapped are joined."""
    content = element.text or ""
    if len(element) or "<" in content or "\n" not in content.strip() or len(content) > MAX_TEXT:
        return markup_text(element)
    return paragraphs(content.replace("\r\n", "\n").split("\n"))


def prose(record: _Element) -> str | None:
    """Return the text of a story whose body has no known name: its paragraphs, or other running text.

    Elements with a known name are left out, and so are texts inside parts that have a title.
    """
    found = []
    for child in record:
        name = plain_name(child.tag)
        if name in KNOWN or FILES.search(name) or any(plain_name(e.tag) in TITLES for e in child):
            continue
        content = markup_text(child)
        if name in PARAGRAPHS or (len(content) > _SHORTEST and is_running(content)):
            found.append(content)
    return "\n\n".join(filter(None, found)) or None


def deep_headline(record: _Element) -> str | None:
    """Return the headline that lies deeper in a document which is one story."""
    if record.getparent() is not None:
        return None
    return next(
        (t for e in record.iter() if not len(e) and plain_name(e.tag) in HEADLINES and (t := text(e))), None
    )
