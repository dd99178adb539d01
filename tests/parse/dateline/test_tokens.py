"""The beginning of a story cut into the pieces of a dateline."""

from __future__ import annotations

import pytest

from newswire.parse.dateline.tokens import LIMIT, tokenize


@pytest.mark.parametrize(
    ("line", "letters"),
    [
        ("OSLO, May 3 (Reuters) - ", "P,DCX"),
        ("KIEV (Ukraine), Nov. 2 (AP) ", "PQ,DC"),
        ("PLANO, Texas, June 6, 2019 /PRNewswire/ --", "P,P,DCX"),
        ("SEVILLA, 5 (EUROPA PRESS) -", "P,DCX"),
        ("Oslo, 2. november (NTB):", "P,DC:"),
        ("BAGHDAD (Nov. 2)", "PD"),
        ("LONDON (Tarn-Daily.example) -", "PUX"),
        ("OSLO, village-voice.example - ", "P,WX"),
        ("AAP -", "AX"),
        ("ANKARA-BHA -", "PXAX"),
        ("Staff Reporter, OSLO:", "B,P:"),
        ('لندن - "الشرق":', "PXU:"),
        ("MOSCOW/KIEV (Reuters)", "P/PC"),
        ("OSLO.- ", "PX"),
        ("नई दिल्ली।", "P."),
    ],
)
def test_each_piece_has_its_letter(line: str, letters: str) -> None:
    assert "".join(token.kind for token in tokenize(line)) == letters


def test_a_piece_has_the_facts_read_in_it() -> None:
    place, _, date, credit = tokenize("Rio de Janeiro, May 3 (Tarn-Daily.example/AP)")
    assert place.text == "Rio de Janeiro"
    assert date.date is not None
    assert (date.text, date.date.day, date.date.months) == ("May 3", 3, (5,))
    assert credit.names == ("Tarn-Daily.example", "AP")


def test_a_piece_has_its_offsets_in_the_text() -> None:
    line = "  ST. LOUIS, Mo.  (AP) —"
    assert all(line[token.start : token.end] == token.text for token in tokenize(line))
    assert [token.text for token in tokenize(line)] == ["ST. LOUIS", ",", "Mo.", "(AP)", "—"]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("OSLO said on Tuesday", ["OSLO"]),
        ("OSLO (File photo) -", ["OSLO"]),
        ("OSLO (the capital", ["OSLO"]),
        ("OSLO\n\n(AP) -", ["OSLO"]),
        ("OSLO\n(AP) -", ["OSLO", "(AP)", "-"]),
        ("it is so", []),
        ("", []),
    ],
)
def test_the_pieces_end_where_a_dateline_cannot_continue(line: str, pieces: list[str]) -> None:
    assert [token.text for token in tokenize(line)] == pieces


def test_no_more_pieces_are_read_than_a_dateline_has() -> None:
    assert len(tokenize("OSLO, " * 100)) == LIMIT


def test_pieces_may_begin_later_in_a_text() -> None:
    assert [token.text for token in tokenize("By Ann Marsh\nOSLO (AP)", 13)] == ["OSLO", "(AP)"]
