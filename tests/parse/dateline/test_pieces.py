"""The pieces of a dateline: their letters, their facts, and small letters in any script."""

from __future__ import annotations

import re

import pytest

from newswire.parse.dateline import pieces
from newswire.parse.dateline.pieces import Token, is_small
from newswire.parse.dateline.tokens import tokenize


@pytest.mark.parametrize(
    ("mark", "small"),
    [
        ("o", True),
        ("ж", True),
        ("ß", True),
        ("O", False),
        ("Ж", False),
        ("東", False),
        ("ش", False),
        ("3", False),
        ("ა", False),
        ("ჿ", False),
        ("ꭰ", True),
    ],
)
def test_a_letter_is_small_only_in_a_script_that_prints_two_cases(mark: str, small: bool) -> None:
    assert is_small(mark) is small


def test_a_piece_has_no_facts_but_those_given() -> None:
    token = Token("P", 0, 4, "OSLO")
    assert (token.names, token.date, token.byline, token.regions) == ((), None, None, ())
    credit = token._replace(kind="C", names=("AP",))
    assert (credit.kind, credit.text, credit.names) == ("C", "OSLO", ("AP",))


def test_the_table_explains_each_letter_of_a_dateline() -> None:
    lines = (
        "KIEV (Ukraine), Nov. 2 (AP) -",
        "LONDON (Tarn-Daily.example):",
        "OSLO, village-voice.example",
        "Staff Reporter, OSLO/ROME.",
        "AAP -",
    )
    letters = {token.kind for line in lines for token in tokenize(line)}
    table = (pieces.__doc__ or "").partition("====\n")[2]
    assert letters == set(re.findall(r"``([A-Z:,./])``", table))
