"""AP Media API: content and feed responses."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from newswire.model import Document, Item, Link, Subject
from newswire.parse.formats.ap_media import FORMAT
from tests.parse.wires import fixture, items


@pytest.fixture(scope="module")
def story() -> Item:
    (item,) = items(fixture("ap-media-api/content.json"), FORMAT)
    return item


def test_identity_holds_neither_version_nor_query(story: Item) -> None:
    assert (story.provider, story.guid, story.version) == ("Example", "0f0e0d0c", "2")


def test_header(story: Item) -> None:
    assert (story.kind, story.pubstatus, story.urgency, story.category) == ("text", "usable", 4, "i")
    assert story.slugline == "BC-EU--Grenholm-Ferry, 2nd Ld-Writethru"
    assert story.first_created == dt.datetime(2024, 5, 13, 8, 15, 30, tzinfo=dt.UTC)
    assert story.version_created == dt.datetime(2024, 5, 13, 9, 58, tzinfo=dt.UTC)
    assert story.embargo_until == dt.datetime(2024, 5, 13, 10, 30, tzinfo=dt.UTC)
    assert (story.signal, story.genre) == (("newscontent",), "Spot Development")
    assert story.subjects == (
        Subject("i", "International"),
        Subject("54df", "Transport", "http://cv.example/id/"),
        Subject("9f20", "Ida Berg", "http://cv.example/id/"),
    )


def test_texts(story: Item) -> None:
    assert story.headline == "Ferry stops in Grenholm harbour"
    assert story.standfirst == "A ferry with 214 people on board stopped"
    assert (story.byline, story.place, story.country) == ("By ANNA HALVORSEN", "GRENHOLM, Sweden", "SE")
    assert story.ed_note == "Eds: UPDATES: With number of passengers."
    assert (story.usage_terms, story.copyright) == (
        "Editorial use only.\nNo sales.",
        "Copyright 2024 Example",
    )
    assert story.body_text == "GRENHOLM, Sweden (EX) — A ferry stopped.\n\nNobody was hurt."


def test_links(story: Item) -> None:
    assert story.canonical_url == "https://news.example/0f0e0d0c"
    assert story.links == (
        Link("rendition", None, "https://api.example/0f0e0d0c.2/download?type=text"),
        Link("related", "1a1b", "https://api.example/media/v/content/1a1b?qt=Qq1-x&et=0a1"),
    )


def test_a_page_of_items() -> None:
    picture, kill = items(fixture("ap-media-api/feed.json"), FORMAT)
    assert (picture.guid, picture.kind, picture.body_text) == ("aa01", "picture", "The ferry in the harbour.")
    assert (picture.byline, picture.credit) == ("Ola Nord", ("Ola Nord/Example",))
    assert (kill.guid, kill.pubstatus) == ("https://api.example/v/aa02", "canceled")


@pytest.mark.parametrize(
    ("values", "credit"),
    [
        ({"infosource": [{"name": "Tarn Press", "type": "Member"}]}, ("Tarn Press",)),
        ({"infosource": [{"name": "AP", "type": "AP"}], "description_creditline": "Doe/AP"}, ("Doe/AP",)),
    ],
)
def test_a_member_paper_is_the_credit_of_a_text_without_a_credit_line(
    values: dict[str, object], credit: tuple[str, ...]
) -> None:
    news = {"type": "text", "headline": "Quay closed", "altids": {"itemid": "1"}, "uri": "http://x.example/1"}
    (item,) = items(Document(json.dumps({"data": {"item": news | values}}).encode(), "a.json"), FORMAT)
    assert item.credit == credit
