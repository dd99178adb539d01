"""Three pages teach a line if they tell three stories, whatever other pages there are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newswire.load.pages.lines import are_three

STORIES = st.lists(st.frozensets(st.integers(1, 12), max_size=4), max_size=7)


def test_three_pages_that_share_no_key_are_three_stories() -> None:
    assert are_three([frozenset({1, 2}), frozenset({3, 4}), frozenset({5})])


def test_a_page_between_two_stories_does_not_make_them_one() -> None:
    """Otherwise a page could make a learned line text again."""
    assert are_three([frozenset({1}), frozenset({1, 3}), frozenset({3}), frozenset({5})])


def test_pages_of_two_stories_are_not_three() -> None:
    assert not are_three([frozenset({1, 2}), frozenset({2, 3}), frozenset({3, 1}), frozenset({9})])


@given(STORIES, st.frozensets(st.integers(1, 12)))
def test_another_page_takes_nothing_back(stories: list[frozenset[int]], another: frozenset[int]) -> None:
    assert are_three([another, *stories]) >= are_three(stories)


@given(STORIES.flatmap(lambda stories: st.tuples(st.just(stories), st.permutations(stories))))
def test_the_order_does_not_count(both: tuple[list[frozenset[int]], list[frozenset[int]]]) -> None:
    assert are_three(both[0]) == are_three(both[1])
