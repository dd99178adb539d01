"""Parts that the teletype formats share: messages in a stream, control characters, time groups.

IPTC 7901 and ANPA 1312 frame a message by the same characters of ISO 646: SOH header STX text ETX
time EOT. Real messages come without some or any of them, between filling characters (SYN, DEL, NUL),
in Latin-1, and several in one document.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from newswire.errors import Unparsable
from newswire.lexicon import month_names
from newswire.lexicon.patterns.late import late_pattern
from newswire.model import Document, Reason
from newswire.parse.readers.charset import CONTROLS, decode, decode_document, line_feeds
from newswire.parse.readers.encodings.spelled_controls import unspelled
from newswire.parse.readers.encodings.typesetting import without_setting
from newswire.parse.readers.paragraphs import paragraphs
from newswire.parse.readers.times import Clock, Given

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
HEAD = 512
"""Bytes at the beginning of a document in which the first header has to begin."""

MAX_BYTES, MAX_LINES, MAX_MESSAGES = 8 * 1024 * 1024, 200_000, 5_000
"""Limits of one document; a busy wire sends 2,000 stories of 4 kB a day."""

_FILLING = "\x00\x05\x06\x0f\x16\x7f\ufeff"
_SPACES = late_pattern("[\x10\x1b-\x1f][\x10\x1b-\x1f ]*")
_CUT = late_pattern(r"(?<=[^\W\d_])- (?=[^\W\dA-Z_])(?!(?:and|or|to|und|oder|bis|et|ou|y|o|e|en|och|og)\b)")
_NOT_FOR_PUBLICATION = late_pattern(
    r"not (?:intended )?for publication|nicht zur Veröffentlichung|"
    r"pas destinée?s? à (?:la publication|être publié)|no destinad[oa]s? a (?:la )?publicación|"
    r"non destinat[oaie] alla pubblicazione",
    re.IGNORECASE,
)
_SEPARATOR = late_pattern(r"\s*(?:\*\s*){3,}")
_NOTEBOOK = late_pattern(
    r"\s*#+\s*(?:notebook|notizblock|editors?'? notes?|redaktionelle hinweise)\s*", re.IGNORECASE
)
_ZONE = r"\s?[A-Z]{1,5}(?![^\W\d_])"
_TIME_GROUP = late_pattern(
    r"(?<!\d)(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)"
    rf"(?:(?P<zone>{_ZONE})??\s+(?P<month>[^\W\d_]{{3,10}})\.?\s*(?P<year>(?:\d\d)?\d\d)"
    rf"(?P<glued>\s?[A-Za-z]{{1,5}})?|(?P<alone>{_ZONE})?)\s*(?!\S)"
)


AGENCY_TIME = late_pattern(
    r"(?P<agency>[A-Z]{2,6})(?:-(?P<wire>[A-Z]{1,4}))?-(?P<month>\d\d?)-(?P<day>\d\d?)-(?P<year>\d\d(?:\d\d)?)"
    r"\s+(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)\s*(?P<zone>[A-Z]{1,5})?"
)
"""The trailer of ANPA 1312: agency and wire, day, time and zone."""

_ENDS = ("./.", "NNNN")
END = late_pattern(r"(?:^|(?<=\s))(?:\./\.|NNNN)$")
"""Signs for the end of a story, which are no part of its text."""


class Message(NamedTuple):
    """One message of a stream, cut at its control characters; parts may be empty.

    ``header`` ends at STX, ``text`` ends at ETX, ``trailer`` is the rest. Without STX, ``header`` ends
    at ETX and ``text`` is empty.
    """

    header: str
    text: str
    trailer: str
    warnings: tuple[str, ...]


def opening(document: Document) -> str:
    """Return the first characters of a document, without filling, for ``recognises``.

    The document keeps them, so that they are decoded once for all formats.
    """
    kept = document.readings.get(__name__)
    if not isinstance(kept, str):
        kept = document.readings[__name__] = _visible(decode(document.content[:HEAD])[0])
    return kept


def refuse_too_much(content: bytes, begins: bytes) -> None:
    """Refuse a document with more bytes, lines or messages than a wire sends in a day.

    Args:
        content: the document.
        begins: the bytes at the beginning of every message, letters in capitals.

    Raises:
        Unparsable: ``too-large``.
    """
    lines, count = max(content.count(b"\n"), content.count(b"\r")), content.upper().count(begins)
    if len(content) > MAX_BYTES or lines > MAX_LINES or count > MAX_MESSAGES:
        raise Unparsable(
            Reason.TOO_LARGE,
            f"{len(content):,} bytes, {lines:,} lines, {count:,} messages; "
            f"up to {MAX_BYTES:,}, {MAX_LINES:,} and {MAX_MESSAGES:,} are read.",
        )


def messages(document: Document, begins: re.Pattern[str] | None = None) -> Iterator[Message]:
    """Yield the messages of a document in their order.

    Args:
        document: the bytes.
        begins: a pattern of the first line of a message. After a sign of the end such a line begins
            another message, even where the characters between the messages were lost.

    Raises:
        Unparsable: ``too-large``.
    """
    refuse_too_much(document.content, SOH.encode())
    text, doubt = decode_document(document)
    text = without_setting(_visible(text, is_teletype=True))
    warnings = [doubt] if doubt else []
    for part in (one for framed in _parts(text) for one in _after_ends(framed, begins)):
        header, stx, rest = part.partition(STX)
        body, etx, trailer = (rest if stx else header).partition(ETX)
        said = [] if stx else ["The start of the text (STX) is not marked."]
        said += [] if etx else ["The end of the text (ETX) is not marked."]
        if stx:
            yield Message(header, body, trailer, (*warnings, *said))
        else:
            yield Message(body, "", trailer, (*warnings, *said))


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a text between EOTs. Divide each part before every further SOH."""
    for ended in text.split(EOT):
        before, soh, rest = ended.partition(SOH)
        first, *others = (before + soh + rest).replace(SOH, "\0" + SOH).split("\0")[1:] if soh else [ended]
        yield from (part for part in ((before if soh else "") + first, *others) if part.strip())


