"""Headlines, slugs and keywords that a text repeats above the story."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.model import Item, Subject
from newswire.parse.story.heading import without_heading

HEADLINE = "Ferry runs aground off Fernbay"
STORY = "A ferry ran aground off Fernbay on Tuesday, and nobody was hurt, the coast guard said."
LATER = "It carried 30 people."


def item(**values: Any) -> Item:
    return Item(path="a.xml", format="test", **{"headline": HEADLINE, **values})


@pytest.mark.parametrize(
    "head",
    [
        HEADLINE,
        "FERRY RUNS AGROUND OFF FERNBAY.",
        "Ferry runs\u00a0aground  off Fern\u00adbay",
        f"{HEADLINE}\n\n{HEADLINE}",
        "Ferry runs aground\n\noff Fernbay",
        "Ferry runs aground …",
        f"UPDATE 1-{HEADLINE}",
        f"(LEAD) {HEADLINE}",
    ],
)
def test_a_repeated_headline_goes(head: str) -> None:
    assert without_heading(item(), f"{head}\n\n{STORY}\n\n{LATER}") == f"{STORY}\n\n{LATER}"


def test_a_headline_as_first_line_of_the_first_paragraph_goes() -> None:
    assert without_heading(item(), f"{HEADLINE}\n{STORY}\n\n{LATER}") == f"{STORY}\n\n{LATER}"
    assert without_heading(item(), f"Ferry runs aground\noff Fernbay\n{STORY}") == STORY


def test_a_headline_that_the_field_has_cut_goes_whole() -> None:
    cut = item(headline="Ferry runs aground off …")
    assert without_heading(cut, f"{HEADLINE}\n\n{STORY}") == STORY


def test_marks_of_the_field_may_be_missing_in_the_text() -> None:
    marked = item(headline=f"CORRECTED-{HEADLINE}")
    assert without_heading(marked, f"{HEADLINE}\n\n{STORY}") == STORY


def test_slug_keywords_and_printed_time_above_the_headline_go_with_it() -> None:
    known = item(
        slugline="Verkehr/Küste",
        keywords=("Fähre",),
        subjects=(Subject(name="Küstenwache"), Subject("04000")),
    )
    head = f"Verkehr\nFähre\nKüstenwache\n\n29.06.2017 17:16\n\n{HEADLINE}"
    assert without_heading(known, f"{head}\n\n{STORY}") == STORY
    assert without_heading(known, f"Verkehr/Küste\n\n{HEADLINE}\n\n{STORY}") == STORY


def test_an_unknown_short_line_above_the_headline_stays() -> None:
    assert without_heading(item(), f"At sea\n\n{HEADLINE}\n\n{STORY}") == f"At sea\n\n{STORY}"


def test_keywords_without_the_headline_stay() -> None:
    text = f"Fähre\n\n{STORY}"
    assert without_heading(item(keywords=("Fähre",)), text) is text


def test_a_standfirst_below_the_headline_goes_unless_it_may_be_the_lead() -> None:
    below = item(standfirst="Coast guard saves all hands")
    assert without_heading(below, f"{HEADLINE}\n\nCoast guard saves all hands\n\n{STORY}") == STORY
    lead = item(standfirst=STORY)
    assert without_heading(lead, f"{HEADLINE}\n\n{STORY}\n\n{LATER}") == f"{STORY}\n\n{LATER}"


def test_the_standfirst_of_a_picture_is_a_part_of_its_caption() -> None:
    picture = item(kind="picture", standfirst="Coast guard saves all hands")
    text = f"{HEADLINE}\n\nCoast guard saves all hands\n\nThe ferry."
    assert without_heading(picture, text) == "Coast guard saves all hands\n\nThe ferry."


def test_a_text_of_the_headline_alone_keeps_it() -> None:
    assert without_heading(item(kind="alert"), HEADLINE) is HEADLINE
    twice = f"{HEADLINE}\n\n{HEADLINE}"
    assert without_heading(item(kind="alert"), twice) == HEADLINE


@pytest.mark.parametrize(
    "text",
    [
        f"{STORY}\n\n{LATER}",
        f"Ferry runs aground off Fernbay, killing two people\n\n{STORY}",
        f"Ferry runs\n\n{STORY}",
        f"{STORY}\n\n{LATER}\n\n{LATER}\n\n{STORY}\n\n{HEADLINE}\n\n{LATER}",
    ],
)
def test_other_texts_come_back_as_the_same_object(text: str) -> None:
    assert without_heading(item(standfirst=STORY), text) is text
    assert without_heading(item(headline=None), text) is text


LINES = st.sampled_from(
    [
        HEADLINE,
        HEADLINE.upper(),
        STORY,
        LATER,
        "At sea",
        "Fähre",
        "***",
        "29.06.2017 17:16",
        "Ferry runs aground …",
    ]
)


@given(st.lists(LINES, min_size=1, max_size=12))
def test_no_paragraph_is_made_and_the_second_time_changes_nothing(lines: list[str]) -> None:
    known = item(keywords=("Fähre",), standfirst="At sea")
    once = without_heading(known, "\n\n".join(lines))
    left = iter(lines)
    assert all(part in left for part in once.split("\n\n"))
    assert without_heading(known, once) == once


def test_a_kicker_and_a_place_beside_each_other_go_with_the_headline() -> None:
    known = item(subjects=(Subject("1", "Shipping", None), Subject("2", "Fernbay", None)))
    assert without_heading(known, f"{HEADLINE}\n\nShipping Fernbay\n\n{STORY}") == STORY
    text = f"{HEADLINE}\n\nShipping news\n\n{STORY}"
    assert "Shipping news" in without_heading(known, text)
