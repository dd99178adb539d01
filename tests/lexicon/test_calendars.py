"""Conversion of dates of other calendars."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.lexicon import calendars


@given(st.dates(dt.date(1832, 3, 21), dt.date(2254, 1, 1)))
def test_each_day_is_one_day_of_the_solar_hijri_calendar(day: dt.date) -> None:
    years = (day.year - 622, day.year - 621)
    found = [calendars.from_solar_hijri(y, m, d) for y in years for m in range(1, 13) for d in range(1, 32)]
    assert found.count(day) == 1


@pytest.mark.parametrize(
    ("persian", "gregorian"),
    [
        ((1357, 11, 22), dt.date(1979, 2, 11)),
        ((1399, 12, 30), dt.date(2021, 3, 20)),
        ((1400, 1, 1), dt.date(2021, 3, 21)),
        ((1403, 12, 30), dt.date(2025, 3, 20)),
        ((1404, 1, 1), dt.date(2025, 3, 21)),
        ((1399, 13, 1), None),
        ((3000, 1, 1), None),
    ],
)
def test_a_solar_hijri_date_gives_its_gregorian_day(
    persian: tuple[int, int, int], gregorian: dt.date | None
) -> None:
    assert calendars.from_solar_hijri(*persian) == gregorian


@pytest.mark.parametrize(
    ("ethiopian", "gregorian"),
    [
        ((2000, 1, 1), dt.date(2007, 9, 12)),
        ((2016, 1, 1), dt.date(2023, 9, 12)),
        ((2015, 13, 6), dt.date(2023, 9, 11)),
        ((2016, 4, 28), dt.date(2024, 1, 7)),
        ((2016, 13, 6), None),
        ((2016, 5, 31), None),
    ],
)
def test_an_ethiopian_date_gives_its_gregorian_day(
    ethiopian: tuple[int, int, int], gregorian: dt.date | None
) -> None:
    assert calendars.from_ethiopian(*ethiopian) == gregorian
