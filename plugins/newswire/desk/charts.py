"""Charts as geometry in per cent, which templates draw as SVG of any width, without script or library."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

COLOURS = 7
"""Series with a colour of their own. The others share one, as "other"."""


class Segment(NamedTuple):
    """One part of a bar: place and extent in per cent of the chart, and the number of its colour."""

    x: float
    y: float
    width: float
    height: float
    colour: int


class Series(NamedTuple):
    """A line of the legend."""

    name: str
    total: int
    colour: int


class Bars(NamedTuple):
    """A chart of stacked bars, one a slot of time."""

    segments: list[Segment]
    legend: list[Series]
    highest: int
    starts: list[dt.datetime]
    totals: list[int]


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
    totals = [sum(of_slot[slot].values()) if slot in of_slot else 0 for slot in range(len(starts))]
    highest = max(totals, default=0)
    segments = []
    width = 100 / max(len(starts), 1)
    for slot, counts in sorted(of_slot.items()):
        by_colour: defaultdict[int, int] = defaultdict(int)
        for name, count in counts.items():
            by_colour[colours[name]] += count
        top = 100.0
        for colour, count in sorted(by_colour.items()):
            height = 100 * count / highest
            top -= height
            segments.append(
                Segment(
                    round(slot * width, 3), round(top, 3), round(width * 0.85, 3), round(height, 3), colour
                )
            )
    legend = [Series(name, of_series[name], colours[name]) for name in ranked[:COLOURS]]
    if rest := ranked[COLOURS:]:
        legend.append(Series(f"other ({len(rest)} sources)", sum(of_series[name] for name in rest), COLOURS))
    return Bars(segments, legend, highest, list(starts), totals)


def positions(moments: Sequence[dt.datetime]) -> list[float]:
    """Return the place of each moment between the first and the last of them, in per cent from 2 to 98."""
    if not moments:
        return []
    first = min(moments)
    length = (max(moments) - first).total_seconds()
    if not length:
        return [2.0 for _ in moments]
    return [round(2 + 96 * (moment - first).total_seconds() / length, 2) for moment in moments]
