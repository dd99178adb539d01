"""The fields of one story in an agency's own XML."""

from __future__ import annotations

import pytest

from newswire.model import Item, Link, Subject
from newswire.parse.generic.xml.parser import FORMAT
from tests.parse.wires import fixture, items, xml


def test_every_story_of_a_list_becomes_an_item() -> None:
    first, second = items(fixture("xml/releases.xml"), FORMAT)
    assert (first.guid, first.headline) == ("8812", "Ferry stops in Grenholm harbour")
    assert first.body_text == "The ferry stopped on Monday.\n\nNobody was hurt."
    assert (first.standfirst, first.byline, first.slugline) == (
        "A ferry with 214 people.",
        "Anna Halvorsen",
        "GRENHOLM-FERRY",
    )
    assert (first.place, first.country, first.keywords) == ("Grenholm", "SE", ("ferry", "harbour"))
    assert (first.embargo_until, first.genre) == (None, None)  # the year 1 and a key are no values
    assert first.links == (Link("rendition", url="https://pictures.norwind.example/b88.jpg"),)
    assert (second.guid, second.body_text) == ("8813", "Tarn voted.")
    assert {item.provider for item in (first, second)} == {"Norwind"}
    assert {item.language for item in (first, second)} == {"en"}


@pytest.mark.parametrize(
    ("written", "instant", "precision"),
    [
        ("13.05.2024 12:00", "2024-05-13T12:00:00+00:00", "minute"),
        ("13.5.2024", "2024-05-13T00:00:00+00:00", "day"),
        ("2024-05-13T12:00:07+02:00", "2024-05-13T12:00:07+02:00", "second"),
        ("Mon, 13 May 2024 12:00:07 +0200", "2024-05-13T12:00:07+02:00", "second"),
    ],
)
def test_times_are_read_in_every_form(written: str, instant: str, precision: str) -> None:
    (item,) = items(xml(f"<s><title>T</title><text>W</text><pubDate>{written}</pubDate></s>"), FORMAT)
    assert item.published is not None
    assert (item.published.isoformat(), item.published_precision) == (instant, precision)


def test_a_picture_without_text_has_its_caption_as_body() -> None:
    (picture,) = items(fixture("xml/photo.xml"), FORMAT)
    assert (picture.kind, picture.guid, picture.slugline) == ("picture", "77120", "Ferry Grenholm")
    assert picture.body_text == "The ferry in the harbour."


def test_a_status_of_a_workflow_is_ignored() -> None:
    (item,) = items(xml("<s><title>T</title><text>W</text><status>Ready 7</status></s>"), FORMAT)
    assert isinstance(item, Item)
    assert (item.pubstatus, item.warnings) == (None, ())


def test_states_with_the_value_true_are_read() -> None:
    flashes = items(fixture("xml/flashes.xml"), FORMAT)
    assert [(item.pubstatus, item.label) for item in flashes] == [
        (None, None),
        ("canceled", None),
        (None, "correction"),
    ]
    assert flashes[2].links == (Link("replaces", "f-0"),)


def test_stories_have_no_identity_from_the_list_around_them() -> None:
    story = "<story><headline>{}</headline><body>It is.</body></story>"
    document = xml(f"<list id='77'>{story.format('One')}{story.format('Two')}</list>")
    assert [item.guid for item in items(document, FORMAT)] == [None, None]


def test_an_event_has_a_beginning_and_takes_an_identifier_of_any_prefix() -> None:
    (item,) = items(
        xml(
            "<document><nwId>E-12</nwId><title>Regatta</title><content>It begins.</content>"
            "<timeStart>2024-06-01T10:00:00+02:00</timeStart></document>"
        ),
        FORMAT,
    )
    assert (item.kind, item.guid) == ("event", "E-12")


def test_characters_escaped_twice_inside_html_are_read() -> None:
    body = "&lt;p&gt;The ship&amp;amp;apos;s crew&lt;/p&gt;"
    (item,) = items(xml(f"<story><headline>Ship</headline><body>{body}</body></story>"), FORMAT)
    assert item.body_text == "The ship's crew"


def test_lines_that_were_wrapped_are_joined() -> None:
    (item,) = items(
        xml(
            "<DOC><DOCNO> N-1 </DOCNO><HEAD>Ferry Stops</HEAD><HEAD>In Harbour</HEAD>\n"
            "<BYLINE>By ANNA HALVORSEN</BYLINE><BYLINE>Associated Press Writer</BYLINE><TEXT>\n"
            "   A ferry with 214 people on board stopped in the harbour of \nGrenholm on Monday. \n"
            "   Nobody was hurt, the coast guard said. \n</TEXT></DOC>"
        ),
        FORMAT,
    )
    assert (item.headline, item.standfirst) == ("Ferry Stops", "In Harbour")
    assert item.byline == "By ANNA HALVORSEN, Associated Press Writer"
    assert item.body_text == (
        "A ferry with 214 people on board stopped in the harbour of Grenholm on Monday.\n\n"
        "Nobody was hurt, the coast guard said."
    )


