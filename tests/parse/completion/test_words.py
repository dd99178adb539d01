"""The number of words of a text in any script."""

from __future__ import annotations

import pytest

from newswire.parse.completion.words import count_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("two words", 2),
        ("a – b", 3),
        ("列车恢复运行", 6),
        ("新华社 AP 电", 5),
        ("서울은 한국의 수도다", 3),
        ("東京is", 3),
    ],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert count_words(text) == words


def test_words_of_a_huge_text_are_counted_in_parts() -> None:
    assert count_words("word " * 100_000) == 100_000
    assert count_words("字 word\n" * 60_000) == 120_000
