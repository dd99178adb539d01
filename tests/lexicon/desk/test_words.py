"""The words that desks put around a story."""

from __future__ import annotations

import re

import pytest

from newswire.lexicon.desk import words
from newswire.lexicon.desk.folding import folded


def test_words_are_compared_in_letters_alone() -> None:
    for table in (words.ENDS, words.CONTINUES, words.NOTEPAD, words.NOTES, words.VIGNETTES):
        assert table
        assert all(word == folded(word) for word in table)


def test_ambiguous_words_for_the_end_are_words_for_the_end() -> None:
    assert words.ENDS_IN_SIGNS <= words.ENDS


def test_a_pattern_prefers_the_longest_word() -> None:
    found = re.match(words.pattern("credits"), "photo by Ann Marsh")
    assert found is not None
    assert found[0] == "photo by"


def test_an_unknown_table_is_an_error() -> None:
    with pytest.raises(KeyError):
        words.words_of("tables")


def test_placeholders_of_every_field_hold_for_each_field() -> None:
    assert all("n/a" in values for values in words.PLACEHOLDERS.values())
    assert "unknown" in words.PLACEHOLDERS["byline"]
    assert "unknown" not in words.PLACEHOLDERS["headline"]
