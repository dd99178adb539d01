"""E-mail (RFC 5322, MIME): the message as an item, its attachments as documents of their own.

The subject is the headline and the text the body. If the text is in a format of its own (a form sent as
JSON, a teletype story, NITF), that format gives the item, and the message fills absent fields.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import Message
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime
from typing import NamedTuple

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Link, Reason, Rejected
from newswire.parse.format import Container
from newswire.parse.inside import Inside, member_path
from newswire.parse.readers.charset import CONTROLS, decode
from newswire.parse.readers.html import html_to_text
from newswire.parse.readers.paragraphs import paragraphs
from newswire.parse.readers.times import Clock

_FIELD = re.compile(rb"(?:([!-9;-~]{1,76}):[^\n]*|[ \t][^\S\n]*\S[^\n]*)\n")
_BEFORE = re.compile(rb"(?:[ \t\0]*\r?\n)*(?:From [^\n]*\n)?")  # skip blank lines and mbox's separator
_SAID = frozenset((b"from", b"to", b"subject", b"date", b"sender", b"reply-to"))
_SENT_BY = frozenset(
    (
        b"message-id",
        b"mime-version",
        b"received",
        b"delivered-to",
        b"return-path",
        b"content-type",
        b"x-mailer",
    )
)
_LONGEST_FIELD = 4000
"""The most characters read of a header field: the library's time grows with their square."""
_MOST_BYTES, _MOST_TEXT, _MOST_TAGS = 20 * 1024 * 1024, 4 * 1024 * 1024, 100_000
_MOST_LINES, _MOST_STEPS, _MOST_MULTIPARTS, _MOST_FIELDS = 400_000, 4_000_000, 150, 50_000
_NOT_OPENED = (
    "image/",
    "audio/",
    "video/",
    "font/",
    "text/calendar",
    "text/css",
    "application/pdf",
    "text/x-vcard",
)
_NO_FORMAT = frozenset(("text", "email", "archive"))
_MULTIPART = re.compile(rb"multipart/", re.IGNORECASE)
_FIELDS = re.compile(rb"^[!-9;-~]{1,76}:", re.MULTILINE)
_SIGNATURE = re.compile(r"(?:^|\n)-- ?\n.*", re.DOTALL)
_MESSAGE_IDS = re.compile(r"<[^<>\s]+>")


