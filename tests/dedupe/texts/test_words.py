from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.dedupe.texts import words
from newswire.dedupe.texts.words import prepare, read_alike, without_typing_errors


def left(one: str, other: str) -> tuple[list[str], list[str]]:
    """Return the words of two passages without those that are misspelled in one of them."""
    a, b = prepare([one, other])
    left_a, left_b = without_typing_errors(a, b, list(range(len(a.text))), list(range(len(b.text))))
    return [a.spelling(word) for word in left_a], [b.spelling(word) for word in left_b]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        *(("Brandvold", "Brandvodl"), ("Brandvold", "Brnadvald"), ("pier", "piier"), ("pier", "peir")),
        *(("Corp", "Cor"), ("in the", "i nthe"), ("Port Albers", "PortAlbers"), ("piles 38", "pile s38")),
    ],
)
def test_a_typing_error_is_the_same_word(right: str, wrong: str) -> None:
    assert left(right, wrong) == ([], [])
    assert left(wrong, right) == ([], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("Iraq", "Iran"), ("Mar", "May"), ("mln", "bln"), ("1,750", "1,760"), ("38", "83"), ("EC", "EU")),
        *(("三十", "三十五"), ("河北", "河南"), ("Tarnow", "Oddleif"), ("1 50", "15 0")),
    ],
)
def test_another_fact_is_no_typing_error(one: str, other: str) -> None:
    assert all(left(one, other))


def test_a_typing_error_is_found_beside_other_words() -> None:
    assert left("Tarnow said", "Oskarshavn May 7 East Tarnwo") == (
        ["said"],
        ["oskarshavn", "may", "7", "east"],
    )


def test_words_are_read_alike_wherever_the_space_is() -> None:
    a, b = prepare(["vuosittain 800", "vuosittai n800"])
    assert read_alike(a, [0, 1], b, [0, 1])
    assert not read_alike(a, [0], b, [0])


@given(st.lists(st.text("ab ", max_size=12), min_size=1, max_size=6))
def test_the_same_word_is_the_same_character_and_only_it(texts: list[str]) -> None:
    prepared = prepare(texts)
    spelled = [(one.spelling(n), sign) for one in prepared for n, sign in enumerate(one.text)]
    assert len(set(spelled)) == len({word for word, _ in spelled}) == len({sign for _, sign in spelled})


def test_words_stay_distinct_if_their_positions_exceed_the_bits(monkeypatch: pytest.MonkeyPatch) -> None:
    (few,) = prepare(["one two three four two"])
    monkeypatch.setattr(words, "_PLACE_BITS", 2)
    (many,) = prepare(["one two three four two"])
    assert many.text == few.text
