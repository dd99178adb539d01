"""The texts of one story in an agency's own XML: headline, body, caption, and fields of several lines."""

from __future__ import annotations

import copy
import re
import textwrap
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import KNOWN_AS
from newswire.parse.formats.captions import bare, remove, without_captions
from newswire.parse.generic.lines import unescaped
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
from newswire.parse.readers.markup import MAX_TEXT, markup_text, string_text
from newswire.parse.readers.paragraphs import paragraphs

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

Parts = dict[str, list["_Element"]]
"""The children of a record by plain name."""

FILES = re.compile(r"image|photo|picture|graphic|video|audio|media|document|attachment|enclosure")
"""Parts of the plain names of elements that hold a file or stand for one."""
_SHORTEST = 10
"""Characters; a running text has more."""


def parts_of(record: _Element) -> Parts:
    """Return the children of a record by plain name."""
    found: Parts = {}
    for child in record:
        found.setdefault(plain_name(child.tag), []).append(child)
    return found


def part_text(parts: Parts, field: str, read: Callable[[_Element], str] = markup_text) -> str | None:
    """Return the first text of a field's parts, read by ``read``; None if they have none."""
    children = (
        child
        for name in KNOWN_AS[field]
        for child in parts.get(name, ())
        if not (len(child) and name in ONLY_ALONE)
    )
    return next(filter(None, map(read, children)), None)


def part_lines(parts: Parts, field: str, *, first: int = 0) -> str | None:
    """Return the lines of a field that has an element for each, from index ``first`` on, joined by commas."""
    found = next((parts[name] for name in KNOWN_AS[field] if len(parts.get(name, ())) > 1), [])
    return ", ".join(texts(found)[first:]) or None


def body_text(element: _Element) -> str:
    """Return the text of a body. Join the wrapped lines of a plain text."""
    if len(element):
        return markup_text(_without_files(bare(element))) or markup_text(element)
    content = unescaped(element.text or "")
    if len(content) > MAX_TEXT or "\n" not in content.strip():
        return string_text(without_captions(content)) or string_text(content)
    if "<" in content:
        content = _dedented(content)
        return string_text(without_captions(content)) or string_text(content)
    return paragraphs(content.replace("\r\n", "\n").split("\n"))


def _without_files(body: _Element) -> _Element:
    """Return a body without the files inside it, each with its address and its caption."""
    if not any(map(_is_file, body.iterdescendants("*"))):
        return body
    copied = copy.deepcopy(body)
    remove([e for e in copied.iterdescendants("*") if _is_file(e)])
    return copied


def _is_file(element: _Element) -> bool:
    return len(element) > 0 and _FILE.fullmatch(plain_name(element.tag)) is not None


_FILE = re.compile(r"(?:image|photo|picture|graphic|video|audio|attachment|enclosure)s?(?:gallery)?")


def _dedented(content: str) -> str:
    """Return markup without the indentation that all its lines but the first have from the XML around it."""
    begun, _, others = content.partition("\n")
    return f"{begun.lstrip()}\n{textwrap.dedent(others)}"


def prose(record: _Element) -> str | None:
    """Return the text of a story whose body has no known name: its paragraphs and other running text.

    Elements with a known name, files, and parts with a title of their own are left out.
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
    """Return the first headline in ``record`` if it is the root of its document, else None."""
    if record.getparent() is not None:
        return None
    return next(
        (t for e in record.iter() if not len(e) and plain_name(e.tag) in HEADLINES and (t := text(e))), None
    )
