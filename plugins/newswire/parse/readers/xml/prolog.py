"""The beginning of XML: white space, comments, the document type declaration, the first element."""

from __future__ import annotations

import re

from newswire.errors import Unparsable
from newswire.model import Document, Reason
from newswire.parse.readers.machines.printed import IN_MESSAGES, end_of_printed
from newswire.parse.readers.xml.encoding import BYTE_ORDER_MARKS
from newswire.parse.readers.xml.limits import MAX_DOCTYPE, MAX_PROLOG

_DECLARED_CHARACTER = re.compile(
    rb"""<!ENTITY\s+([A-Za-z][A-Za-z0-9._-]{0,40})\s+(?:"((?:&\#x?[0-9A-Fa-f]{1,6};|[^"&<%]){0,100})\""""
    rb"""|'((?:&\#x?[0-9A-Fa-f]{1,6};|[^'&<%]){0,100})')\s*>"""
)
_SUBSET_TOKEN = re.compile(rb"""["'\[\]>]|<!--|<\?""")
_CLOSED_BY = {b'"': b'"', b"'": b"'", b"<!--": b"-->", b"<?": b"?>"}
_SPACE = re.compile(rb"[ \t\r\n\0\x01-\x04]*")
_BEGINNING = re.compile(rb"[ \t\r\n\0\x01-\x04]*<|\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0")
_USUAL_BEGINNING = re.compile(
    rb"\s{0,9}(?:<\?xml[^>?]{0,200}\?>\s{0,9})?<([A-Za-z_][A-Za-z0-9_.:-]{0,100})[\s/>]"
)
_ROOT = re.compile(rb"<([A-Za-z_\x80-\xff][^\s/>]{0,200})")


def root_of(document: Document) -> str | None:
    """Return ``root_name`` of a document. It keeps the name, however many formats are asked about it."""
    if __name__ not in document.readings:
        document.readings[__name__] = root_name(document.content)
    name = document.readings[__name__]
    return name if isinstance(name, str) else None


def root_name(content: bytes) -> str | None:
    """Return the name of a document's first element as written, with its prefix; None if it is no XML.

    Text that a server prints before the document is passed over.

    It reads at most ``MAX_PROLOG`` bytes.
    """
    name = _root_name(content)
    if (name is None or name.lower() in IN_MESSAGES) and (end := end_of_printed(content)):
        return _root_name(content[end : end + MAX_PROLOG])
    return name


def _root_name(content: bytes) -> str | None:
    if usual := _USUAL_BEGINNING.match(content):
        return usual[1].decode("ascii")
    content = content[:MAX_PROLOG]
    if not _BEGINNING.match(content):
        return None
    for mark, codec in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            content = content.decode(codec, "replace").removeprefix("\ufeff").encode()
            break
    position = _after_prolog(content, 0)
    if content.startswith(b"<!DOCTYPE", position) or content.startswith(b"<!doctype", position):
        try:
            position = _after_prolog(content, _end_of_doctype(content, position))
        except Unparsable:
            return None
    found = _ROOT.match(content, position)
    return found[1].decode("utf-8", "replace") if found else None


def _after_prolog(data: bytes, position: int) -> int:
    """Return the end of the white space, comments and processing instructions from ``position`` on."""
    while True:
        position = _SPACE.match(data, position).end()  # type: ignore[union-attr] # it matches the empty text too
        if data.startswith(b"<?", position):
            end, length = data.find(b"?>", position), 2
        elif data.startswith(b"<!--", position):
            end, length = data.find(b"-->", position), 3
        else:
            return position
        if end < 0:
            return position
        position = end + length


def _end_of_doctype(data: bytes, position: int) -> int:
    """Return the end of a document type declaration with its internal subset.

    Raises:
        Unparsable: ``malformed-xml``, if it does not end within ``MAX_DOCTYPE`` bytes.
    """
    depth = 0
    limit = position + MAX_DOCTYPE
    while found := _SUBSET_TOKEN.search(data, position + 1, limit):
        token, position = found[0], found.end() - 1
        if token in _CLOSED_BY:
            position = data.find(_CLOSED_BY[token], position + 1, limit)
            if position < 0:
                break
        elif token == b"[":
            depth += 1
        elif token == b"]":
            depth -= 1
        elif depth <= 0:
            return position + 1
    raise Unparsable(
        Reason.MALFORMED_XML, "The document type declaration (<!DOCTYPE …>) does not end, or is too long."
    )


def without_doctype(data: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """Return the document without its DOCTYPE, and its declared entities of 100 characters or fewer.

    Raises:
        Unparsable: ``malformed-xml``, if the declaration does not end within ``MAX_DOCTYPE`` bytes.
    """
    start = _after_prolog(data, 0)
    if data[start : start + 9].upper() != b"<!DOCTYPE":
        return data, {}
    end = _end_of_doctype(data, start)
    declared = {name: one or other for name, one, other in _DECLARED_CHARACTER.findall(data, start, end)}
    return data[:start] + data[end:], declared
