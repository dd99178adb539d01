"""Values that stand for none."""

from __future__ import annotations

from typing import Any

import pytest

from newswire.model import Item, Subject
from newswire.parse.story.placeholders import is_placeholder, without_placeholders


def item(**values: Any) -> Item:
    return Item(path="a.xml", format="test", **values)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "No Headline !"),
        ("headline", "[No title]"),
        ("headline", "N/A"),
        ("headline", "-"),
        ("byline", "No-Data-Available"),
        ("byline", "No-Data-Available, MAY 03"),
        ("byline", "Unknown"),
        ("slugline", "null"),
        ("slugline", "XXX"),
        ("standfirst", "undefined"),
        ("place", "TBD"),
        ("provider", "none"),
    ],
)
def test_a_placeholder_is_no_value(field: str, value: str) -> None:
    assert without_placeholders(item(**{field: value})) == {field: None}


def test_lists_lose_placeholders() -> None:
    found = item(
        keywords=("none", "Fähre"),
        authors=("Unknown",),
        subjects=(Subject("No-Data-Available"), Subject("04")),
    )
    assert without_placeholders(found) == {
        "keywords": ("Fähre",),
        "authors": (),
        "subjects": (Subject("04"),),
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "Unknown"),
        ("headline", "Untitled"),
        ("headline", "headline"),
        ("headline", "No Headline Act at Fernbay Festival"),
        ("byline", "STAFF"),
        ("byline", "Ann Marsh, Unknown Pleasures"),
        ("usage_terms", "none"),
        ("body_text", "N/A"),
    ],
)
def test_words_that_may_be_true_stay(field: str, value: str) -> None:
    assert without_placeholders(item(**{field: value})) == {}


def test_signs_and_case_make_no_difference() -> None:
    assert is_placeholder("headline", " <<no_title>> ")
    assert not is_placeholder("headline", "Title fight")
