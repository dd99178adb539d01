"""Conversion of bytes to characters, for formats that declare their encoding wrongly, or not at all."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.parse.readers.encodings.damage import LOST, census, mended, without_c1
from newswire.parse.readers.encodings.detection import detected, holds_other_script

if TYPE_CHECKING:
    from newswire.model import Document

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MARKS = tuple(mark for mark, _ in _BYTE_ORDER_MARKS)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_UTF_8 = frozenset(("utf-8", "ascii"))
_WIDER = {
    # The encoding of which another one is a part under the same name (WHATWG, Encoding, "names and labels").
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_jp": "euc_jis_2004",
    "euc_kr": "cp949",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
_OF_WINDOWS = {
    # Windows has characters where ISO 8859 has the controls 128 to 159, which no text has.
    "iso8859-1": "cp1252",
    "iso8859-2": "cp1250",
    "iso8859-7": "cp1253",
    "iso8859-8": "cp1255",
    "iso8859-9": "cp1254",
    "iso8859-13": "cp1257",
}
_HIGH_CONTROLS = re.compile(rb"[\x80-\x9f]")
_C1_IN_UTF_8 = re.compile(rb"\xc2[\x80-\x9f]")
_SURE_OF_SCRIPT = 20
"""Bytes above ASCII that are evidence against a declaration of Latin-1."""
_SURE_OF_UTF_8 = 20
"""Characters in UTF-8, and their number for each other byte, that are evidence against a declaration."""
_MOST_LOST = 0.05
"""Share of characters that may be lost in a declared encoding."""

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters that are no text: DEL, and all of C0 but tab and line ends."""
_CONTROLS = bytes(sign for sign in range(128) if CONTROLS.match(chr(sign)))


def has_controls(text: str) -> bool:
    """Return whether a text has ``CONTROLS``. Bytes show that in a third of the time of a search."""
    content = text.encode("utf-8", "surrogatepass")
    return len(content.translate(None, _CONTROLS)) < len(content)


def without_controls(text: str) -> str:
    """Return the text without ``CONTROLS``."""
    return CONTROLS.sub("", text) if has_controls(text) else text


def decode(content: bytes, declared: str | None = None, *others: str | None) -> tuple[str, str | None]:
    """Return the characters of ``content``, and a warning on a wrong declaration, a guess or bad bytes.

    Certain evidence comes first: a byte order mark, a declared encoding that may look like ASCII
    (UTF-16, ISO 2022, HZ), then valid UTF-8 (text in another encoding practically never is); the rest is
    ``decode_other``. Controls of C1 become the characters of Windows-1252. Never raises; undecodable bytes
    become U+FFFD.

    Args:
        content: the bytes.
        declared: the name of the encoding that the document (or a header) gives, if any.
        others: further names, of less trust, for bytes that are not valid UTF-8.
    """
    text, doubt, may_hold_c1 = _decode(content, declared, *others)
    return without_c1(text) if may_hold_c1 else text, doubt


def utf_8(content: bytes, declared: str | None = None, *others: str | None) -> tuple[bytes, str | None]:
    """Return ``content`` in UTF-8 with the characters and the warning that ``decode`` gives."""
    text, doubt, may_hold_c1 = _decode(content, declared, *others)
    if not may_hold_c1:  # then it is valid UTF-8
        return content, doubt
    return without_c1(text).encode("utf-8", "replace"), doubt


def decode_document(document: Document) -> tuple[str, str | None]:
    """Return the characters of a document as ``decode`` does, with the charset that it was sent with."""
    return decode(document.content, sent_charset(document))


def sent_charset(document: Document) -> str | None:
    """Return the encoding's name in a document's content type, if it has one (RFC 9110, section 8.3.2)."""
    sent = _CHARSET.search(document.content_type or "")
    return sent[1] if sent else None


def _decode(content: bytes, declared: str | None, *others: str | None) -> tuple[str, str | None, bool]:
    """Return the characters, a warning, and whether there may be controls of C1 among the characters."""
    if content.startswith(_MARKS):
        mark, name = next(pair for pair in _BYTE_ORDER_MARKS if content.startswith(pair[0]))
        return (*_lenient(content[len(mark) :], name), True)
    codec = codec_of(declared)
    if codec and _multibyte(codec):
        try:
            return content.decode(codec), None, True
        except UnicodeDecodeError:
            pass
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return (*decode_other(content, declared, *others), True)
    is_another = declared and codec not in _UTF_8 and not text.isascii()
    doubt = f"The encoding was declared as {declared} but is UTF-8." if is_another else None
    may_hold_c1 = b"\xc2" in content and _C1_IN_UTF_8.search(content) is not None
    return text, doubt, may_hold_c1  # in the bytes, which takes a tenth of the time


def line_feeds(text: str) -> str:
    """Return the text with LF for each CR LF and for each other CR."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def decode_other(content: bytes, *declared: str | None) -> tuple[str, str | None]:
    """Return the characters of bytes that are not valid UTF-8, and a warning unless a declaration is right.

    Text that is mostly UTF-8 is UTF-8 with damage. Otherwise the first declared encoding is taken that the
    bytes fit. ``detection`` decides if none does.

    Args:
        content: the bytes.
        declared: names of encodings as declared, the most trustworthy one first.
    """
    names = {codec: name for name in declared if (codec := codec_of(name)) and codec not in _UTF_8}
    whole, other = census(content)
    if whole >= other and (not names or whole >= _SURE_OF_UTF_8 * max(other, 1)):
        return mended(content, is_utf8=True), (
            "Some bytes are not valid UTF-8; they were read as Windows-1252 or replaced by U+FFFD."
        )
    for codec, name in names.items():
        found = _as_declared(content, codec)
        if found is not None:
            return found, (
                f"Some bytes are not valid in the declared encoding {name}." if LOST in found else None
            )
    said = next(filter(None, declared), None)
    how = f"declared as {said}" if said else "not declared"
    guess = detected(content)
    if guess == "cp1252":
        return mended(content, is_utf8=False), (
            f"The encoding was {how} and not all of the text is UTF-8; the rest was read as Windows-1252."
        )
    text = _lenient(content, guess)[0]
    return text, f"The encoding was {how} and the text is not UTF-8; it was read as {guess}."


def _as_declared(content: bytes, codec: str) -> str | None:
    """Return the text in a declared encoding; None if too much is lost, or Latin-1 hides another script."""
    if codec in _OF_WINDOWS and _HIGH_CONTROLS.search(content):
        codec = _OF_WINDOWS[codec]
    if codec in {"iso8859-1", "cp1252"} and holds_other_script(content, _SURE_OF_SCRIPT):
        return None
    for name in (codec, _WIDER.get(codec)):
        with suppress(UnicodeDecodeError):
            if name:
                return content.decode(name)
    text = _lenient(content, _WIDER.get(codec, codec))[0]
    above_ascii = len(text) - len(text.encode("ascii", "ignore"))
    return text if text.count(LOST) <= max(above_ascii * _MOST_LOST, 1) else None


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
