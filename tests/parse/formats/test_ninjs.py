"""ninjs of all three generations, and as Superdesk writes it."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from newswire.model import Document, Item, Link, Subject
from newswire.parse.formats.ninjs import FORMAT
from newswire.parse.registry import recognise
from tests.parse.wires import fixture, items

CEST = dt.timezone(dt.timedelta(hours=2))
PICTURE = "urn:newsml:norwind.example:20240513:picture-9"


def only(**news: object) -> Item:
    (item,) = items(Document(json.dumps({"uri": "urn:example:1", **news}).encode(), "news.json"), FORMAT)
    return item


@pytest.fixture(scope="module")
def first() -> list[Item]:
    return items(fixture("ninjs/version1.json"), FORMAT)


def test_identity_without_the_version(first: list[Item]) -> None:
    story = first[0]
    assert (story.guid, story.version) == ("urn:newsml:norwind.example:20240513:ferry-0412", "3")
    assert (story.provider, story.kind, story.pubstatus) == ("Norwind News", "package", "usable")


def test_times(first: list[Item]) -> None:
    story = first[0]
    assert story.first_created == dt.datetime(2024, 5, 13, 8, 15, 30, tzinfo=dt.UTC)
    assert story.version_created == dt.datetime(2024, 5, 13, 11, 58, tzinfo=CEST)
    assert story.embargo_until == dt.datetime(2024, 5, 13, 12, tzinfo=CEST)
    assert story.expires == dt.datetime(2024, 6, 13, 12, tzinfo=CEST)
    assert story.published is None  # the format derives no field


def test_subjects_keywords_and_genre(first: list[Item]) -> None:
    story = first[0]
    assert story.subjects == (
        Subject("20000150", "transport accident and incident", "medtop"),
        Subject("77", "Grenholm Ferries", "http://orgs.example/"),
        Subject("gh", "Grenholm", "http://places.example/"),
    )
    assert (story.genre, story.keywords, story.urgency) == ("Current", ("ferry", "harbour"), 4)


def test_texts(first: list[Item]) -> None:
    story = first[0]
    assert story.headline == "Ferry stops in Grenholm harbour"
    assert (story.slugline, story.byline, story.place) == ("GRENHOLM-FERRY", "Anna Halvorsen", "Grenholm")
    assert story.standfirst == "A ferry with 214 people on board stopped."
    assert story.ed_note == "CORRECTS number of passengers."
    assert (story.copyright, story.usage_terms) == ("(c) 2024 Norwind News", "Newspapers only.")
    assert story.body_text == (
        "GRENHOLM (Norwind) - A ferry stopped in the harbour on Monday.\n\n"
        "Nobody was hurt & all 214 people left by boat."
    )


def test_renditions_and_associations_are_links(first: list[Item]) -> None:
    assert first[0].links == (
        Link("rendition", None, "https://norwind.example/0412.jpg"),
        Link("related", PICTURE),
        Link("rendition", PICTURE, "https://norwind.example/9s.jpg"),
        Link("related", "urn:newsml:norwind.example:20240513:sidebar-2"),
    )


def test_an_associated_text_is_an_item_too(first: list[Item]) -> None:
    assert [item.headline for item in first[1:]] == ["Ferries that stopped before"]
    assert first[1].body_text == "Three others stopped this year."


def test_version_2_arrays_with_roles() -> None:
    (kill,) = items(fixture("ninjs/version2.json"), FORMAT)
    assert (kill.pubstatus, kill.headline, kill.byline) == (
        "canceled",
        "Ferry stops in Grenholm harbour",
        "Anna Halvorsen",
    )
    assert (kill.standfirst, kill.credit) == ("A ferry with 214 people on board stopped.", ("NORWIND NEWS",))
    assert kill.body_text == "One.\n\na\tb\n\nTwo."
    assert kill.subjects == (
        Subject("20000150", "transport", "medtop"),
        Subject("dom", "Home news"),
        Subject("17", "Ida Berg", "https://people.example/id/"),
    )
    assert kill.links == (
        Link("rendition", None, "https://norwind.example/0412.pdf"),
        Link("related", PICTURE),
    )


def test_version_3_camel_case_and_events() -> None:
    (event,) = items(fixture("ninjs/version3-event.json"), FORMAT)
    assert (event.kind, event.pubstatus, event.headline) == ("event", "withheld", "Grenholm regatta")
    assert event.version_created == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)
    assert event.embargo_until == dt.datetime(2024, 5, 14, 6, tzinfo=dt.UTC)
    assert (event.ed_note, event.usage_terms) == ("Times are local.", "Editorial use only.")
    assert (event.body_text, event.standfirst) == ("Forty boats race around the island.", None)
    assert event.provider == "norwind.example"


def test_superdesk() -> None:
    text, picture = items(fixture("ninjs/superdesk.json"), FORMAT)
    assert (text.guid, text.version, text.provider) == ("tag:desk.example:2024:1f0c", "4", "NWD")
    assert (text.priority, text.urgency, text.category) == (3, 2, "f")
    assert text.authors == ("Anna Halvorsen",)
    assert text.links == (Link("previous-version", "tag:desk.example:2024:0aaa"),)
    assert (picture.kind, picture.body_text) == ("picture", "A trader looks at a screen.")


def test_stories_are_taken_from_an_envelope_and_other_json_is_not() -> None:
    story = {"uri": "urn:example:1", "headline": "H", "versioncreated": "2024-05-13T09:58:00Z"}
    (item,) = items(Document(json.dumps({"total": 1, "hits": [story]}).encode(), "hits.json"), FORMAT)
    assert item.guid == "urn:example:1"
    other = {"uri": "x://1", "title": "T", "abstract": "A", "published_date": "2024-05-13"}
    assert recognise(Document(json.dumps([other]).encode(), "other.json")) is not FORMAT
    assert recognise(Document(json.dumps({"results": [other]}).encode(), "other.json")) is not FORMAT


def test_a_day_is_no_instant() -> None:
    item = only(versioncreated="2024-05-13")
    assert (item.published_precision, item.published_from) == ("day", "version_created")
    assert item.warnings == ("versioncreated '2024-05-13' gives only the day, taken in UTC.",)


@pytest.mark.parametrize("status", ["commissioned", "replaced"])
def test_an_unknown_status_is_a_warning(status: str) -> None:
    item = only(pubstatus=status)
    assert item.pubstatus is None
    assert status in item.warnings[0]


@pytest.mark.parametrize("urgency", [0.1, "high", 12])
def test_an_urgency_off_the_scale_is_a_warning(urgency: object) -> None:
    item = only(urgency=urgency)
    assert item.urgency is None
    assert str(urgency) in item.warnings[0]


def test_a_body_in_nitf_inside_json() -> None:
    nitf = "<nitf><body><body.head/><body.content><p>One.</p><p>Two.</p></body.content></body></nitf>"
    item = only(bodies=[{"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf}])
    assert item.body_text == "One.\n\nTwo."


def test_plain_text_keeps_its_angle_brackets() -> None:
    assert only(body_text="Shares of <GFR.ST> rose.\n\nOthers fell.").body_text == (
        "Shares of <GFR.ST> rose.\n\nOthers fell."
    )


NAMES = (
    *(
        "version",
        "type",
        "versioncreated",
        "pubstatus",
        "urgency",
        "subject",
        "subjects",
        "people",
        "headline",
    ),
    *("headlines", "bodies", "body_html", "descriptions", "renditions", "associations", "keywords", "genre"),
    *("language", "by", "located", "altids", "service", "authors", "evolvedfrom", "expires"),
)


@pytest.mark.parametrize("value", [7, None, True, "text", [], {}, [1, {"a": []}], {"a": {"b": None}}])
def test_values_of_the_wrong_type_are_passed_over(value: object) -> None:
    for name in NAMES:
        assert only(**{name: value, "slugline": "S"}).slugline == "S"


def test_relations_mark_authors_and_the_category() -> None:
    item = only(
        type="text",
        versioncreated="2024-05-13T10:00:00Z",
        people=[{"name": "Ann Marsh", "rel": "author"}, {"name": "The Mayor", "rel": "about"}],
        subject=[{"code": "ports", "rel": "category"}],
    )
    assert (item.authors, item.category) == (("Ann Marsh",), "ports")


def test_a_body_and_an_identity_may_have_names_outside_the_standard() -> None:
    news = {
        "id": "Nw77",
        "body": "The ferry stopped.",
        "headline": "Ferry",
        "versionCreated": "2024-05-13T10:00:00Z",
    }
    (item,) = items(Document(json.dumps(news).encode(), "news.json"), FORMAT)
    assert (item.guid, item.body_text) == ("Nw77", "The ferry stopped.")


@pytest.mark.parametrize(
    ("news", "guid"),
    [
        (
            {"uri": "https://api.example/content/8c9f92e2a441?qt=Ab1&et=0a3"},
            "https://api.example/content/8c9f92e2a441",
        ),
        ({"uri": "https://norwind.example/item?id=7"}, "https://norwind.example/item?id=7"),
        ({"uri": "https://norwind.example/item?t=7", "altids": {"itemid": "NW-7"}}, "NW-7"),
        ({"uri": "tag:norwind.example,2024:ferry_7:3", "version": "3"}, "tag:norwind.example,2024:ferry_7"),
        ({"uri": "tag:norwind.example,2024:3", "version": "3"}, "tag:norwind.example,2024:3"),
    ],
)
def test_identity_without_the_tokens_of_a_request(news: dict[str, object], guid: str) -> None:
    assert only(**news).guid == guid


def test_links_to_associated_items_have_their_identity() -> None:
    item = only(associations=[{"uri": "https://api.example/content/8c9f92e2a441?qt=Ab1"}])
    assert item.links == (Link("related", "https://api.example/content/8c9f92e2a441"),)


def test_authors_are_people_who_write() -> None:
    people = [
        {"name": "Anna Halvorsen", "role": "writer"},
        {"name": "Per Nord", "role": "photographer"},
        {"name": "Ida Berg", "role": "editor"},
        {"name": "Eva Dahl"},
    ]
    assert only(type="text", authors=people).authors == ("Anna Halvorsen", "Eva Dahl")
    assert only(type="picture", authors=people).authors == ("Anna Halvorsen", "Per Nord", "Eva Dahl")
    contributors = [{"name": "Jan Berg", "roles": ["reporter"]}, {"name": "Lin Holm", "role": "translator"}]
    assert only(type="text", contributors=contributors).authors == ("Jan Berg",)


def test_agencies_among_the_sources_are_credited_and_others_that_were_asked_are_not() -> None:
    sources = [{"name": "Ritzau"}, {"name": "Coast guard"}, {"name": "Susan Smith"}]
    assert only(infosources=sources).credit == ("Ritzau",)
    line = [{"role": "creditline", "value": "ASSOCIATED PRESS"}]
    item = only(infosources=sources, descriptions=line)
    assert (item.provider, item.credit) == ("AP", ("ASSOCIATED PRESS", "Ritzau"))


def test_fields_by_other_names_and_roles() -> None:
    item = only(
        slug="FERRY",
        genres=[{"name": "Current"}, {"name": "Analysis"}],
        headlines=[{"role": "main", "value": "Ferry stops"}, {"role": "subheadline", "value": "Nobody hurt"}],
        subject={"code": ["01000000", "02000000"]},
        dateline={"text": "GRENHOLM (Norwind) -"},
    )
    assert (item.slugline, item.genre, item.dateline) == (
        "FERRY",
        "Current; Analysis",
        "GRENHOLM (Norwind) -",
    )
    assert (item.headline, item.standfirst) == ("Ferry stops", "Nobody hurt")
    assert item.subjects == (Subject("01000000"), Subject("02000000"))
    assert only(descriptions=[{"role": "abstract", "value": "It stopped."}]).standfirst == "It stopped."


def test_earlier_stories_and_trust_indicators_are_links() -> None:
    item = only(replaces="urn:example:0", trustindicators=[{"href": "https://norwind.example/ethics"}])
    assert item.links == (
        Link("replaces", "urn:example:0"),
        Link("trust-indicator", url="https://norwind.example/ethics"),
    )


def test_line_breaks_of_html_without_tags_are_spaces() -> None:
    item = only(
        bodies=[{"role": "xhtml", "contenttype": "text/html", "value": "\n  The ferry\n  stopped.\n"}]
    )
    assert item.body_text == "The ferry stopped."


def test_replaced_items_may_be_a_list() -> None:
    news = only(uri="u:2", headline="x", versioncreated="2024-03-14T09:12:00Z", replacing=["u:1", "u:0"])
    assert news.links == (Link("replaces", "u:1"), Link("replaces", "u:0"))
    news = only(uri="u:2", headline="x", versioncreated="2024-03-14T09:12:00Z", evolvedfrom="u:1")
    assert news.links == (Link("previous-version", "u:1"),)


@pytest.mark.parametrize(
    "stated",
    [
        {"associations": {"translationOf": {"uri": "urn:example:2"}}},
        {"associations": [{"name": "Translated from", "uri": "urn:example:2"}]},
        {"associations": [{"rel": "itemrel:isTranslationOf", "uri": "urn:example:2"}]},
        {"translated_from": "urn:example:2"},
    ],
)
def test_the_story_that_is_translated(stated: dict[str, object]) -> None:
    assert only(versioncreated="2024-05-07T12:00:00Z", **stated).links == (
        Link("translation-of", "urn:example:2"),
    )


def test_a_signal_may_be_a_concept() -> None:
    signal = [{"code": "cor", "name": "Correction", "scheme": "http://cv.iptc.org/newscodes/signal/"}]
    assert only(headline="T", signal=signal).signal == ("Correction",)
    assert only(headline="T", signals=["alert", "update"]).signal == ("alert", "update")


def test_an_event_of_superdesk_has_a_name_and_a_definition() -> None:
    item = only(
        type="event", pubstatus="usable", name="Budget speech", definition_short="The minister speaks."
    )
    assert (item.kind, item.headline, item.body_text) == ("event", "Budget speech", "The minister speaks.")
