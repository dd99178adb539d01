"""The length of a text is counted in letters of an alphabet."""

import pytest

from newswire.parse.pages.verdict.length import length


@pytest.mark.parametrize(
    ("text", "most", "letters"),
    [("", 9, 0), ("The mill", 9, 8), ("水車小屋", 9, 12), ("水車小屋", 2, 8)],
)
def test_a_character_of_a_dense_script_counts_as_three(text: str, most: int, letters: int) -> None:
    assert length(text, most) == letters
