"""Charts as geometry in per cent, which templates draw as SVG of any width, without script or library."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

COLOURS = 7
"""Series with a colour of their own. The others share one, as "other"."""


_STEPS = (1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10)
"""Tops of a scale between 1 and 10, each a number that people read at once."""


class Segment(NamedTuple):
    """One part of a bar: place and extent in per cent of the chart, its colour, its slot and its versions."""

    x: float
    y: float
    width: float
    height: float
    colour: int
    slot: int
    versions: int


class Series(NamedTuple):
    """A line of the legend."""

    name: str
    total: int
    colour: int


class Tick(NamedTuple):
    """A time below the chart, with its place in per cent."""

    x: float
    label: str


class Bars(NamedTuple):
    """A chart of stacked bars, one a slot of time, from zero to the top of its scale."""

    segments: list[Segment]
    legend: list[Series]
    highest: int
    top: int
    starts: list[dt.datetime]
    ticks: list[Tick]
    totals: list[int]
    counts: list[list[int]]
    """The counts of a slot by colour, which is the place in the legend."""


def bars(rows: Iterable[tuple[int, str, int]], starts: Sequence[dt.datetime]) -> Bars:
    """Return the bars of counts.

    Args:
        rows: the number of a slot, the name of a series, its count there.
        starts: the beginnings of the slots.
    """
    of_series: defaultdict[str, int] = defaultdict(int)
    of_slot: defaultdict[int, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for slot, name, count in rows:
        if 0 <= slot < len(starts) and count > 0:
            of_series[name] += count
            of_slot[slot][name] += count
    ranked = sorted(of_series, key=lambda name: (-of_series[name], name))
    colours = {name: min(place, COLOURS) for place, name in enumerate(ranked)}
    legend = [Series(name, of_series[name], colours[name]) for name in ranked[:COLOURS]]
    if rest := ranked[COLOURS:]:
        legend.append(Series(f"other ({len(rest)} sources)", sum(of_series[name] for name in rest), COLOURS))
    counts = [[0] * len(legend) for _ in starts]
    for slot, by_name in of_slot.items():
        for name, count in by_name.items():
            counts[slot][colours[name]] += count
    totals = [sum(one) for one in counts]
    highest = max(totals, default=0)
    top = scale_top(highest)
    segments = []
    width = 100 / max(len(starts), 1)
    for slot, by_colour in enumerate(counts):
        y = 100.0
        for colour, count in enumerate(by_colour):
            if count:
                height = 100 * count / top
                y -= height
                place = round(slot * width, 3), round(y, 3), round(width * 0.85, 3), round(height, 3)
                segments.append(Segment(*place, colour, slot, count))
    return Bars(segments, legend, highest, top, list(starts), _ticks(starts), totals, counts)


def scale_top(highest: int) -> int:
    """Return the end of a scale that begins at zero: a round number, at least the highest count."""
    power = 10 ** max(len(str(highest)) - 1, 0)
    return next(int(top) for step in _STEPS if (top := step * power) >= highest and top == int(top))


def _ticks(starts: Sequence[dt.datetime]) -> list[Tick]:
    """Return the times below a chart: every twelve hours, or every Monday where a slot is a day."""
    is_daily = len(starts) > 1 and starts[1] - starts[0] >= dt.timedelta(days=1)
    ticks = []
    for slot, start in enumerate(starts):
        if (start.weekday() == 0) if is_daily else (start.hour % 12 == 0):
            label = f"{start.day} {start:%b}" if start.hour == 0 else f"{start:%H:%M}"
            ticks.append(Tick(round(100 * slot / len(starts), 3), label))
    return ticks


def positions(moments: Sequence[dt.datetime]) -> list[float]:
    """Return the place of each moment between the first and the last of them, in per cent from 2 to 98."""
    if not moments:
        return []
    first = min(moments)
    length = (max(moments) - first).total_seconds()
    if not length:
        return [2.0 for _ in moments]
    return [round(2 + 96 * (moment - first).total_seconds() / length, 2) for moment in moments]
