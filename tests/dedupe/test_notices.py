"""Invented notices: two of a kind are two stories, an outlet's copy of one is the same story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from newswire.dedupe.verify import Match, Pair, Story, compare
from tests.dedupe.agency import BACKGROUND, NOON, STORIES, chance, credit_otherwise, put_dateline, story
from tests.dedupe.notices import ABOUT, PAIRS, release

NOTICES = {name: one for name, (one, _) in PAIRS.items()}


def match(a: Story, b: Story) -> Match | None:
    (found,) = compare([Pair(a, b)])
    return found


@pytest.mark.parametrize("provider", ["north", "east", None])
@pytest.mark.parametrize("name", PAIRS)
def test_two_notices_of_a_kind_are_two_stories(name: str, provider: str | None) -> None:
    one, other = PAIRS[name]
    assert match(one, replace(other, provider=provider)) is None


@pytest.mark.parametrize("name", PAIRS)
def test_two_notices_of_a_kind_are_two_stories_in_small_letters(name: str) -> None:
    one, other = PAIRS[name]
    assert match(replace(one, text=one.text.lower()), replace(other, text=other.text.lower())) is None


@pytest.mark.parametrize("edit", [put_dateline, credit_otherwise])
@pytest.mark.parametrize("name", NOTICES)
def test_a_copy_of_a_notice_is_the_same_story(name: str, edit: Callable[[str, Random], str]) -> None:
    notice = NOTICES[name]
    for seed in range(3):
        copy = replace(notice, text=edit(notice.text, chance(seed)), provider="east")
        found = match(notice, copy)
        assert found is not None
        assert found.one_story


@pytest.mark.parametrize(("one", "other"), [(11, 12), (11, 40), (40, 90)])
def test_the_same_end_of_two_press_releases_does_not_join_them(one: int, other: int) -> None:
    news = [" ".join(STORIES[name][1].split()[:words]) for name, words in (("pier", one), ("quake", other))]
    assert match(release("Nordvik Lines news", news[0]), release("Nordvik Lines orders", news[1])) is None


def test_a_copy_with_a_rewritten_lead_is_the_same_story() -> None:
    source = story("pier")
    first, rest = source.text.split("\n\n", 1)
    assert "storm of January 14" in first
    anew = "Port Albers will rebuild its northern pier after the storm of January 14, the council decided."
    copy = replace(source, text=f"{anew}\n\n{rest}", headline="New pier", provider="east")
    assert match(source, copy) is not None


def test_a_release_sent_again_without_its_end_is_the_same_story() -> None:
    long = release("Nordvik Lines orders ferries", STORIES["merger"][1])
    assert match(long, replace(long, text=long.text.removesuffix(ABOUT), provider="east")) is not None


@pytest.mark.parametrize("name", ["pier", "quake"])
def test_a_short_rest_with_a_foreign_passage_under_another_headline_is_the_same_story(name: str) -> None:
    source = story(name)
    rest = " ".join(source.text.split()[:24])
    copy = Story(
        f"BREKKE, May 8 (East) - {rest}\n\n{BACKGROUND[0]}\n\nReporting by Ilse Lie in Brekke",
        "News",
        NOON,
        "east",
    )
    found = match(source, copy)
    assert found is not None
    assert found.one_story


def test_the_same_first_words_that_go_on_with_other_facts_are_two_stories() -> None:
    begins = (
        "The central bank of Halmstrup told dealers on Monday it had moved its estimate of funds they lack"
    )
    one = Story(
        f"{begins} down to 450 million crowns before its morning operations in the market.", "Shortage", NOON
    )
    other = Story(
        f"{begins} today up to 1.2 billion crowns, after a first estimate of less than one.", "Forecast", NOON
    )
    assert match(one, other) is None


def test_a_report_of_a_series_that_begins_alike_days_later_is_another_story() -> None:
    begins = (
        "The central bank is expected to enter the market for state bonds to add reserves now, dealers said."
    )
    one = Story(f"{begins}\n\n{BACKGROUND[1]} They spoke of a round of purchases.", "Reserves", NOON, "north")
    other = replace(
        one, text=f"{begins}\n\n{BACKGROUND[2]} Money was quoted at 6 percent.", headline="Bank to add"
    )
    assert match(one, replace(other, published=NOON.replace(day=10))) is None
    assert match(one, replace(other, provider="east")) is not None


@pytest.mark.parametrize("wrong", ["Prot Albers", "Port Abers", "P ort Albers", "ort Albers"])
def test_a_copy_with_a_typing_error_beside_its_dateline_is_the_same_story(wrong: str) -> None:
    source = replace(story("pier"), text=STORIES["pier"][1].replace("The harbour council of ", ""))
    rest = " ".join(source.text.replace("Port Albers", wrong, 1).split()[:40])
    copy = Story(f"OSKARSHAVN, May 7 (East) - {rest}", "Something else entirely", NOON, "east")
    assert match(source, copy) is not None
