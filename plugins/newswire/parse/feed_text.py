"""Text in feeds: titles and bodies that are plain, HTML, or HTML that nobody declared as such."""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING

from newswire.invisible import visible
from newswire.parse.elements import all_text, local
from newswire.parse.feed_names import is_atom
from newswire.parse.format import Unparsable
from newswire.parse.html import html_to_text
from newswire.parse.markup import markup_text, plain_text, refuse_too_many_tags

if TYPE_CHECKING:
    from lxml.etree import _Element

_TAG = re.compile(r"</?[a-z][a-z0-9:]*(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[", re.IGNORECASE)
_BLOCK = re.compile(
    r"<(?:p|br|div|ul|ol|li|dl|table|tr|blockquote|h[1-6]|section|article|figure|pre|hr)\b", re.IGNORECASE
)
_TITLE_TAG = re.compile(
    r"</?(?:b|i|u|q|a|em|strong|span|br|sup|sub|p|div|font|cite|code|small|img|abbr|mark|s|strike)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
MOST_CHARACTERS = 2_000_000
"""A longer text, pictures inside it not counted, is no story: its entry is rejected (``too-large``)."""

_PICTURE_INSIDE = re.compile(r"""(?<==)(["'])data:[^"'<>]*\1""")
_TEXT_TYPES = frozenset(("text", "text/plain"))
_XML_TYPE = re.compile(r"xhtml|(?:.+/(?:.+\+)?xml)|html|text/html", re.IGNORECASE)


def string_text(written: str) -> str:
    """The text of a string that may be HTML: RSS's ``description`` is, and does not say so.

    Without any tag its lines are kept; without a tag that makes lines, blank lines end paragraphs.
    """
    written = bounded(written)
    if _TAG.search(written):
        return html_to_text(written, blank_lines=not _BLOCK.search(written))
    return plain_text(unescaped(written))


def title_text(written: str) -> str | None:
    """A title in one line; tags are taken for such only where HTML has them (``the <video> element``)."""
    written = bounded(written)
    text = html_to_text(written) if _TITLE_TAG.search(written) else unescaped(written)
    return _one_line(text)


def _one_line(text: str) -> str | None:
    """A text in one line, where anything of it can be seen."""
    return " ".join(text.split()) if visible(text).strip() else None


def unescaped(text: str) -> str:
    """With the characters that references name; a bare ampersand, as in addresses, is none."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def title_of(element: _Element) -> str | None:
    """The title in an element, of whatever type."""
    if len(element):
        return _one_line(markup_text(element))
    return title_text(_decoded(element))


def text_of(element: _Element) -> str | None:
    """The story, or part of one, in an element: plain text with its paragraphs; nothing if it is no text.

    Markup may be inside as elements (XHTML, NITF) or escaped. Of Atom's types those that are no
    text (pictures, PDF) give nothing.

    Raises:
        Unparsable: ``too-large``.
    """
    declared = (element.get("type") or "").lower().split(";")[0].strip()
    if len(element):
        return bounded(markup_text(_story_inside(element))) or None
    if element.get("src"):
        return None
    if (
        is_atom(element)
        and "/" in declared
        and not declared.startswith("text/")
        and not _XML_TYPE.match(declared)
    ):
        return None
    written = bounded(_decoded(element))
    if is_atom(element) and declared in _TEXT_TYPES and not _BLOCK.search(written):
        return plain_text(unescaped(written)) or None
    return string_text(written) or None


def bounded(written: str) -> str:
    """The same, without pictures that are written into their tags; raises if it is too long for a story."""
    if len(written) > MOST_CHARACTERS // 10 and "data:" in written:
        written = _PICTURE_INSIDE.sub('""', written)
    if len(written) > MOST_CHARACTERS:
        detail = f"A text of {len(written):,} characters is no story; up to {MOST_CHARACTERS:,} are read."
        raise Unparsable("too-large", detail)
    refuse_too_many_tags(written)
    return written


def _decoded(element: _Element) -> str:
    """The characters of an element; Atom 0.3 may have them in Base64 (``mode``)."""
    written = element.text or ""
    if element.get("mode") == "base64":
        try:
            return base64.b64decode(written, validate=False).decode("utf-8", "replace")
        except ValueError:
            return written
    return written


def _story_inside(element: _Element) -> _Element:
    """In NITF the body without its head, whose lines are fields of their own."""
    for found in element.iter():
        if local(found.tag) == "body.content" and all_text(found).strip():
            return found
    return element
