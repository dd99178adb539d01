"""dpa digitalwires."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.model import Item, Link, Subject
from newswire.parse.formats.digitalwires import FORMAT
from tests.parse.wires import fixture, items

CEST = dt.timezone(dt.timedelta(hours=2))
PICTURE = "urn:newsml:agentur.example:20240513:picture-9"


@pytest.fixture(scope="module")
def both() -> list[Item]:
    return items(fixture("dpa-digitalwires/entries.json"), FORMAT)


def test_identity_and_status(both: list[Item]) -> None:
    story = both[0]
    assert story.guid == "urn:newsml:agentur.example:20240513:ferry-0412"
    assert (story.provider, story.version, story.kind, story.pubstatus) == ("agt", "2", "package", "usable")
    assert (story.signal, story.label, story.urgency, story.language) == (
        ("sig:correction",),
        "correction",
        3,
        "de",
    )
    assert story.version_created == dt.datetime(2024, 5, 13, 11, 58, tzinfo=CEST)
    assert story.embargo_until == dt.datetime(2024, 5, 13, 12, 30, tzinfo=CEST)


def test_only_a_first_version_gives_the_creation_of_the_item(both: list[Item]) -> None:
    assert both[0].first_created is None
    assert both[1].first_created == both[1].version_created == dt.datetime(2024, 5, 13, 11, tzinfo=CEST)


def test_categories(both: list[Item]) -> None:
    story = both[0]
    assert story.subjects == (
        Subject("20000150", "Verkehr", "medtop"),
        Subject("151", "Schweden", "dpacountry"),
    )
    assert (story.category, story.service, story.genre) == ("vm", "bdt bid", "Meldung")
    assert story.keywords == ("Fähre",)


def test_texts(both: list[Item]) -> None:
    story = both[0]
    assert (story.headline, story.slugline) == ("Fähre bleibt im Hafen stehen", "Schifffahrt")
    assert (story.dateline, story.byline) == ("Grenholm (agt) -", "Von Anna Halvorsen")
    assert (story.standfirst, story.credit) == ("An Bord waren 214 Menschen.", ("agt",))
    assert story.body_text == (
        "Eine Fähre ist stehen geblieben.\n\nNiemand wurde verletzt.\n\nDie Fähre ist 80 Meter lang."
    )
    assert story.ed_note is not None
    assert story.ed_note.startswith("der Meldung urn:newsml")  # a correction comes before other notes
    assert story.ed_note.endswith("Bilder folgen.")


def test_links(both: list[Item]) -> None:
    assert both[0].links == (
        Link("corrects", "urn:newsml:agentur.example:20240513:ferry-0398"),
        Link("related", PICTURE),
        Link("rendition", PICTURE, "https://bilder.example/9.jpg"),
        Link("related", None, "https://faehre.example/"),
    )


def test_a_picture_has_its_caption(both: list[Item]) -> None:
    assert (both[1].body_text, both[1].provider) == ("Die Fähre im Hafen.", "agentur.example")
