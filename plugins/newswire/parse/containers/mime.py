"""The parts of a message (MIME): its fields, its text, its attachments.

Mail programs give a text a file name, forget the boundary of a multipart, or encode a message inside a
message. None of it hides the text.
"""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import Message
from email.utils import collapse_rfc2231_value
from itertools import islice
from quopri import decodestring
from typing import NamedTuple

from newswire.errors import Unparsable
from newswire.model import Reason
from newswire.parse.containers.additions import without_additions
from newswire.parse.formats.text.header import read_header
from newswire.parse.readers.charset import CONTROLS, decode
from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.paragraphs import paragraphs

FEWEST_IN_MAIL = 2
"""Labelled lines with known names that make a header of a mail's text; the headline may be the subject."""
_LONGEST_FIELD = 4000
"""The most characters read of a header field: the library's time grows with their square."""
_MOST_TEXT, _MOST_TAGS = 4 * 1024 * 1024, 100_000
_SAMPLE = 4096
"""Bytes of a text that show the encoding of raw bytes in a header."""
_MOST_DELIMITERS = 5
"""Lines that are tried as delimiters of a multipart without a boundary."""
_TEXTS = frozenset(("text/plain", "text/html"))
_ENCODED = frozenset(("base64", "quoted-printable"))
_FIELD = re.compile(rb"\s*(?:From [^\n]*\n)?[!-9;-~]{1,76}:")
_DELIMITER = re.compile(
    rb"^--(?=\S)([^\r\n]{1,70}?)[^\S\n]*\r?\n(Content-[\w-]+:)?", re.MULTILINE | re.IGNORECASE
)
_PAGE = re.compile(rb"\s*<(?:!doctype\s+html|html|body|p|div)\b", re.IGNORECASE)
_SIGNATURE = re.compile(r"(?:^|\n)-- ?\n.*", re.DOTALL)
_SIGNED = re.compile(
    r"-----BEGIN PGP SIGNED MESSAGE-----\s*\n(?:[\w-]+:[^\n]*\n)*\s*?\n(?P<text>.*?)\n"
    r"-----BEGIN PGP SIGNATURE-----.*?(?:-----END PGP SIGNATURE-----|\Z)",
    re.DOTALL,
)
_RAW_WORD = re.compile(r"=\?(?P<charset>[^?\s]{1,30})\?[qQ]\?(?P<text>[^?]{1,500})\?=")
"""An encoded word (RFC 2047) in quoted-printable, with anything between its marks."""
_ESCAPED_DASH = re.compile(r"^- ", re.MULTILINE)


