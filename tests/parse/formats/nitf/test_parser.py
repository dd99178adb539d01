"""NITF: the fields of the head and of the body."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.model import Item, Link, Subject
from newswire.parse.formats.nitf.parser import FORMAT
from tests.parse.wires import fixture, items, xml


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
        Subject(None, "Tarn", "evloc"),
    )


def test_heading(story: Item) -> None:
    assert story.headline == "Ferry stops in Grenholm harbour"
    assert (story.byline, story.authors) == ("By Anna Halvorsen, Norwind Writer", ("Anna Halvorsen",))
    assert (story.dateline, story.place, story.country) == ("GRENHOLM, Sweden", "GRENHOLM", "SE")
    assert (story.standfirst, story.credit) == (
        "A ferry with 214 people on board stopped.",
        ("Norwind News",),
    )


def test_body_with_tables_without_captions_and_tag_line(story: Item) -> None:
    assert story.body_text == (
        "The ferry Marta Lind stopped on Monday.\n\n"
        "Timetable\n\n"
        "Ferry\tLeft\nMarta Lind\t07.10\n\n"
        "Wind   NW 7\nWaves  2 m"
    )


def test_links(story: Item) -> None:
    assert story.links == (Link("replaces", "NW.0412.1"), Link("rendition", url="b88.jpg"))


@pytest.mark.parametrize(
    ("status", "expected"),
    [("canceled", "canceled"), ("kill", "canceled"), ("hold", "withheld"), ("usable", "usable")],
)
def test_management_status(status: str, expected: str) -> None:
    assert only(f"<head><docdata management-status='{status}'/></head>").pubstatus == expected


def test_an_invalid_date_is_a_warning() -> None:
    item = only("<head><docdata><date.expire norm='YYYYMMDD000000-HHMM'/></docdata></head>")
    assert item.expires is None
    assert item.warnings == ("date.expire 'YYYYMMDD000000-HHMM' is no time that can be read.",)


def test_the_date_of_publication_replaces_a_missing_date_of_issue() -> None:
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


HEAD = (
    "<head><title>Quay closed</title>"
    "<meta name='category' content='HHH'/><meta name='service' content='Coast'/>"
    "<tobject><tobject.subject tobject.subject.ipr='Norwind' tobject.subject.refnum='F0100'/></tobject>"
    "<docdata><doc-id id-string='quay-7f31_12'/><du-key key='quay-7f31' version='13'/></docdata>"
    "<pubdata date.publication='20240513T100000Z' item-length='00279' unit-of-measure='word'/></head>"
)


def test_fields_outside_the_places_of_the_standard_are_read() -> None:
    (item,) = items(xml(f"<nitf baselang='nb-NO'>{HEAD}</nitf>"), FORMAT)
    assert (item.headline, item.category, item.service) == ("Quay closed", "HHH", "Coast")
    assert (item.language, item.header_word_count) == ("nb-NO", 279)
    assert item.subjects == (Subject("F0100", None, "Norwind"),)


def test_a_number_after_the_key_of_the_story_is_a_version() -> None:
    item = only(HEAD)
    assert (item.guid, item.version, item.slugline) == ("quay-7f31", "13", None)
    other = only("<head><docdata><doc-id id-string='quay-8a00_1'/><du-key key='QUAY'/></docdata></head>")
    assert (other.guid, other.slugline) == ("quay-8a00_1", "QUAY")


def test_the_parts_of_a_byline_are_separate_words() -> None:
    byline = "<byline>By<person>Anna Halvorsen</person><byttl>Norwind's Tarn office</byttl></byline>"
    item = only(f"<body><body.head>{byline}</body.head></body>")
    assert item.byline == "By Anna Halvorsen Norwind's Tarn office"
    assert item.authors == ("Anna Halvorsen",)


def test_the_second_headline_and_the_owner_of_the_rights() -> None:
    above = (
        "<hedline><hl1>Quay closed</hl1><hl2>Repairs until May</hl2></hedline>"
        "<rights><rights.owner>Norwind</rights.owner></rights>"
    )
    item = only(f"<body><body.head>{above}</body.head></body>")
    assert (item.standfirst, item.copyright, item.usage_terms) == ("Repairs until May", "Norwind", None)


def test_a_block_with_the_beginning_of_the_next_one_is_taken_once() -> None:
    (item,) = items(
        xml(
            '<nitf><head><pubdata ex-ref="http://n.example/1"/></head><body><body.content>'
            '<block class="lead_paragraph"><p>One.</p></block>'
            '<block class="full_text"><p>One.</p><p>Two.</p></block></body.content></body></nitf>'
        ),
        FORMAT,
    )
    assert (item.body_text, item.source_url) == ("One.\n\nTwo.", "http://n.example/1")
