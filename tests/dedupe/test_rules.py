"""Each rule decides its own case if no rule before it does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from newswire.dedupe import rules, series
from newswire.dedupe.evidence import Evidence
from newswire.dedupe.rules import deciding_rule, is_one_story
from newswire.dedupe.verify import Pair, Story, evidence
from tests.dedupe.agency import BACKGROUND, NOON, STORIES, cut, dividend, prime_rate, story
from tests.dedupe.notices import release
from tests.dedupe.series import SERIES

Case = Callable[[Evidence], bool]

PIER, MERGER, QUAKE = story("pier"), story("merger"), story("quake")
LEAD, WORK, FERRIES, ENGINEERS, COUNCILLOR = STORIES["pier"][1].split("\n\n")
FLASH = Story("Pier to be rebuilt, council says", "PORT ALBERS PIER TO BE REBUILT", NOON, "north")
DIVIDEND = dividend("TARNOW MILLS", "10", "April 30", "April 3")
FORECAST = "The central bank is expected to enter the market for state bonds to add reserves now, it said."


def east(*paragraphs: str, headline: str = "Something else entirely") -> Story:
    return Story("\n\n".join(paragraphs), headline, NOON, "east")


def words(text: str, first: int, last: int) -> str:
    return " ".join(text.split()[first:last])


def pair(name: str) -> tuple[Story, Story]:
    return SERIES[name].a, SERIES[name].b


SHORTENED_LEAD = LEAD.replace("on Tuesday to ", "").replace("of its 112 ", "")
END_OF_LEAD = f"{words(LEAD, 14, 28)} {words(WORK, 0, 14)}"

ONE_STORY: dict[Case, tuple[Story, Story]] = {
    rules.repeats_a_flash: (FLASH, replace(FLASH, provider="east")),
    rules.names_what_it_rewrites: (
        replace(PIER, slugline="BC-Pier"),
        replace(
            PIER,
            text=f"Work on the quay is put off once more, the mayor said tonight. {WORK} {FERRIES}",
            headline="All anew",
            slugline="BC-Pier,1st Ld-Writethru",
        ),
    ),
    rules.goes_on_from_the_same_opening: (PIER, east(cut(PIER.text, 0.5))),
    rules.is_brief_that_the_other_begins_with: (PIER, east(SHORTENED_LEAD, words(WORK, 0, 14))),
    rules.is_brief_under_one_headline: (PIER, replace(east(END_OF_LEAD), headline=PIER.headline)),
    rules.is_whole_in_the_other: (PIER, east(WORK, FERRIES, ENGINEERS, COUNCILLOR)),
    rules.has_the_same_lead: (
        east(LEAD.replace("38 of", "36 of"), *MERGER.text.split("\n\n")[1:], *BACKGROUND),
        east(
            LEAD,
            "Schools stay closed until Wednesday.",
            *QUAKE.text.split("\n\n")[1:],
            BACKGROUND[0],
            headline="Piers",
        ),
    ),
    rules.is_the_same_in_another_order: (
        PIER,
        replace(east(FERRIES, WORK, ENGINEERS, COUNCILLOR, LEAD), headline=PIER.headline),
    ),
}

TWO_STORIES: dict[Case, tuple[Story, Story]] = {
    rules.has_little_in_common: (PIER, MERGER),
    rules.is_other_news_above_boilerplate: (
        release("Nordvik Lines news", cut(PIER.text, 0.4)),
        release("Nordvik Lines orders", cut(QUAKE.text, 0.4)),
    ),
    rules.states_other_facts: (
        prime_rate("Brekke Bank", "7.5", "7.0", "May 9"),
        prime_rate("Brekke Bank", "8.25", "7.5", "June 30"),
    ),
    rules.is_next_of_a_series: (
        Story(f"{FORECAST}\n\n{BACKGROUND[1]} They spoke of purchases.", "Reserves", NOON, "north"),
        Story(
            f"{FORECAST}\n\n{BACKGROUND[2]} Money was quoted.", "Bank to add", NOON + timedelta(3), "north"
        ),
    ),
    rules.begins_with_another_subject: (
        Story(f"Tarnow Corp said {FORECAST}", "Bonds", NOON, "north"),
        Story(f"Oddleif Corp said {FORECAST}", "Reserves to come", NOON, "north"),
    ),
    series.has_a_subject_of_its_own: pair("German gales"),
    series.is_next_issue: pair("figures in words"),
    rules.is_another_recording: (
        replace(PIER, recordings=frozenset({"cdn.example/1.mp3"})),
        replace(PIER, recordings=frozenset({"cdn.example/2.mp3"})),
    ),
    series.has_another_name: pair("German standing headline, minutes later"),
    series.is_of_a_sister: pair("payouts of sister funds"),
    rules.lacks_words_of_a_brief: (
        DIVIDEND,
        replace(
            DIVIDEND,
            text="Qtly div 10 cts vs 10 cts prior\nPay April 30\nSpecial dividend withheld until owners meet",
        ),
    ),
    rules.is_quoted_further_down: (PIER, east(f"{FERRIES} {ENGINEERS}")),
    rules.lacks_words_of_a_story: (
        PIER,
        east(WORK, FERRIES, ENGINEERS, COUNCILLOR, *MERGER.text.split("\n\n")[1:2]),
    ),
}


def weigh(one: Story, other: Story) -> Evidence:
    (found,) = evidence([Pair(one, other)])
    return found


@pytest.mark.parametrize("case", ONE_STORY)
def test_a_rule_for_one_story_decides_its_case(case: Case) -> None:
    found = weigh(*ONE_STORY[case])
    assert (rule := deciding_rule(found)) is not None
    assert rule.case is case
    assert is_one_story(found)


@pytest.mark.parametrize("case", TWO_STORIES)
def test_a_rule_for_two_stories_decides_its_case(case: Case) -> None:
    found = weigh(*TWO_STORIES[case])
    assert (rule := deciding_rule(found)) is not None
    assert rule.case is case
    assert not is_one_story(found)


def test_every_rule_has_an_example() -> None:
    known = {rule.case for rule in (*rules.FOR_FLASHES, *rules.FOR_BRIEFS, *rules.FOR_STORIES)}
    assert known == ONE_STORY.keys() | TWO_STORIES.keys()


def test_a_pair_without_a_matching_rule_is_two_stories() -> None:
    found = weigh(PIER, east(END_OF_LEAD))
    assert deciding_rule(found) is None
    assert not is_one_story(found)
