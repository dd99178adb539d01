"""Reporters and desks that are named by their role."""

import pytest

from newswire.parse.dateline import desks


@pytest.mark.parametrize(
    "printed",
    [
        "Staff Reporter",
        "OUR SPECIAL CORRESPONDENT",
        "Web Desk",
        "Corresponsal",
        "मेरी संवाददाता",
        "নিজস্ব প্রতিবেদক",
        "ویب ڈیسک",
    ],
)
def test_a_role_is_a_reporter(printed: str) -> None:
    assert desks.is_reporter(printed)


@pytest.mark.parametrize(
    "printed", ["Reporter", "Ann Reporter", "Desk", "The Daily Correspondent", "संवाददाता सम्मेलन"]
)
def test_other_words_are_no_reporter(printed: str) -> None:
    assert not desks.is_reporter(printed)


def test_a_newsroom_stands_where_a_place_would() -> None:
    assert desks.is_newsroom("Redacción Ciencia")
    assert not desks.is_newsroom("Reda")
