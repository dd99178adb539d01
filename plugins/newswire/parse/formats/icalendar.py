"""iCalendar (RFC 5545): the diaries of agencies, ministries and courts. Each event is an item.

The time and place of an event stand below its description, because an item has no field for the beginning
of an event.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Pubstatus, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.readers.charset import CONTROLS, decode_document, line_feeds
from newswire.parse.readers.teletype import refuse_too_much
from newswire.parse.readers.times import Clock

_FOLDED = re.compile(r"\n[ \t]")
_LINE = re.compile(r"(?P<name>[A-Za-z-]{1,40})(?P<parameters>(?:;[^:\n]{0,200})?):(?P<value>.*)")
_ESCAPED = re.compile(r"\\([nN,;\\])")
_ORGANISER = re.compile(r"CN=\"?([^\";:]+)", re.IGNORECASE)
_ZONE = re.compile(r"TZID=\"?([^\";:]+)", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_BEGINS, _ENDS = "BEGIN:VEVENT", "END:VEVENT"
_STATUSES: dict[str, Pubstatus] = {"CANCELLED": "canceled", "CONFIRMED": "usable"}

Properties = dict[str, list[tuple[str, str]]]
"""Values with their parameters by name."""


def recognises(document: Document) -> bool:
    """Return whether the document begins with ``BEGIN:VCALENDAR``."""
    return document.content.lstrip(b"\xef\xbb\xbf \t\r\n")[:15].upper() == b"BEGIN:VCALENDAR"


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item an event.

    Raises:
        Unparsable: ``too-large``, or ``no-event`` if there is none.
    """
    refuse_too_much(document.content, _BEGINS.encode())
    text, doubt = decode_document(document)
    text = _FOLDED.sub("", line_feeds(text))
    events = list(_events(text))
    if not events:
        raise Unparsable(Reason.NO_EVENT, "The calendar holds no event.")
    for event in events:
        yield _item(event, document, Clock(defaults, [doubt] if doubt else []))


def _events(text: str) -> Iterator[Properties]:
    event: Properties | None = None
    depth = 0
    for line in text.split("\n"):
        bare = line.strip().upper()
        if bare == _BEGINS:
            event, depth = {}, 0
        elif event is None:
            continue
        elif bare == _ENDS:
            yield event
            event = None
        elif bare.startswith("BEGIN:"):  # an alarm has a description of its own
            depth += 1
        elif bare.startswith("END:"):
            depth -= 1
        elif not depth and (found := _LINE.fullmatch(line.strip())):
            event.setdefault(found["name"].upper(), []).append((found["parameters"], found["value"]))


def _item(event: Properties, document: Document, clock: Clock) -> Item:
    status = _one(event, "STATUS") or ""
    place = _one(event, "LOCATION")
    url = _one(event, "URL") or ""
    when = " – ".join(filter(None, dict.fromkeys((_when(event, "DTSTART"), _end(event)))))
    organisers = (_ORGANISER.search(parameters) for parameters, _ in event.get("ORGANIZER", ()))
    return Item(
        path=document.path,
        format="icalendar",
        provider=next((found[1] for found in organisers if found), None),
        guid=_one(event, "UID"),
        version=_one(event, "SEQUENCE"),
        kind="event",
        pubstatus=_STATUSES.get(status.upper()),
        keywords=tuple(word.strip() for word in (_one(event, "CATEGORIES") or "").split(",") if word.strip()),
        headline=_one(event, "SUMMARY"),
        place=place,
        first_created=clock.read(_one(event, "CREATED"), "CREATED"),
        version_created=clock.read(_one(event, "LAST-MODIFIED") or _one(event, "DTSTAMP"), "DTSTAMP"),
        body_text="\n\n".join(filter(None, (_one(event, "DESCRIPTION"), when, place))) or None,
        source_url=url if url.startswith("http") else None,
        warnings=tuple(clock.warnings),
    )


def _one(event: Properties, name: str) -> str | None:
    """Return the text of a property, without its escapes (RFC 5545, section 3.3.11)."""
    for _, value in event.get(name, ()):
        said = _ESCAPED.sub(lambda sign: "\n" if sign[1] in "nN" else sign[1], value)
        if said := CONTROLS.sub("", said).strip():
            return said
    return None


def _end(event: Properties) -> str | None:
    """Return the end of an event. That of whole days is its last one: ``DTEND`` is no part of the event.

    RFC 5545, section 3.6.1, "the non-inclusive end of the event".
    """
    end = _when(event, "DTEND")
    if end is None or not _DAY.fullmatch(end):
        return end
    with suppress(ValueError, OverflowError):
        last = dt.date.fromisoformat(end) - dt.timedelta(days=1)
        return max(last.isoformat(), _when(event, "DTSTART") or "")
    return end


def _when(event: Properties, name: str) -> str | None:
    """Return a time with its zone (``2024-05-13 12:00 UTC``), or a day (``2024-05-13``).

    Return a value of another form as written.
    """
    for parameters, value in event.get(name, ()):
        found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z)?)?", value.strip())
        if found is None:
            return value.strip() or None
        year, month, day, hour, minute, utc = found.groups()
        zone = _ZONE.search(parameters)
        said = [f"{year}-{month}-{day}", f"{hour}:{minute}" if hour else "", "UTC" if utc else ""]
        return " ".join(filter(None, [*said, zone[1] if zone and hour else ""]))
    return None


FORMAT = Format("icalendar", recognises, parse)
