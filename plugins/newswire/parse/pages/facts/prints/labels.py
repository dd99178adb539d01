"""The words that lead to the day of publication or of a change, in some seventy languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

Kind = Literal["published", "updated", "other"]
"""What the day is that a word leads to; ``other`` is the day of another thing than the page."""

UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of scripts in which a label counts inside a run of letters too."""
_START = re.compile(r"(?<![\w\u0900-\u0dff])(?=[^\W\d_])|©")
_REST = re.compile(r"[\w\u0300-\u036f\u064b-\u065f\u0900-\u0dff\u200c\u200d'’]*")
_FIRST = 2
"""Letters by which labels are found."""
_WHOLE = 4
"""Letters from which a label may be the beginning of a word. A shorter one is the whole word: ``ab``."""


def labels(line: str) -> Iterator[tuple[int, int, Kind]]:
    """Yield the beginning, the end and the kind of each label in a line, in the order of the line."""
    small = line.replace("İ", "I").lower()
    spaced, unspaced = _tables()
    found: list[tuple[int, int, Kind]] = []
    for start in _START.finditer(small):
        place = start.start()
        for label, kind in (*spaced.get(small[place : place + _FIRST], ()), *spaced.get(small[place], ())):
            end = place + len(label)
            if small.startswith(label, place) and (
                len(label) >= _WHOLE or not small[end : end + 1].isalpha()
            ):
                found.append((place, _end_of_word(small, end), kind))
                break
    if not small.isascii() and UNSPACED.search(small):
        found += [
            (one.start(), one.end(), kind) for pattern, kind in unspaced for one in pattern.finditer(small)
        ]
        found.sort()
    last = 0
    for begin, end, kind in found:
        if begin >= last:
            last = end
            yield begin, end, kind


def last_kind(text: str) -> Kind | None:
    """Return the kind of the last label in a text, such as the words before a day; None without one."""
    return ([None, *(kind for _, _, kind in labels(text))])[-1]


def _end_of_word(text: str, place: int) -> int:
    rest = _REST.match(text, place)
    return rest.end() if rest else place


@cache
def _tables() -> tuple[dict[str, list[tuple[str, Kind]]], list[tuple[re.Pattern[str], Kind]]]:
    """Return the labels by their first letters, the longest first, and those of scripts without spaces."""
    data = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    spaced: dict[str, list[tuple[str, Kind]]] = {}
    unspaced: list[tuple[re.Pattern[str], Kind]] = []
    kinds: tuple[Kind, ...] = ("published", "updated", "other")
    for kind in kinds:
        words = {word for line in data[kind].values() for word in line.split("|")}
        together = [word for word in words if UNSPACED.search(word)]
        unspaced.append((re.compile("|".join(sorted(together, key=len, reverse=True))), kind))
        for word in words.difference(together):
            spaced.setdefault(word[:_FIRST], []).append((word, kind))
    for found in spaced.values():
        found.sort(key=lambda entry: (-len(entry[0]), entry))
    return spaced, unspaced
