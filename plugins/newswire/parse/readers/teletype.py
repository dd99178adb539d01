"""What the teletype formats share: messages in a stream, control characters, header lines, time groups.

IPTC 7901 and ANPA 1312 frame a message by the same characters of ISO 646: SOH header STX text ETX
time EOT. They really come without some or any of them, between filling characters (SYN, DEL, NUL),
in latin-1, and several in one document.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from newswire.errors import Unparsable
from newswire.lexicon import month_names
from newswire.model import Document, Reason
from newswire.parse.readers.charset import CONTROLS, decode, line_feeds
from newswire.parse.readers.paragraphs import paragraphs
from newswire.parse.readers.times import Clock, Given

SOH, STX, ETX, EOT = "\x01", "\x02", "\x03", "\x04"
HEAD = 512
"""Bytes in which the header of a message has to begin."""

MAX_BYTES, MAX_LINES, MAX_MESSAGES = 8 * 1024 * 1024, 200_000, 5_000
"""A document with more is rejected: a busy wire sends 2,000 stories of 4 kB a day."""

_FILLING = "\x00\x05\x06\x0f\x16\x7f\ufeff"
_SPACES = re.compile("[\x10\x1b-\x1f][\x10\x1b-\x1f ]*")
_PICTURED = {"<SOH>": SOH, "<STX>": STX, "<ETX>": ETX, "<EOT>": EOT, "␁": SOH, "␂": STX, "␃": ETX, "␄": EOT}
_CUT = re.compile(r"(?<=[^\W\d_])- (?=[^\W\dA-Z_])(?!(?:and|or|to|und|oder|bis|et|ou|y|o|e|en|och|og)\b)")
_NOT_FOR_PUBLICATION = re.compile(
    r"not (?:intended )?for publication|nicht zur Veröffentlichung|"
    r"pas destinée?s? à (?:la publication|être publié)|no destinad[oa]s? a (?:la )?publicación|"
    r"non destinat[oaie] alla pubblicazione",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:\*\s*){3,}")
_NOTEBOOK = re.compile(
    r"\s*#+\s*(?:notebook|notizblock|editors?'? notes?|redaktionelle hinweise)\s*", re.IGNORECASE
)
_ZONE = r"\s?[A-Z]{1,5}(?![^\W\d_])"
_TIME_GROUP = re.compile(
    r"(?<!\d)(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)"
    rf"(?:(?P<zone>{_ZONE})??\s+(?P<month>[^\W\d_]{{3,10}})\.?\s*(?P<year>(?:\d\d)?\d\d)"
    rf"(?P<glued>\s?[A-Za-z]{{1,5}})?|(?P<alone>{_ZONE})?)\s*(?!\S)"
)


END = re.compile(r"(?:^|(?<=\s))(?:\./\.|NNNN)$")
"""Signs for the end of a story that are no part of it."""


class Message(NamedTuple):
    """One message of a stream, cut where its control characters cut it (parts may be empty).

    ``header`` is what stands before STX, ``text`` what stands before ETX, ``trailer`` the rest. Without
    STX all is in ``header``.
    """

    header: str
    text: str
    trailer: str
    warnings: tuple[str, ...]


def opening(document: Document) -> str:
    """Return the first characters of a document, without filling, for ``recognises``."""
    return _visible(decode(document.content[:HEAD])[0])


def refuse_too_much(content: bytes, begins: bytes) -> None:
    """Refuse a document that has more in it than a day of a wire.

    Args:
        content: the document.
        begins: what every message begins with.

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
        begins: what the first line of a message looks like: after a sign of the end such a line begins
            another message, where the characters that should divide them were lost.

    Raises:
        Unparsable: ``too-large``.
    """
    refuse_too_much(document.content, SOH.encode())
    text, doubt = decode(document.content)
    text = _visible(text)
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
    """Yield what ends with EOT, and within it what begins with a second SOH."""
    for ended in text.split(EOT):
        before, soh, rest = ended.partition(SOH)
        first, *others = (before + soh + rest).replace(SOH, "\0" + SOH).split("\0")[1:] if soh else [ended]
        yield from (part for part in ((before if soh else "") + first, *others) if part.strip())


def _after_ends(part: str, begins: re.Pattern[str] | None) -> Iterator[str]:
    """Yield a part, divided where a line that begins a message follows the end of another one."""
    if begins is None:
        yield part
        return
    whole, start, before = part.split("\n"), 0, ""
    for number, line in enumerate(whole):
        ended = before and (END.search(before) or is_time_group(before))
        if ended and begins.fullmatch(line.strip(" \t\x01")):
            yield "\n".join(whole[start:number])
            start = number
        before = line.strip() or before
    yield "\n".join(whole[start:])


def _visible(text: str) -> str:
    """Return the text with LF at line ends, without filling, with control characters for pictures of them."""
    if text.find("<SOH>", 0, HEAD) >= 0 or text.find("␁", 0, HEAD) >= 0:
        for picture, control in _PICTURED.items():
            text = text.replace(picture, control)
    return line_feeds(text.translate(dict.fromkeys(map(ord, _FILLING))))


def lines(text: str) -> list[str]:
    """The lines of a text, without control characters; those that are a kind of space become blanks."""
    return [CONTROLS.sub("", _SPACES.sub(" ", line)).rstrip() for line in text.split("\n")]


def prose(wrapped: list[str]) -> str:
    """Paragraphs of lines that a wire has wrapped; a word cut by a hyphen at the end of a line keeps it.

    A sign for the end of the story is left out.
    """
    return END.sub("", _CUT.sub("-", paragraphs(wrapped))).rstrip()


def split_notes(body: list[str]) -> tuple[list[str], str | None]:
    """Return the lines to be published, and those after a separator that are said to be for editors only."""
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
    year (IPTC 7901, "day-time group"). Without month and year the nearest such day before ``reference`` (the
    time of the fetch) is taken, and a warning says so.
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


def is_time_group(line: str) -> bool:
    """Return whether a line is a day-time group and nothing else."""
    return _TIME_GROUP.fullmatch(line.strip()) is not None


def _date(found: re.Match[str], month: int) -> dt.date | None:
    year = int(found["year"])
    year += 0 if year > 99 else 1900 if year > 68 else 2000  # POSIX: 69 to 99 are of the last century
    try:
        return dt.date(year, month, int(found["day"]))
    except ValueError:
        return None


def _latest(day: int, reference: dt.date) -> dt.date | None:
    """The last such day of a month that is not after ``reference`` (a day later at most, for zones)."""
    limit = reference + dt.timedelta(days=1)
    return next((past for back in range(62) if (past := limit - dt.timedelta(days=back)).day == day), None)
