"""The changes between two versions, for people to read and without loss."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from newswire.dedupe.texts.difference import changed_fields, text_diff


def test_words_that_changed_are_marked_in_their_paragraph() -> None:
    old = "The pier opens on Tuesday.\n\nNothing else is known."
    new = "The pier opens on Monday.\n\nNothing else is known."
    assert text_diff(old, new) == "The pier opens on [-Tuesday-]{+Monday+}."


def test_a_paragraph_that_came_or_went_is_marked_whole() -> None:
    assert text_diff("One.", "One.\n\nTwo.") == "{+Two.+}"
    assert text_diff("One.\n\nTwo.", "One.") == "[-Two.-]"


def test_the_same_text_has_no_difference() -> None:
    assert text_diff("One.\n\nTwo.", "One.\n\nTwo.") is None


def test_a_field_that_is_missing_is_empty() -> None:
    assert changed_fields({"headline": None, "byline": "By A"}, {"keywords": [], "byline": "By B"}) == [
        "byline"
    ]


words = st.lists(st.text("abc .\n", max_size=12), max_size=8).map("\n\n".join)


@given(words, words)
def test_both_texts_can_be_read_out_of_a_difference_of_one_passage(old: str, new: str) -> None:
    difference = text_diff(old, new)
    assert (difference is None) == (old == new)
    if difference and "\n\n" not in old + new:
        assert re.sub(r"\{\+.*?\+\}", "", difference, flags=re.S).replace("[-", "").replace("-]", "") == old
        assert re.sub(r"\[-.*?-\]", "", difference, flags=re.S).replace("{+", "").replace("+}", "") == new
