"""E-mail (RFC 5322, MIME): the message as an item, its attachments as documents of their own.

The subject is the headline and the text the body. If the text is in a format of its own (a form sent as
JSON, a teletype story, NITF), that format gives the item, and the message fills absent fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email.message import Message

from newswire.errors import Unparsable
from newswire.lexicon.desk.folding import folded
from newswire.lexicon.embargoes.notices import notices
from newswire.model import Defaults, Document, Item, Link, Reason, Rejected
from newswire.parse.containers.automatic import automatic, is_encrypted, without_added
from newswire.parse.containers.local_times import proven_zone
from newswire.parse.containers.mime import FEWEST_IN_MAIL, Part, field, parts, read_message
from newswire.parse.containers.sender import organisation
from newswire.parse.format import Container
from newswire.parse.formats.text.header import read_header
from newswire.parse.formats.text.plain import head_of, with_header
from newswire.parse.inside import Inside, member_path
from newswire.parse.readers.times import EVIDENCE, OF_MESSAGES, Clock
from newswire.parse.readers.written_times import Unsure, read_written

_FIELD = re.compile(rb"(?:([!-9;-~]{1,76}):([^\n]*)|[ \t][^\S\n]*\S[^\n]*)\n")
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
_MOST_BYTES = 20 * 1024 * 1024
_MOST_LINES, _MOST_STEPS, _MOST_MULTIPARTS, _MOST_FIELDS = 400_000, 4_000_000, 150, 50_000
_NOT_OPENED = ("image/", "audio/", "video/", "font/", "text/calendar", "text/css", "application/pdf")
_BEGINNING = 500
"""Characters of a message's text in which an embargo of its attachments may stand."""
_NO_FORMAT = frozenset(("text", "email", "archive"))
_MULTIPART = re.compile(rb"multipart/", re.IGNORECASE)
_FIELDS = re.compile(rb"^[!-9;-~]{1,76}:", re.MULTILINE)
_MESSAGE_IDS = re.compile(r"<[^<>\s]+>")
_OF_LABELS = (
    *("headline", "slugline", "byline", "standfirst", "dateline", "place", "credit", "category", "genre"),
    *("keywords", "urgency", "priority", "published", "published_precision", "published_from"),
    *("embargo_until", "ed_note", "copyright", "usage_terms", "body_text"),
)
"""Fields that labelled lines in a message's text may give; its identity stays that of the message."""
_ADDRESS = re.compile(rb"[^\s@<>]@[^\s@<>]")
_COMMENT = re.compile(r"\([^()]*\)\s*(?=[^\s(])")


def recognises(document: Document) -> bool:
    """Return whether the document begins with the header of a message.

    Two of its fields are such as people write (From, To, Subject, Date …), and one is such as programs write.
    Without the latter, the sender has an address and the date a time: RFC 5322, 3.6, requires no more.
    """
    if document.content.startswith((b"<", b"{", b"[")):  # XML and JSON, the most frequent ones
        return False
    begun = _BEFORE.match(document.content)
    position = begun.end() if begun else 0
    content = document.content[:65_536]
    fields: dict[bytes, bytes] = {}
    while found := _FIELD.match(content, position):
        if found[1]:
            fields.setdefault(found[1].lower(), found[2])
        position = found.end()
    said = len(fields.keys() & _SAID)
    if said < 2:
        return False
    if not _SENT_BY.isdisjoint(fields):
        return True
    sender, sent = fields.get(b"from", b""), fields.get(b"date", b"")
    is_ended = not content[position:].split(b"\n", 1)[0].strip()
    return is_ended and _ADDRESS.search(sender) is not None and _is_date(sent)


def _is_date(written: bytes) -> bool:
    try:
        return read_written(_uncommented(written.decode("latin-1"))).precision != "day"
    except (Unsure, ValueError, OverflowError):
        return False


def parse(document: Document, defaults: Defaults, inside: Inside) -> Iterator[Item | Rejected]:
    """Yield the message, then the answers of its attachments; their path is ``message!attachment``.

    Leave out a message without text if an attachment holds an item.

    Raises:
        Unparsable: ``too-large`` (lines, parts), ``too-deep`` (parts in parts, attachments in attachments),
            ``no-story`` (a report, an automatic reply), ``encrypted``.
    """
    content = document.content
    begun = _BEFORE.match(content)
    content = content[begun.end() if begun else 0 :]
    _refuse_too_much(content)
    message = read_message(content)
    inside.check_depth()
    if kind := automatic(message):
        raise Unparsable(Reason.NO_STORY, f"The message is {kind}, which a program sent.")
    if is_encrypted(message):
        raise Unparsable(Reason.ENCRYPTED, "The message is encrypted. Ask the sender for an open one.")
    clock = Clock(defaults, rules=OF_MESSAGES)
    texts, attachments, warnings = parts(message)
    clock.warnings += warnings
    attachments = without_added(attachments)
    item = clock.dated(_item(message, texts, attachments, document, clock))
    own = list(_own(item, texts, document, clock, inside))
    attached: list[Item | Rejected] = []
    for part in attachments:
        if not part.content_type.startswith(_NOT_OPENED):
            attached += _opened(part, document, defaults, inside)
    if any(isinstance(found, Item) for found in attached):
        own = [found for found in own if found.body_text]
    yield from own
    for found in attached:
        yield _dated(_held(found, item), item) if isinstance(found, Item) else found


