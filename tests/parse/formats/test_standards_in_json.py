"""News standards as JSON, which financial data services and search indexes send."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from newswire.model import Document, Item
from newswire.parse.formats.standards_in_json import FORMAT
from newswire.parse.registry import recognise
from tests.parse.wires import fixture, items


def only(value: object) -> Item:
    (item,) = items(Document(json.dumps(value).encode(), "story.json"), FORMAT)
    return item


def test_newsml_g2() -> None:
    (item,) = items(fixture("json/newsml-g2.json"), FORMAT)
    assert (item.format, item.guid, item.version) == (
        "newsml-g2",
        "tag:norwind.example,2024:newsml_F1",
        "5",
    )
    assert (item.provider, item.pubstatus, item.urgency, item.language) == ("NWD", "usable", 3, "en")
    assert item.headline == "UPDATE 1-Ferry stops in Grenholm harbour"
    assert item.version_created == dt.datetime(2024, 5, 13, 11, 58, tzinfo=dt.UTC)
    assert item.ed_note == "(Adds quote)"
    assert item.body_text is not None
    assert item.body_text.startswith("GRENHOLM, May 13 (Reuters) - A ferry stopped on Monday.\n\nNobody")


def test_an_identifier_beside_the_item_is_its_own() -> None:
    news = {"itemMeta": {"title": [{"$": "Ferry stops"}]}, "contentMeta": {}}
    answer = {"data": [{"storyId": "urn:newsml:norwind.example:F1", "newsItem": news}]}
    item = only(answer)
    assert (item.guid, item.headline) == ("urn:newsml:norwind.example:F1", "Ferry stops")


def test_a_message_with_xhtml() -> None:
    text = {"@contenttype": "application/xhtml+xml", "html": {"body": {"p": ["One.", {"#text": "Two."}]}}}
    news = {"@guid": "f1", "contentMeta": {"headline": "Ferry stops"}, "contentSet": {"inlineXML": text}}
    item = only({"newsMessage": {"header": {"sent": "2024-05-13T12:00:00Z"}, "itemSet": {"newsItem": news}}})
    assert (item.guid, item.headline, item.body_text) == ("f1", "Ferry stops", "One.\n\nTwo.")
    assert item.sent == dt.datetime(2024, 5, 13, 12, 0, tzinfo=dt.UTC)


def test_newsml_1() -> None:
    component = {
        "NewsLines": {"HeadLine": "Ferry stops"},
        "ContentItem": {"DataContent": {"p": ["One.", "Two."]}},
    }
    identification = {
        "NewsIdentifier": {"ProviderId": "norwind.example", "DateId": "20240513", "NewsItemId": "F1"}
    }
    news = {"Identification": identification, "NewsComponent": component}
    item = only({"NewsML": {"NewsItem": [news]}})
    assert (item.format, item.headline, item.body_text) == ("newsml-1", "Ferry stops", "One.\n\nTwo.")


def test_nitf() -> None:
    body = {"body.head": {"hedline": {"hl1": "Ferry stops"}}, "body.content": {"p": ["One.", "Two."]}}
    item = only({"nitf": {"head": {"docdata": {"doc-id": {"@id-string": "f1"}}}, "body": body}})
    assert (item.format, item.guid, item.headline, item.body_text) == (
        "nitf",
        "f1",
        "Ferry stops",
        "One.\n\nTwo.",
    )


@pytest.mark.parametrize(
    "value", [{"newsItem": "Ferry stops"}, {"newsItem": {"title": "Ferry stops", "body": "One."}}, [1], {}]
)
def test_other_json_is_not_taken(value: object) -> None:
    assert recognise(Document(json.dumps(value).encode(), "story.json")) is not FORMAT


@pytest.mark.parametrize(
    "content",
    [
        json.dumps({"newsItem": {"contentMeta": {"headline": "Ferry stops"}}}).replace(
            "newsItem", "news\\u0049tem"
        ),
        json.dumps({"newsItem": {"contentMeta": {"headline": "Ferry stops"}}}),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_an_element_is_found_in_any_spelling_of_its_name(content: str, encoding: str) -> None:
    assert recognise(Document(content.encode(encoding), "story.json")) is FORMAT
