"""Wraps inside paragraphs."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.parse.story.wraps import without_wraps

FERRY = (
    "A ferry ran aground off Fernbay on Tuesday, and nobody was hurt, the coast guard said in a statement "
    "that it gave to reporters at the harbour, where the passengers waited for another ferry until midnight."
)
CAPTAIN = "Its captain, Jane Marsh of Grenholm, had sailed for Fernbay Lines since 2004, John Smith added."


def wrapped(text: str, width: int = 66) -> str:
    return "\n".join(textwrap.wrap(text, width, break_on_hyphens=False))


@pytest.mark.parametrize("width", [60, 66, 72, 80])
def test_the_lines_of_a_wrapped_paragraph_are_joined(width: int) -> None:
    text = f"{wrapped(FERRY, width)}\n\n{wrapped(CAPTAIN, width)}\n\nThey waited."
    assert without_wraps(text) == f"{FERRY}\n\n{CAPTAIN}\n\nThey waited."


@pytest.mark.parametrize(
    "text",
    [
        FERRY,
        f"{FERRY}\n\n{CAPTAIN}",
        f"{FERRY}\n{CAPTAIN}",
        "Fernbay 1\nGrenholm 2\nthe rest 0",
        "1. Jane Marsh (Fernbay)           1hr14mins50.0418sec\n2. John Smith (Grenholm)          at 3.5 sec",
        "# Build the image of the harbour and give it a name\nsudo harbour build -t fernbay:7.0 .",
        "Messages between ships that never sink in any storm\nby Jane Marsh",
        "all passengers are expected to carry their own keys\nend users are not involved or burdened",
        "Fernbay\t12\t4\nGrenholm\t9\t7",
        "The ferry leaves Fernbay at noon every day of the week.\nit arrives in Grenholm at two, he said.",
        "- the ferry that ran aground off Fernbay on Tuesday\n- the captain whose ship had left port before",
    ],
)
def test_other_line_breaks_stay_and_the_text_is_the_same_object(text: str) -> None:
    assert without_wraps(text) is text


@given(st.text(alphabet="ab .\n\t-", max_size=400))
def test_only_line_breaks_change_and_the_second_time_changes_nothing(text: str) -> None:
    once = without_wraps(text)
    assert once.split() == text.split()
    assert without_wraps(once) == once


def test_a_bracket_may_end_a_wrapped_paragraph() -> None:
    lines = (
        "The new head of the harbour admits to feeling daunted\n"
        "by the great task ahead of her today. (HARBOUR WRAP with\nfactbox to come)"
    )
    assert without_wraps(lines) == lines.replace("\n", " ")
    code = "the_delta = original_lab.delta_from(the_candidate)\ncandidate = the_original.changed(the_delta)"
    assert without_wraps(code) == code
    listed = "The new head of the harbour of Fernbay and its pier (a)\nThe old one (b)"
    assert without_wraps(listed) == listed
