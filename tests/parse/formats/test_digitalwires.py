"""dpa digitalwires."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from newswire.model import Document, Item, Link, Subject
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
    assert (story.provider, story.version, story.kind, story.pubstatus) == ("agt", "2", "text", "usable")
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


def entry(**fields: object) -> Item:
    content = {"format": "digitalwires@0.9.1", "type": "composite", "urn": PICTURE, "version": 1, **fields}
    return items(Document(json.dumps(content).encode(), "entry.json"), FORMAT)[0]


@pytest.mark.parametrize(
    ("article", "parts", "kind"),
    [
        (
            "<p>Eine Fähre.</p>",
            [{"type": "image", "urn": "urn:1"}, {"type": "video", "urn": "urn:2"}],
            "text",
        ),
        (None, [{"type": "image", "urn": PICTURE}], "picture"),
        (None, [{"type": "video", "urn": "urn:2"}], "video"),
        (None, [{"type": "image", "urn": PICTURE}, {"type": "image", "urn": "urn:2"}], "picture"),
        (None, [{"type": "image", "urn": "urn:1"}, {"type": "image", "urn": "urn:2"}], "package"),
        (None, [], "package"),
    ],
    ids=["an article", "its own picture", "one video", "its own of two", "several", "nothing"],
)
def test_a_composite_has_the_kind_of_its_content(article: str | None, parts: object, kind: str) -> None:
    assert entry(article_html=article, associations=parts).kind == kind


def test_people_among_the_creators_are_authors() -> None:
    names = ("By Anna Halvorsen", "halvorsen.anna", "Piet de Vries", "Anna Halvorsen")
    categories = [{"type": "dnltype:creator", "name": name} for name in names]
    assert entry(article_html="<p>x</p>", categories=categories).authors == (
        "Anna Halvorsen",
        "Piet de Vries",
    )


def test_every_genre_and_the_source_without_a_credit_line() -> None:
    item = entry(
        categories=[
            {"type": "dnltype:genre", "name": "Meldung"},
            {"type": "dnltype:genre", "name": "Extra"},
            {"type": "dnltype:infosource", "name": "Norwind"},
        ]
    )
    assert (item.genre, item.credit) == ("Meldung, Extra", ("Norwind",))
    assert entry(creditline="agt").credit == ("agt",)


def test_a_teaser_that_repeats_the_headline_is_no_standfirst() -> None:
    assert entry(headline="Fähre", teaser="Fähre", subhead="Im Hafen").standfirst == "Im Hafen"
    assert entry(headline="Fähre", teaser="Fähre").standfirst is None
