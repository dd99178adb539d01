"""A page in UTF-8, whatever the encoding that its header, its bytes or its ``meta`` element names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.readers.charset import codec_of, sent_charset, utf_8

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
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS = bytes((*range(0x05, 0x08), 0x0B, *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F))
"""Control characters that no page has; ESC belongs to ISO 2022, and single NULs are padding."""
_MOST_CONTROLS = 0.02
"""Their share from which on bytes are no text. Of compressed bytes 8 % are such characters."""
_FEWEST_CONTROLS = 16
"""Their number up to which bytes may be text: a short page may hold a few."""
_OF_SERVERS = frozenset(("iso8859-1", "cp1252", "ascii"))
"""Encodings that servers add to each page without knowing it; any other name in the page is better."""


def in_utf_8(document: Document) -> tuple[bytes, str | None]:
    """Return a page in UTF-8, and a warning on a wrong declaration, a guess or bad bytes.

    The order of trust is that of browsers (WHATWG, HTML, "determining the character encoding"): a byte
    order mark, the header, ``meta``. UTF-8 that is valid wins against any declaration. A declaration of
    UTF-16 in letters of ASCII is wrong, wherever it stands.

    Raises:
        Unparsable: ``damaged``, the bytes are no text.
    """
    content = document.content
    if is_binary(content):
        beginning = content[:_SEARCHED]
        raise Unparsable(
            Reason.DAMAGED,
            f"The page is no text: {_controls(beginning):,} of its first {len(beginning):,} bytes are "
            "control characters. It is still compressed, was damaged on its way, or is another kind of file. "
            "Fetch it again.",
        )
    if content.startswith((*_MARKS, b"\xef\xbb\xbf")):
        return utf_8(content)
    if wide := without_mark(content):
        return utf_8(content, wide)
    names = [sent_charset(document), *_declared(content)]
    if codec_of(names[0]) in _OF_SERVERS:
        names.append(names.pop(0))
    narrow = [name for name in names if name and not (codec_of(name) or "").startswith(_WIDE)]
    return utf_8(content, *narrow)


def is_binary(content: bytes) -> bool:
    """Return whether bytes begin as no text in any encoding of pages: compressed data, a picture, noise."""
    if content.startswith(_MARKS) or without_mark(content):
        return False
    beginning = content[:_SEARCHED]
    return _controls(beginning) > max(_FEWEST_CONTROLS, len(beginning) * _MOST_CONTROLS)


def _controls(content: bytes) -> int:
    return len(content) - len(content.translate(None, _CONTROLS))


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
