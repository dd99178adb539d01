"""iCalendar: each event is an item."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.errors import Unparsable
from newswire.model import Document
from newswire.parse.formats.icalendar import FORMAT
from tests.parse.wires import NONE, fixture, items


def test_a_diary() -> None:
    visit, regatta = items(fixture("icalendar/diary.ics"), FORMAT)
    assert (visit.kind, visit.guid) == ("event", "ev1@norwind.example")
    assert visit.headline == "Minister visits the harbour, Grenholm"
    assert visit.body_text == (
        "The minister visits the harbour and speaks.\nPress welcome.\n\n"
        "2024-05-13 12:00 UTC – 2024-05-13 14:00 UTC\n\nGrenholm"
    )
    assert visit.version_created == dt.datetime(2024, 5, 12, 10, 0, tzinfo=dt.UTC)
    assert (regatta.pubstatus, regatta.body_text) == ("canceled", "2024-05-14")


def test_a_zone_an_organiser_and_an_alarm() -> None:
    lines = (
        *(
            "BEGIN:VCALENDAR",
            "BEGIN:VEVENT",
            "UID:1",
            "SEQUENCE:2",
            "SUMMARY:Regatta",
            "CATEGORIES:sea,sport",
        ),
        *("DTSTART;TZID=Europe/Stockholm:20240513T120000", 'ORGANIZER;CN="Norwind":mailto:x@n.example'),
        *("BEGIN:VALARM", "DESCRIPTION:Wake up", "END:VALARM", "END:VEVENT", "END:VCALENDAR"),
    )
    (item,) = items(Document("\n".join(lines).encode(), "x.ics"), FORMAT)
    assert (item.version, item.provider, item.keywords) == ("2", "Norwind", ("sea", "sport"))
    assert item.body_text == "2024-05-13 12:00 Europe/Stockholm"


def test_a_calendar_without_events_is_rejected() -> None:
    with pytest.raises(Unparsable, match="no-event"):
        list(FORMAT.parse(Document(b"BEGIN:VCALENDAR\nEND:VCALENDAR", "x.ics"), NONE))