def _after_ends(part: str, begins: re.Pattern[str] | None) -> Iterator[str]:
    """Split a part where the first line of a message follows the end of another one. Yield the pieces."""
    if begins is None:
        yield part
        return
    whole, start, before = part.split("\n"), 0, ""
    for number, line in enumerate(whole):
        if _ends_message(before) and begins.fullmatch(line.strip(" \t\x01")):
            yield "\n".join(whole[start:number])
            start = number
        before = line.strip() or before
    yield "\n".join(whole[start:])


def _ends_message(line: str) -> bool:
    """Return whether a line ends with the sign of an end, or is a day-time group. Most lines are neither."""
    if line.endswith(_ENDS) and END.search(line):
        return True
    return line[:1].isdecimal() and is_time_group(line)


def _visible(text: str, *, is_teletype: bool = False) -> str:
    """Return the text with LF at line ends, without filling, and with control characters for their names."""
    text = unspelled(text, is_teletype=is_teletype)
    for sign in _FILLING:
        text = text.replace(sign, "")
    return line_feeds(text)


def lines(text: str) -> list[str]:
    """Return the lines of a text without control characters; those that stand for a space become blanks."""
    return [line.rstrip() for line in CONTROLS.sub("", _SPACES.sub(" ", text)).split("\n")]


def prose(wrapped: list[str], alone: Collection[int] = ()) -> str:
    """Return the paragraphs of lines that a wire has wrapped, without a sign for the end of the story.

    A word that is cut at a hyphen at the end of a line keeps the hyphen. ``alone`` are the numbers of lines
    that the wire has set by themselves.
    """
    return END.sub("", _CUT.sub("-", paragraphs(wrapped, alone))).rstrip()


def split_notes(body: list[str]) -> tuple[list[str], str | None]:
    """Return the lines for publication, and the notes for editors; None if there are none.

    Notes begin with their heading, or with a row of asterisks before a sentence that forbids publication.
    """
    for number, line in enumerate(body):
        if _NOTEBOOK.fullmatch(line) or (
            _SEPARATOR.fullmatch(line) and _NOT_FOR_PUBLICATION.search(" ".join(body[number : number + 3]))
        ):
            notes = [note.strip() for note in body[number:] if not _SEPARATOR.fullmatch(note)]
            return body[:number], "\n".join(note for note in notes if note) or None
    return body, None


def time_group(text: str, clock: Clock, reference: dt.datetime | None) -> Given | None:
    """Return the time of transmission in a trailer: ``071341 GMT Okt 15``, ``050932 sep 14EDT``, ``091223``.

    Day, hour and minute, month and year in any language, the zone before the month or glued to the
    year (IPTC 7901, "day-time group"). Without month and year the latest such day up to ``reference`` (the
    time of the fetch) counts, and the clock gets a warning. None if there is no time group.
    """
    for found in _TIME_GROUP.finditer(text):
        months = month_names.month(found["month"]) if found["month"] else ()
        day = _date(found, months[0]) if months else None
        if day is None and not found["month"] and reference is not None:
            day = _latest(int(found["day"]), reference.date())
            if day:
                clock.warnings.append(f"sent {found[0].strip()!r} has no month; {day:%Y-%m} was taken.")
        if day is None or int(found["hour"]) > 23:
            continue
        moment = dt.datetime.combine(day, dt.time(int(found["hour"]), int(found["minute"])))
        zone = found["zone"] or found["glued"] or found["alone"] or ""
        return clock.in_zone(moment, zone.strip(), "sent", found[0].strip())
    return None


def agency_time(trailer: str, clock: Clock) -> Given | None:
    """Return the time of transmission in a trailer (``AP-WF-05-13-24 1158GMT<``); None without one."""
    found = AGENCY_TIME.search(trailer)
    if not found:
        return None
    year = int(found["year"])
    year += 0 if year > 99 else 1900 if year > 68 else 2000
    written = f"{year}-{int(found['month']):02}-{int(found['day']):02}T{found['hour']}:{found['minute']}"
    try:
        moment = dt.datetime.fromisoformat(written)
    except ValueError:
        clock.warnings.append(f"sent {found[0]!r} is no time that can be read.")
        return None
    return clock.in_zone(moment, found["zone"] or "", "sent", found[0])


def is_time_group(line: str) -> bool:
    """Return whether a line is a day-time group and nothing else."""
    return _TIME_GROUP.fullmatch(line.strip()) is not None


def _date(found: re.Match[str], month: int) -> dt.date | None:
    year = int(found["year"])
    year += 0 if year > 99 else 1900 if year > 68 else 2000  # POSIX: 69 to 99 are years of the 1900s
    try:
        return dt.date(year, month, int(found["day"]))
    except ValueError:
        return None


def _latest(day: int, reference: dt.date) -> dt.date | None:
    """Return the latest date with that day of the month up to a day after ``reference`` (zones differ)."""
    limit = reference + dt.timedelta(days=1)
    return next((past for back in range(62) if (past := limit - dt.timedelta(days=back)).day == day), None)
