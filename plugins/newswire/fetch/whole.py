"""Whether the end of a document is missing, which no framing of HTTP shows.

A server may send a Content-Length that counts characters, end a connection early in a body without a length,
or fail in the middle of a document and close it properly.
"""

from __future__ import annotations

import json
import re

CUT = (
    "is cut: its outermost element or bracket is not closed. It is not taken. Try later; if it stays so, ask "
    "the publisher."
)
"""The predicate of the sentence on a document that lacks its end."""

_BOM = b"\xef\xbb\xbf"
_PROLOG = re.compile(
    rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE
)
_NAME = rb"[A-Za-z_\x80-\xff][\w.:\x80-\xff-]*"
_ROOT = re.compile(rb"\s*<(" + _NAME + rb")(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?(/?)>")
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)[\s>]")
_BEGINS = re.compile(rb"\s*<(?:\?|" + _NAME + rb"|!--|!DOCTYPE)")
_HTML = re.compile(
    rb"\s*<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|div|p|br|hr|center|h[1-6]|b|font|"
    rb"pre|table|ul|span)\b",
    re.IGNORECASE,
)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


def is_cut(content: bytes) -> bool:
    """Return whether a document of XML, JSON or iCalendar lacks its end.

    XML ends with the end tag of its root (XML 1.0, production 1), JSON with the bracket that closes the first
    one (RFC 8259, section 2), a calendar with ``END:VCALENDAR`` (RFC 5545, section 3.4). Of an empty document
    and of other kinds this is not known: False.
    """
    text = content.removeprefix(_BOM)
    if b"\0" in text[:4]:  # UTF-16 or UTF-32: every second byte, or more, is zero in ASCII
        text = text.replace(b"\0", b"").lstrip(b"\xff\xfe")
    elif text[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        text = text[2:].replace(b"\0", b"")
    text = text.strip()
    if text[:1] in {b"{", b"["}:
        return _json_is_cut(text)
    if text[:15].upper() == b"BEGIN:VCALENDAR":
        return b"END:VCALENDAR" not in text.upper()
    return _xml_is_cut(text)


def _json_is_cut(text: bytes) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        brackets = _STRING.sub(b"", text)
        opened = brackets.count(b"{") + brackets.count(b"[")
        return opened > brackets.count(b"}") + brackets.count(b"]") or b'"' in brackets
    return False


def _xml_is_cut(text: bytes) -> bool:
    start = 0
    while prolog := _PROLOG.match(text, start):
        start = prolog.end()
    if _HTML.match(text, start):
        return False
    feed = _FEED.search(text, start)
    if not feed and not _BEGINS.match(text, start):
        return text[:2] == b"<?" and text[start:].strip() in {b"", b"<"}
    root = _ROOT.match(text, feed.start() if feed else start)
    if not root:
        return text[:5] == b"<?xml" or feed is not None or b">" not in text[start:]
    return not root[2] and not re.search(rb"</" + re.escape(root[1]) + rb"\s*>", text[root.end() :])
