"""Conversion of bytes to characters, for formats that declare their encoding wrongly, or not at all."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from charset_normalizer import from_bytes

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = bytes(range(0x80, 0x100))
_SAMPLE = 16_384
"""Bytes that are read to detect an undeclared encoding."""

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters that are no text: DEL, and all of C0 but tab and line ends."""


def decode(content: bytes, declared: str | None = None) -> tuple[str, str | None]:
    """Return the characters of ``content``, and a warning on a wrong declaration, a guess or bad bytes.

    Certain evidence comes first: a byte order mark, a declared encoding that may look like ASCII
    (UTF-16, ISO 2022, HZ), then valid UTF-8 (text in another encoding practically never is). The
    declaration follows, then Windows-1252 for text that is mostly ASCII, and a guess by statistics for
    the rest. Never raises; undecodable bytes become U+FFFD.

    Args:
        content: the bytes.
        declared: the name of the encoding that the document (or a header) gives, if any.
    """
    for mark, name in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _lenient(content[len(mark) :], name)
    codec = codec_of(declared)
    if codec and _multibyte(codec):
        try:
            return content.decode(codec), None
        except UnicodeDecodeError:
            pass
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(content, declared, codec)
    if declared and codec not in {"utf-8", "ascii"} and not text.isascii():
        return text, f"The encoding was declared as {declared} but is UTF-8."
    return text, None


def line_feeds(text: str) -> str:
    """Return the text with LF for each CR LF and for each other CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(content: bytes, declared: str | None, codec: str | None) -> tuple[str, str | None]:
    if codec and codec not in {"utf-8", "ascii"}:
        name = "cp1252" if codec == "iso8859-1" and re.search(rb"[\x80-\x9f]", content) else codec
        try:
            return content.decode(name), None
        except UnicodeDecodeError:
            if name != "cp1252":
                return _lenient(content, codec)
    guess = _guess(content)
    said = f"declared as {declared}" if declared else "not declared"
    text, damage = _lenient(content, guess)
    return text, damage or f"The encoding was {said} and the text is not UTF-8; it was read as {guess}."


def _guess(content: bytes) -> str:
    sample = content[:_SAMPLE]
    high = len(sample) - len(sample.translate(None, _HIGH))
    if high * 4 > len(sample):  # more than accents: another script than Latin
        best = from_bytes(sample).best()
        if best is not None:
            return best.encoding
    return "cp1252"


def _lenient(content: bytes, codec: str) -> tuple[str, str | None]:
    try:
        return content.decode(codec), None
    except UnicodeDecodeError:
        if codec == "cp1252":  # it leaves five bytes undefined; older wires use them as in Latin-1
            return content.decode("latin-1"), None
        text = content.decode(codec, "replace")
        return text, f"Some bytes are no {codec}; they were replaced by U+FFFD."


_NO_CHARSETS = frozenset(
    ("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem")
)
"""Codecs that Python counts as encodings of text, although no document uses them."""
_OTHER_NAMES = (
    (re.compile(r"(?:x-)+(.+)"), r"\1"),
    (re.compile(r"(?:windows|cp|ansi)[-_ ]?(\d{3,4})"), r"cp\1"),
    (re.compile(r"(?:iso)?[-_ ]?8859[-_ ]?(\d\d?)(?:-[ei])?"), r"iso8859-\1"),
    (re.compile("windows-31j"), "cp932"),
)
"""Usual names that Python does not know (WHATWG, Encoding, "names and labels")."""


@lru_cache(maxsize=256)
def codec_of(declared: str | None) -> str | None:
    """Return Python's name of a declared encoding; None if it is unknown or no encoding of text."""
    name = (declared or "").strip().strip("\"'").lower()
    for other in (name, *(form.sub(as_python, name) for form, as_python in _OTHER_NAMES)):
        try:
            info = codecs.lookup(other)
        except (LookupError, ValueError):
            continue
        known = info.name.replace("_", "-") not in _NO_CHARSETS
        return info.name if known and info._is_text_encoding else None  # "base64", "zlib" are codecs too
    return None


def _multibyte(codec: str) -> bool:
    return codec.startswith(("utf-16", "utf-32", "iso2022", "hz"))
