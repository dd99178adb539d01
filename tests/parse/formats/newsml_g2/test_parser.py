"""NewsML-G2: every item of a message, with its fields."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.model import Defaults, Item, Link, Subject
from newswire.parse import parse_document
from newswire.parse.formats.newsml_g2.parser import FORMAT
from tests.parse.wires import fixture, items, xml


def only(path: str) -> Item:
    (item,) = items(fixture(f"newsml-g2/{path}"), FORMAT)
    return item


@pytest.fixture(scope="module")
def message() -> dict[str, Item]:
    """Return the items of a message by their kind."""
    return {item.kind: item for item in items(fixture("newsml-g2/message.xml"), FORMAT)}


@pytest.fixture(scope="module")
def story(message: dict[str, Item]) -> Item:
    return message["text"]


def test_every_item_of_a_message_in_order(message: dict[str, Item]) -> None:
    assert list(message) == ["package", "text", "picture"]
    assert {item.sent for item in message.values()} == {dt.datetime(2024, 5, 13, 10, 2, 11, tzinfo=dt.UTC)}
    assert {item.priority for item in message.values()} == {3}


def test_identity_and_status(story: Item) -> None:
    assert (story.provider, story.guid, story.version) == (
        "Norwind News Agency",
        "urn:newsml:norwind.example:20240513:T-201",
        "3",
    )
    assert (story.pubstatus, story.urgency, story.service, story.category) == ("usable", 4, "main", "dom")


def test_times(story: Item) -> None:
    assert story.first_created == dt.datetime(2024, 5, 13, 8, 15, 30, tzinfo=dt.UTC)
    assert story.version_created is not None
    assert story.version_created.isoformat() == "2024-05-13T11:58:00+02:00"
    assert story.embargo_until == dt.datetime(2024, 5, 13, 10, tzinfo=dt.UTC)


def test_the_main_headline_by_rank_and_role(story: Item) -> None:
    assert story.headline == "Ferry stops in Grenholm harbour"


def test_lines_about_the_story(story: Item) -> None:
    assert story.slugline == "GRENHOLM-FERRY"
    assert story.byline == "By Anna Halvorsen"
    assert story.authors == ("Anna Halvorsen",)
    assert story.dateline == "GRENHOLM (Norwind) -"
    assert story.place is None  # the dateline gives it
    assert story.credit == ("Norwind",)
    assert story.standfirst == "A ferry with 214 people on board stopped in Grenholm harbour."
    assert story.language == "en-GB"
    assert (story.genre, story.keywords) == ("Current", ("ferry", "harbour"))


def test_notes_signals_and_rights(story: Item) -> None:
    assert story.ed_note == (
        "Corrects the number of passengers in the third paragraph.\nContact\n\nDesk, tel. 555-0144"
    )
    assert story.signal == ("sig:correction", "sig:atomic")
    assert story.label == "correction"
    assert story.usage_terms == "No use in Westerland before noon."
    assert story.copyright == "(c) 2024 Norwind News"


def test_subjects_have_code_name_and_scheme_whatever_the_document_calls_it(story: Item) -> None:
    assert story.subjects == (
        Subject("20000000", "accident", "medtop"),  # by an alias of the document's own
        Subject("20000334", "shipping", "medtop"),  # by URI
        Subject("dom", "Domestic", "nwdesk"),
        Subject("Grenholm harbour"),
        Subject("20000337", "sea", "medtop"),  # inside mainConcept, since 2.26
    )


def test_links_to_earlier_versions_and_related_items(story: Item) -> None:
    assert story.links == (
        Link("previous-version", "urn:newsml:norwind.example:20240513:T-195"),
        Link("previous-version", "urn:newsml:norwind.example:20240513:T-201"),
        Link("related", url="https://ferries.example/timetable"),
    )


def test_the_body_begins_with_the_story_and_has_all_its_words_once(story: Item) -> None:
    assert story.body_text == (
        "The ferry Marta Lind stopped in Grenholm harbour on Monday, the operator said.\n"
        "Nobody was hurt.\n\n"
        "214 passengers\n17 crew\n\n"
        "\tLeft\tCame\nMarta Lind\t07.10\t08.02\n\n"
        "The next ferry – the Olaf – left at nine."
    )
    assert story.header_word_count == 61


def test_a_picture_has_its_caption_and_its_renditions(message: dict[str, Item]) -> None:
    picture = message["picture"]
    assert picture.body_text == "The ferry Marta Lind in Grenholm harbour on Monday."
    assert (picture.place, picture.authors) == ("Grenholm", ("Per Dahl",))
    assert picture.links == (
        Link("rendition", url="https://pictures.norwind.example/b88.jpg"),
        Link("rendition", "tag:norwind.example,2024:b88-thumb"),
        Link("rendition", "tag:norwind.example,2024:b88-thumb", "https://pictures.norwind.example/b88s.jpg"),
    )


def test_without_version_and_pubstatus_it_is_usable_and_the_first() -> None:
    *_, picture = parse_document(fixture("newsml-g2/message.xml"), Defaults())
    assert isinstance(picture, Item)
    assert (picture.version, picture.pubstatus) == ("1", "usable")


def test_a_package_points_to_its_parts(message: dict[str, Item]) -> None:
    assert message["package"].links == (
        Link("part", "urn:newsml:norwind.example:20240513:T-201"),
        Link("part", "urn:newsml:norwind.example:20240513:B-88"),
    )


def test_a_kill_by_prefixed_names_and_uris() -> None:
    kill = only("kill.xml")
    assert (kill.pubstatus, kill.kind, kill.provider, kill.version) == ("canceled", "text", "Norwind", "9")
    assert (kill.label, kill.ed_note, kill.body_text) == ("kill", "KILL: the ferry did not stop.", None)
    assert kill.version_created == dt.datetime(2024, 5, 13, 15, tzinfo=dt.UTC)
    assert kill.warnings == ("versionCreated '2024-05-13T15:00:00' has no time zone; UTC was taken.",)


def test_times_without_zone_take_the_source_s() -> None:
    (kill,) = items(fixture("newsml-g2/kill.xml"), FORMAT, Defaults(timezone="Europe/Stockholm"))
    assert kill.version_created == dt.datetime(2024, 5, 13, 13, tzinfo=dt.UTC)


def test_nitf_inside_and_no_namespaces_at_all() -> None:
    story = only("bare-nitf.xml")
    assert story.headline == "Old mill in Tarn to become a library"
    assert (story.byline, story.authors) == ("By Ruth Okafor", ("Ruth Okafor",))
    assert (story.dateline, story.place, story.country) == ("TARN, Ireland", "TARN", "IE")
    assert story.standfirst == "The town bought the mill for one euro."
    assert story.body_text == (
        "The council of Tarn voted 9-2 for the library on Sunday.\n\nWork begins in September."
    )


def test_plain_text_inside_and_a_wrong_encoding_declaration() -> None:
    story = only("plain.xml")
    assert story.body_text == "Färjan till Grenholm går igen.\n\nResenärerna\nväntade två timmar."
    assert (
        story.warnings[0]
        == "The encoding was declared as iso-8859-1 but the text is UTF-8 and was read as UTF-8."
    )


def test_an_embargo_without_end_withholds() -> None:
    story = only("plain.xml")
    assert (story.pubstatus, story.embargo_until) == ("withheld", None)
    assert any("embargoed without a time" in warning for warning in story.warnings)


def test_planned_coverage() -> None:
    planned = only("planning.xml")
    assert (planned.kind, planned.headline, planned.urgency) == ("planning", "Regatta: preview", 5)
    assert planned.body_text == (
        "The regatta off Grenholm.\n\n2024-05-18 14:00 UTC\n\nRegatta: preview\n\n400 words"
    )
    assert planned.links == (Link("delivery", "urn:newsml:norwind.example:20240518:T-310"),)


def test_an_event_and_knowledge() -> None:
    event, knowledge = only("event.xml"), only("knowledge.xml")
    assert (event.kind, event.headline) == ("event", "Grenholm regatta")
    assert event.body_text == (
        "Forty boats race\naround the lighthouse.\n\n2024-05-18 09:00 UTC\n\nGrenholm harbour"
    )
    assert (knowledge.kind, knowledge.headline) == ("knowledge", "Ports of Westerland")
    assert knowledge.body_text == "Grenholm\n\nFerries to Tarn.\n\nTarn"


def test_a_part_of_an_item_gives_its_fields() -> None:
    (meta,) = items(
        xml("<contentMeta><headline>One</headline><dateline>TARN (Norwind)</dateline></contentMeta>"), FORMAT
    )
    assert (meta.headline, meta.dateline, meta.guid, meta.version) == ("One", "TARN (Norwind)", None, "1")


@pytest.mark.parametrize(
    ("item_class", "kind"),
    [
        ("ninat:text", "text"),
        ("icls:picture", "picture"),
        ("ninat:graphics", "graphic"),
        ("ninat:composite", "package"),
        ("x:photo", "picture"),
        ("", "text"),
    ],
)
def test_kinds_by_item_class(item_class: str, kind: str) -> None:
    document = xml(f"<newsItem><itemMeta><itemClass qcode='{item_class}'/></itemMeta></newsItem>")
    assert items(document, FORMAT)[0].kind == kind


def test_a_second_text_with_words_of_its_own_is_kept() -> None:
    document = xml(
        "<newsItem><contentSet><inlineXML><p>The ferry stopped on Monday in Grenholm.</p></inlineXML>"
        "<inlineXML><p>In Grenholm the ferry stopped on Monday.</p></inlineXML>"
        "<inlineXML><p>Background: Marta Lind was built in 1989.</p></inlineXML></contentSet></newsItem>"
    )
    (story,) = items(document, FORMAT)
    assert story.body_text == (
        "The ferry stopped on Monday in Grenholm.\n\nBackground: Marta Lind was built in 1989."
    )


def test_an_unknown_status_is_a_warning() -> None:
    document = xml("<newsItem><itemMeta><pubStatus qcode='stat:odd'/></itemMeta></newsItem>")
    (story,) = items(document, FORMAT)
    assert story.pubstatus is None
    assert story.warnings == ("The publishing status 'odd' is unknown; usable was taken.",)


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("<provider qcode='nprov:AFP'><name>Agence</name></provider>", "AFP"),
        ("<provider qcode='nprov:NWF'><name>Norwind</name></provider>", "Norwind"),
        ("<provider qcode='nprov:NPB'><name>Norland Press Bureau</name></provider>", "NPB"),
        ("<provider qcode='nprov:NWF'/>", "NWF"),
        ("<provider literal='reuters.example'/>", "reuters.example"),
        ("<provider uri='https://www.norwind.example/about/us'/>", "www.norwind.example"),
        ("<provider uri='http://cv.iptc.org/newscodes/newsprovider/AAP'/>", "AAP"),
        ("<provider><name>Norwind News</name></provider>", "Norwind News"),
    ],
)
def test_the_provider_may_be_written_in_several_ways(provider: str, expected: str) -> None:
    (item,) = items(xml(f"<newsItem><itemMeta>{provider}</itemMeta></newsItem>"), FORMAT)
    assert item.provider == expected


def test_the_title_of_nitf_is_the_headline_of_an_item_without_one() -> None:
    body = "<body><body.content><p>It is.</p></body.content></body>"
    story = f"<nitf><head><title>Quay closed</title></head>{body}</nitf>"
    content = f"<contentSet><inlineXML contenttype='application/nitf+xml'>{story}</inlineXML></contentSet>"
    (item,) = items(xml(f"<newsItem>{content}</newsItem>"), FORMAT)
    assert (item.headline, item.body_text) == ("Quay closed", "It is.")


def test_an_item_without_times_takes_those_of_its_content() -> None:
    meta = "<itemMeta><itemClass qcode='ninat:text'/><versionCreated/><firstCreated/></itemMeta>"
    made = "<contentCreated>2013-02-16T17:36:20Z</contentCreated>"
    changed = "<contentModified>2013-02-16T18:36:20Z</contentModified>"
    (item,) = items(
        xml(f"<newsItem guid='u'>{meta}<contentMeta>{made}{changed}</contentMeta></newsItem>"), FORMAT
    )
    assert item.first_created == dt.datetime(2013, 2, 16, 17, 36, 20, tzinfo=dt.UTC)
    assert item.version_created == dt.datetime(2013, 2, 16, 18, 36, 20, tzinfo=dt.UTC)


def test_notes_of_corrections_come_first_and_every_service_counts() -> None:
    meta = (
        "<edNote>Pictures follow.</edNote><edNote role='x:correction'>214, not 241</edNote>"
        "<service qcode='s:bid'/><service qcode='s:bdt'/>"
    )
    (item,) = items(xml(f"<newsItem><itemMeta>{meta}</itemMeta></newsItem>"), FORMAT)
    assert (item.ed_note, item.service) == ("214, not 241\nPictures follow.", "bid bdt")


def test_a_header_block_fills_the_fields_that_the_metadata_lack() -> None:
    body = (
        "<header><p class='byline'>By Ida Lund</p><strong class='embargoed'>Not before 19.00.</strong>"
        "<h1>Ferry stops</h1></header><p>It is.</p>"
    )
    (item,) = items(
        xml(
            "<newsItem><itemMeta><edNote>Pictures follow.</edNote></itemMeta><contentMeta>"
            "<headline>Ferry stops at quay</headline></contentMeta><contentSet><inlineXML><html><body>"
            f"{body}</body></html></inlineXML></contentSet></newsItem>"
        ),
        FORMAT,
    )
    assert (item.headline, item.byline, item.body_text) == ("Ferry stops at quay", "By Ida Lund", "It is.")
    assert item.ed_note == "Pictures follow.\nNot before 19.00."


def test_the_subjects_of_an_event_are_subjects_and_no_text() -> None:
    event = (
        "<conceptItem><conceptSet><concept><name>Launch</name><eventDetails><subject qcode='medtop:1'>"
        "<name>Ships</name></subject></eventDetails></concept></conceptSet></conceptItem>"
    )
    (item,) = items(xml(event), FORMAT)
    assert (item.headline, item.body_text, item.subjects) == (
        "Launch",
        None,
        (Subject("1", "Ships", "medtop"),),
    )


def test_a_note_that_a_notepad_repeats_is_given_once() -> None:
    contact = "Author: Ann Marsh (Fernbay), +49 30 5550100"
    pad = f"<edNote><h3>Notepad</h3><p>{contact}, Piet Roe, +49 30 5550101</p><p>nw ab n1</p></edNote>"
    notes = "<edNote>nw ab n1</edNote><edNote>Author: Piet Roe, +49 30 5550101</edNote><edNote>0301</edNote>"
    (item,) = items(xml(f"<newsItem><itemMeta>{notes}{pad}</itemMeta></newsItem>"), FORMAT)
    assert item.ed_note == f"0301\nNotepad\n\n{contact}, Piet Roe, +49 30 5550101\n\nnw ab n1"


def test_an_event_is_at_the_town_of_its_location() -> None:
    town = "<locality><name>Grenholm</name></locality><country><name>Schweden</name></country>"
    address = f"<POIDetails><address>{town}</address></POIDetails>"
    location = f"<location><name>Norwind Hall</name>{address}</location>"
    concept = f"<type qcode='cpnat:event'/><name>Launch</name><eventDetails>{location}</eventDetails>"
    (item,) = items(xml(f"<conceptItem><concept>{concept}</concept></conceptItem>"), FORMAT)
    assert (item.kind, item.place, item.country) == ("event", "Grenholm", "SE")
