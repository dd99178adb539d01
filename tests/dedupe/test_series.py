"""Series of one form are several stories; a story sent again with as small a difference stays one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from newswire.dedupe.verify import Match, Pair, compare
from tests.dedupe.agency import chance, put_dateline
from tests.dedupe.series import RESENT, SERIES, named


def match(pair: Pair) -> Match | None:
    (found,) = compare([pair])
    return found


@pytest.mark.parametrize("name", SERIES)
def test_two_notices_of_a_series_are_two_stories(name: str) -> None:
    pair = SERIES[name]
    assert match(pair) is None
    assert match(Pair(pair.b, pair.a)) is None


@pytest.mark.parametrize("name", SERIES)
def test_two_notices_of_a_series_in_small_letters_are_two_stories(name: str) -> None:
    pair = Pair(*(replace(one, text=one.text.lower()) for one in (SERIES[name].a, SERIES[name].b)))
    assert match(pair) is None


@pytest.mark.parametrize("name", RESENT)
def test_a_story_sent_again_with_a_small_difference_is_one_story(name: str) -> None:
    found = match(RESENT[name])
    assert found is not None
    assert found.one_story


@pytest.mark.parametrize(
    "name", ["German gales", "Chinese buses", "small letters", "common nouns", "Arabic water"]
)
def test_a_copy_by_another_outlet_belongs_to_its_own_notice_only(name: str) -> None:
    pair = SERIES[name]
    copy = replace(pair.a, text=put_dateline(pair.a.text, chance(2)), provider="east")
    assert match(Pair(pair.a, copy)) is not None
    assert match(Pair(pair.b, copy)) is None


def test_the_name_of_a_notice_may_differ_in_its_ending_from_that_of_the_headline() -> None:
    assert match(SERIES["Russian water"]) is None
    lower = SERIES["Polish nouns"]
    assert (
        match(Pair(replace(lower.a, text=lower.a.text.lower()), replace(lower.b, text=lower.b.text.lower())))
        is None
    )


def test_another_ending_in_text_and_headline_is_an_edit() -> None:
    one = named(
        "Fares {x} from spring",
        "The fares of the ferry {x} in spring, the board of Lower Fenby said on Tuesday. "
        "Children and people above seventy pay half. Tickets for the year can be had at the town hall "
        "from May on.",
        "doubled",
        "x",
    ).a
    other = replace(one, text=one.text.replace("doubled", "doubling"), headline="Fares doubling from spring")
    assert match(Pair(one, other)) is not None
