"""A source that goes quiet is reported once, and once more when it is back."""

from __future__ import annotations

import datetime as dt

import psycopg
import pytest

from newswire.fetch import Interval
from newswire.limits.checks import limits
from newswire.quality.quiet import judge
from newswire.quality.verdicts import Verdict
from tests.support.history import past_days, past_run

LAST = dt.date(2026, 3, 5)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def at(days: float) -> dt.datetime:
    """So many days after the last story of the past, which was fetched at the end of ``LAST``."""
    return Interval.day(LAST).end + days * DAY


def verdicts(
    warehouse: psycopg.Connection, days: float, own: float | None = None, **checks: str | float
) -> list[Verdict]:
    now = at(days)
    return list(
        judge(warehouse, {"wire": limits(checks)["quiet"]}, {"wire": own}, Interval.day(now.date()), now)
    )


def test_four_usual_gaps_without_a_story_are_reported_once(warehouse: psycopg.Connection) -> None:
    past_days(warehouse, "wire", LAST, 20, 5)
    assert verdicts(warehouse, 4) == []
    [one] = verdicts(warehouse, 4.1)
    assert (one.check, one.outcome, one.threshold) == ("quiet", "warned", 96)
    assert one.sentence.startswith(
        "No new story came since 2026-03-06 00:00 UTC, 4.1 days ago; its gaps are 24.0 hours (median) and at "
        "most 24.0 hours, so it is quiet after 4.0 days."
    )
    assert verdicts(warehouse, 5) == []
    assert verdicts(warehouse, 50) == []


def test_its_return_is_reported_once_with_the_length_of_the_silence(warehouse: psycopg.Connection) -> None:
    past_days(warehouse, "wire", LAST, 20, 5)
    verdicts(warehouse, 5)
    past_run(warehouse, "wire", LAST + 9 * DAY, 3)
    [one] = verdicts(warehouse, 9.1)
    assert (one.check, one.outcome) == ("back", "ok")
    assert one.sentence == "New stories came on 2026-03-15 00:00 UTC, after 9.0 days without any."
    assert verdicts(warehouse, 9.2) == []


def test_a_second_silence_is_reported_again_and_the_first_is_no_rhythm(warehouse: psycopg.Connection) -> None:
    past_days(warehouse, "wire", LAST, 20, 5)
    verdicts(warehouse, 5)
    past_run(warehouse, "wire", LAST + 9 * DAY, 3)
    verdicts(warehouse, 9.1)
    assert verdicts(warehouse, 12.9) == []
    [one] = verdicts(warehouse, 13.1)
    assert (one.check, one.threshold) == ("quiet", 96)


def test_a_usual_pause_such_as_a_weekend_is_part_of_the_rhythm(warehouse: psycopg.Connection) -> None:
    for number in range(28):
        day = LAST - number * DAY
        if day.isoweekday() not in {5, 6, 7}:
            for hour in range(12):
                past_run(warehouse, "wire", day, 5 if hour == 0 else 0)
    assert verdicts(warehouse, 5.9) == []
    [one] = verdicts(warehouse, 6.1)
    assert one.threshold == 144, "one and a half times the four days of its longest pause"


@pytest.mark.parametrize("days", [8, 13])
def test_a_short_past_has_no_rhythm(warehouse: psycopg.Connection, days: int) -> None:
    past_days(warehouse, "wire", LAST, days, 5)
    assert verdicts(warehouse, 60) == []


def test_a_long_past_with_few_stories_has_no_rhythm(warehouse: psycopg.Connection) -> None:
    for number in range(8):
        past_run(warehouse, "wire", LAST - 7 * number * DAY, 1)
    assert verdicts(warehouse, 60) == []


def test_a_source_that_never_brought_a_story_is_not_quiet(warehouse: psycopg.Connection) -> None:
    past_days(warehouse, "wire", LAST, 60, 0)
    assert verdicts(warehouse, 60) == []


def test_its_file_may_state_the_hours_and_needs_no_rhythm(warehouse: psycopg.Connection) -> None:
    past_days(warehouse, "wire", LAST, 1, 5)
    assert verdicts(warehouse, 0.2, own=6) == []
    [one] = verdicts(warehouse, 0.3, own=6)
    assert one.threshold == 6
    assert "quiet_after in its file is 6 hours, so it is quiet after 6.0 hours" in one.sentence


def test_the_level_decides_and_off_watches_nothing(warehouse: psycopg.Connection) -> None:
    past_days(warehouse, "wire", LAST, 20, 5)
    assert verdicts(warehouse, 9, quiet="off") == []
    assert [one.outcome for one in verdicts(warehouse, 9, quiet="fail")] == ["failed"]


def test_a_rule_back_that_the_caller_rolls_back_reports_again(warehouse: psycopg.Connection) -> None:
    past_days(warehouse, "wire", LAST, 20, 5)
    with warehouse.transaction(force_rollback=True):
        assert len(verdicts(warehouse, 5)) == 1
    assert len(verdicts(warehouse, 5)) == 1