class _Short(policy.Compat32):
    """A policy that cuts header fields: the library makes a pattern of a boundary of any length."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_FIELD]


class _Part(NamedTuple):
    """An attachment: its name, its type and its bytes."""

    name: str
    content_type: str
    content: bytes


def recognises(document: Document) -> bool:
    """Return whether the document begins with the header of a message.

    Two of its fields are such as people write (From, To, Subject, Date …), and one is such as programs write.
    """
    begun = _BEFORE.match(document.content)
    position = begun.end() if begun else 0
    if document.content.startswith((b"<", b"{", b"["), position):  # XML and JSON, the most frequent ones
        return False
    content = document.content[:65_536]
    names = set()
    while field := _FIELD.match(content, position):
        names.add((field[1] or b"").lower())
        position = field.end()
    return len(names & _SAID) > 1 and bool(names & _SENT_BY)


def parse(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    """Yield the message, then the answers of its attachments; their path is ``message!attachment``.

    Leave out a message without text if an attachment holds an item.

    Raises:
        Unparsable: ``too-large`` (lines, parts), ``too-deep`` (parts in parts, attachments in attachments).
    """
    content = document.content
    begun = _BEFORE.match(content)
    content = content[begun.end() if begun else 0 :]
    _refuse_too_much(content)
    message = message_from_bytes(content, policy=_Short())
    inside.check_depth()
    clock = Clock(defaults)
    texts, attachments = _parts(message, clock)
    own = list(_own(message, texts, attachments, document, clock, inside))
    attached: list[Item | Rejected] = []
    for part in attachments:
        if not part.content_type.startswith(_NOT_OPENED):
            attached += _opened(part, document, defaults, inside)
    if any(isinstance(found, Item) for found in attached):
        own = [item for item in own if isinstance(item, Rejected) or item.body_text]
    yield from own
    yield from attached


def _refuse_too_much(content: bytes) -> None:
    lines, parts = max(content.count(b"\n"), content.count(b"\r")), len(_MULTIPART.findall(content))
    if parts > _MOST_MULTIPARTS:
        raise Unparsable(Reason.TOO_DEEP, f"It has {parts} multiparts; up to {_MOST_MULTIPARTS} are read.")
    if lines > _MOST_LINES or lines * (parts + 1) > _MOST_STEPS or len(content) > _MOST_BYTES:
        raise Unparsable(Reason.TOO_LARGE, f"A message of {lines:,} lines in {parts} multiparts is not read.")
    if lines > _MOST_FIELDS and (fields := len(_FIELDS.findall(content))) > _MOST_FIELDS:
        raise Unparsable(Reason.TOO_LARGE, f"{fields:,} header fields; up to {_MOST_FIELDS:,} are read.")


def _opened(part: _Part, document: Document, defaults: Defaults, inside: Inside) -> list[Item | Rejected]:
    try:
        inside.take_member()
        inside.take(len(part.content))
        if not part.content.strip():
            return []
        return inside.member(part.name, part.content, document, defaults)
    except Unparsable as error:
        return [Rejected(member_path(document, part.name), error.reason, error.detail)]


def _own(
    message: Message,
    texts: str,
    attachments: list[_Part],
    document: Document,
    clock: Clock,
    inside: Inside,
) -> Iterator[Item]:
    """Yield the message's own item, or the items in its text if that has a format of its own."""
    item = _item(message, texts, attachments, document, clock)
    formatted = _formatted(texts, document, clock.defaults, inside)
    if not formatted:
        yield item
    for found in formatted:
        yield found.changed(
            path=document.path,
            guid=found.guid or item.guid,
            headline=found.headline or item.headline,
            provider=found.provider or item.provider,
            sent=found.sent or item.sent,
            version_created=found.version_created or item.version_created,
            ed_note="\n".join(filter(None, (found.ed_note, item.ed_note))) or None,
            links=(*found.links, *item.links),
            warnings=(*item.warnings, *found.warnings),
        )


def _formatted(texts: str, document: Document, defaults: Defaults, inside: Inside) -> list[Item]:
    """Return the items of a text in a format of its own; none for plain text, e-mail and archives."""
    content = texts.encode("utf-8", "replace")
    with suppress(Unparsable):
        if inside.name_of(Document(content, document.path)) not in _NO_FORMAT:
            found = inside.member("text", content, document, defaults)
            return [one for one in found if isinstance(one, Item)]
    return []


def _item(message: Message, texts: str, attachments: list[_Part], document: Document, clock: Clock) -> Item:
    sent = _date(message, clock)
    guid = _field(message, "Message-ID")
    names = [part.name for part in attachments]
    note = f"The story has {len(names)} attachment(s): {', '.join(names)[:400]}." if names else None
    earlier = _MESSAGE_IDS.findall(f"{_field(message, 'In-Reply-To')} {_field(message, 'References')}")
    return Item(
        path=document.path,
        format="email",
        provider=clock.defaults.provider or _sender(message),
        guid=guid,
        headline=_field(message, "Subject"),
        keywords=tuple(filter(None, re.split(r"\s*,\s*", _field(message, "Keywords") or ""))),
        language=_field(message, "Content-Language"),
        sent=sent,
        version_created=sent,
        expires=clock.read(_field(message, "Expires"), "Expires"),
        ed_note=note,
        body_text=texts.strip() or None,
        links=tuple(Link("related", other) for other in dict.fromkeys(earlier) if other != guid),
        warnings=tuple(clock.warnings),
    )


