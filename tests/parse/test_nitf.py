"""NITF: what the head and the body say."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.model import Item, Link, Subject
from newswire.parse.nitf import FORMAT

from .wires import fixture, items, xml


@pytest.fixture(scope="module")
def story() -> Item:
    (item,) = items(fixture("nitf/story.xml"), FORMAT)
    return item


def only(markup: str) -> Item:
    (item,) = items(xml(f"<nitf>{markup}</nitf>"), FORMAT)
    return item


def test_identity_without_the_version(story: Item) -> None:
    assert (story.provider, story.guid, story.version) == (
        "Norwind",
        "urn:newsml:norwind.example:20240513:NW.0412",
        "2",
    )


def test_docdata(story: Item) -> None:
    assert (story.pubstatus, story.urgency, story.keywords) == ("usable", 4, ("ferry", "harbour"))
    assert story.first_created == dt.datetime(2024, 5, 13, 8, 15, 30, tzinfo=dt.UTC)
    assert story.version_created == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)
    assert story.embargo_until == dt.datetime(2024, 5, 13, 10, tzinfo=dt.UTC)
    assert story.expires == dt.datetime(2024, 6, 13, 10, tzinfo=dt.UTC)
    assert (story.copyright, story.usage_terms) == ("2024 Norwind", "newspapers only")
    assert story.ed_note == "Eds: CORRECTS number of passengers.\nPicture to follow."


def test_fields_of_a_teletype_header(story: Item) -> None:
    assert (story.sequence, story.category, story.service) == ("0412", "i", "r")
    assert (story.slugline, story.label, story.header_word_count) == ("Grenholm-Ferry", "1st Lead", 61)


def test_subjects(story: Item) -> None:
    assert story.genre == "current"
    assert story.subjects == (
        Subject("03000000", "disaster and accident", "subj"),
        Subject("dom", None, "nwcategory"),
        Subject("77", "Grenholm Ferries", "nworg"),
    )


def test_heading(story: Item) -> None:
    assert story.headline == "Ferry stops in Grenholm harbour"
    assert (story.byline, story.authors) == ("By Anna Halvorsen, Norwind Writer", ("Anna Halvorsen",))
    assert (story.dateline, story.place, story.country) == ("GRENHOLM, Sweden", "GRENHOLM", "SE")
    assert (story.standfirst, story.credit) == (
        "A ferry with 214 people on board stopped.",
        ("Norwind News",),
    )


def test_body_with_captions_tables_and_tag_line(story: Item) -> None:
    assert story.body_text == (
        "The Marta Lind in the harbour.\n\n"
        "The ferry Marta Lind stopped on Monday.\n\n"
        "Timetable\n\n"
        "Ferry\tLeft\nMarta Lind\t07.10\n\n"
        "Wind   NW 7\nWaves  2 m\n\n"
        "Norwind ah/kl"
    )


def test_links(story: Item) -> None:
    assert story.links == (Link("replaces", "NW.0412.1"), Link("rendition", url="b88.jpg"))


@pytest.mark.parametrize(
    ("status", "expected"),
    [("canceled", "canceled"), ("kill", "canceled"), ("hold", "withheld"), ("usable", "usable")],
)
def test_management_status(status: str, expected: str) -> None:
    assert only(f"<head><docdata management-status='{status}'/></head>").pubstatus == expected


def test_a_date_that_is_none_is_said() -> None:
    item = only("<head><docdata><date.expire norm='YYYYMMDD000000-HHMM'/></docdata></head>")
    assert item.expires is None
    assert item.warnings == ("date.expire 'YYYYMMDD000000-HHMM' is no time that can be read.",)


def test_the_date_of_publication_where_there_is_no_date_of_issue() -> None:
    item = only("<head><pubdata date.publication='20240513T100000Z'/></head>")
    assert item.version_created == dt.datetime(2024, 5, 13, 10, tzinfo=dt.UTC)


def test_a_story_straight_in_the_body() -> None:
    item = only("<body><p>One.</p><p>Two.</p></body>")
    assert item.body_text == "One.\n\nTwo."


def test_nothing_but_media_is_media() -> None:
    media = "<media media-type='image'><media-caption>The ferry.</media-caption></media>"
    item = only(f"<body><body.content>{media}</body.content></body>")
    assert (item.kind, item.body_text) == ("picture", "The ferry.")


def test_an_empty_document_is_an_item_without_words() -> None:
    assert only("").body_text is None
