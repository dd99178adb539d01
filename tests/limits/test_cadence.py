"""How often a source is asked, as its file states it."""

from __future__ import annotations

import pytest

from newswire.limits.cadence import DAILY, Cadence, cadence


@pytest.mark.parametrize(
    ("every", "cron", "slug"),
    [
        ("15 minutes", "*/15 * * * *", "every_15_minutes"),
        (" 1  minute ", "*/1 * * * *", "every_1_minutes"),
        ("60 minutes", "0 * * * *", "every_1_hours"),
        ("1 hour", "0 * * * *", "every_1_hours"),
        ("6 hours", "0 */6 * * *", "every_6_hours"),
        ("*/10 6-22 * * 1-5", "*/10 6-22 * * 1-5", "cron_x.10_6-22_x_x_1-5"),
        ("0 7,19 1 1-12/3 0", "0 7,19 1 1-12/3 0", "cron_0_7..19_1_1-12.3_0"),
    ],
)
def test_a_time_and_a_cron_expression_are_a_cadence(every: str, cron: str, slug: str) -> None:
    assert cadence(every) == Cadence(cron, slug)


@pytest.mark.parametrize("every", ["1 day", "24 hours", "1440 minutes", "0 0 * * *"])
def test_once_a_day_is_the_daily_run(every: str) -> None:
    assert cadence(every) is DAILY


@pytest.mark.parametrize("every", ["7 minutes", "0 minutes", "5 hours", "2 days", "90 minutes"])
def test_a_time_that_leaves_a_rest_of_an_hour_or_a_day_is_an_error(every: str) -> None:
    with pytest.raises(
        ValueError, match=f"'{every}' does not divide an hour or a day without rest; write '15"
    ):
        cadence(every)


@pytest.mark.parametrize(
    ("every", "complaint"),
    [
        ("hourly", "'hourly' is no cadence; write '15 minutes'"),
        ("@daily", "'@daily' is no cadence"),
        ("60 * * * *", "the minute '60' of"),
        ("5-1 * * * *", "the minute '5-1' of"),
        ("*/0 * * * *", "the minute '\\*/0' of"),
        ("0 24 * * *", "the hour '24' of"),
        ("0 0 0 * *", "the day '0' of"),
        ("0 0 1 x *", "the month 'x' of"),
        ("0 0 1 1 8", "the weekday '8' of"),
    ],
)
def test_anything_else_is_an_error_that_names_the_field(every: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        cadence(every)
