"""Intervals, and errors of sources."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.fetch import FetchError, FetchFailed, FetchRefused, Interval, NotAnswerable

DAY = Interval.day(dt.date(2024, 5, 7))


def at(day: int, hour: int = 0, minute: int = 0) -> dt.datetime:
    return dt.datetime(2024, 5, day, hour, minute, tzinfo=dt.UTC)


def test_a_day_is_from_midnight_to_midnight_utc() -> None:
    assert Interval(at(7), at(8)) == DAY


@pytest.mark.parametrize(
    ("now", "latest"),
    [(at(7), True), (at(7, 15), True), (at(8), True), (at(8, 23, 59), True), (at(9), False), (at(6), True)],
)
def test_an_interval_is_the_latest_until_the_one_after_it_is_over(now: dt.datetime, latest: bool) -> None:
    assert DAY.is_latest(now) is latest


@given(st.integers(1, 10_000), st.integers(0, 50_000_000))
def test_two_intervals_of_a_schedule_are_the_latest_at_any_moment(minutes: int, passed: int) -> None:
    first, length = dt.datetime(1989, 1, 1, tzinfo=dt.UTC), dt.timedelta(minutes=minutes)
    now = first + dt.timedelta(minutes=passed)
    running = first + passed // minutes * length
    starts = [running + count * length for count in (-3, -2, -1, 0)]
    assert [Interval(start, start + length).is_latest(now) for start in starts] == [False, False, True, True]


def test_a_failed_fetch_and_an_interval_without_data_have_different_errors() -> None:
    assert issubclass(FetchFailed, FetchError)
    assert issubclass(FetchRefused, FetchError)
    assert not issubclass(NotAnswerable, FetchError)
