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

_CELLS = 1_000_000
"""Pairs of texts, and common keys, that are scored at a time: they stay in the processor's cache."""

_PARTNERS = 50
"""Texts that one text is compared with at most, those with the best scores. More share what a wire prints on
all its stories, such as its own name and city."""


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

    The two texts alone decide on a pair, unless more than ``_PARTNERS`` are worth it for a text of ``mine``.
    """
    entries, owners, totals = others.entries, others.owners, others.totals
    if not mine or not len(entries):
        return
    lengths = np.array([len(one) for one in mine])
    ends = np.cumsum(lengths)
    all_wanted = np.concatenate(mine).astype(np.int64)
    base = all_wanted & ~0x3F
    lows = np.searchsorted(entries, np.maximum(all_wanted - _REACH, base))
    highs = np.searchsorted(entries, np.minimum(all_wanted + _REACH, base | 0x3F), side="right")
    shared = np.diff(np.concatenate(([0], np.cumsum(highs - lows)))[np.concatenate(([0], ends))])
    for start, stop in _portions(np.maximum(shared, len(totals))):
        taken = slice(ends[start] - lengths[start], ends[stop - 1])
        wanted, low, counts = all_wanted[taken], lows[taken], (highs - lows)[taken]
        rows = np.repeat(np.arange(stop - start), lengths[start:stop])
        at = np.repeat(low - np.concatenate(([0], np.cumsum(counts)[:-1])), counts) + np.arange(counts.sum())
        met = np.repeat(np.arange(len(wanted)), counts)
        worth = _NEARNESS[entries[at] - wanted[met] + _REACH] * _WEIGHTS[wanted[met] >> 29]
        cells = rows[met] * len(totals) + owners[at]
        pairs = np.flatnonzero(np.bincount(cells) >= _FEWEST)
        own = np.bincount(rows, weights=_WEIGHTS[wanted >> 29], minlength=stop - start)
        row, column = np.divmod(pairs, len(totals))
        size = np.minimum(own[row], totals[column])
        scores: NDArray[np.float64] = np.bincount(cells, weights=worth)[pairs] / np.sqrt(1 + size)
        enough = scores >= _LEAST
        row, column = _best(row[enough], column[enough], scores[enough])
        yield from zip((start + row).tolist(), column.tolist(), strict=True)


def _portions(sizes: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield the first and the end of portions of rows: their sizes together are at most ``_CELLS``."""
    start = size = 0
    for row, more in enumerate(sizes.tolist()):
        if row > start and size + more > _CELLS:
            yield start, row
            start, size = row, 0
        size += more
    if len(sizes) > start:
        yield start, len(sizes)


def _best(
    rows: NDArray[np.int64], columns: NDArray[np.int64], scores: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the ``_PARTNERS`` pairs of each row with the best scores. The rows are in order."""
    if not len(rows) or np.bincount(rows).max() <= _PARTNERS:
        return rows, columns
    order = np.lexsort((-scores, rows))
    rows, columns = rows[order], columns[order]
    rank = np.arange(len(rows)) - np.searchsorted(rows, rows)
    return rows[rank < _PARTNERS], columns[rank < _PARTNERS]
