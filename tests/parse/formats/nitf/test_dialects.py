"""NITF as agencies send it: each fixture has the habits of one of them and an invented story."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.model import Defaults, Item, Link, Subject
from newswire.parse.document import parse_document
from newswire.parse.formats.nitf.parser import FORMAT
from tests.parse.wires import fixture, items


def read(name: str) -> Item:
    (item,) = parse_document(fixture(f"nitf_dialects/{name}.xml"), Defaults())
    assert isinstance(item, Item)
    return item


def facts(name: str) -> Item:
    """Return the item that the format reads, without derived fields."""
    (item,) = items(fixture(f"nitf_dialects/{name}.xml"), FORMAT)
    return item


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (
            "associated",
            "A ferry with 214 people on board ran aground on Monday.\n\nNobody was hurt.\n\n"
            "The third time\n\nIt was the third time this year.",
        ),
        ("canadian", "The quay is closed.\n\nIt will open in May."),
        (
            "australian",
            "The centre of the Gulls has been named for his first game in the trial against the Terns of "
            "Tarn on the Saturday after Easter.\n\n"
            "He had his first hit out for them two weeks ago in the reserves, but this will be his maiden "
            "first grade match since the injury of 2023.\n\nTeam:\n1 Berg\n2 Lind",
        ),
        ("norwegian", "En ferge gikk mandag på grunn ved Grenholm.\n\nIngen ble skadet."),
        (
            "times",
            "The quay is closed.\n\nThe town waits.\n\nCorrection: The quay has three berths, not four.",
        ),
        ("press_association", "The quay is closed, the minister said.\n\nIt opens in May."),
        ("in_block", "Un bac s'est échoué lundi.\n\nPersonne n'a été blessé."),
        ("picture", "The ferry off Grenholm."),
    ],
)
def test_the_body_is_the_story_alone(name: str, body: str) -> None:
    assert read(name).body_text == body


@pytest.mark.parametrize(
    ("name", "provider"),
    [
        ("associated", "AP"),
        ("australian", "AAP"),
        ("norwegian", "NTB"),
        ("times", "The New York Times"),
        ("canadian", "The Canadian Press"),
    ],
)
def test_the_provider_is_named_wherever_it_stands(name: str, provider: str) -> None:
    assert facts(name).provider == provider


@pytest.mark.parametrize(
    ("name", "byline", "authors"),
    [
        ("associated", "By ANNA HALVORSEN Associated Press", ("ANNA HALVORSEN",)),
        ("times", "By ANNA HALVORSEN", None),
        ("in_block", "Par Anne Marchand", ("Anne Marchand",)),
        ("picture", "OTTO BERG", None),
        ("press_association", "By Anna Halvorsen, PA Political Editor", None),
    ],
)
def test_a_byline_is_printed_whole_and_authors_are_people(
    name: str, byline: str, authors: tuple[str, ...] | None
) -> None:
    item = facts(name)
    assert item.byline == byline
    if authors:
        assert item.authors == authors


def test_several_people_in_one_mark_are_not_one_author() -> None:
    item = facts("canadian")
    assert item.byline == "Anna Halvorsen and Otto Berg The Canadian Press"
    assert "Anna Halvorsen and Otto Berg" not in item.authors


def test_fields_of_the_head() -> None:
    canadian, times = facts("canadian"), facts("times")
    assert (canadian.urgency, canadian.genre) == (2, "current, analysis")
    assert (canadian.keywords, canadian.subjects) == (
        ("Regional", "Transport"),
        (Subject(None, "Regional", "doc-scope"),),
    )
    assert (times.slugline, times.category, times.keywords) == (
        "14QUAY",
        "Foreign Desk",
        ("Harbors", "Ferries"),
    )
    assert (times.label, times.header_word_count) == ("THE LAST FERRIES, part 2 of 3", 312)
    assert Subject(None, "Grenholm, Sweden") in times.subjects
    assert times.standfirst == "Harbor of Grenholm loses last quay."


def test_a_correction_replaces_and_corrects_another_document() -> None:
    item = facts("press_association")
    assert (item.label, item.slugline, item.genre) == ("correction", "POLITICS Quay", "Analysis")
    assert item.links == (Link("replaces", "pa-4471-1"), Link("corrects", "pa-4471-1"))
    assert item.ed_note == "Corrects the name of the quay\nNote to editors: Picture to follow."
    assert item.usage_terms == "For newspapers only."
    assert item.embargo_until == dt.datetime(2024, 5, 13, 12, tzinfo=dt.UTC)
    assert item.expires == dt.datetime(2024, 6, 13, 12, tzinfo=dt.UTC)


def test_the_name_of_the_issuer_may_stand_before_the_key() -> None:
    item = facts("norwegian")
    assert (item.guid, item.version, item.slugline) == ("NTB5b3f9a5cdd05440010f3a", "3", None)
    assert (item.language, item.first_created) == ("nb-NO", dt.datetime(2024, 5, 13, 8, tzinfo=dt.UTC))


def test_a_picture_has_its_caption_as_text_and_its_photographer_as_byline() -> None:
    item = facts("picture")
    assert (item.kind, item.headline, item.links) == (
        "picture",
        "Ferry aground",
        (Link("rendition", url="b77.jpg"),),
    )


def test_a_heading_inside_the_content_is_the_heading() -> None:
    item = facts("in_block")
    assert (item.headline, item.dateline, item.place) == ("Un bac échoué à Grenholm", "GRENHOLM", "GRENHOLM")
