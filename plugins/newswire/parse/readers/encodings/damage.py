"""Bytes in UTF-8 that are no UTF-8: characters that lost a byte, and pieces in Windows-1252.

Both happen: a file loses a byte on its way, and an editorial system pastes text in another encoding. A byte
that makes sense as Windows-1252 between its neighbours is read so. Any other is a lost character, U+FFFD.
"""

from __future__ import annotations

import re

from newswire.lexicon.patterns.late import late_pattern

LOST = "\N{REPLACEMENT CHARACTER}"
WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 160)}
"""WHATWG Encoding, "windows-1252": text that is labelled ISO 8859-1 has its characters in 128 to 159."""

_MOST = 100_000
"""Pieces that are mended one by one; only hostile documents have more."""
_PIECE = late_pattern("[\udc80-\udcff]+")
_ALONE = late_pattern(
    "(?<![\u0080-\U0010ffff])[\u0250-\u1dff\u2c00-\ud7ff\uf900-\U0010ffff](?![\u0080-\U0010ffff])"
)
"""A single character of no Latin text: two of Windows-1252 may look like it (``É»``)."""
_LEADS_OF_LATIN = range(0xC2, 0xC6)
_LEAD_OF_SIGNS = 0xE2
_CONTINUATIONS = range(0x80, 0xC0)
_Y_WITH_DIAERESIS = 0x9F
_APOSTROPHE = 0x92
_DASHES = (0x96, 0x97)
_C1 = late_pattern("[\x80-\x9f]")


def census(content: bytes) -> tuple[int, int]:
    """Return the number of whole characters above ASCII in UTF-8, and of bytes that are no UTF-8."""
    text = content.decode("utf-8", "surrogateescape")
    rest = content.decode("utf-8", "ignore")
    return sum(1 for _ in _ABOVE_ASCII.finditer(rest)), len(text) - len(rest)


_ABOVE_ASCII = late_pattern("[^\x00-\x7f]")


def mended(content: bytes, *, is_utf8: bool) -> str:
    """Return text in UTF-8 with other bytes as Windows-1252 or, where that makes no sense, as U+FFFD.

    Args:
        content: the bytes.
        is_utf8: the text is UTF-8. Otherwise it is Windows-1252 with pieces of UTF-8, and nothing is lost.
    """
    text = content.decode("utf-8", "surrogateescape")

    def piece(found: re.Match[str]) -> str:
        values = [ord(sign) - 0xDC00 for sign in found[0]]
        if not is_utf8:
            return "".join(map(windows_1252, values))
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        return _read(values, before, after)

    if is_utf8:
        return _PIECE.sub(LOST, _PIECE.sub(piece, text, count=_MOST))
    text = _ALONE.sub(lambda found: "".join(map(windows_1252, found[0].encode())), text, count=_MOST)
    return _PIECE.sub(piece, text)


def windows_1252(byte: int) -> str:
    """Return the character of a byte above ASCII in Windows-1252; the five that it lacks are Latin-1's."""
    return WINDOWS_1252.get(byte, chr(byte))


def without_c1(text: str) -> str:
    """Return the text with Windows-1252's characters for the controls U+0080 to U+009F.

    No text has these controls, but text that was read as Latin-1 has (HTML, "numeric character reference end
    state", reads references to them in the same way).
    """
    if text.isascii() or not _C1.search(text):
        return text
    return _C1.sub(lambda found: WINDOWS_1252[ord(found[0])], text)


def _read(values: list[int], before: str, after: str) -> str:
    """Return the characters of bytes between two characters of UTF-8, or one U+FFFD."""
    if _is_foreign(before) or _is_foreign(after):
        return LOST
    if len(values) > 1 and values[0] == _LEAD_OF_SIGNS and values[1] in _CONTINUATIONS:
        return LOST
    signs = [before, *map(windows_1252, values), after]
    inside = before.isalpha() and after.isalpha()
    makes_sense = all(
        _makes_sense(value, left, right, inside=inside)
        for value, left, right in zip(values, signs, signs[2:], strict=False)
    )
    return "".join(signs[1:-1]) if makes_sense else LOST


def _is_foreign(sign: str) -> bool:
    """Return whether a character is a letter of another script than Latin, or lost itself."""
    return sign > "\u024f" and (sign.isalpha() or sign == LOST)


def _makes_sense(value: int, before: str, after: str, *, inside: bool) -> bool:
    sign = windows_1252(value)
    if not sign.isalpha() or value == _Y_WITH_DIAERESIS:
        return not inside or value == _APOSTROPHE or (value in _DASHES and after.isupper())
    capitals = after.isupper() or (before.isupper() and not after.islower())
    if value in _LEADS_OF_LATIN and not capitals:
        return value > 0xC3 and after.islower() and not before.isalpha()
    return not (sign.isupper() and before.islower())
