"""The encoding of XML: by its marks, its own declaration, the content type, or the bytes themselves."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from newswire.parse.readers.charset import codec_of, decode_other, sent_charset
from newswire.parse.readers.encodings.damage import WINDOWS_1252, without_c1
from newswire.parse.readers.machines.printed import IN_MESSAGES, end_of_printed, left_out

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
_SEVEN_BIT = ("iso2022", "hz", "utf-7", "utf7")
_BEGINNING = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s{0,9})?<(?!\?xml\s|(?:%s)[\s/>])"
    % b"|".join(sorted(name.encode() for name in IN_MESSAGES)),
    re.IGNORECASE,
)
"""The beginning of a document without text of a server before it."""
_C1 = re.compile(rb"\xc2[\x80-\x9f]")


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
    found = None
    if not _BEGINNING.match(content) and (end := end_of_printed(content)):
        warnings.append(left_out(content[:end], "before"))
        found = _DECLARED.match(content)  # a message may stand behind the declaration
        content = content[end:]
    found = _DECLARED.match(content) or found
    declared = found[1].decode("ascii") if found else None
    codec = codec_of(declared) if declared else None
    if content.isascii():
        if codec and codec.startswith(_SEVEN_BIT):
            return content.decode(codec, "replace").encode()
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _other_encoding(document, content, declared, warnings)
    if declared and codec not in ("utf-8", "ascii"):
        known = "" if codec else ", which is no known encoding,"
        warnings.append(
            f"The encoding was declared as {declared}{known} but the text is UTF-8 and was read as UTF-8."
        )
    if b"\xc2" not in content:
        return content
    return _C1.sub(lambda found: WINDOWS_1252[found[0][1]].encode(), content)


def _other_encoding(document: Document, content: bytes, declared: str | None, warnings: list[str]) -> bytes:
    """Return text in another encoding as UTF-8. A guess and invalid bytes give a warning.

    The content type's charset comes before the document's own declaration (RFC 7303, section 3).
    """
    names = [name for name in (sent_charset(document), declared) if name and not _is_wide(name)]
    text, doubt = decode_other(content, *names)
    if doubt:
        warnings.append(doubt)
    return without_c1(text).encode()


def _is_wide(name: str) -> bool:
    """Return whether a name is that of an encoding whose bytes for ``<`` are not ASCII's."""
    return (codec_of(name) or "").startswith(("utf-16", "utf-32"))
