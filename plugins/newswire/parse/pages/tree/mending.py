"""Broken markup that the parser reads otherwise than browsers do, brought into a form that both read alike.

The source of each rule is the parsing section of the HTML standard
(https://html.spec.whatwg.org/multipage/parsing.html), and how libxml2 differs from it.
"""

from __future__ import annotations

import re

_CONTROLS = bytes({*range(32)} - {9, 10, 12, 13} | {127})
_ENDS = re.compile(
    rb"</(?:(?:body|html)\b[^<>]{0,200}|(br)\b[^<>]{0,200}|(p)\s{0,9}(?=>\s{0,99}[^\s<]))>", re.IGNORECASE
)
_TITLE = re.compile(rb"<title\b[^<>]{0,500}>(?![^<]{0,2000}</title)[^<]{0,2000}", re.IGNORECASE)
_PREFIX = re.compile(
    rb"""\sxmlns:([\w.-]{1,20})\s{0,9}=\s{0,9}["']http://www\.w3\.org/1999/xhtml["']""", re.IGNORECASE
)
_EMPTY = re.compile(
    rb"""<(script|style|title|textarea|iframe|noscript|div|span|p|a|i|b|em|strong|h[1-6]|ul|ol|li|td|th|section)"""
    rb"""((?:\s(?:[^"'<>/]|"[^"<>]*"|'[^'<>]*'){0,60})?)/>""",
    re.IGNORECASE,
)
_IS_XHTML = re.compile(rb"\s{0,99}<\?xml\s|[^>]{0,2000}<html\b[^>]{0,500}\sxmlns\s*=", re.IGNORECASE)
_BEGINNING = 8_192


def mended(data: bytes) -> bytes:
    """Return the markup of a page, in UTF-8, as the parser reads it like a browser.

    * NUL and other control characters go: the parser puts U+FFFD in their place.
    * The end tags of ``body`` and ``html`` go: the parser closes all open elements there, and drops what
      stands after ``</html>``.
    * ``</br>`` is a line break, and ``</p>`` ends a paragraph without a start tag: the parser joins
      the words around them.
    * A title without an end tag ends at the next tag: it would swallow the page.
    * In XHTML an element may be written as one empty tag, may have a prefix, and CDATA is text.
    """
    data = data.translate(None, _CONTROLS)
    if _IS_XHTML.match(data[:_BEGINNING]):
        data = _as_html(data)
    data = _ENDS.sub(_end, data)
    if b"<![CDATA[" in data:
        data = data.replace(b"<![CDATA[", b"").replace(b"]]>", b"")
    lower = data[:_BEGINNING].lower()
    if b"</title" not in lower and b"<title" in lower and b"</title" not in data.lower():
        data = _TITLE.sub(rb"\g<0></title>", data, count=1)
    return data


def _end(found: re.Match[bytes]) -> bytes:
    return b"<br>" if found[1] else b"</p><br><br>" if found[2] else b""


def _as_html(data: bytes) -> bytes:
    """Return XHTML as HTML: without prefixes, and with an end tag for each empty tag."""
    if named := _PREFIX.search(data, 0, _BEGINNING):
        data = re.sub(rb"<(/?)" + re.escape(named[1]) + rb":(?=[a-zA-Z])", rb"<\1", data)
    return _EMPTY.sub(rb"<\1\2></\1>", data)
