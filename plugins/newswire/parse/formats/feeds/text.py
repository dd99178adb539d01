"""Text in feeds: titles and bodies in plain text, HTML or undeclared HTML."""

from __future__ import annotations

import base64
import html
import re
from typing import TYPE_CHECKING

from newswire.errors import Unparsable
from newswire.lexicon.invisible import visible
from newswire.model import Reason
from newswire.parse.formats.captions import bare, without_captions
from newswire.parse.formats.feeds.names import is_atom
from newswire.parse.readers.elements import all_text, local
from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.markup import markup_text, plain_text, refuse_too_many_tags

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
"""The longest text, without pictures inside its tags. A longer one makes its entry ``too-large``."""

_PICTURE_INSIDE = re.compile(r"""(?<==)(["'])data:[^"'<>]*\1""")
_TEXT_TYPES = frozenset(("text", "text/plain"))
_HTML_TYPES = frozenset(("html", "text/html", "xhtml", "application/xhtml+xml"))
_XML_TYPE = re.compile(r"xhtml|(?:.+/(?:.+\+)?xml)|html|text/html", re.IGNORECASE)


def string_text(written: str) -> str:
    """Return the text of a string that may be HTML, like RSS's ``description``, which declares no type.

    A string without tags keeps its lines. In one without tags of blocks, blank lines end paragraphs.
    """
    written = bounded(written)
    if _TAG.search(written):
        blank_lines = not _BLOCK.search(written)
        told = html_to_text(without_captions(written), blank_lines=blank_lines)
        return told or html_to_text(written, blank_lines=blank_lines)
    return plain_text(unescaped(written))


def title_text(written: str) -> str | None:
    """Return a title in one line, or None if nothing in it is visible.

    Only tags that titles use count as markup: ``the <video> element`` is text.
    """
    written = bounded(written)
    text = html_to_text(written) if _TITLE_TAG.search(written) else unescaped(written)
    return _one_line(text)


def _one_line(text: str) -> str | None:
    """Return a text in one line, or None if nothing in it is visible."""
    return " ".join(text.split()) if visible(text).strip() else None


def unescaped(text: str) -> str:
    """Resolve character references. A bare ampersand, as in addresses, is no reference."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def line_text(written: str | None) -> str | None:
    """Return a name or a term in one line, without tags of HTML; None if nothing in it is visible."""
    if not written:
        return None
    return _one_line(html_to_text(written) if _TAG.search(written) else unescaped(written))


def title_of(element: _Element) -> str | None:
    """Return the title in an element of any type, or None if nothing in it is visible."""
    if len(element):
        return _one_line(markup_text(element))
    written = _decoded(element)
    if (element.get("type") or "").lower() in _HTML_TYPES:  # all of its tags are tags
        return _one_line(html_to_text(bounded(written)))
    return title_text(written)


def text_of(element: _Element) -> str | None:
    """Return the story, or a part of it, in an element as plain text with paragraphs.

    Markup may be inside as elements (XHTML, NITF) or escaped. Return None if there is no text, as
    for Atom's types of pictures and PDF.

    Raises:
        Unparsable: ``too-large``.
    """
    declared = (element.get("type") or "").lower().split(";")[0].strip()
    if len(element):
        inside = _story_inside(element)
        return bounded(markup_text(bare(inside)) or markup_text(inside)) or None
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
    """Return a text; a long one without the pictures that are written into its tags.

    Raises:
        Unparsable: ``too-large``, if the text is too long for a story or has too many tags.
    """
    if len(written) > MOST_CHARACTERS // 10 and "data:" in written:
        written = _PICTURE_INSIDE.sub('""', written)
    if len(written) > MOST_CHARACTERS:
        detail = f"A text of {len(written):,} characters is no story; up to {MOST_CHARACTERS:,} are read."
        raise Unparsable(Reason.TOO_LARGE, detail)
    refuse_too_many_tags(written)
    return written


def _decoded(element: _Element) -> str:
    """Return the characters of an element. Decode Base64, which Atom 0.3 allows (``mode``)."""
    written = element.text or ""
    if element.get("mode") == "base64":
        try:
            return base64.b64decode(written, validate=False).decode("utf-8", "replace")
        except ValueError:
            return written
    return written


def _story_inside(element: _Element) -> _Element:
    """Return NITF's ``body.content``, because its head has fields of its own; otherwise the element."""
    for found in element.iter():
        if local(found.tag) == "body.content" and all_text(found).strip():
            return found
    return element
