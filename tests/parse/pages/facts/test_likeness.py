"""Lines are alike by their words, in any script."""

import pytest

from newswire.parse.pages.facts.likeness import letters, likeness, words


def test_letters_are_those_alone_in_one_case() -> None:
    assert letters("The “Alba” – returns!") == "thealbareturns"


def test_lines_of_the_same_letters_are_the_same() -> None:
    assert likeness("Ferry: returns", "FERRY – returns.") == 1.0
    assert likeness("!!", "??") == 0.0


def test_a_line_with_more_words_is_like_the_shorter_one() -> None:
    assert likeness("Night ferry returns", "Night ferry returns to the islands | Harbour") == pytest.approx(
        0.99
    )


def test_short_lines_are_like_none_but_themselves() -> None:
    assert likeness("Blog", "Blog of the harbour") == 0.0


def test_scripts_without_spaces_are_compared_by_pairs() -> None:
    assert "新渡" in words("新渡船")
    assert likeness("北部諸島への夜間フェリーが再開", "夜間フェリーが再開、北部諸島へ") > 0.6
