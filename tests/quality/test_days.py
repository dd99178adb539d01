"""A source's day against the same weekdays before."""

from __future__ import annotations

import datetime as dt

import psycopg
import pytest

from newswire.fetch import Interval
from newswire.limits.checks import limits
from newswire.quality.days import judge
from newswire.quality.verdicts import Verdict
from tests.support.history import past_days, past_run

DAY = dt.date(2026, 3, 5)
WEEK = dt.timedelta(weeks=1)


def verdicts(warehouse: psycopg.Connection, **own: str | float) -> dict[str, Verdict]:
    found = judge(warehouse, ["wire"], Interval.day(DAY), {"wire": limits(own)})
    return {one.check: one for one in found}


def thursdays(warehouse: psycopg.Connection, *stories: int) -> None:
    for number, count in enumerate(stories, 1):
        past_run(warehouse, "wire", DAY - number * WEEK, count)


def test_a_day_without_stories_after_thursdays_with_forty_is_a_silent_zero(
    warehouse: psycopg.Connection,
) -> None:
    thursdays(warehouse, 40, 38, 44, 40)
    past_run(warehouse, "wire", DAY, 0)
    found = verdicts(warehouse)
    assert found["silent_zero"].outcome == "warned"
    assert found["silent_zero"].sentence == (
        "No new stories came on Thursday 2026-03-05; the median of 4 Thursdays before is 40. The source "
        "answers, so look whether its page or feed has changed or moved: ./newswire try wire."
    )
    assert found["drop"].outcome == "ok", "one report of one thing"


def test_less_than_half_of_the_usual_number_is_a_drop(warehouse: psycopg.Connection) -> None:
    thursdays(warehouse, 40, 38, 44, 40)
    past_run(warehouse, "wire", DAY, 19)
    found = verdicts(warehouse)
    assert (found["drop"].outcome, found["drop"].value, found["drop"].threshold) == ("warned", 0.475, 0.5)
    assert found["silent_zero"].outcome == "ok"


def test_the_weekday_counts_and_not_the_days_between(warehouse: psycopg.Connection) -> None:
    past_days(warehouse, "wire", DAY - dt.timedelta(days=1), 6, 100)
    thursdays(warehouse, 0, 0, 1, 0)
    past_run(warehouse, "wire", DAY, 0)
    assert {one.outcome for one in verdicts(warehouse).values()} == {"ok"}


@pytest.mark.parametrize("stories", [(), (40,), (40, 40, 40)])
def test_fewer_than_four_thursdays_are_not_enough(
    warehouse: psycopg.Connection, stories: tuple[int, ...]
) -> None:
    thursdays(warehouse, *stories)
    past_run(warehouse, "wire", DAY, 0)
    one = verdicts(warehouse)["silent_zero"]
    assert (one.outcome, one.threshold) == ("ok", None)
    assert f"because {len(stories)} earlier Thursdays of the 4 that are needed are known" in one.sentence


def test_a_source_with_few_stories_may_have_none_by_chance(warehouse: psycopg.Connection) -> None:
    thursdays(warehouse, 4, 4, 4, 4)
    past_run(warehouse, "wire", DAY, 0)
    assert verdicts(warehouse)["silent_zero"].threshold is None
    assert verdicts(warehouse, silent_zero="fail 3")["silent_zero"].outcome == "failed"


def test_thursdays_on_which_the_source_failed_are_no_zeros(warehouse: psycopg.Connection) -> None:
    thursdays(warehouse, 40, 40, 40, 40)
    for number in range(5, 9):
        past_run(warehouse, "wire", DAY - number * WEEK, 0, outcome="failed")
    past_run(warehouse, "wire", DAY, 0)
    assert "median of 4 Thursdays before is 40" in verdicts(warehouse)["silent_zero"].sentence


@pytest.mark.parametrize("outcome", ["failed", "refused", "unusable", "skipped", "no answer"])
def test_a_day_without_an_answer_is_not_judged(warehouse: psycopg.Connection, outcome: str) -> None:
    thursdays(warehouse, 40, 40, 40, 40)
    past_run(warehouse, "wire", DAY, 0, outcome=outcome)
    assert verdicts(warehouse) == {}
