from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.dedupe.verify import Match, Pair, Story, compare
from tests.dedupe.agency import (
    BACKGROUND,
    EDITS,
    NOON,
    SPACED,
    STORIES,
    TEMPLATES,
    chance,
    combine,
    cut,
    dividend,
    earnings,
    story,
)  # fmt: skip

Edit = Callable[[str, Random], str]


def match(a: Story, b: Story) -> Match | None:
    (found,) = compare([Pair(a, b)])
    return found


def later(item: Story, *, days: float = 0.0, **changes: str | None) -> Story:
    return replace(item, published=NOON + dt.timedelta(days=days), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("name", STORIES)
def test_an_edited_copy_is_the_same_story(name: str, edit: Edit) -> None:
    source = story(name)
    copies = [later(source, text=edit(source.text, chance(seed)), provider="east") for seed in range(8)]
    found = compare([Pair(source, copy) for copy in copies])
    assert all(one is not None and one.one_story and one.kind in {"copy", "excerpt"} for one in found)


@pytest.mark.parametrize("name", STORIES)
def test_all_edits_at_once_are_the_same_story(name: str) -> None:
    source = story(name)
    copies = [
        later(
            source,
            days=seed / 12,
            text=combine(source.text, chance(seed)),
            headline="Pier news",
            provider="east",
        )
        for seed in range(12)
    ]
    assert all(compare([Pair(source, copy) for copy in copies]))


@pytest.mark.parametrize("name", SPACED)
def test_another_headline_does_not_hide_a_copy(name: str) -> None:
    source = story(name)
    assert match(source, later(source, headline="Something else entirely", provider="east")) == Match(
        1.0, "copy"
    )


@pytest.mark.parametrize(("one", "other"), TEMPLATES)
def test_two_notices_from_one_template_are_two_stories(one: Story, other: Story) -> None:
    assert match(one, other) is None


@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_two_notices_from_one_template_are_two_stories_in_one_case_of_letters(
    case: Callable[[str], str],
) -> None:
    for one, other in TEMPLATES:
        assert match(replace(one, text=case(one.text)), replace(other, text=case(other.text))) is None


def test_different_stories_do_not_match() -> None:
    names = list(STORIES)
    pairs = [Pair(story(one), story(other)) for one in names for other in names if one < other]
    assert compare(pairs) == [None] * len(pairs)


def test_the_same_dividend_of_two_companies_is_two_stories() -> None:
    tarnow = dividend("TARNOW MILLS", "10", "April 30", "April 3")
    assert match(tarnow, replace(tarnow, headline="BREKKE FOUNDRY SETS QUARTERLY")) is None
    assert match(tarnow, replace(tarnow, headline="TARNOW MILLS REGULAR DIVIDEND")) is not None


def test_a_changed_number_makes_a_version_only_if_it_is_marked_as_a_correction() -> None:
    first = earnings("TARNOW MILLS", "41", 3_204_118, "61.8", before=("37", 2_911_406, "58.2"))
    wrong = replace(first, text=first.text.replace("41 cts", "14 cts"))
    assert match(wrong, later(first, days=0.1)) is None
    corrected = later(first, days=0.1, headline="CORRECTED - TARNOW MILLS FIRST QUARTER NET")
    found = match(wrong, corrected)
    assert found is not None
    assert found.kind == "version"
    assert found.score < 1


def test_a_continued_story_is_a_version_at_its_agency_and_an_excerpt_at_another() -> None:
    full = story("quake")
    brief = replace(full, text=cut(full.text, 0.4))
    assert match(brief, later(full, days=0.1)) == Match(1.0, "version")
    assert match(brief, later(full, days=0.1, provider="east")) == Match(1.0, "excerpt")


def test_a_round_up_does_not_make_one_story_of_its_parts() -> None:
    quake, pier = story("quake"), story("pier")
    text = f"Two places count their losses after a week of storms and quakes.\n\n{quake.text}\n\n{pier.text}"
    round_up = Story(text, "The week in disasters", NOON, "east")
    for part in (quake, pier):
        excerpt = replace(part, text="\n\n".join(part.text.split("\n\n")[1:]))
        found = match(excerpt, round_up)
        assert found is not None
        assert (found.kind, found.one_story) == ("excerpt", False)


def test_a_short_text_sent_again_after_days_is_the_next_of_a_series() -> None:
    text = (
        "The central bank bought bills in the open market on its own account, a spokesman said this morning."
    )
    notice = Story(f"{text} Dealers had expected it to do so.", "Central bank buys bills", NOON, "north")
    assert match(notice, later(notice, days=0.2)) is not None
    assert match(notice, later(notice, days=4)) is None


def test_a_long_copy_is_found_after_days() -> None:
    assert match(story("merger"), later(story("merger"), days=6.5)) is not None


def test_a_flash_is_the_same_only_word_by_word() -> None:
    flash = Story("Pier to be rebuilt, council says", "PORT ALBERS PIER TO BE REBUILT", NOON, "north")
    assert match(flash, replace(flash, provider="east")) == Match(1.0, "copy")
    assert match(flash, replace(flash, headline="PORT ALBERS PIER")) is None
    assert match(flash, replace(flash, text="Pier to be rebuilt, mayor says")) is None
    assert match(Story("Blah blah blah", "Pier"), Story("Blah blah blah", "Quake")) is None


def test_texts_without_words_do_not_match() -> None:
    assert match(Story(""), Story("")) is None
    assert match(Story("", "Pier"), Story("…", "Pier")) is None


def test_texts_that_begin_with_other_names_are_two_stories_even_if_they_go_on_alike() -> None:
    filed = (
        "Corp said it filed with the exchange commission a statement covering an issue of 75 million "
        "crowns of convertible subordinated debentures due 2012. Proceeds will be used to "
    )
    one = Story(
        f"Tarnow {filed} expand its plants. It named Brekke Bank as lead underwriter.", "Tarnow files", NOON
    )
    other = Story(
        f"Oddleif {filed} buy looms and pay debt. Sund Savings will sell the issue.", "Oddleif to sell", NOON
    )
    assert match(one, other) is None


def test_background_that_two_stories_share_does_not_join_them() -> None:
    shared = "\n\n".join(BACKGROUND)
    one = Story(f"{STORIES['pier'][1]}\n\n{shared}", "Pier to be rebuilt", NOON, "north")
    other = Story(f"{STORIES['merger'][1]}\n\n{shared}", "Tarnow in talks", NOON, "north")
    assert match(one, other) is None


def test_lone_surrogates_and_enormous_texts_are_compared() -> None:
    assert compare([Pair(Story("\ud800 x"), Story("\udfff"))]) == [None]
    many = " ".join(str(number) for number in range(100_000))
    assert match(Story(many), Story(many)) is not None


texts = st.lists(
    st.sampled_from([*STORIES["pier"][1].split(". "), *STORIES["merger"][1].split(". ")]), max_size=8
).map(". ".join)
stories = st.builds(
    Story, texts, st.sampled_from([None, "Pier", "UPDATE 1-Pier"]), st.sampled_from([None, NOON])
)


@given(st.lists(st.tuples(stories, stories), min_size=1, max_size=6), st.randoms())
def test_a_match_does_not_depend_on_order_or_batch(pairs: list[tuple[Story, Story]], dice: Random) -> None:
    found = compare([Pair(a, b) for a, b in pairs])
    assert compare([Pair(b, a) for a, b in pairs]) == found
    order = list(range(len(pairs)))
    dice.shuffle(order)
    assert compare([Pair(*pairs[place]) for place in order]) == [found[place] for place in order]
    assert [match(*pair) for pair in pairs] == found


def test_a_version_that_its_agency_names_may_be_rewritten() -> None:
    source = replace(story(next(iter(STORIES))), slugline="BC-Pier")
    words = source.text.split()
    half = " ".join(words[len(words) // 2 :])
    text = "Nothing is left of what was said before, the council let it be known tonight. " * 3 + half
    rewritten = later(source, days=0.2, text=text, headline="All anew", slugline="BC-Pier,1st Ld-Writethru")
    labelled = replace(rewritten, slugline="BC-Pier", label="1st Ld-Writethru")
    assert match(source, replace(rewritten, slugline="BC-Pier")) is None
    for version in (rewritten, labelled):
        found = match(source, version)
        assert found is not None
        assert (found.kind, found.one_story) == ("version", True)
        assert match(source, replace(version, provider="other")) is None
        assert match(source, later(version, days=1.5)) is None