def _field(message: Message, name: str) -> str | None:
    """Return a header field as text: unfolded, encoded words (RFC 2047) and raw bytes decoded."""
    raw = next((value for key, value in message.raw_items() if key.lower() == name.lower()), None)
    if raw is None:
        return None
    folded = str(raw)[:_LONGEST_FIELD]
    if not folded.isascii():  # the standard forbids raw bytes in a header
        folded = decode(folded.encode("ascii", "surrogateescape"))[0]
    value = str(policy.default.header_factory("subject", " ".join(folded.split())))
    return CONTROLS.sub("", value).strip() or None


def _sender(message: Message) -> str | None:
    written = _field(message, "From") or _field(message, "Sender") or ""
    try:
        return next((name or address or None for name, address in getaddresses([written])), None)
    except RecursionError:  # nobody writes brackets so deep in brackets
        return None


def _date(message: Message, clock: Clock) -> dt.datetime | None:
    text = _field(message, "Date")
    if text is None:
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return clock.read(text, "Date")
    if moment.tzinfo is None and text.rstrip().endswith("-0000"):  # UTC, from an unknown zone (RFC 5322, 3.3)
        return moment.replace(tzinfo=dt.UTC)
    return clock.zoned(moment, "Date", text, "second").at


def _parts(message: Message, clock: Clock) -> tuple[str, list[_Part]]:
    """Return the text of a message or a part of one, and the attachments below it."""
    content_type = message.get_content_type()
    if content_type == "message/rfc822" or (message.is_multipart() and content_type.startswith("message/")):
        inner = message.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        whole = first.as_bytes() if isinstance(first, Message) else b""
        return "", [_Part(_filename(message) or "forwarded.eml", content_type, whole)]
    if message.is_multipart():
        found = [_parts(part, clock) for part in message.get_payload() if isinstance(part, Message)]
        attachments = [part for _, below in found for part in below]
        texts = [text for text, _ in found if text.strip()]
        if content_type == "multipart/alternative" and texts:
            return _fullest(texts), attachments
        return "\n\n".join(texts), attachments
    name = _filename(message)
    content = message.get_payload(decode=True)
    content = content if isinstance(content, bytes) else b""
    if (
        name
        or message.get_content_disposition() == "attachment"
        or content_type not in {"text/plain", "text/html"}
    ):
        kind = content_type.rpartition("/")[2]
        return "", [_Part(name or f"part.{kind}", content_type, content)]
    tags = content.count(b"<") if content_type == "text/html" else 0
    if len(content) > _MOST_TEXT or tags > _MOST_TAGS:
        detail = f"A text in the message has {len(content):,} bytes and {tags:,} tags of HTML"
        raise Unparsable(Reason.TOO_LARGE, f"{detail}; up to {_MOST_TEXT:,} and {_MOST_TAGS:,} are read.")
    text, doubt = decode(content, message.get_content_charset())
    clock.warnings += [doubt] if doubt else []
    if content_type == "text/html":
        return html_to_text(text), []
    return _unflowed(text, message), []


def _fullest(texts: list[str]) -> str:
    """Return the first alternative (plain text), or the longest if the first is a stub that points to it."""
    longest = max(texts, key=lambda text: len(text.split()))
    return texts[0] if len(texts[0].split()) * 2 >= len(longest.split()) else longest


def _unflowed(text: str, message: Message) -> str:
    """Return plain text without its signature and with wrapped lines joined.

    A flowed text marks these lines (RFC 3676, 4); in another text their length shows them.
    """
    text = _SIGNATURE.sub("", text.replace("\r\n", "\n"))
    flowed = str(message.get_param("format", "")).lower() == "flowed"
    if not flowed:
        formatted = text.lstrip()[:1] in {"{", "[", "<"} or CONTROLS.search(text[:200])
        return text if formatted else paragraphs(text.split("\n"))
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


FORMAT = Container("email", recognises, parse)
