"""NewsML 1: every item of a message, identity without the revision, components read together."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.model import Defaults, Item, Link, Subject
from newswire.parse import parse_document
from newswire.parse.formats.newsml_1.parser import FORMAT
from tests.parse.wires import fixture, items, xml


def only(path: str) -> Item:
    (item,) = items(fixture(f"newsml-1/{path}"), FORMAT)
    return item


@pytest.fixture(scope="module")
def message() -> list[Item]:
    return items(fixture("newsml-1/message.xml"), FORMAT)


def test_identity_is_provider_date_and_item_though_the_public_identifier_is_a_constant(
    message: list[Item],
) -> None:
    assert [(item.provider, item.guid, item.version) for item in message] == [
        ("norwind.example", "urn:newsml:norwind.example:20240513:T-201", "2"),
        ("norwind.example", "urn:newsml:norwind.example:20240513:T-202", "1"),
    ]


def test_identity_from_the_public_identifier_alone_loses_its_revision() -> None:
    assert only("picture.xml").guid == "urn:newsml:norwind.example:20240513:B-88"


def test_management_gives_kind_status_times_and_signals(message: list[Item]) -> None:
    story, alert = message
    assert (story.kind, story.pubstatus, story.urgency, story.priority) == ("text", "usable", 4, 3)
    assert (alert.kind, alert.pubstatus) == ("alert", "canceled")
    assert story.first_created == dt.datetime(2024, 5, 13, 8, 15, 30, tzinfo=dt.UTC)
    assert story.version_created == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)
    assert story.sent == dt.datetime(2024, 5, 13, 10, 5, tzinfo=dt.UTC)
    assert (story.sequence, story.service) == ("0412", "NW-MAIN")
    assert story.signal == ("Correction",)


def test_incomplete_times_are_warnings(message: list[Item]) -> None:
    assert message[1].warnings == (
        "FirstCreated '20240513' gives only the day, taken in UTC.",
        "ThisRevisionCreated '20240513T100400' has no time zone; UTC was taken.",
    )


def test_news_lines(message: list[Item]) -> None:
    story = message[0]
    assert story.headline == "Ferry stops in Grenholm harbour"
    assert story.slugline == "GRENHOLM-FERRY"
    assert story.dateline == "GRENHOLM, May 13, 2024 (Norwind) -"
    assert story.place is None  # the dateline gives it
    assert (story.byline, story.authors) == ("By Anna Halvorsen", ("Anna Halvorsen",))
    assert (story.standfirst, story.credit) == ("Nobody was hurt", ("Norwind",))
    assert (story.copyright, story.usage_terms) == ("(c) 2024 Norwind", "NO ARCHIVAL USE")
    assert story.ed_note == "UPDATES with quotes\nCorrects the number of passengers."
    assert story.keywords == ("ferry", "harbour")


def test_language_and_place_of_origin(message: list[Item]) -> None:
    assert [item.language for item in message] == ["en", "sv"]
    assert (message[1].place, message[1].country) == ("Grenholm", "SE")


def test_subjects_with_names_from_the_document(message: list[Item]) -> None:
    assert message[0].category == "DIS"
    assert message[0].subjects == (
        Subject("03000000", "disaster and accident", "subj"),
        Subject("SHIP", None, "NwTopics"),
    )


def test_links(message: list[Item]) -> None:
    assert message[0].links == (
        Link("previous-version", "urn:newsml:norwind.example:20240513:T-201"),
        Link("related", "urn:newsml:norwind.example:20240513:T-195"),
    )


def test_bodies_in_nitf_and_plain(message: list[Item]) -> None:
    assert message[0].body_text == (
        "The ferry Marta Lind stopped in Grenholm harbour on Monday.\n\nNobody was hurt, the operator said."
    )
    assert message[1].body_text == "Färjan till Grenholm står stilla."


def test_components_are_read_together_the_head_first_and_alternatives_once() -> None:
    story = only("components.xml")
    assert story.body_text == (
        "Tarn bought the mill for one euro.\n\n"
        "The council of Tarn voted for the library.\n\n"
        "Work begins in September & ends in May."
    )
    assert story.ed_note == "Town hall\n555-0101"
    assert story.headline == "Old mill becomes a library"  # though it is written <Headline> there
    assert story.standfirst == "Tarn bought the mill for one euro."
    assert story.links == (Link("rendition", url="mill.jpg"),)


def test_equivalent_components_are_taken_once() -> None:
    content = "<NewsComponent><ContentItem><DataContent>{}</DataContent></ContentItem></NewsComponent>"
    same = content.format("<p>The ferry stopped.</p>") + content.format("The ferry stopped.")
    for equivalent, expected in (
        ("yes", "The ferry stopped."),
        ("no", "The ferry stopped.\n\nThe ferry stopped."),
    ):
        document = f"<NewsComponent EquivalentsList='{equivalent}'>{same}</NewsComponent>"
        (item,) = items(xml(f"<NewsML><NewsItem>{document}</NewsItem></NewsML>"), FORMAT)
        assert item.body_text == expected


def test_an_embargo_ends_when_the_status_changes() -> None:
    story = only("components.xml")
    assert (story.pubstatus, story.embargo_until) == ("usable", dt.datetime(2024, 6, 2, 12, tzinfo=dt.UTC))


def test_an_embargo_without_end_withholds() -> None:
    assert only("picture.xml").pubstatus == "withheld"


def test_media_with_a_caption_keep_their_kind() -> None:
    picture = only("picture.xml")
    assert (picture.kind, picture.body_text) == ("picture", "The ferry in Grenholm.")
    assert Link("rendition", url="b88.jpg") in picture.links


def test_references_alone_are_a_package() -> None:
    (package,) = items(
        xml(
            "<NewsML><NewsItem><NewsComponent><NewsComponent><NewsItemRef NewsItem='urn:newsml:a:1:b'/>"
            "</NewsComponent></NewsComponent></NewsItem></NewsML>"
        ),
        FORMAT,
    )
    assert (package.kind, package.links) == ("package", (Link("part", "urn:newsml:a:1:b"),))


def test_items_inside_components_are_items() -> None:
    lines = "<NewsLines><HeadLine>{}</HeadLine></NewsLines>"
    inner = f"<NewsItem><NewsComponent>{lines.format('Inner')}</NewsComponent></NewsItem>"
    outer = f"{lines.format('Outer')}{inner}"
    found = items(
        xml(f"<NewsML><NewsItem><NewsComponent>{outer}</NewsComponent></NewsItem></NewsML>"), FORMAT
    )
    assert [item.headline for item in found] == ["Outer", "Inner"]


def test_an_update_has_a_warning() -> None:
    (update,) = items(
        xml(
            "<NewsML><NewsItem><Update><Replace DuidRef='p2'>"
            "<ContentItem><DataContent>New words.</DataContent></ContentItem></Replace>"
            "</Update></NewsItem></NewsML>"
        ),
        FORMAT,
    )
    assert update.body_text == "New words."
    assert update.warnings == ("The document holds only the changes to an earlier revision.",)


def test_an_empty_item_is_an_item() -> None:
    (item,) = items(xml("<NewsML><NewsItem/></NewsML>"), FORMAT)
    assert (item.kind, item.guid, item.headline, item.body_text) == ("text", None, None, None)


def test_a_story_has_not_the_byline_and_credit_of_its_picture() -> None:
    story = only("illustrated.xml")
    assert (story.kind, story.headline, story.credit) == ("text", "Lighthouse keepers strike", ("Norwind",))
    assert (story.byline, story.authors) == (None, ())
    assert story.body_text == "The keepers of eleven lighthouses laid down their work."
    assert story.links[-1] == Link("rendition", url="tarn.jpg")


def test_a_picture_alone_has_the_byline_of_its_component() -> None:
    photo = (
        "<NewsComponent><NewsLines><ByLine>Petra Lind</ByLine></NewsLines>"
        "<ContentItem Href='tarn.jpg'><MediaType FormalName='Photo'/></ContentItem></NewsComponent>"
    )
    (item,) = items(
        xml(f"<NewsML><NewsItem><NewsComponent>{photo}</NewsComponent></NewsItem></NewsML>"), FORMAT
    )
    assert (item.kind, item.byline) == ("picture", "Petra Lind")


def test_a_revision_at_the_end_of_the_item_id_is_no_identity() -> None:
    story = only("illustrated.xml")
    assert (story.provider, story.version) == ("norwind.example", "3")
    assert story.guid == "urn:newsml:norwind.example:PH:20240514:NW-1405-017"
    assert Link("previous-version", story.guid) in story.links


def test_fields_outside_the_places_of_the_standard_are_read() -> None:
    story = only("illustrated.xml")
    assert (story.urgency, story.priority) == (3, 4)
    assert (story.standfirst, story.language) == ("Eleven lights stay dark tonight", "EN")
    assert story.keywords == ("LAB/LAB10", "LAB-LIGHTHOUSE")
    assert (story.place, story.country) == ("Grenholm", "SE")  # its DateLine is only a time


def test_a_topic_has_its_name_in_the_language_of_the_item() -> None:
    assert only("illustrated.xml").subjects == (
        Subject("09003000", "labour", "subj"),
        Subject("LAB", None, "urn:newsml:norwind.example:20200101:Desks"),
    )


def test_the_day_of_the_identity_is_taken_where_there_is_no_other_time() -> None:
    identifier = (
        "<NewsIdentifier><DateId>20240514T081400Z</DateId><NewsItemId>9</NewsItemId></NewsIdentifier>"
    )
    document = f"<NewsML><NewsItem><Identification>{identifier}</Identification></NewsItem></NewsML>"
    (item,) = items(xml(document), FORMAT)
    assert item.first_created == dt.datetime(2024, 5, 14, 8, 14, tzinfo=dt.UTC)


def test_paragraphs_right_inside_a_content_item_are_the_text() -> None:
    paragraphs = "<p>The ferry stopped.</p><p>Nobody was hurt.</p>"
    content = f"<ContentItem><MediaType FormalName='Text'/>{paragraphs}</ContentItem>"
    lines = "<NewsLines><HeadLine>Ferry stops</HeadLine></NewsLines>"
    document = f"<NewsML><NewsItem><NewsComponent>{lines}{content}</NewsComponent></NewsItem></NewsML>"
    (item,) = items(xml(document), FORMAT)
    assert item.body_text == "The ferry stopped.\n\nNobody was hurt."


def test_a_dateline_with_a_date_in_figures_below_the_title_in_the_text() -> None:
    parts = "".join(
        f"<NewsComponent><Role FormalName='{role}'/>"
        f"<ContentItem><DataContent>{said}</DataContent></ContentItem></NewsComponent>"
        for role, said in [
            ("Title", "La grève"),
            ("Lead", "BRUXELLES 15/06 (NORWIND) = Les ports sont fermés."),
        ]
    )
    document = f"<NewsML><NewsItem><NewsComponent>{parts}</NewsComponent></NewsItem></NewsML>"
    (item,) = parse_document(xml(document), Defaults())
    assert isinstance(item, Item)
    assert (item.headline, item.dateline, item.body_text) == (
        "La grève",
        "BRUXELLES 15/06 (NORWIND)",
        "Les ports sont fermés.",
    )


def wrapped(inside: str, management: str = "", identifier: str = "") -> Item:
    """Return the item with a component; ``management`` and ``identifier`` are XML too."""
    document = (
        f"<NewsML><NewsItem><Identification><NewsIdentifier>{identifier}</NewsIdentifier></Identification>"
        f"<NewsManagement>{management}</NewsManagement>"
        f"<NewsComponent>{inside}</NewsComponent></NewsItem></NewsML>"
    )
    (item,) = items(xml(document), FORMAT)
    return item


def role(name: str, said: str) -> str:
    return (
        f"<NewsComponent><Role FormalName='{name}'/>"
        f"<ContentItem><DataContent>{said}</DataContent></ContentItem></NewsComponent>"
    )


def test_each_text_of_a_press_release_goes_to_its_field() -> None:
    release = wrapped(
        role("HeadLine", "Norwind builds a harbour")
        + role("SubHeadLine", "Work begins in May")
        + role("Body", "<p>GRENHOLM: Norwind builds.</p><p>It ends in June.</p>")
        + role("Contact", "Town hall, 555-0101")
        + role("TweetText", "Norwind builds! #harbour")
        + role("Keywords", "harbour, building")
        + role("Boilerplate", "About Norwind: ferries since 1901.")
    )
    assert (release.headline, release.standfirst) == ("Norwind builds a harbour", "Work begins in May")
    assert (release.ed_note, release.keywords) == ("Town hall, 555-0101", ("harbour", "building"))
    assert release.body_text == (
        "GRENHOLM: Norwind builds.\n\nIt ends in June.\n\nAbout Norwind: ferries since 1901."
    )


def test_a_clip_with_a_transcript_is_a_clip() -> None:
    clip = "<NewsComponent><Role FormalName='Clip'/><ContentItem Href='quay.mp4'/></NewsComponent>"
    story = wrapped(
        "<NewsLines><HeadLine>Ferry stops</HeadLine></NewsLines><NewsComponent><Role FormalName='Video'/>"
        f"{role('Title', 'The quay')}{role('Body', '00:00 The quay of Grenholm.')}{clip}</NewsComponent>"
    )
    assert (story.kind, story.headline, story.body_text) == (
        "video",
        "Ferry stops",
        "00:00 The quay of Grenholm.",
    )


def test_a_head_block_and_the_headline_are_no_paragraphs() -> None:
    headline, time = "<HeadLine>Norwind sells</HeadLine>", "<DateLine>15.7.2024 12:09:11 CEST</DateLine>"
    lines = f"<NewsLines>{headline}{time}</NewsLines>"
    html = "&lt;p&gt;15.7.2024 12:09:11 CEST | Norwind ASA | Trade&lt;/p&gt;&lt;p&gt;Norwind sold.&lt;/p&gt;"
    item = wrapped(lines + f"<ContentItem><DataContent>{html}</DataContent></ContentItem>")
    assert (item.dateline, item.body_text) == (None, "Norwind sold.")
    again = "&lt;h1&gt;Norwind sells&lt;/h1&gt;&lt;p&gt;Norwind sold.&lt;/p&gt;"
    item = wrapped(lines + f"<ContentItem><DataContent>{again}</DataContent></ContentItem>")
    assert item.body_text == "Norwind sold."


@pytest.mark.parametrize("time", ["20240616", "2.4.2024 16:02:09 CEST"])
def test_a_time_is_no_dateline(time: str) -> None:
    assert wrapped(f"<NewsLines><DateLine>{time}</DateLine></NewsLines>").dateline is None


def test_several_genres_and_links_of_replacement() -> None:
    item = wrapped(
        "<Metadata><Genre FormalName='Current'/><Genre FormalName='Analysis'/></Metadata>",
        "<AssociatedWith FormalName='Replaces' NewsItem='urn:newsml:a:1:b'/>"
        "<DerivedFrom NewsItem='urn:newsml:a:1:c'/>",
    )
    assert item.genre == "Current; Analysis"
    assert item.links == (Link("derived-from", "urn:newsml:a:1:c"), Link("replaces", "urn:newsml:a:1:b"))


def test_a_choice_of_languages_is_one_story_in_the_language_of_the_item() -> None:
    def told(language: str, title: str, text: str) -> str:
        lines = f"<NewsLines><HeadLine>{title}</HeadLine></NewsLines>"
        return f"<NewsComponent xml:lang='{language}'>{lines}{role('Body', text)}</NewsComponent>"

    both = told("fr", "Le ferry", "Le ferry est en panne.") + told("en", "The ferry", "The ferry stopped.")
    basis = "<BasisForChoice>./NewsComponent/DescriptiveMetadata/Language</BasisForChoice>"
    english = "<DescriptiveMetadata><Language FormalName='en'/></DescriptiveMetadata>"
    item = wrapped(basis + english + both)
    assert (item.language, item.headline, item.body_text) == ("en", "The ferry", "The ferry stopped.")
    assert "The item holds its story in fr too; only one language is the text." in item.warnings
    assert wrapped(both).body_text == "Le ferry est en panne.\n\nThe ferry\n\nThe ferry stopped."


def test_a_standfirst_has_no_dateline() -> None:
    item = wrapped(
        role("Lead", "GRENHOLM, May 13 (Reuters) - A ferry stopped.") + role("Body", "Nobody was hurt.")
    )
    assert item.standfirst == "A ferry stopped."


def test_a_contact_that_is_not_for_publication_does_not_withhold_the_release() -> None:
    contact = role(
        "Contact", "<p>Anna Halvorsen, 555-0101 (not for publication)</p><p>Not for publication</p>"
    )
    release = f"<NewsComponent>{role('Body', 'Norwind builds a harbour.')}{contact}</NewsComponent>"
    (item,) = parse_document(xml(f"<NewsML><NewsItem>{release}</NewsItem></NewsML>"), Defaults())
    assert isinstance(item, Item)
    assert (item.pubstatus, item.ed_note) == ("usable", "Anna Halvorsen, 555-0101")


@pytest.mark.parametrize(("city", "country"), [("Luarca", "ES"), ("Madrid", None)])
def test_the_country_of_origin_stays_if_the_dateline_begins_with_its_city(
    city: str, country: str | None
) -> None:
    origin = f"<Property FormalName='City' Value='{city}'/><Property FormalName='Country' Value='ESP'/>"
    lines = "<NewsLines><DateLine>LUARCA, 14 mar (EFE).-</DateLine></NewsLines>"
    about = f"<DescriptiveMetadata><Location HowPresent='Origin'>{origin}</Location></DescriptiveMetadata>"
    component = f"<NewsComponent>{lines}{about}</NewsComponent>"
    (item,) = items(xml(f"<NewsML><NewsItem>{component}</NewsItem></NewsML>"), FORMAT)
    assert (item.place, item.country) == (None, country)
