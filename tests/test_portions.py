"""Portions: bounded in number and in size, nothing lost, nothing out of order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newswire.portions import portions


def test_a_portion_ends_where_either_bound_is_reached() -> None:
    texts = ["a", "bb", "ccc", "d", "e", "f"]
    assert list(portions(texts, len, most=3, largest=3)) == [["a", "bb"], ["ccc"], ["d", "e", "f"]]
    assert list(portions(texts, len, most=2, largest=100)) == [["a", "bb"], ["ccc", "d"], ["e", "f"]]
    assert list(portions([], len, most=2, largest=100)) == []


@given(st.lists(st.integers(0, 9)), st.integers(1, 5), st.integers(1, 20))
def test_each_thing_is_in_one_portion_and_none_is_larger_by_more_than_its_last_thing(
    things: list[int], most: int, largest: int
) -> None:
    found = list(portions(iter(things), lambda one: one, most=most, largest=largest))
    assert [one for portion in found for one in portion] == things
    assert all(0 < len(portion) <= most and sum(portion[:-1]) < largest for portion in found)
