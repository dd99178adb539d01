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


TABLE = [
    "                    Points    Time      Gap",
    "1. Anna Halvorsen     12      1:04:12    -",
    "2. Ola Nord            9      1:05:01   +0:49",
]


def test_rows_of_a_table_stay_lines_and_keep_their_columns() -> None:
    found = paragraphs([LONG, "harbour.", "", "Class A", "=======", *TABLE, "-" * 44, "Total   21"])
    assert found.split("\n\n")[1].split("\n") == ["Class A", "=======", *TABLE, "-" * 44, "Total   21"]


def test_blanks_that_all_rows_begin_with_are_no_column() -> None:
    assert paragraphs(["Results", *("    " + row for row in TABLE)]) == "\n".join(["Results", *TABLE])


def test_wide_rows_do_not_hide_that_the_text_is_wrapped() -> None:
    wide = ["Anna" + " " * 60 + "12" + " " * 60 + "9", "Ola" + " " * 61 + "11" + " " * 60 + "8"]
    assert paragraphs([LONG, "harbour.", "", *wide]) == "\n".join([f"{LONG} harbour.", "", *wide])


def test_a_break_in_a_list_is_a_wrap_only_if_the_next_word_had_no_room() -> None:
    full = "Race three on the long course of the outer harbour today at noon"
    short = "Race four on the long course of the inner harbour today at"
    rows = ["4.20 Ida", "5.00 Ola", "6.50 Sigrid", "8.00 Tarn", "9.00 Quay"]
    assert paragraphs([full, "", short, *rows]) == "\n".join([full, "", short, *rows])


def test_a_hanging_indent_continues_its_entry() -> None:
    assert paragraphs(["* Ida won the second race by a", "  large margin", "* Ola"]) == (
        "* Ida won the second race by a large margin\n* Ola"
    )


def test_a_wrap_before_a_dash_in_a_sentence_begins_no_entry() -> None:
    assert paragraphs([LONG, "- or even of the inner one."]) == f"{LONG} - or even of the inner one."


def test_labelled_addresses_are_lines_of_their_own() -> None:
    photos = ["Photo - http://example.org/media/1/grenholm_ferry.jpg", "Photo - http://example.org/2.jpg"]
    assert paragraphs([LONG, *photos]) == "\n".join([LONG, *photos])


def test_a_few_long_lines_do_not_hide_that_the_text_is_wrapped() -> None:
    address = "http://example.org/" + "x" * 120
    wrapped = [LONG, "harbour.", ""] * 7
    assert paragraphs([*wrapped, address]) == "\n\n".join([*[f"{LONG} harbour."] * 7, address])


def test_long_lines_that_end_with_a_sentence_are_paragraphs() -> None:
    sentence = "The ferry from Grenholm stopped at the outer quay of the harbour. " * 2 + "Nobody was hurt."
    assert paragraphs([sentence, "It left.", "Ida"]) == f"{sentence}\n\nIt left.\nIda"
    assert paragraphs([sentence[:-1], "It left."]) == f"{sentence[:-1]}\nIt left."


def test_short_lines_are_no_wraps() -> None:
    assert paragraphs(["Ferry", "Quay", "", "Tug"]) == "Ferry\nQuay\n\nTug"


def test_empty_lines_give_an_empty_text() -> None:
    assert paragraphs([]) == paragraphs(["", "  "]) == ""


@given(st.lists(st.text("aB. -|=\t", max_size=120), max_size=8))
def test_every_word_stays_in_order(lines: list[str]) -> None:
    found = paragraphs(lines)
    assert found.split() == " ".join(lines).split()
    assert "\n\n\n" not in found
    assert found == found.strip()


@given(
    st.lists(st.sampled_from([LONG, "harbour.", "", "   It left.", "* Ida", *TABLE, "-----"]), max_size=12)
)
def test_a_text_of_joined_lines_is_not_joined_again(lines: list[str]) -> None:
    once = paragraphs(lines)
    assert paragraphs(once.split("\n")).split() == once.split()
    assert paragraphs(once.split("\n")).count("\n\n") >= once.count("\n\n")
