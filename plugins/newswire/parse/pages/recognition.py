"""Which documents are web pages: those that begin with HTML, and fragments that were sent as HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newswire.parse.pages.tree.encoding import is_binary, without_mark
from newswire.parse.readers.machines.printed import IN_MESSAGES

if TYPE_CHECKING:
    from newswire.model import Document

_BEGINNING = 65_536
_BEFORE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s++|\x00++|<!--(?:>|->|.{0,60000}?--!?>)|<\?.{0,2000}?\?>|<!\[(?:if|endif)[^<>]{0,200}>"
    rb"|<!doctype\s+(?!html)[a-z-]+\s+(?:public|system)[^<>]{0,500}html[^<>]{0,200}>)*+",
    re.IGNORECASE | re.DOTALL,
)
"""What may stand before a page: a mark, white space, comments, instructions, conditions of old browsers."""
_ROOT = re.compile(rb"<(?:!doctype\s+html|(?:[a-z][\w.-]{0,20}:)?html)(?:[\s>]|\xe2\x9a\xa1)", re.IGNORECASE)
_HEAD = re.compile(
    rb"<(?:head(?:\s[^<>]{0,500})?>\s*<(?:meta|title|link|base|script|style)\b|title>|frameset[\s>]"
    rb"|meta\s[^<>]{0,300}\b(?:charset|http-equiv|name|property|itemprop)\s*="
    rb"|body(?:\s[^<>]{0,2000})?>(?!\s*<body\.))",
    re.IGNORECASE,
)
"""Elements with which a page without ``html`` begins. ``<body><body.head>`` is NITF."""
_IS_HTML = re.compile(
    rb"</(?:p|a|div|script|body|h1|h2|ul|table|center|font)>|<(?:br|p|div|a\s[^<>]{0,500}href)\b",
    re.IGNORECASE,
)
_FRAGMENT = re.compile(
    rb"<(?:article|main|section|div|p|h1|h2|header|center|table|title|link|script|style|figure|blockquote|nav|span|a"
    rb"|b|i|ul|ol|font|hr|br|img|form|noscript|iframe)(?:[\s/>])",
    re.IGNORECASE,
)
_TYPES = re.compile(r"\s*(?:text/html|application/xhtml\+xml)\b", re.IGNORECASE)
_TAG = re.compile(rb"</?([a-z][\w:-]{0,40})[^<>]{0,500}>", re.IGNORECASE)
_PAGE = re.compile(rb"(?<=[\s>])<!doctype\s+html\b|(?<=[\s>])<html[\s>]", re.IGNORECASE)


def is_page(document: Document) -> bool:
    """Return whether a document is a web page.

    It begins with HTML's declaration or root, with an element of a page's head, or with a message of PHP
    before those. A fragment of HTML is a page only if it was sent as one: XML without a standard has the same
    names. Bytes that are no text are a damaged page if they were sent as one.
    """
    beginning = document.content[:_BEGINNING]
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in beginning[:4]:
        beginning = _narrow(beginning)
    is_sent = _TYPES.match(document.content_type or "") is not None
    if is_sent and is_binary(beginning):
        return True  # and its reader rejects it as damaged
    start = _BEFORE.match(beginning).end()  # type: ignore[union-attr] # it matches the empty text too
    if not beginning.startswith(b"<", start):
        return False
    if _ROOT.match(beginning, start):
        return True
    if _HEAD.match(beginning, start) and _IS_HTML.search(beginning, start):
        return True
    if is_sent and _FRAGMENT.match(beginning, start):
        return True
    return _follows_a_message(beginning, start)


def _narrow(beginning: bytes) -> bytes:
    """Return the beginning of a page in UTF-16 as UTF-8."""
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        return beginning.decode("utf-16", "replace").encode("utf-8", "replace")
    codec = without_mark(beginning)
    return beginning.decode(codec, "replace").encode("utf-8", "replace") if codec else beginning


def _follows_a_message(beginning: bytes, start: int) -> bool:
    """Return whether a page follows a message that a server printed, such as a warning of PHP."""
    first = _TAG.match(beginning, start)
    if first is None or first[1].lower().decode() not in IN_MESSAGES:
        return False
    page = _PAGE.search(beginning, start)
    if page is None:
        return False
    names = {name.lower().decode() for name in _TAG.findall(beginning, start, page.start())}
    return names <= IN_MESSAGES
