"""Repair of XML: references that XML does not define, characters that it forbids."""

from __future__ import annotations

import re
from html.entities import html5

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.readers.encodings.damage import WINDOWS_1252
from newswire.parse.readers.xml.cdata import outside_cdata
from newswire.parse.readers.xml.limits import MAX_MENDED

_DECLARATION = re.compile(rb"\s*<\?xml\s[^<>]{0,200}>")
_GOOD_DECLARATION = re.compile(  # XML 1.0, productions [23], [80] and [32]
    rb"""<\?xml\s+version\s*=\s*(["'])1\.\d+\1(?:\s+encoding\s*=\s*(["'])[A-Za-z][A-Za-z0-9._-]*\2)?"""
    rb"""(?:\s+standalone\s*=\s*(["'])(?:yes|no)\3)?\s*\?>"""
)
_DOUBTFUL_REFERENCE = re.compile(
    rb"&(?:(?!(?:amp|lt|gt|quot|apos);|#x?[0-9A-Fa-f]{1,8};)(?:([A-Za-z][A-Za-z0-9._-]{0,40});)?"
    rb"|#(1[2345]\d|[xX](?:00)?[89][0-9A-Fa-f]);)"
)
_NUMBER_REFERENCE = re.compile(rb"&#([xX]?[0-9A-Fa-f]{1,8});")
# XML 1.0, production [2] Char
_FORBIDDEN_BYTES = bytes(set(range(0x20)) - set(b"\t\n\r"))
_FORBIDDEN = re.compile(rb"\xef\xbf[\xbe\xbf]")


def with_known_references(data: bytes, entities: dict[bytes, bytes], warnings: list[str]) -> bytes:
    """Return the document with numbers for named characters, and with ``&amp;`` for other ampersands.

    Args:
        data: the document in UTF-8.
        entities: the characters that the document itself declares, by name.
        warnings: a list that takes a sentence for each repair.

    Raises:
        Unparsable: ``too-large``, if a part between CDATA sections needs ``MAX_MENDED`` repairs.
    """
    if b"&" not in data or not _DOUBTFUL_REFERENCE.search(data):
        return data
    return outside_cdata(data, lambda part: _known_references(part, entities, warnings))


def _known_references(part: bytes, entities: dict[bytes, bytes], warnings: list[str]) -> bytes:

    def known(found: re.Match[bytes]) -> bytes:
        name, number = found[1], found[2]
        if number:  # HTML 5.2, section 8.1.4: 128 to 159 are Windows-1252's characters
            return WINDOWS_1252.get(_value(number), "").encode() or found[0]
        if name in entities:
            return entities[name].replace(b"<", b"&lt;")
        character = html5.get(name.decode() + ";") if name else None
        if character:
            return "".join(f"&#{ord(c)};" for c in character).encode()
        if name:
            warn_once(warnings, f"The entity &{name.decode()}; is not known and was kept as written.")
        else:
            warn_once(warnings, "An ampersand that is not written as &amp; was taken as one.")
        return b"&amp;" + found[0][1:]

    mended, count = _DOUBTFUL_REFERENCE.subn(known, part, count=MAX_MENDED)
    if count == MAX_MENDED:
        raise Unparsable(
            Reason.TOO_LARGE, f"The XML has {MAX_MENDED:,} or more references that are none of XML's."
        )
    return mended


def _value(number: bytes) -> int:
    """Return the code point of a numeric reference; 0 if its digits are no number."""
    try:
        return int(number[1:], 16) if number[:1] in b"xX" else int(number)
    except ValueError:  # hexadecimal digits without the x
        return 0


def cleaned(data: bytes, warnings: list[str]) -> bytes:
    """Return the document without a wrong XML declaration and without characters that XML forbids.

    Each of the two repairs adds a warning.
    """
    declaration = _DECLARATION.match(data)
    if declaration and not _GOOD_DECLARATION.fullmatch(declaration[0]):
        warn_once(warnings, "The XML declaration is not well-formed and was left out.")
        data = data[declaration.end() :]
    clean = outside_cdata(data, _without_forbidden)
    if len(clean) != len(data):
        warn_once(warnings, "Control characters, which XML does not allow, were taken out.")
    return clean


def _without_forbidden(part: bytes) -> bytes:
    """Return text without the characters and references that XML 1.0 forbids (production [2] Char)."""

    def allowed(found: re.Match[bytes]) -> bytes:
        value = _value(found[1])
        if (
            value in (9, 10, 13)
            or 32 <= value < 0xD800
            or 0xE000 <= value < 0xFFFE
            or 0x10000 <= value < 0x110000
        ):
            return found[0].lower()
        return b""

    return _NUMBER_REFERENCE.sub(
        allowed, _FORBIDDEN.sub(b"", part.translate(None, _FORBIDDEN_BYTES)), count=MAX_MENDED
    )


def warn_once(warnings: list[str], sentence: str) -> None:
    """Add a sentence to the warnings, unless they contain it or have 20 sentences already."""
    if len(warnings) < 20 and sentence not in warnings:
        warnings.append(sentence)
