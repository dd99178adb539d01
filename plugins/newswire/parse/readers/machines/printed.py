"""Text that a server prints before or after a document: warnings of PHP, in HTML or plain, headers, notes.

The document itself is whole, so it is read and a warning quotes the text.
"""

from __future__ import annotations

import re
from collections import Counter

_SEARCHED = 65_536
_QUOTED = 80
_ROOT = re.compile(
    rb"(?:(?<=[\n\r>\xbf])|\A)[ \t]*(?:<\?xml\s|<(?:[\w-]{1,20}:)?"
    rb"(?:rss|feed|rdf|urlset|sitemapindex|nitf|newsml|newsitem|newsmessage|packageitem"
    rb"|conceptitem|knowledgeitem|planningitem|catalogitem)[\s>])",
    re.IGNORECASE,
)
"""The beginning of a document of XML that a server sends."""
_TAG = re.compile(rb"<(/?)(!?[A-Za-z-][\w:-]{0,40})[^<>]{0,500}?(/?)>")
_ELEMENTS = (
    "a b big br center code div em font h1 h2 h3 h4 h5 h6 hr i li ol p pre small span strong table tbody td "
    "th tr u ul"
)
IN_MESSAGES = frozenset(_ELEMENTS.split())
"""Elements of HTML in the messages of a server. A page has others too."""
_NEVER_CLOSED = frozenset(("br", "hr", "li", "p"))
_DECLARATION = re.compile(rb"\s*<\?xml\s[^<>]{0,200}>")
_IS_JSON = re.compile(rb'\s*(?:\{|\[\s*[\[{"])')
_JSON = re.compile(rb"""(?:[>\n]|\A)[ \t\r\n]*(?=\{\s*"|\[\s*\{\s*")""")
_MESSAGE = re.compile(
    rb"""\s*(?:<[a-z][^<>]{0,200}>[\s(!)]{0,10}){0,8}(?:PHP\s+)?"""
    rb"""(?:warning|notice|deprecated|strict standards|(?:(?:catchable )?fatal|parse|recoverable) error)\b""",
    re.IGNORECASE,
)
"""A message of PHP (php.net, ``display_errors`` and ``html_errors``)."""


def end_of_printed(content: bytes) -> int:
    """Return the number of bytes before a document of XML, if they are no document; otherwise 0.

    They are text or a few elements of HTML, and the document after them has an end.
    """
    if content.find(b"</", max(0, len(content) - _SEARCHED)) < 0 or _IS_JSON.match(content):
        return 0
    declared = _DECLARATION.match(content)
    begun = declared.end() if declared else 0
    found = _ROOT.search(content, begun, _SEARCHED)
    if found is None or b"\0" in content[: found.start()] or not _is_message(content[begun : found.start()]):
        return 0
    return found.start()


def _is_message(text: bytes) -> bool:
    """Return whether text has only elements of messages, and closes each of them."""
    opened: Counter[str] = Counter()
    for ends, tag, closes in _TAG.findall(text):
        name = tag.lower().decode()
        if name not in IN_MESSAGES:
            return False
        if not closes and name not in _NEVER_CLOSED:
            opened[name] += -1 if ends else 1
    return not any(opened.values())


def end_of_printed_before_json(content: bytes) -> int:
    """Return the number of bytes of a message of PHP before a JSON object or array; 0 without one."""
    if content.startswith((b"{", b"[")) or not _MESSAGE.match(content):
        return 0
    found = _JSON.search(content, 0, _SEARCHED)
    return found.end() if found else 0


def end_of_root(data: bytes, name: str) -> int | None:
    """Return the end of the last end tag of a document's root, if text follows it; otherwise None."""
    end_tag = b"</%s>" % name.encode()
    end = data.rfind(end_tag)
    return end + len(end_tag) if end >= 0 and data[end + len(end_tag) :].strip() else None


def left_out(text: bytes, where: str) -> str:
    """Return the warning on text that was left out."""
    said = " ".join(text.decode("utf-8", "replace").split())[:_QUOTED]
    return f"Text {where} the document was left out; it begins {said!r}."
