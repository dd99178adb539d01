"""Dated paths: the paths of an interval's days, and the errors of a path without a year."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from newswire.fetch import Interval
from newswire.fetch.dated import checked, directives, filled, fixed, is_dated
from newswire.lexicon.timezones import timezone

DAY = Interval.day(dt.date(2024, 3, 1))


def paths(text: str, interval: Interval = DAY, back: int = 0) -> list[str]:
    return [path for path, _, _ in filled(text, interval, back)]


def test_a_path_is_filled_for_each_day() -> None:
    assert paths("/out/{year}/{month}/{day}") == ["/out/2024/03/01"]
    assert paths("/out/{year}{month}{day}.zip", back=1) == ["/out/20240229.zip", "/out/20240301.zip"]


def test_a_path_of_months_or_years_is_filled_once_for_each() -> None:
    week = Interval(DAY.start - dt.timedelta(days=3), DAY.end)
    assert paths("{yy}-{month}", week) == ["24-02", "24-03"]
    assert list(filled("{year}", week, 0)) == [
        ("2024", dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
         dt.datetime(2024, 12, 31, 23, 59, 59, 999999, tzinfo=dt.UTC)),
    ]  # fmt: skip


def test_an_interval_within_a_day_has_that_day() -> None:
    hour = Interval(DAY.start + dt.timedelta(hours=23), DAY.end)
    assert paths("{year}{month}{day}", hour) == ["20240301"]


def test_the_days_may_be_those_of_another_zone() -> None:
    seoul = timezone("Asia/Seoul")
    found = [(path, first.hour, last.hour) for path, first, last in filled("{month}{day}", DAY, zone=seoul)]
    assert found == [("0301", 15, 14), ("0302", 15, 14)]


def test_a_path_without_placeholders_is_not_filled() -> None:
    assert paths("/out") == []
    assert not is_dated("/out")
    assert (fixed("/out"), fixed("/out/wire-{year}/x"), fixed("{year}/x")) == ("/out", "/out", "")


def test_placeholders_have_the_directives_of_strptime() -> None:
    assert directives("{year}/{month}/{day} {yy}") == "%Y/%m/%d %y"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("/{date}", "'{date}' is no placeholder; {year}, {yy}, {month}, {day} are"),
        ("/{year", "'{year' is no placeholder"),
        ("/year}", "'}' is no placeholder"),
        ("/{month}/{day}", "a year"),
        ("/{year}/{day}", "{day} needs {month}"),
    ],
)
def test_a_wrong_placeholder_is_named(text: str, error: str) -> None:
    with pytest.raises(ValueError, match=re.escape(error)):
        checked(text)
    assert checked("/out/{year}-{month}") == "/out/{year}-{month}"
