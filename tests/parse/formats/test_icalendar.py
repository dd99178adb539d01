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


@pytest.mark.parametrize(
    ("times", "when"),
    [
        ("DTSTART;VALUE=DATE:20310203\nDTEND;VALUE=DATE:20310204", "2031-02-03"),
        ("DTSTART;VALUE=DATE:20310227\nDTEND;VALUE=DATE:20310302", "2031-02-27 – 2031-03-01"),
        ("DTSTART;VALUE=DATE:20310203\nDTEND;VALUE=DATE:20310203", "2031-02-03"),
        ("DTSTART;VALUE=DATE:20310203", "2031-02-03"),
        ("DTSTART:20310203T080000Z\nDTEND:20310203T090000Z", "2031-02-03 08:00 UTC – 2031-02-03 09:00 UTC"),
        ("DTSTART;VALUE=DATE:20310203\nDTEND;VALUE=DATE:20319999", "2031-02-03 – 2031-99-99"),
    ],
)
def test_the_end_of_an_event_of_whole_days_is_its_last_day(times: str, when: str) -> None:
    content = f"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Regatta\n{times}\nEND:VEVENT\nEND:VCALENDAR\n"
    (item,) = items(Document(content.encode(), "a.ics"), FORMAT)
    assert item.body_text == when
