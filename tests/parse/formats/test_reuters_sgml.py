"""The SGML of Reuters-21578."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.errors import Unparsable
from newswire.model import Defaults, Document, Item, Subject
from newswire.parse.formats.reuters_sgml import FORMAT
from tests.parse.wires import NONE, fixture, items


@pytest.fixture(scope="module")
def stories() -> list[Item]:
    return items(fixture("reuters-sgml/stories.sgm"), FORMAT)


def test_identity_and_topics(stories: list[Item]) -> None:
    assert [item.guid for item in stories] == [
        "reuters-21578:30001",
        "reuters-21578:30002",
        "reuters-21578:30003",
    ]
    assert {item.provider for item in stories} == {"Reuters"}
    assert stories[0].subjects == (
        Subject("ship", None, "topics"),
        Subject("sweden", None, "places"),
        Subject("norway", None, "places"),
    )


def test_the_teletype_header_of_the_story_is_read(stories: list[Item]) -> None:
    story, flash = stories[:2]
    assert (story.service, story.sequence, story.priority, story.category) == ("f", "0917", 3, "f")
    assert (story.slugline, story.header_word_count) == ("BC-GRENHOLM-FERRY", 105)
    assert (flash.service, flash.priority, flash.slugline) == (None, 1, "BC-FERRY-RATES")


def test_texts(stories: list[Item]) -> None:
    story = stories[0]
    assert story.headline == "FERRY <GFR.ST> STOPS IN HARBOUR"
    assert (story.byline, story.dateline) == ("By Anna Halvorsen, Reuters", "GRENHOLM, Jan 14 -")
    assert story.body_text == (
        "A ferry stopped in the harbour of Grenholm today, "
        "and a tug brought it to the quay after two hours.\n\n"
        "Nobody was hurt & the ferry sails again tomorrow."
    )


def test_times_have_no_zone() -> None:
    story, flash, _ = items(
        fixture("reuters-sgml/stories.sgm"), FORMAT, Defaults(timezone="America/New_York")
    )
    assert story.version_created == dt.datetime(1988, 1, 14, 14, 41, 7, tzinfo=dt.UTC)
    assert flash.version_created == dt.datetime(1987, 3, 3, 14, 15, 5, tzinfo=dt.UTC)
    assert "America/New_York was taken" in story.warnings[0]


def test_a_placeholder_for_the_body_is_a_warning(stories: list[Item]) -> None:
    flash = stories[1]
    assert (flash.kind, flash.headline, flash.body_text) == ("alert", "FERRY RATES UP TWO PCT", None)
    assert flash.warnings[0] == "The collection left the body out."


def test_an_undivided_text_has_its_headline_in_the_first_line(stories: list[Item]) -> None:
    assert stories[2].headline == "HARBOUR REPORT - MARCH 27"
    assert stories[2].body_text == (
        "Ships in port.............44 vs.....37\nShips at sea.............680 vs....425"
    )


def test_a_file_that_is_cut_off_keeps_its_story() -> None:
    whole = fixture("reuters-sgml/stories.sgm").content
    (item,) = items(Document(whole[: whole.index(b"sails again")], "cut"), FORMAT)
    assert item.body_text is not None
    assert item.body_text.endswith("Nobody was hurt & the ferry")
    assert "The story has no end; the file is cut off." in item.warnings


def test_a_file_without_stories_is_rejected() -> None:
    with pytest.raises(Unparsable, match="empty"):
        list(FORMAT.parse(Document(b'<!DOCTYPE lewis SYSTEM "lewis.dtd">\n', "none"), NONE))


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=3))
def test_bytes_that_are_changed_give_items_or_a_reason(position: int, change: bytes) -> None:
    whole = fixture("reuters-sgml/stories.sgm").content
    for content in (whole[:position] + change + whole[position + 1 :], whole[:position]):
        try:
            assert all(isinstance(item, Item) for item in FORMAT.parse(Document(content, "changed"), NONE))
        except Unparsable as refused:
            assert refused.reason == "empty"  # noqa: PT017
