"""The words of a dateline that could name a place."""

from __future__ import annotations

import pytest

from newswire.parse.dateline.place_words import read_place


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("OSLO, May 3", "OSLO"),
        ("Rio de Janeiro (AP)", "Rio de Janeiro"),
        ("Côte d'Ivoire -", "Côte d'Ivoire"),
        ("N'DJAMENA, Chad", "N'DJAMENA"),
        ("PORT-AU-PRINCE -", "PORT-AU-PRINCE"),
        ("ST. LOUIS (AP)", "ST. LOUIS"),
        ("N.Y. (AP)", "N.Y."),
        ("OSLO. A ferry", "OSLO"),
        ("U.S. 5TH FLEET -", "U.S. 5TH FLEET"),
        ("OSLO May 3", "OSLO"),
        ("Santo Domingo, 3 may", "Santo Domingo"),
        ("ANKARA-BHA -", "ANKARA"),
        ("OSLO Reuters -", "OSLO"),
        ("OSLO says no", "OSLO"),
        ("東京（共同）", "東京"),
    ],
)
def test_a_place_ends_where_a_date_an_agency_or_a_small_word_begins(line: str, place: str) -> None:
    token = read_place(line, 0)
    assert token is not None
    assert (token.kind, token.text) == ("P", place)


@pytest.mark.parametrize("line", ["the sea", "5 people", "(AP)", "", "x" * 50])
def test_other_words_name_no_place(line: str) -> None:
    assert read_place(line, 0) is None


def test_a_place_has_at_most_seven_words() -> None:
    token = read_place("One Two Three Four Five Six Seven Eight", 0)
    assert token is not None
    assert token.text == "One Two Three Four Five Six Seven"