def test_running_text_under_an_unknown_name_is_the_body_if_there_is_no_other() -> None:
    (item,) = items(
        xml(
            "<release id='r1'><headline>Norwind orders ferry</headline><pubtime>2024-05-13</pubtime>"
            "<releasepart><p>Norwind ordered a ferry.</p><p>It sails in 2026.</p></releasepart>"
            "<boilerplate>Norwind is a company in Grenholm.</boilerplate><internalcode>A B C</internalcode>"
            "</release>"
        ),
        FORMAT,
    )
    assert item.body_text == (
        "Norwind ordered a ferry.\n\nIt sails in 2026.\n\nNorwind is a company in Grenholm."
    )


def test_names_of_fields_in_other_languages_are_known() -> None:
    (item,) = items(
        xml(
            "<稿件><标题>渡轮停靠港口</标题><作者>张三</作者><正文>一艘渡轮周一停靠港口。</正文></稿件>",
        ),
        FORMAT,
    )
    assert (item.headline, item.byline, item.body_text) == ("渡轮停靠港口", "张三", "一艘渡轮周一停靠港口。")


@pytest.mark.parametrize(
    ("element", "field", "value"),
    [
        ("<urgency>4</urgency>", "urgency", 4),
        ("<genre>Feature</genre>", "genre", "Feature"),
        ("<genre>17</genre>", "genre", None),
        ("<version>draft</version>", "version", "draft"),
        ("<version>draft</version><versionnumber>3</versionnumber>", "version", "3"),
        ("<keywords>ferry, harbour; ferry</keywords>", "keywords", ("ferry", "harbour")),
        ("<creditline>via NTB /</creditline>", "credit", ("NTB",)),
        ("<language>Norsk bokmål</language>", "language", None),
        ("<language>nb-NO</language>", "language", "nb-NO"),
        ("<url>/ferry</url>", "source_url", None),
        ("<url>https://a.example/ferry</url>", "source_url", "https://a.example/ferry"),
        ("<wordcount>214</wordcount>", "header_word_count", 214),
        ("<dateline>OSLO</dateline><location>Bergen</location>", "place", None),
        ("<iscorrection>true</iscorrection>", "label", "correction"),
    ],
)
def test_a_field_is_read_by_its_row(element: str, field: str, value: object) -> None:
    (item,) = items(xml(f"<s><title>T</title><text>Words.</text>{element}</s>"), FORMAT)
    assert getattr(item, field) == value


def one(inside: str) -> Item:
    (item,) = items(xml(f"<s><title>T</title><text>W</text>{inside}</s>"), FORMAT)
    return item


def test_an_address_with_a_version_is_no_identity_beside_a_steady_one() -> None:
    assert one("<uri>https://n.example/7?v=3&amp;qt=x</uri><usn>L7</usn>").guid == "L7"


def test_a_write_through_has_its_number_and_type() -> None:
    assert one("<WritethruNum>2nd</WritethruNum><WritethruType>Lead</WritethruType>").label == "2nd Lead"


def test_a_kind_of_media_is_no_genre_and_all_genres_are_kept() -> None:
    assert one("<ContentType>Text</ContentType>").genre is None
    assert one("<genre>Article</genre><genre>Analysis</genre>").genre == "Article, Analysis"


def test_a_country_may_have_its_name() -> None:
    assert one("<country>Sweden</country>").country == "SE"


def test_markup_in_fields_meant_for_text_is_read() -> None:
    item = one("<author>&lt;b&gt;Anna Lind&lt;/b&gt;</author><note>A &amp;amp; B</note>")
    assert (item.byline, item.ed_note) == ("Anna Lind", "A & B")


def test_codes_of_an_index_are_subjects_but_not_the_category() -> None:
    item = one("<Category>National</Category><IndexCode>National</IndexCode><IndexCode>04000000</IndexCode>")
    assert item.subjects == (Subject("04000000", None, "subj"),)


def test_the_photographer_of_a_picture_has_its_byline() -> None:
    inside = "<title>T</title><mediaType>image/jpeg</mediaType><caption>The ferry.</caption>"
    (item,) = items(xml(f"<s><id>7</id>{inside}<photographer>Otto Berg</photographer></s>"), FORMAT)
    assert (item.kind, item.byline, item.body_text) == ("picture", "Otto Berg", "The ferry.")


def test_a_lead_with_a_dateline_begins_the_text() -> None:
    (item,) = items(xml("<s><title>T</title><lead>TARN (AP) - One.</lead><text>Two.</text></s>"), FORMAT)
    assert (item.standfirst, item.body_text) == (None, "TARN (AP) - One.\n\nTwo.")
