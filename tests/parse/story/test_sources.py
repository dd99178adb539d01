"""Lines below a text that name where it comes from."""

from __future__ import annotations

import pytest

from newswire.parse.story.ending import Ending, without_ending
from newswire.parse.story.sources import Source, source_of

STORY = "A ferry ran aground off Fernbay on Tuesday.\n\nNobody was hurt, the coast guard said."


@pytest.mark.parametrize(
    ("signed", "agency"),
    [
        ("UrduPoint News / Sputnik", "Sputnik"),
        ("UrduPoint/APP", "APP"),
        ("Fernbay Daily Herald / AP", "AP"),
        ("Norwind Online / Reuters", "Reuters"),
        ("dpa / AFP", "AFP"),
    ],
)
def test_an_outlet_and_its_source_end_a_text(signed: str, agency: str) -> None:
    assert without_ending(f"{STORY}\n\n{signed}") == Ending(STORY, agency)


def test_the_items_own_outlet_needs_no_other_proof() -> None:
    assert without_ending(f"{STORY}\n\nTarn / Reuters", "Tarn") == Ending(STORY, "Reuters")
    note = "Tarn / Foglio Norte"
    assert without_ending(f"{STORY}\n\n{note}", "Tarn") == Ending(STORY, note=note)


@pytest.mark.parametrize(
    "last",
    [
        "Tarn / Reuters", "Ann Marsh / Reuters", "Reuters / Ann Marsh", "Primary/Secondary", "Focus / Map",
        "Grenholm Post / Foglio Norte", "Oslo / Bergen", "Tarn / a harbour",
    ],
)  # fmt: skip
def test_other_words_with_a_slash_stay(last: str) -> None:
    text = f"{STORY}\n\n{last}"
    assert without_ending(text).text is text


def test_two_credits_inside_a_list_stay() -> None:
    assert source_of("UrduPoint News / Sputnik", "Agencies\n", None, None) is None
    assert source_of("UrduPoint News / Sputnik", "Hurt.\n\n", None, None) == Source("Sputnik")


@pytest.mark.parametrize("dash", [" -- ", " — ", "\n\n-- ", "\n\n— ", "\n\n--"])
def test_a_name_behind_a_dash_ends_a_text(dash: str) -> None:
    assert without_ending(f"{STORY}{dash}Reuters") == Ending(STORY, "Reuters")
    assert without_ending(f"{STORY}{dash}Tarn Post", "Tarn Post") == Ending(STORY)


@pytest.mark.parametrize("dash", [" -- ", " — ", "\n\n-- ", "\n\n— "])
def test_another_name_behind_a_dash_stays(dash: str) -> None:
    text = f"{STORY}{dash}Ann Marsh"
    assert without_ending(text, "Tarn Post").text is text
    inside = f"{STORY} He read it there{dash}Tarn Post"
    assert "Tarn Post" in without_ending(inside, "Grenholm Post").text
