"""JSON of no standard: fields by their common names."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from newswire.errors import Unparsable
from newswire.model import Document, Item, Link
from newswire.parse.document import answers
from newswire.parse.generic.json.parser import FORMAT
from newswire.parse.registry import recognise
from tests.parse.wires import NONE, fixture, items


def document(value: object) -> Document:
    return Document(json.dumps(value).encode(), "some.json")


def news(value: object) -> list[Item]:
    return items(document(value), FORMAT)


def only(value: object) -> Item:
    (item,) = news(value)
    return item


def test_results_of_a_search_become_items() -> None:
    first, second = items(fixture("json/search.json"), FORMAT)
    assert (first.provider, first.byline) == ("Grenholm Post", "Anna Halvorsen")
    assert (first.headline, first.standfirst) == ("Ferry stops in harbour", "214 people were on board.")
    assert first.published == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)
    assert (first.published_precision, first.published_from) == ("second", "publishedat")
    assert (first.canonical_url, first.links) == (
        "https://post.example/ferry",
        (Link("rendition", None, "https://post.example/ferry.jpg"),),
    )
    assert second.published == dt.datetime(2024, 5, 14, 9, 58, tzinfo=dt.UTC)  # seconds since 1970
    assert (first.body_text, second.body_text) == ("A ferry stopped.\n\nNobody was hurt.", "It runs.")


def test_answers_in_arrays_of_a_form_are_read() -> None:
    form = {
        "Headline": ["Ferry stops"],
        "Slug-line": ["", "GRENHOLM"],
        "Body": ["It stopped."],
        "News Value": ["2"],
    }
    item = only(form)
    assert (item.headline, item.slugline, item.body_text, item.urgency) == (
        "Ferry stops",
        "GRENHOLM",
        "It stopped.",
        2,
    )


def test_an_event_without_a_title_takes_its_description_as_headline() -> None:
    item = only(
        [{"itemId": 4112, "description": "Grenholm regatta", "startDate": "2024-06-01T00:00:00", "title": ""}]
    )
    assert (item.kind, item.guid, item.headline, item.standfirst) == (
        "event",
        "4112",
        "Grenholm regatta",
        None,
    )


def test_news_inside_other_objects_is_found() -> None:
    item = only(
        {
            "response": {
                "status": "ok",
                "results": [{"webTitle": "T", "fields": {}, "webUrl": "https://a.example"}],
            }
        }
    )
    assert (item.headline, item.canonical_url) == ("T", "https://a.example")


def test_a_name_that_ends_in_utc_gives_the_zone_of_a_time() -> None:
    item = only({"title": "T", "body": "B", "createdDateUtc": "2024-05-13T09:58:00"})
    assert item.first_created == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)
    assert item.warnings == ()


def test_an_infinite_number_is_no_time() -> None:
    assert only({"title": "T", "body": "B", "publishedAt": float("inf")}).published is None


def test_a_deleted_story_is_canceled() -> None:
    assert only({"title": "T", "body": "B", "deleted": True}).pubstatus == "canceled"
    assert only({"title": "T", "body": "B", "isDeleted": True}).pubstatus == "canceled"
    assert only({"title": "T", "body": "B", "isDeleted": False}).pubstatus is None
    assert only({"title": "T", "body": "B", "status": "killed"}).pubstatus == "canceled"
    assert only({"title": "T", "body": "B", "status": "ok"}).pubstatus is None


@pytest.mark.parametrize(
    "value", [{}, [], {"requests": {"https://a.example": {"get": {"binary": "a"}}}}, [1, 2], {"id": 1}]
)
def test_json_without_news_is_rejected_with_a_reason(value: object) -> None:
    with pytest.raises(Unparsable, match="no-news"):
        list(answers(FORMAT, document(value), NONE))


def test_malformed_json_is_recognised_and_rejected() -> None:
    broken = Document(b'{"title": "T", "body": "B"', "broken.json")
    assert recognise(broken) is FORMAT
    with pytest.raises(Unparsable, match="malformed-json"):
        list(answers(FORMAT, broken, NONE))


def test_text_in_brackets_is_no_json() -> None:
    assert recognise(Document(b"[EDS: UPDATES] GRENHOLM (EX) - A ferry stopped.", "story.txt")) is not FORMAT


def test_fields_of_a_story_in_an_inner_object_are_read() -> None:
    hits = [{"_id": str(n), "_source": {"title": f"Quay {n} closed", "body": "It is."}} for n in (1, 2)]
    document = Document(json.dumps({"hits": {"hits": hits}}).encode(), "search.json")
    assert [(item.headline, item.guid) for item in items(document, FORMAT)] == [
        ("Quay 1 closed", "1"),
        ("Quay 2 closed", "2"),
    ]


def test_stories_inside_each_entry_of_a_list_become_items() -> None:
    entries = [{"position": n, "story": {"title": f"Quay {n} closed", "body": "It is."}} for n in (1, 2)]
    document = Document(json.dumps({"entries": entries}).encode(), "list.json")
    assert [item.headline for item in items(document, FORMAT)] == ["Quay 1 closed", "Quay 2 closed"]


def test_a_graph_gives_its_article_and_not_its_site() -> None:
    graph = [
        {"@type": "WebSite", "@id": "https://n.example", "name": "Norwind", "url": "https://n.example"},
        {
            "@type": "NewsArticle",
            "@id": "https://n.example/1",
            "headline": "Ferry stops",
            "articleBody": "A ferry stopped.",
            "author": [{"name": "Anna Halvorsen"}, {"name": "Ola Nord"}],
            "keywords": "sea, ferry",
            "inLanguage": "en",
        },
    ]
    (item,) = news({"@context": "https://schema.org", "@graph": graph})
    assert (item.guid, item.headline, item.body_text) == (
        "https://n.example/1",
        "Ferry stops",
        "A ferry stopped.",
    )
    assert item.byline == "Anna Halvorsen, Ola Nord"
    assert item.authors == ("Anna Halvorsen", "Ola Nord")
    assert (item.keywords, item.language) == (("sea", "ferry"), "en")


def test_numbers_are_no_names() -> None:
    (item,) = news([{"title": "Ferry stops", "content": "One.", "author": 3, "tags": [7, "sea"]}])
    assert (item.byline, item.keywords) == (None, ("sea",))


def test_an_identifier_of_the_source_is_not_the_storys() -> None:
    (item,) = news(
        [{"source": {"id": "norwind", "name": "Norwind"}, "title": "Ferry stops", "content": "One."}]
    )
    assert (item.guid, item.provider) == (None, "Norwind")
    item = only(
        [{"uri": "8", "source": {"uri": "n", "title": "Norwind"}, "title": "Ferry stops", "body": "One."}]
    )
    assert (item.guid, item.provider, item.headline) == ("8", "Norwind", "Ferry stops")


def test_all_arrays_of_the_same_shape_become_items() -> None:
    story = {"title": "A", "text": "One.", "url": "https://n.example/a", "date": "2024-05-13"}
    found = news(
        {
            "world": [story],
            "sport": [story | {"title": "B"}],
            "links": [{"title": "About us", "url": "https://n.example/about"}],
        }
    )
    assert [item.headline for item in found] == ["A", "B"]


def test_times_in_gmt_and_in_metadata_are_read() -> None:
    (item,) = news(
        [{"title": "A", "text": "One.", "date": "2024-05-13T14:00:00", "date_gmt": "2024-05-13T12:00:00"}]
    )
    assert item.published == dt.datetime(2024, 5, 13, 12, 0, tzinfo=dt.UTC)
    assert item.warnings == ()
    (item,) = news(
        [{"title": "A", "text": "One.", "metadata": {"datePublished": "2024-05-13T12:00:00Z", "id": 3}}]
    )
    assert item.published == dt.datetime(2024, 5, 13, 12, 0, tzinfo=dt.UTC)
    assert item.guid is None


def test_a_document_in_a_text_of_json_is_read() -> None:
    story = "<nitf><head><title>Ferry stops</title></head><body><p>One.</p></body></nitf>"
    item = only({"messages": [{"id": "m1", "payload": story}]})
    assert (item.format, item.headline, item.body_text) == ("nitf", "Ferry stops", "One.")


def test_stories_in_an_object_by_keys_become_items() -> None:
    story = {"title": "A", "text": "One.", "url": "https://n.example/a"}
    assert [item.headline for item in news({"n1": story, "n2": story | {"title": "B"}})] == ["A", "B"]


def test_values_in_objects_of_a_database_are_read() -> None:
    item = only(
        [{"_id": {"$oid": "66"}, "title": "A", "text": "One.", "date": {"$date": "2024-05-13T12:00:00Z"}}]
    )
    assert (item.guid, item.published) == ("66", dt.datetime(2024, 5, 13, 12, 0, tzinfo=dt.UTC))
    item = only({"hits": [{"_id": "7", "_source": {"title": "A", "text": "One.", "agency": "Norwind"}}]})
    assert (item.guid, item.provider, item.body_text) == ("7", "Norwind", "One.")


BODY = "<p>The ferry stopped.</p>"


def test_markup_in_fields_meant_for_text_is_read() -> None:
    item = only(
        {
            "headline": "<b>Ferry</b> &amp;lt;i&amp;gt;stops&amp;lt;/i&amp;gt; &amp;amp; waits",
            "lead": "214 people<br/>on board",
            "body": "&lt;p&gt;The ferry stopped.&lt;/p&gt;&lt;p&gt;Nobody was hurt.&lt;/p&gt;",
            "byline": "<em>Anna Halvorsen</em>",
            "keywords": "<b>ferry</b>, harbour",
        }
    )
    assert (item.headline, item.byline) == ("Ferry stops & waits", "Anna Halvorsen")
    assert (item.standfirst, item.keywords) == ("214 people\non board", ("ferry", "harbour"))
    assert item.body_text == "The ferry stopped.\n\nNobody was hurt."


def test_captions_are_no_story() -> None:
    figure = "<figure><img src='a'><figcaption>The ferry. Photo: Otto Berg</figcaption></figure>"
    assert only({"title": "T", "body": figure + BODY}).body_text == "The ferry stopped."


def test_a_picture_has_its_caption_as_text_and_its_photographer_as_byline() -> None:
    item = only(
        {
            "mediaType": "image/jpeg",
            "title": "T",
            "caption": "The ferry.",
            "photographer": "Otto Berg",
            "date": "2024-05-13",
        }
    )
    assert (item.kind, item.body_text, item.byline) == ("picture", "The ferry.", "Otto Berg")


@pytest.mark.parametrize(
    ("identifiers", "guid"),
    [
        ({"uri": "https://a.example/77?v=3&qt=x", "id": 77}, "77"),
        ({"uri": "https://a.example/77?qt=x", "altids": {"itemid": "77aa", "etag": "77aa_1"}}, "77aa"),
        ({"uri": "https://a.example/77?qt=x", "release_id": "R77"}, "R77"),
        (
            {"publicIdentifier": "urn:newsml:a.example:20240513:77:3U", "revision": 3},
            "urn:newsml:a.example:20240513:77",
        ),
    ],
)
def test_an_identity_that_stays_is_preferred(identifiers: dict[str, object], guid: str) -> None:
    assert only({"headline": "T", "body": BODY} | identifiers).guid == guid


def test_fields_that_agencies_add() -> None:
    item = only(
        {
            "headline": "T",
            "body": BODY,
            "firstVersion": "2024-05-13T09:00:00Z",
            "dateTimeSent": "2024-05-13T09:58:00Z",
            "noteToEditors": "Picture follows.",
            "creditLine": "NORWIND",
            "city": "Grenholm",
            "country": "swe",
            "replaces": "n0",
            "priority": 4,
        }
    )
    assert item.first_created == dt.datetime(2024, 5, 13, 9, tzinfo=dt.UTC)
    assert item.published == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)
    assert (item.ed_note, item.credit, item.priority) == ("Picture follows.", ("NORWIND",), 4)
    assert (item.place, item.country) == ("Grenholm", "SE")
    assert item.links == (Link("replaces", "n0"),)


@pytest.mark.parametrize(
    ("printed", "dateline", "place"),
    [
        ("GRENHOLM, May 13 (Norwind) -", "GRENHOLM, May 13 (Norwind) -", "Tarn"),
        ("GRENHOLM", None, "GRENHOLM"),
    ],
)
def test_a_dateline_is_more_than_a_place(printed: str, dateline: str | None, place: str) -> None:
    item = only({"headline": "T", "body": BODY, "dateline": printed, "city": "Tarn"})
    assert (item.dateline, item.place) == (dateline, place)


def test_a_standfirst_that_was_cut_from_the_text_is_none() -> None:
    assert only({"title": "T", "body": BODY, "excerpt": "<p>The ferry [&hellip;]</p>"}).standfirst is None
    assert only({"title": "T", "body": BODY, "excerpt": "A ferry …"}).standfirst == "A ferry …"


def test_an_organisation_is_no_author_and_a_schema_has_no_version_of_the_story() -> None:
    authors = [{"@type": "Person", "name": "Anna Lind"}, {"@type": "Organization", "name": "Norwind"}]
    item = only({"headline": "T", "body": BODY, "author": authors, "version": "0.10.9"})
    assert (item.authors, item.version) == (("Anna Lind",), None)


def test_a_tag_of_a_contributor_is_no_keyword() -> None:
    tags = [{"type": "keyword", "webTitle": "Sweden"}, {"type": "contributor", "webTitle": "Anna Lind"}]
    assert only({"headline": "T", "body": BODY, "tags": tags}).keywords == ("Sweden",)
