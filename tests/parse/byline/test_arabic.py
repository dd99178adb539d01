"""The Arabic ``and`` between names."""

from __future__ import annotations

import pytest

from newswire.parse.byline.arabic import with_and_apart


@pytest.mark.parametrize(
    ("names", "apart"),
    [
        ("سارة أحمد ومحمد علي", "سارة أحمد و محمد علي"),
        ("سارة أحمد وليد حسن", "سارة أحمد وليد حسن"),
        ("محمد وهدان الشمري", "محمد وهدان الشمري"),
        ("وسام علي", "وسام علي"),
        ("Ann Marsh", "Ann Marsh"),
    ],
)
def test_the_letter_stands_apart_behind_a_whole_name(names: str, apart: str) -> None:
    assert with_and_apart(names) == apart
