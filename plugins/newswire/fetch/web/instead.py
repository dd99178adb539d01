"""Answers in the place of the expected document: nothing, a form to log in, a web page."""

from __future__ import annotations

import re
from html import unescape

_BEGINNING = 262_144
_HTML = re.compile(rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|title|meta)\b", re.I | re.S)
_TITLE = re.compile(rb"<title[^>]{0,500}>(.{0,500}?)</title", re.IGNORECASE | re.DOTALL)
_PASSWORD = re.compile(rb"<input\b[^>]{0,1000}\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
_LONGEST_TITLE = 80


def is_html(content: bytes) -> bool:
    """Return whether bytes begin like a web page."""
    return _HTML.match(content.removeprefix(b"\xef\xbb\xbf")[:_BEGINNING]) is not None


def asks_for_login(content: bytes) -> bool:
    """Return whether bytes are a web page with a field for a password."""
    return is_html(content) and _PASSWORD.search(content[:_BEGINNING]) is not None


def instead_of(expected: str, content: bytes) -> str | None:
    """Return the sentence on an answer that is clearly not the expected document; None if it may be.

    Args:
        expected: a noun with its article, such as "a sitemap".
        content: the answer.
    """
    if not content.strip():
        return f"The answer is empty, in the place of {expected}. Try later; if it stays so, look at the url."
    if asks_for_login(content):
        return (
            f"The answer is a form to log in{_titled(content)}, in the place of {expected}. Ask the "
            "publisher for an address that programs may read."
        )
    if is_html(content):
        return (
            f"The answer is a web page{_titled(content)}, in the place of {expected}. Look at the url in a "
            "browser: it may have moved, or the server checks for robots."
        )
    return None


def _titled(content: bytes) -> str:
    found = _TITLE.search(content[:_BEGINNING])
    title = " ".join(unescape(found[1].decode("utf-8", "replace")).split()) if found else ""
    return f" ({title[:_LONGEST_TITLE]!r})" if title else ""
