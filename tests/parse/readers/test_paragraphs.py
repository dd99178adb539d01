"""Paragraphs of wrapped text: wraps are undone, breaks with a meaning stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.readers.paragraphs import paragraphs

LONG = "The ferry from Grenholm stopped at the outer quay of the"
"""A line that is full: the next word had no room on it."""


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([LONG, "harbour."], f"{LONG} harbour."),
        ([LONG, "harbour.", "", " ", "It left."], f"{LONG} harbour.\n\nIt left."),
        ([LONG, "harbour.", "   It left."], f"{LONG} harbour.\n\nIt left."),
        (["   " + LONG, "harbour."], f"{LONG} harbour."),
        (["   " + LONG, "   harbour."], f"{LONG} harbour."),
    ],
    ids=["a wrap", "a blank line", "an indented line", "an indented first line", "all lines indented"],
)
def test_a_wrap_is_undone_inside_a_paragraph(lines: list[str], text: str) -> None:
    assert paragraphs(lines) == text


@pytest.mark.parametrize(
    "lines",
    [
        ["Results:", "Grenholm 3, Tarn 1", "Quay 2, Norwind 2", LONG],
        [LONG, "- Ida"],
        [LONG, "• Ida"],
        [LONG, "12. Ida"],
        [LONG, "Ida | 1987"],
    ],
    ids=["room left", "a dash", "a bullet", "a number", "a row"],
)
def test_lists_and_tables_keep_their_lines(lines: list[str]) -> None:
    assert paragraphs(lines) == "\n".join(lines)


def test_a_wrap_may_leave_eight_characters_of_room() -> None:
    full, less = "x" * 60, "y" * 48
    assert paragraphs([full, less, "four"]) == f"{full} {less} four"
    assert paragraphs([full, less, "six"]) == f"{full} {less}\nsix"


def test_a_dash_without_a_blank_is_a_word() -> None:
    assert paragraphs([LONG, "-and then it left."]) == f"{LONG} -and then it left."


def test_long_lines_that_end_with_a_sentence_are_paragraphs() -> None:
    sentence = "The ferry from Grenholm stopped at the outer quay of the harbour. " * 2 + "Nobody was hurt."
    assert paragraphs([sentence, "It left.", "Ida"]) == f"{sentence}\n\nIt left.\nIda"
    assert paragraphs([sentence[:-1], "It left."]) == f"{sentence[:-1]}\nIt left."


def test_short_lines_are_no_wraps() -> None:
    assert paragraphs(["Ferry", "Quay", "", "Tug"]) == "Ferry\nQuay\n\nTug"


def test_empty_lines_give_an_empty_text() -> None:
    assert paragraphs([]) == paragraphs(["", "  "]) == ""


@given(st.lists(st.text("abc. -|", max_size=120), max_size=8))
def test_every_word_stays_in_order(lines: list[str]) -> None:
    found = paragraphs(lines)
    assert found.split() == " ".join(lines).split()
    assert "\n\n\n" not in found
    assert found == found.strip()
