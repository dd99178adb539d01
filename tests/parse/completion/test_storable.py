"""Unstorable values are mended with a warning; other values stay as they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given

from newswire.model import Item, Link, Rejected, Subject
from newswire.parse.completion.storable import storable
from tests.support.items import ITEMS

ITEM = Item("a.xml", "nitf", guid="pier-1", headline="Pier to be rebuilt", warnings=("Doubted.",))


def test_a_storable_item_is_returned_itself() -> None:
    full = replace(
        ITEM,
        subjects=(Subject("1", "Häfen", "ä"),),
        links=(Link("related"),),
        word_count=2**31 - 1,
        guid="x" * 1000,
        published=dt.datetime(2024, 5, 7, 12, tzinfo=ZoneInfo("Europe/Oslo")),
        first_created=dt.datetime(1, 1, 1, tzinfo=dt.UTC),
    )
    assert storable(full) is full


def test_characters_that_text_cannot_hold_are_replaced_wherever_they_are() -> None:
    mended = storable(
        replace(
            ITEM,
            headline="Pi\0er",
            keywords=("a", "b\ud83d"),
            subjects=(Subject("1"), Subject("2", "\0")),
            links=(Link("rela\udc00ted"),),
        )
    )
    assert mended.headline == "Pi\ufffder"
    assert mended.keywords == ("a", "b\ufffd")
    assert mended.subjects == (Subject("1"), Subject("2", "\ufffd"))
    assert mended.links == (Link("rela\ufffdted"),)
    assert mended.warnings == (
        "Doubted.",
        "Characters that text cannot hold were replaced in subjects, keywords, headline, links.",
    )


@pytest.mark.parametrize("number", [2**31, -(2**31), 10**30])
def test_a_number_out_of_range_is_left_out(number: int) -> None:
    mended = storable(replace(ITEM, urgency=number, priority=3))
    assert (mended.urgency, mended.priority) == (None, 3)
    assert mended.warnings[1].startswith("urgency ")
    assert mended.warnings[1].endswith(" is out of range and was left out.")


@pytest.mark.parametrize(
    "at",
    [
        dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=5))),
        dt.datetime(9999, 12, 31, 20, tzinfo=dt.timezone(-dt.timedelta(hours=5))),
    ],
)
def test_a_time_beyond_all_years_is_left_out(at: dt.datetime) -> None:
    mended = storable(
        replace(ITEM, published=at, published_precision="second", published_from="sent", expires=at)
    )
    assert (mended.published, mended.published_precision, mended.published_from) == (None, None, None)
    assert mended.expires is None
    assert mended.warnings[1:] == (
        f"published {at} is out of range and was left out.",
        f"expires {at} is out of range and was left out.",
    )


def test_a_time_without_a_zone_is_utc_with_a_warning() -> None:
    at = dt.datetime(2024, 5, 7, 12)  # noqa: DTZ001 - the test needs it
    mended = storable(replace(ITEM, sent=at))
    assert mended.sent == at.replace(tzinfo=dt.UTC)
    assert mended.warnings[1:] == ("sent 2024-05-07 12:00:00 has no zone; UTC was taken.",)


@pytest.mark.parametrize(
    ("at", "utc"),
    [
        (dt.datetime(1850, 1, 1, tzinfo=ZoneInfo("Europe/Berlin")), "1849-12-31T23:06:32+00:00"),
        (dt.datetime(2024, 5, 7, tzinfo=dt.timezone(dt.timedelta(hours=16))), "2024-05-06T08:00:00+00:00"),
        (dt.datetime(2024, 5, 7, tzinfo=dt.timezone(-dt.timedelta(hours=16))), "2024-05-07T16:00:00+00:00"),
    ],
)
def test_an_offset_that_no_database_takes_is_the_same_instant_in_utc(at: dt.datetime, utc: str) -> None:
    mended = storable(replace(ITEM, sent=at))
    assert mended.sent is not None
    assert mended.sent.isoformat() == utc
    assert mended.warnings == ITEM.warnings


@pytest.mark.parametrize(("guid", "same"), [("é" * 500, True), ("é" * 501, False), ("x" * 1001, False)])
def test_an_identifier_too_long_for_an_index_ends_in_a_hash(guid: str, same: bool) -> None:
    mended = storable(replace(ITEM, guid=guid, provider=guid))
    assert (mended.guid == guid) is same
    assert mended.guid == mended.provider
    assert len((mended.guid or "").encode()) <= 1000
    assert len(mended.warnings) == (1 if same else 3)
    other = storable(replace(ITEM, guid=guid + "y"))
    assert other.guid != mended.guid, "the cut text still separates two items"


def test_a_rejection_is_mended_too() -> None:
    sound = Rejected("a.xml", "empty", "Nothing.")
    assert storable(sound) is sound
    assert storable(Rejected("caf\udce9.xml", "empty", "\0")) == Rejected("caf\ufffd.xml", "empty", "\ufffd")


@given(ITEMS)
def test_any_item_can_be_stored_and_is_not_mended_twice(item: Item) -> None:
    mended = storable(item)
    assert "\0" not in str(asdict(mended))
    assert repr(asdict(mended)).encode()
    assert storable(mended) is mended
