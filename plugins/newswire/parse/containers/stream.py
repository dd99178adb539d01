"""Several documents of markup one after another in one file: a socket's output, a corpus.

XML has one element at its root, so each of them is a document of its own, and the format that recognises
it reads it. The declaration and document type of the first one hold for those that have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.format import Container
from newswire.parse.inside import Inside
from newswire.parse.readers.xml.prolog import root_name, root_of

MAX_BYTES = 64 * 1024 * 1024
MAX_DOCUMENTS = 50_000
"""A larger stream is rejected: a day of the busiest wire has 10,000 stories."""

_BETWEEN = re.compile(rb"(?:[\s\x00-\x04\x1a]|\xef\xbb\xbf)*")
_BEGINS = rb"(?:<\?xml\s[^>]{0,200}>|<!DOCTYPE[^>\[]{0,2000}>|<!--.{0,2000}?-->|\s)*<%s[\s>]"
_LONGEST_PROLOG = 8192


def recognises(document: Document) -> bool:
    """Return whether another element of the same name follows the end of the first one."""
    name = root_of(document)
    if name is None or not name.isascii():
        return False
    ending = b"</%s>" % name.encode()
    end = document.content.find(ending)
    if end < 0:
        return False
    after = _BETWEEN.match(document.content, end + len(ending)).end()  # type: ignore[union-attr]
    if after == len(document.content) or not _beginning(name).match(document.content, after):
        return False
    return len(_openings(name).findall(document.content, 0, end)) == 1  # otherwise it contains another


def parse(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    """Yield the items and rejections of each document. Reject one that cannot be read, and go on.

    Raises:
        Unparsable: ``too-large``.
    """
    if len(document.content) > MAX_BYTES:
        raise Unparsable(Reason.TOO_LARGE, f"The stream has more than {MAX_BYTES // 1_048_576} MB.")
    for number, part in enumerate(_parts(document.content)):
        if number == MAX_DOCUMENTS:
            raise Unparsable(Reason.TOO_LARGE, f"The stream has more than {MAX_DOCUMENTS:,} documents.")
        yield from inside.part(part, document, defaults)


def _parts(content: bytes) -> Iterator[bytes]:
    name = (root_name(content) or "").encode()
    ending, opening = re.compile(rb"</%s\s*>" % re.escape(name)), _openings(name.decode())
    begun = opening.search(content)
    prolog = content[: begun.start()] if begun and begun.start() < _LONGEST_PROLOG else b""
    start = 0
    while end := ending.search(content, start):
        part = content[start : end.end()]
        yield part if not start or part.lstrip().startswith(b"<?xml") else prolog + part
        start = _BETWEEN.match(content, end.end()).end()  # type: ignore[union-attr] # it always matches
    if content[start:].strip():
        yield prolog + content[start:]


def _openings(name: str) -> re.Pattern[bytes]:
    return re.compile(rb"<%s[\s>]" % re.escape(name.encode()))


def _beginning(name: str) -> re.Pattern[bytes]:
    return re.compile(_BEGINS % re.escape(name.encode()), re.DOTALL)


FORMAT = Container("stream", recognises, parse)
