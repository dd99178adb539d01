"""Charts as geometry."""

from __future__ import annotations

import datetime as dt

import pytest

from newswire.desk.charts import COLOURS, bars, positions, scale_top

START = dt.datetime(2024, 5, 7, tzinfo=dt.UTC)
HOURS = [START + dt.timedelta(hours=hour) for hour in range(4)]


def test_the_highest_bar_fills_the_chart_and_parts_stand_on_each_other() -> None:
    chart = bars([(0, "wire", 6), (0, "paper", 2), (2, "paper", 4), (9, "paper", 5), (-1, "wire", 5)], HOURS)
    assert chart.highest == 8
    assert chart.totals == [8, 0, 4, 0]
    assert [(one.name, one.total) for one in chart.legend] == [("paper", 6), ("wire", 6)]
    first = [one for one in chart.segments if one.x == 0]
    assert sum(one.height for one in first) == 100
    assert min(one.y for one in first) == 0
    assert {one.x for one in chart.segments} == {0, 50}


def test_each_part_of_a_bar_has_its_number_and_each_slot_the_numbers_of_all() -> None:
    chart = bars([(0, "wire", 6), (0, "paper", 2), (2, "paper", 5)], HOURS)
    assert {(one.slot, one.colour, one.versions) for one in chart.segments} == {
        (0, 1, 6),
        (0, 0, 2),
        (2, 0, 5),
    }
    assert chart.counts == [[2, 6], [0, 0], [5, 0], [0, 0]]


@pytest.mark.parametrize(
    ("highest", "top"),
    [(0, 1), (1, 1), (7, 8), (9, 10), (11, 12), (13, 16), (178, 200), (1054, 1200), (10**6, 10**6)],
)
def test_a_scale_ends_at_a_round_number(highest: int, top: int) -> None:
    assert scale_top(highest) == top
    assert bars([(0, "wire", highest)], HOURS).top == top


def test_hours_have_noon_and_midnight_below_them_and_days_their_mondays() -> None:
    hours = bars([], [START + dt.timedelta(hours=number) for number in range(30)])
    assert hours.ticks == [(0, "7 May"), (40, "12:00"), (80, "8 May")]
    days = bars([], [START + dt.timedelta(days=number) for number in range(20)])
    assert days.ticks == [(30, "13 May"), (65, "20 May")]


def test_sources_without_a_colour_of_their_own_share_one() -> None:
    chart = bars([(0, f"source-{number:02}", 1) for number in range(COLOURS + 3)], HOURS)
    assert chart.legend[-1] == ("other (3 sources)", 3, COLOURS)
    assert len([one for one in chart.segments if one.colour == COLOURS]) == 1


def test_a_chart_of_nothing_is_empty() -> None:
    assert bars([], HOURS).highest == 0


def test_moments_stand_between_the_first_and_the_last() -> None:
    assert positions([HOURS[1], HOURS[0], HOURS[2]]) == [50, 2, 98]
    assert positions([START, START]) == [2, 2]
    assert positions([]) == []
