"""Connected stories become one, the lowest of them, in whatever order the connections are found."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from newswire.load.stories import merge

GROUPS = st.lists(st.lists(st.integers(1, 30), min_size=1, max_size=5), max_size=30)


def merged_slowly(groups: Sequence[Sequence[int]]) -> dict[int, int]:
    """The same by the definition: sets that share a story are one, until no two do."""
    sets: list[set[int]] = []
    for group in map(set, groups):
        touching = [other for other in sets if other & group]
        sets = [other for other in sets if not other & group] + [group.union(*touching)]
    return {story: min(one) for one in sets for story in one if story != min(one)}


@given(GROUPS)
def test_merge_agrees_with_its_definition(groups: list[list[int]]) -> None:
    assert merge(groups) == merged_slowly(groups)


@given(GROUPS.flatmap(lambda groups: st.tuples(st.just(groups), st.permutations(groups))))
def test_the_order_of_the_connections_does_not_matter(both: tuple[list[list[int]], list[list[int]]]) -> None:
    groups, shuffled = both
    assert merge(groups) == merge([group[::-1] for group in shuffled])


def test_a_chain_of_ten_thousand_is_one_story_whichever_end_it_is_pulled_from() -> None:
    chain = [(number, number + 1) for number in range(1, 10_000)]
    for links in (chain, chain[::-1], chain[1::2] + chain[::2]):
        assert merge(links) == dict.fromkeys(range(2, 10_001), 1)


def test_unconnected_stories_are_left_out() -> None:
    assert merge([]) == {}
    assert merge([[5], [7, 7], [3, 2]]) == {3: 2}
