from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.dedupe.texts.overlap import Overlap
from newswire.dedupe.texts.words import prepare
from tests.dedupe.agency import BACKGROUND, STORIES, TEMPLATES, add_background, chance, cut, put_dateline

PIER = STORIES["pier"][1]


def measure(one: str, other: str) -> Overlap:
    return Overlap(*prepare([one, other]))


def test_the_same_text_is_common_and_has_no_conflict() -> None:
    same = measure(PIER, PIER.upper())
    assert (same.run, same.common, same.lead, same.conflict, same.missing) == (1, 1, 1, 0, 0)


def test_cut_or_added_passages_are_no_conflict() -> None:
    copy = add_background(put_dateline(cut(PIER, 0.5), chance(1)), chance(1))
    overlap = measure(PIER, copy)
    assert overlap.conflicting_numbers == 0
    assert overlap.conflict < 0.02
    assert overlap.lead > 0.9


def test_a_dateline_that_only_one_has_is_no_part_of_the_body() -> None:
    overlap = measure(PIER, "OSKARSHAVN, May 7 (North) - " + cut(PIER, 0.5))
    assert overlap.run == 1
    assert overlap.missing == 0


def test_the_opening_continues_after_a_passage_that_only_one_text_has() -> None:
    first, *others = PIER.split("\n\n")
    copy = f"OSKARSHAVN, May 7 (North) - {first}\n\n{BACKGROUND[0]}\n\n{others[0]}"
    assert measure(PIER, copy).opening == len(prepare([f"{first} {others[0]}"])[0].text)


def test_a_passage_that_is_cut_within_a_sentence_in_both_is_no_opening() -> None:
    begins = "The harbour council of Port Albers voted on Tuesday to rebuild the northern pier, which lost"
    assert (
        measure(
            f"{begins} 38 piles in the storm of January.", f"{begins} its roof when a ship hit it."
        ).opening
        == 0
    )
    assert measure(f"{begins} 38 piles in the storm of January.", begins).opening == 16


def test_other_numbers_in_the_same_place_conflict() -> None:
    overlap = measure(PIER, PIER.replace("4.2 million", "4.6 million").replace("38 of", "41 of"))
    assert overlap.conflicting_numbers == 2
    assert overlap.numbers == 4


def test_other_names_in_the_same_place_conflict() -> None:
    one = "Brekke Bank said it raises its prime lending rate, effective Thursday, after its board met."
    other = "Sund Savings said it raises its prime lending rate, effective Thursday, after its board met."
    overlap = measure(one, other)
    assert overlap.conflicting_numbers == 0
    assert overlap.conflict > 0.1


def test_other_words_in_the_same_place_weigh_little() -> None:
    assert 0 < measure(PIER, PIER.replace("delays", "trouble").replace("decision", "verdict")).conflict < 0.02


def test_other_names_in_a_text_without_capitals_weigh_more_than_other_words() -> None:
    one = "brekke said it raises its prime lending rate, effective on the ninth, after a meeting of its board"
    assert (
        measure(one, one.replace("brekke", "sundal")).conflict
        > measure(PIER, PIER.replace("delays", "trouble")).conflict
    )


@pytest.mark.parametrize("typo", ["Brandvodl", "Brandwold", "brandvold"])
def test_a_name_that_is_spelled_wrongly_does_not_conflict(typo: str) -> None:
    assert measure(PIER, PIER.replace("Brandvold", typo, 1)).conflict == 0


def test_names_that_are_alike_conflict() -> None:
    one = "Troops of Iraq crossed the border at dawn on Tuesday, officials in the capital said"
    assert measure(one, one.replace("Iraq", "Iran")).conflict > 0


def test_numbers_in_another_order_do_not_conflict() -> None:
    one = "Assays at the mine ranged from 0.50 to 0.64 ounces of gold a ton, the company said in a statement"
    assert measure(one, one.replace("0.50 to 0.64", "0.64 to 0.50")).conflicting_numbers == 0


@pytest.mark.parametrize(("one", "other"), TEMPLATES[:1] + TEMPLATES[3:])
def test_notices_from_one_template_conflict(one: object, other: object) -> None:
    assert measure(one.text, other.text).conflict >= 0.06  # type: ignore[attr-defined]


def test_another_story_has_nothing_in_common() -> None:
    overlap = measure(PIER, STORIES["merger"][1])
    assert overlap.run < 0.1
    assert overlap.lead == 0


def test_a_text_without_words_has_nothing_in_common() -> None:
    overlap = measure("", PIER)
    assert (overlap.shorter, overlap.run, overlap.common, overlap.lead, overlap.missing) == (0, 0, 0, 0, 0)


def measures(overlap: Overlap) -> tuple[float, ...]:
    return (
        *(overlap.shorter, overlap.longer, overlap.run, overlap.common, overlap.lead, overlap.numbers),
        *(overlap.conflicting_numbers, overlap.conflict, overlap.missing, overlap.missing_numbers),
        *(overlap.opening, overlap.own_beginnings),
    )


WORDS = ["Tarnow", "mills", "sold", "38", "41", "7", "of", "its", "Lomsdal", "plants", ",", ".", "in", "May"]
vocabulary = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)


@given(vocabulary, vocabulary, vocabulary)
def test_measures_do_not_depend_on_order_or_batch(one: str, other: str, third: str) -> None:
    forth, back = measure(one, other), measure(other, one)
    assert measures(forth) == measures(back)
    prepared = prepare([third, other, one, PIER])
    assert measures(Overlap(prepared[2], prepared[1])) == measures(forth)
    assert forth.run >= 0
    assert 0 <= forth.conflict < 1
    assert 0 <= forth.missing <= 1
