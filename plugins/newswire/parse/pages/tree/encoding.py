"""The characters of a page: the encoding that its header, its bytes or its ``meta`` element names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newswire.parse.readers.charset import codec_of, decode, sent_charset

if TYPE_CHECKING:
    from newswire.model import Document

_SEARCHED = 65_536
"""Bytes in which a declaration is looked for. The standard allows 1,024; pages put scripts before it."""
_COMMENT = re.compile(rb"<!--(?:.*?-->|.*)", re.DOTALL)
_META = re.compile(rb"""<meta\b[^<>]{0,500}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_XML = re.compile(
    rb"""[^<]{0,99}<\?xml\s[^<>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE
)
_WIDE = ("utf-16", "utf-32")
_SAMPLE = 512
_OF_SERVERS = frozenset(("iso8859-1", "cp1252", "ascii"))
"""Encodings that servers add to each page without knowing it; any other name in the page is better."""


def characters(document: Document) -> tuple[str, str | None]:
    """Return the characters of a page, and a warning on a wrong declaration, a guess or bad bytes.

    The order of trust is that of browsers (WHATWG, HTML, "determining the character encoding"): a byte
    order mark, the header, ``meta``. UTF-8 that is valid wins against any declaration. A declaration of
    UTF-16 in letters of ASCII is wrong, wherever it stands.
    """
    content = document.content
    if content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return decode(content)
    if wide := without_mark(content):
        return decode(content, wide)
    names = [sent_charset(document), *_declared(content)]
    if codec_of(names[0]) in _OF_SERVERS:
        names.append(names.pop(0))
    narrow = [name for name in names if name and not (codec_of(name) or "").startswith(_WIDE)]
    return decode(content, *narrow)


def without_mark(content: bytes) -> str | None:
    """Return the encoding of UTF-16 without a byte order mark: markup has a zero in every second byte."""
    sample = content[:_SAMPLE]
    for name, zeros, letters in (
        ("utf-16-le", sample[1::2], sample[::2]),
        ("utf-16-be", sample[::2], sample[1::2]),
    ):
        if zeros.count(0) > len(zeros) * 0.8 and b"<" in letters and letters.count(0) <= len(letters) * 0.1:
            return name
    return None


def _declared(content: bytes) -> list[str]:
    """Return the encodings that the page names, the most trustworthy one first."""
    beginning = content[:_SEARCHED]
    xml = _XML.match(beginning)
    meta = _META.search(_COMMENT.sub(b"", beginning))
    return [found[1].decode("ascii") for found in (meta, xml) if found]