def _held(attached: Item, item: Item) -> Item:
    """Return an attached item with the embargo that the message states in words."""
    first = (item.body_text or "")[:_BEGINNING].split("\n\n")
    found = [notice for line in (item.headline or "", *first) for notice in notices(line)]
    return (
        attached.changed(ed_note="\n".join(filter(None, (attached.ed_note, *found)))) if found else attached
    )


def _dated(attached: Item, item: Item) -> Item:
    """Return an attached item. If it has no time and no provider of its own, take those of the message."""
    if attached.published or any(getattr(attached, name) for name in EVIDENCE):
        return attached
    return attached.changed(sent=item.sent, provider=attached.provider or item.provider)


def _refuse_too_much(content: bytes) -> None:
    lines, parts = max(content.count(b"\n"), content.count(b"\r")), len(_MULTIPART.findall(content))
    if parts > _MOST_MULTIPARTS:
        raise Unparsable(Reason.TOO_DEEP, f"It has {parts} multiparts; up to {_MOST_MULTIPARTS} are read.")
    if lines > _MOST_LINES or lines * (parts + 1) > _MOST_STEPS or len(content) > _MOST_BYTES:
        raise Unparsable(Reason.TOO_LARGE, f"A message of {lines:,} lines in {parts} multiparts is not read.")
    if lines > _MOST_FIELDS and (fields := len(_FIELDS.findall(content))) > _MOST_FIELDS:
        raise Unparsable(Reason.TOO_LARGE, f"{fields:,} header fields; up to {_MOST_FIELDS:,} are read.")


def _opened(part: Part, document: Document, defaults: Defaults, inside: Inside) -> list[Item | Rejected]:
    try:
        inside.take_member()
        inside.take(len(part.content))
        if not part.content.strip():
            return []
        return inside.member(part.name, part.content, document, defaults)
    except Unparsable as error:
        return [Rejected(member_path(document, part.name), error.reason, error.detail)]


def _own(item: Item, texts: str, document: Document, clock: Clock, inside: Inside) -> Iterator[Item]:
    """Yield the message's own item, or the items in its text if that has a format of its own."""
    formatted = _formatted(texts, document, clock.defaults, inside)
    if clock.defaults.timezone is None and (zone := proven_zone(formatted, item.sent)):
        formatted = _formatted(texts, document, replace(clock.defaults, timezone=zone), inside)
    if not formatted:
        yield _labelled(item, texts, document, clock)
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


def _labelled(item: Item, texts: str, document: Document, clock: Clock) -> Item:
    """Return the message's item with the fields of labelled lines at the beginning of its text."""
    lines = texts.strip().split("\n")
    header = read_header(lines, FEWEST_IN_MAIL)
    if header is None:
        return _below_head(item, lines, document, clock)
    clock = Clock(clock.defaults, rules=OF_MESSAGES)
    found = with_header(header, lines, document, clock)
    if not found.body_text:
        return item.changed(body_text="\n".join(lines))
    said = {name: value for name in _OF_LABELS if (value := getattr(found, name))}
    if item.ed_note and found.ed_note:
        said["ed_note"] = f"{found.ed_note}\n{item.ed_note}"
    return item.changed(**said, warnings=(*item.warnings, *found.warnings))


def _below_head(item: Item, lines: list[str], document: Document, clock: Clock) -> Item:
    """Return the message's item with the fields of the lines above the dateline in its text.

    A subject that does not contain the headline there is the slugline.
    """
    said = head_of(lines, Clock(clock.defaults, rules=OF_MESSAGES), document)
    if not said:
        return item
    subject = item.headline or ""
    if folded(said["headline"]) not in folded(subject):
        said.setdefault("slugline", subject or None)
    if item.ed_note and "ed_note" in said:
        said["ed_note"] = f"{said['ed_note']}\n{item.ed_note}"
    return item.changed(**said)


def _formatted(texts: str, document: Document, defaults: Defaults, inside: Inside) -> list[Item]:
    """Return the items of a text in a format of its own; none for plain text, e-mail and archives."""
    content = texts.encode("utf-8", "replace")
    with suppress(Unparsable):
        if inside.name_of(Document(content, document.path)) not in _NO_FORMAT:
            found = inside.member("text", content, document, defaults)
            return [one for one in found if isinstance(one, Item)]
    return []


def _item(message: Message, texts: str, attachments: list[Part], document: Document, clock: Clock) -> Item:
    sent = clock.read(_uncommented(field(message, "Date") or ""), "Date")
    guid = field(message, "Message-ID")
    names = [part.name for part in attachments]
    note = f"The story has {len(names)} attachment(s): {', '.join(names)[:400]}." if names else None
    earlier = _MESSAGE_IDS.findall(f"{field(message, 'In-Reply-To')} {field(message, 'References')}")
    return Item(
        path=document.path,
        format="email",
        provider=clock.defaults.provider or organisation(message),
        guid=guid,
        headline=field(message, "Subject"),
        keywords=tuple(filter(None, re.split(r"\s*,\s*", field(message, "Keywords") or ""))),
        language=field(message, "Content-Language"),
        sent=sent,
        version_created=sent,
        expires=clock.read(field(message, "Expires"), "Expires"),
        ed_note=note,
        body_text=texts.strip() or None,
        links=tuple(Link("related", other) for other in dict.fromkeys(earlier) if other != guid),
        warnings=tuple(clock.warnings),
    )


def _uncommented(date: str) -> str:
    """Return a date without comments (RFC 5322, 3.2.2). Keep one at the end, which often names the zone."""
    return " ".join(_COMMENT.sub(" ", date).split())


FORMAT = Container("email", recognises, parse)
