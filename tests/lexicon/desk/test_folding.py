"""The letters in which texts are compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.lexicon.desk.folding import begins_with, folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ferry runs aground", "FERRY  runs\u00a0aground!"),
        ("Lunch® „Decoy“", "lunch ®decoy"),
        ("Sil\u00adbe an Silbe", "silbe an silbe"),
        ("ﬁne Ａ１", "fine a1"),
    ],
)
def test_case_signs_spaces_and_invisible_letters_make_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)).isalnum() or not folded(folded(text))


def test_the_beginning_of_a_text() -> None:
    assert begins_with("LUARCA, 14 mar (EFE).-", "Luarca")
    assert not begins_with("Madrid, 14 mar (EFE).-", "Luarca")
    assert not begins_with("Madrid", None)
