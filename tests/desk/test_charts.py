"""Charts as geometry."""

from __future__ import annotations

import datetime as dt

from newswire.desk.charts import COLOURS, bars, positions

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
