"""The item object and the rejection, as ``newswire parse --json`` prints them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import FrozenInstanceError, replace

import pytest

from newswire.model import Item, Link, Rejected, Subject

NOON = dt.datetime(2024, 5, 7, 12, 30, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def test_fields_without_a_value_are_absent() -> None:
    bare = Item("a.xml", "nitf", pubstatus="usable")
    assert bare.as_json() == {"path": "a.xml", "format": "nitf", "kind": "text", "pubstatus": "usable"}
    known = replace(bare, headline="", keywords=(), authors=(), urgency=0, word_count=0)
    assert known.as_json().keys() - bare.as_json().keys() == {"urgency", "word_count"}, "nought is known"


def test_lists_subjects_and_links_are_plain_json_without_empty_fields() -> None:
    item = Item(
        "a.xml",
        "nitf",
        credit=("Coast Daily", "Harbour Press"),
        subjects=(Subject("medtop:20000199", "arts"), Subject(name="pier")),
        links=(Link("replaces", guid="pier-1"), Link("rendition", url="https://x.example/p.jpg")),
    )
    plain = json.loads(json.dumps(item.as_json()))
    assert plain["credit"] == ["Coast Daily", "Harbour Press"]
    assert plain["subjects"] == [{"code": "medtop:20000199", "name": "arts"}, {"name": "pier"}]
    assert plain["links"] == [
        {"rel": "replaces", "guid": "pier-1"},
        {"rel": "rendition", "url": "https://x.example/p.jpg"},
    ]


def test_an_item_is_changed_into_another_one_and_stays_as_it_is() -> None:
    item = Item("a.xml", "nitf", headline="Pier to be rebuilt", keywords=("pier",))
    changed = item.changed(headline="Pier rebuilt", word_count=2)
    assert changed == replace(item, headline="Pier rebuilt", word_count=2)
    assert (item.headline, item.word_count) == ("Pier to be rebuilt", None)
    with pytest.raises(FrozenInstanceError):
        changed.headline = "Pier"  # type: ignore[misc]
    with pytest.raises(TypeError, match="An item has no head, page"):
        item.changed(page=3, headline="Pier", head="Pier")


@pytest.mark.parametrize(
    ("precision", "printed"),
    [("day", "2024-05-07"), ("minute", "2024-05-07T12:30:00+02:00"), ("second", "2024-05-07T12:30:00+02:00")],
)
def test_a_time_has_its_offset_and_a_day_has_no_time(precision: str, printed: str) -> None:
    item = Item("a.xml", "nitf", published=NOON, published_precision=precision, sent=NOON)  # type: ignore[arg-type]
    assert item.as_json()["published"] == printed
    assert item.as_json()["sent"] == "2024-05-07T12:30:00+02:00", "the precision is that of published only"


def test_a_rejection_has_its_reason_and_detail_under_one_key() -> None:
    rejected = Rejected("a.xml", "malformed-xml", "It ends in the middle.", {"line": "3"})
    assert rejected.as_json() == {
        "path": "a.xml",
        "rejected": {"reason": "malformed-xml", "detail": "It ends in the middle.", "line": "3"},
    }


def test_an_item_is_made_of_values_by_place_and_by_name_and_refuses_other_names() -> None:
    item = Item("a.xml", "nitf", "harbour-press", headline="Pier to be rebuilt")
    assert (item.provider, item.headline, item.kind, item.keywords) == (
        "harbour-press",
        "Pier to be rebuilt",
        "text",
        (),
    )
    with pytest.raises(TypeError):
        Item("a.xml", "nitf", haedline="Pier to be rebuilt")  # type: ignore[call-arg]
