"""The encoding of XML: by its marks, its own declaration, the content type, or the bytes themselves."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from newswire.parse.readers.charset import codec_of
from newswire.parse.readers.xml.limits import MAX_MENDED

if TYPE_CHECKING:
    from newswire.model import Document

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),  # XML 1.0, appendix F.1: without a mark the first character is still known
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})\s*["']""")
_CHARSET = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
_SEVEN_BIT = ("iso2022", "hz", "utf-7", "utf7")
_LATIN_1 = ("iso8859-1", "ascii", "cp1252")

# WHATWG Encoding, "windows-1252": text that is labelled ISO 8859-1 has its characters in 128 to 159.
WINDOWS_1252 = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(128, 160)}
_ESCAPED_WINDOWS_1252 = {0xDC00 + byte: WINDOWS_1252.get(byte, chr(byte)) for byte in range(128, 256)}


def as_utf8(document: Document, warnings: list[str]) -> bytes:
    """Return the document as UTF-8 without byte order mark, whatever its encoding and its declaration.

    Args:
        document: the bytes, and the content type that they were sent with.
        warnings: a list that takes a sentence for each doubt.
    """
    content = document.content
    if content[:1] != b"<" or content[1:2] == b"\0":  # any other document has no mark
        for mark, name in BYTE_ORDER_MARKS:
            if content.startswith(mark):
                if name == "utf-8":
                    content = content[len(mark) :]
                    break
                return (
                    content.decode(name, "replace").removeprefix("\ufeff").encode("utf-8", "replace").strip()
                )
    content = content.strip(b" \t\r\n\0\x01\x02\x03\x04\x1a")
    found = _DECLARED.match(content)
    declared = found[1].decode("ascii") if found else None
    codec = codec_of(declared) if declared else None
    if content.isascii():
        if codec and codec.startswith(_SEVEN_BIT):
            return content.decode(codec, "replace").encode()
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _other_encoding(document, content, declared, codec, warnings)
    if declared and codec not in ("utf-8", "ascii"):
        known = "" if codec else ", which is no known encoding,"
        warnings.append(
            f"The encoding was declared as {declared}{known} but the text is UTF-8 and was read as UTF-8."
        )
    return content


def _other_encoding(
    document: Document, content: bytes, declared: str | None, codec: str | None, warnings: list[str]
) -> bytes:
    """Return text in another encoding as UTF-8: the declared one, else that of the content type.

    Without either, bytes that are no UTF-8 are Windows-1252. A guess and invalid bytes give a warning.
    """
    if codec is None or codec == "utf-8" or codec.startswith(("utf-16", "utf-32")):
        sent = _CHARSET.search(document.content_type or "")
        codec = codec_of(sent[1]) if sent else None
        if codec is None or codec == "utf-8":
            how = f"declared as {declared}" if declared else "not declared"
            warnings.append(
                f"The encoding was {how} and not all of the text is UTF-8; the rest was read as Windows-1252."
            )
            return _as_windows_1252(content)
    if codec in _LATIN_1:
        try:
            return content.decode("cp1252").encode()
        except UnicodeDecodeError:  # it leaves five bytes undefined, which Latin-1 has
            return content.decode("latin-1").translate(WINDOWS_1252).encode()
    try:
        return content.decode(codec).encode()
    except UnicodeDecodeError:
        warnings.append(f"Some bytes are not valid in the declared encoding {declared or codec}.")
        return content.decode(codec, "replace").encode()


def _as_windows_1252(content: bytes) -> bytes:
    """Return the text in UTF-8. Read invalid bytes as Windows-1252; all bytes, if too many are invalid."""
    text = content.decode("utf-8", "surrogateescape")
    if len(content) - len(text.encode("utf-8", "ignore")) > MAX_MENDED:
        return content.decode("cp1252", "replace").encode()
    return text.translate(_ESCAPED_WINDOWS_1252).encode()
