"""Keys by which a text and its translation find each other before they are compared.

A key of 32 bits is a class of weight (3 bits), a hash of a figure, place or skeleton of a name (23 bits), and
the depth at which it stands first (6 bits). The depth is logarithmic: where a text begins, it is exact, and a
shortened translation keeps it. Weights depend on the trait alone, so that no key depends on other texts.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from newswire.translations.texts.figures import weight
from newswire.translations.texts.traits import Traits

Keys = NDArray[np.uint32]

_NO_KEYS: Keys = np.array([], dtype=np.uint32)

_WEIGHTS = np.array([0.35, 0.6, 0.7, 1.0, 1.1, 1.5, 2.2, 3.5])
_STEP = 0.066
"""Width of a depth. Four are one standard deviation of a trait's move."""
_DEPTHS = 64
_FIRST = 100
"""Characters in which the depth grows evenly."""
_REACH = 9
_NEARNESS = np.exp(-((np.arange(-_REACH, _REACH + 1) / 4) ** 2) / 2)

_SOUNDS = 5
_NAME_CLASSES = {3: 1, 4: 3}
_NAME_CLASS = 5
_PLACE_CLASS = 2

_LEAST = 0.45
"""The score of keys from which two texts are compared."""

_FEWEST = 2
"""Keys that both texts have: one rare figure alone is no reason to compare them."""

_CELLS = 4_000_000
"""Pairs of texts that are scored at a time."""


def keys(text: Traits) -> Keys:
    """Return the keys of a text, in order."""
    stated = [_of_figure(figure) | _depth(at[0]) for figure, at in text.figures.items()]
    stated += [_of_place(place) | _depth(at[0]) for place, at in text.places.items()]
    stated += [_of_name(name.code) | _depth(name.at[0]) for name in text.names if len(name.code) > 2]
    first: dict[int, int] = {}
    for key in sorted(stated):
        first.setdefault(key >> 6, key)
    return np.array(list(first.values()), dtype=np.uint32)


@lru_cache(maxsize=65536)
def _of_figure(figure: str) -> int:
    return _key(_class(weight(figure)), figure)


@lru_cache(maxsize=65536)
def _of_place(place: str) -> int:
    return _key(_PLACE_CLASS, f"@{place}")


@lru_cache(maxsize=131072)
def _of_name(code: str) -> int:
    return _key(_NAME_CLASSES.get(len(code), _NAME_CLASS), code[:_SOUNDS])


@lru_cache
def _class(worth: float) -> int:
    return int(np.abs(_WEIGHTS - worth).argmin())


def _key(kind: int, trait: str) -> int:
    """Return a key without its depth."""
    return kind << 29 | (zlib.crc32(trait.encode()) & 0x7FFFFF) << 6


def _depth(place: float) -> int:
    return min(_DEPTHS - 1, int(math.log1p(place / _FIRST) / _STEP))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The keys of many texts in order, with the place of each key's text, and the weight of each text."""

    entries: NDArray[np.int64]
    owners: NDArray[np.int64]
    totals: NDArray[np.float64]

    def only(self, wanted: NDArray[np.bool_]) -> Shelf:
        """Return the shelf with the keys of the wanted texts only, which keep their places."""
        kept = wanted[self.owners]
        return Shelf(self.entries[kept], self.owners[kept], self.totals)


def shelf(texts: Sequence[Keys]) -> Shelf:
    """Return the keys of texts in order."""
    entries = np.concatenate([_NO_KEYS, *texts]).astype(np.int64)
    owners = np.repeat(np.arange(len(texts)), [len(one) for one in texts])
    order = np.argsort(entries, kind="stable")
    entries, owners = entries[order], owners[order]
    totals = np.bincount(owners, weights=_WEIGHTS[entries >> 29], minlength=len(texts))
    return Shelf(entries, owners, totals.astype(np.float64))


def candidates(mine: Sequence[Keys], others: Shelf) -> Iterator[tuple[int, int]]:
    """Yield the pairs of positions in ``mine`` and ``others`` that are worth a comparison.

    Each pair is decided by its two texts alone.
    """
    entries, owners, totals = others.entries, others.owners, others.totals
    if not mine or not len(entries):
        return
    at_once = max(1, _CELLS // len(totals))
    for start in range(0, len(mine), at_once):
        some = mine[start : start + at_once]
        wanted = np.concatenate(some).astype(np.int64)
        rows = np.repeat(np.arange(len(some)), [len(one) for one in some])
        base = wanted & ~0x3F
        low = np.searchsorted(entries, np.maximum(wanted - _REACH, base))
        high = np.searchsorted(entries, np.minimum(wanted + _REACH, base | 0x3F), side="right")
        counts = high - low
        at = np.repeat(low - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) + np.arange(counts.sum())
        met = np.repeat(np.arange(len(wanted)), counts)
        worth = _NEARNESS[entries[at] - wanted[met] + _REACH] * _WEIGHTS[wanted[met] >> 29]
        cells = rows[met] * len(totals) + owners[at]
        pairs = np.flatnonzero(np.bincount(cells) >= _FEWEST)
        scores = np.bincount(cells, weights=worth)[pairs]
        own = np.bincount(rows, weights=_WEIGHTS[wanted >> 29], minlength=len(some))
        row, column = np.divmod(pairs, len(totals))
        enough = scores >= _LEAST * np.sqrt(1 + np.minimum(own[row], totals[column]))
        yield from zip((start + row[enough]).tolist(), column[enough].tolist(), strict=True)
