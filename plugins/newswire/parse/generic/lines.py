"""Values in one line, without markup that a system left in a field meant for text.

It may be tags (``<b>``), CDATA that was sent as text, or markup that was escaped once or twice.
"""

from __future__ import annotations

import html
import re

from newswire.parse.readers.html import html_to_text

_TAGS = (
    r"(?:p|br|div|span|b|i|u|em|strong|a|h[1-6]|ul|ol|li|table|tr|td|th|img|sub|sup|font|small|blockquote)"
)
_TAG = re.compile(rf"</?{_TAGS}(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ESCAPED_TAG = re.compile(rf"&(?:amp;){{0,3}}lt;/?{_TAGS}(?:\s|/|&(?:amp;){{0,3}}gt;)", re.IGNORECASE)
_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,12}\d?);", re.IGNORECASE)
_CDATA = re.compile(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", re.DOTALL)
_MOST = 3
"""Times that references are resolved; nothing is escaped more often."""


def line(written: str) -> str:
    """Return a text in one line without tags, CDATA and references. A text without any stays as it is."""
    return " ".join(text(written).split())


def text(written: str) -> str:
    """Return a text without tags, CDATA and references, with a line break for each ``br`` or paragraph."""
    if "<" not in written and "&" not in written:
        return written
    written = unescaped(written)
    for _ in range(_MOST):
        if not _REFERENCE.search(written) or (plain := html.unescape(written)) == written:
            break
        written = plain
    return html_to_text(written) if _TAG.search(written) else written


def unescaped(written: str) -> str:
    """Return markup that was escaped as markup: ``<p>`` for ``&lt;p&gt;`` and ``&amp;lt;p&amp;gt;``.

    Text with tags of its own shows its escaped tags to a reader, so it stays as it is.
    """
    if "<![CDATA[" in written:
        written = _CDATA.sub(r"\1", written)
    if "&" not in written or _TAG.search(written) or not _ESCAPED_TAG.search(written):
        return written
    for _ in range(_MOST):
        written = html.unescape(written)
        if _TAG.search(written):
            break
    return written