class _Short(policy.Compat32):
    """A policy that cuts header fields: the library makes a pattern of a boundary of any length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_FIELD]


class _Message(Message):
    """A message that the library reads wrongly by itself.

    Its encoded messages stay bytes: the library would read base64 as their text. A null character in the
    charset of a parameter (RFC 2231, 4) makes it no charset: the library would raise.
    """

    def get_param(  # type: ignore[override]
        self, param: str, failobj: object = None, header: str = "content-type", unquote: bool = True
    ) -> object:
        value = super().get_param(param, failobj, header, unquote)
        return (None, *value[1:]) if isinstance(value, tuple) and "\0" in (value[0] or "") else value

    def get_content_maintype(self) -> str:
        kind = super().get_content_maintype()
        return "application" if kind == "message" and _encoding(self) in _ENCODED else kind


class Part(NamedTuple):
    """An attachment: its name, its type and its bytes."""

    name: str
    content_type: str
    content: bytes


class Parts(NamedTuple):
    """The text of a message, its attachments, and the warnings about its encodings."""

    text: str
    attachments: list[Part]
    warnings: list[str]


class _Found(NamedTuple):
    """The text of a part, and the attachments below it."""

    text: str = ""
    attachments: tuple[Part, ...] = ()


def read_message(content: bytes) -> Message:
    """Return the message in ``content``."""
    return message_from_bytes(content, _Message, policy=_Short())


def field(message: Message, name: str) -> str | None:
    """Return a header field as text: unfolded, encoded words (RFC 2047) and raw bytes decoded.

    The standard forbids raw bytes in a header. They are in the encoding of the text, as a rule.
    """
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return None
    folded = " ".join(str(raw)[:_LONGEST_FIELD].split())
    if folded.isascii():
        if "=?" not in folded:  # no encoded word, as in most fields
            return CONTROLS.sub("", folded).strip() or None
    else:
        folded = _raw(folded.encode("ascii", "surrogateescape"), message)
        folded = _RAW_WORD.sub(_encoded, folded)
    value = str(policy.default.header_factory("subject", folded))
    return CONTROLS.sub("", value).strip() or None


def parts(message: Message) -> Parts:
    """Return the text and the attachments of a message.

    A text with a file name is the message's text if it comes first and is not marked as an attachment, or if
    it is the only text.

    Raises:
        Unparsable: ``too-large``, the text.
    """
    warnings: list[str] = []
    found = _parts(message, warnings, leads=True)
    attachments = list(found.attachments)
    if not found.text.strip() and (named := _only_text(message)) is not None:
        name = _filename(named)
        text = _text(named, warnings)
        left = [part for part in attachments if part.name != name]
        if text.strip() and len(left) == len(attachments) - 1:
            return Parts(text, left, warnings)
    return Parts(found.text, attachments, warnings)


def leaves(message: Message) -> Iterator[Message]:
    """Yield the parts of a message that hold no others; a message in it is none of them."""
    if message.get_content_type().startswith("multipart/"):
        for part in _children(message):
            yield from leaves(part)
    elif not message.is_multipart():
        yield message


def payload(message: Message) -> bytes:
    """Return the decoded content of a part that holds no others."""
    content = message.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _parts(message: Message, warnings: list[str], *, leads: bool) -> _Found:
    """Return the text of a message or of a part of one, and the attachments below it.

    Args:
        message: the message, or the part.
        warnings: the list that gets the doubts about encodings.
        leads: whether nothing but other forms of the same text comes before the part.
    """
    content_type = message.get_content_type()
    if content_type.startswith("message/") and (content_type == "message/rfc822" or message.is_multipart()):
        return _Found(attachments=(_forwarded(message, content_type),))
    if message.is_multipart() or content_type.startswith("multipart/"):
        return _multipart(message, content_type, warnings, leads=leads)
    name = _filename(message)
    if content_type in _TEXTS and message.get_content_disposition() != "attachment" and (leads or not name):
        return _Found(_text(message, warnings))
    kind = content_type.rpartition("/")[2]
    return _Found(attachments=(Part(name or f"part.{kind}", content_type, payload(message)),))


def _multipart(message: Message, content_type: str, warnings: list[str], *, leads: bool) -> _Found:
    children = _children(message)
    if not children:  # it has no parts, only text
        return _Found(_text(message, warnings))
    is_choice = content_type == "multipart/alternative"
    found = [
        _parts(part, warnings, leads=leads and (is_choice or not place))
        for place, part in enumerate(children)
    ]
    attachments = tuple(part for below in found for part in below.attachments)
    texts = [below.text for below in found if below.text.strip()]
    if is_choice and texts:
        return _Found(_fullest(texts), attachments)
    return _Found("\n\n".join(texts), attachments)


def _children(message: Message) -> list[Message]:
    """Return the parts of a multipart. The first line that begins with ``--`` shows a missing boundary."""
    found_parts = message.get_payload()
    if isinstance(found_parts, list):
        return [part for part in found_parts if isinstance(part, Message)]
    content = payload(message)
    for found in islice(_DELIMITER.finditer(content), _MOST_DELIMITERS):
        if found[2] or (b"\n" + content).count(b"\n--" + found[1]) > 1:
            head = b'Content-Type: multipart/mixed; boundary="%s"\n\n' % found[1].replace(b'"', b'\\"')
            inner = read_message(head + content[found.start() :]).get_payload()
            if isinstance(inner, list):
                message.set_payload(inner)  # where the library would have put them
                return [part for part in inner if isinstance(part, Message)]
    return []


def _forwarded(message: Message, content_type: str) -> Part:
    """Return the message in a part, decoded if it is encoded (RFC 2046, 5.2.1, forbids that)."""
    name = _filename(message) or "forwarded.eml"
    inner = message.get_payload()
    if isinstance(inner, list):
        first = inner[0] if inner else None
        whole = first.as_bytes(policy=_Short(mangle_from_=False)) if isinstance(first, Message) else b""
        return Part(name, content_type, whole)
    encoding = _encoding(message)
    del message["Content-Transfer-Encoding"]  # so that the bytes come as they are
    raw = payload(message)
    if encoding == "quoted-printable":
        return Part(name, content_type, decodestring(raw))
    with suppress(NotBase64):
        if not _FIELD.match(raw):  # otherwise it is declared as base64 and is none
            raw = b64decode(b"".join(raw.split()) + b"==")
    return Part(name, content_type, raw)


def _only_text(message: Message) -> Message | None:
    """Return the text of a message that has no other one; None if it has none or several."""
    texts = [part for part in leaves(message) if part.get_content_type() in _TEXTS and payload(part).strip()]
    return texts[0] if len(texts) == 1 else None


def _text(message: Message, warnings: list[str]) -> str:
    content = payload(message)
    content_type = message.get_content_type()
    is_page = content_type == "text/html" or (
        content_type.startswith("multipart/") and _PAGE.match(content) is not None
    )
    tags = content.count(b"<") if is_page else 0
    if len(content) > _MOST_TEXT or tags > _MOST_TAGS:
        detail = f"A text in the message has {len(content):,} bytes and {tags:,} tags of HTML"
        raise Unparsable(Reason.TOO_LARGE, f"{detail}; up to {_MOST_TEXT:,} and {_MOST_TAGS:,} are read.")
    text, doubt = decode(content, message.get_content_charset())
    warnings += [doubt] if doubt else []
    return html_to_text(text) if is_page else _unflowed(_unsigned(text), message)


def _unsigned(text: str) -> str:
    """Return a text without the frame of its OpenPGP signature (RFC 9580, 7)."""
    found = _SIGNED.search(text.replace("\r\n", "\n")) if "-----BEGIN PGP SIGNED" in text else None
    return _ESCAPED_DASH.sub("", found["text"]) if found else text


def _raw(value: bytes, message: Message) -> str:
    """Return raw bytes of a header as text: in the encoding that its text declares, or looks like."""
    first = next((part for part in leaves(message) if part.get_content_type() in _TEXTS), message)
    charset = first.get_content_charset()
    if charset:
        return decode(value, charset)[0]
    return decode(value + b"\n" + payload(first)[:_SAMPLE])[0].partition("\n")[0]


def _encoded(word: re.Match[str]) -> str:
    """Return an encoded word whose raw characters and blanks are encoded too, as the standard requires."""
    try:
        raw = {c: "".join(f"={byte:02X}" for byte in c.encode(word["charset"])) for c in set(word["text"])}
    except (LookupError, ValueError):
        return word[0]
    text = "".join(c if c.isascii() else raw[c] for c in word["text"].replace(" ", "_"))
    return f"=?{word['charset']}?Q?{text}?="


def _encoding(message: Message) -> str:
    return str(message.get("Content-Transfer-Encoding", "")).strip().lower()


def _fullest(texts: list[str]) -> str:
    """Return the first alternative (plain text), or the longest if the first is a stub that points to it."""
    longest = max(texts, key=lambda text: len(text.split()))
    return texts[0] if len(texts[0].split()) * 2 >= len(longest.split()) else longest


def _unflowed(text: str, message: Message) -> str:
    """Return plain text without its signature and with wrapped lines joined.

    A flowed text marks these lines (RFC 3676, 4); in another text their length shows them.
    """
    text = without_additions(_SIGNATURE.sub("", text.replace("\r\n", "\n")))
    flowed = str(message.get_param("format", "")).lower() == "flowed"
    if not flowed:
        formatted = text.lstrip()[:1] in {"{", "[", "<"} or CONTROLS.search(text[:200])
        lines = text.split("\n")
        return text if formatted or read_header(lines, FEWEST_IN_MAIL) else paragraphs(lines)
    cut = 1 if str(message.get_param("delsp", "")).lower() == "yes" else 0
    joined: list[str] = []
    for stuffed in text.split("\n"):
        line = stuffed.removeprefix(" ")
        joined.append(line[: len(line) - cut] if line.endswith(" ") else line + "\n")
    return "".join(joined).rstrip("\n")


def _filename(message: Message) -> str | None:
    name = message.get_param("filename", None, "content-disposition") or message.get_param("name", None)
    if name is None:
        return None
    value = collapse_rfc2231_value(name)[:_LONGEST_FIELD]
    return str(policy.default.header_factory("subject", " ".join(value.split()))).strip() or None
