from __future__ import annotations

import pytest

from newswire.dedupe.texts.headlines import Headlines, compare_headlines
from newswire.dedupe.texts.words import prepare


def compared(a: str, b: str) -> Headlines:
    one, other = prepare([a, b])
    found = compare_headlines(one.text, other.text)
    assert compare_headlines(other.text, one.text) == found
    return found


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Port Albers rebuilds pier", "Port Albers ferries late"),
        ("Northern pier to be rebuilt", "To be rebuilt: northern pier of Port Albers"),
        ("Council votes for new northern quay today at last", "New northern quay: council votes at last"),
    ],
)
def test_headlines_agree_by_their_first_two_words_or_by_nearly_all_words(a: str, b: str) -> None:
    assert compared(a, b).agree


@pytest.mark.parametrize(
    ("a", "b"), [("Port Albers rebuilds pier", "Port fees rise"), ("Pier", "Quake"), ("", "Pier"), ("", "")]
)
def test_headlines_with_less_in_common_do_not_agree(a: str, b: str) -> None:
    assert not compared(a, b).agree


def test_two_missing_headlines_are_not_the_same() -> None:
    assert compared("", "") == Headlines(0, 0.0, known=False, same=False)
    assert compared("PIER OPENS", "Pier opens") == Headlines(2, 1.0, known=True, same=True)
