"""Keys by which near-copies find each other: two texts that share one are compared word by word.

A key is the hash of six words in a row. Which ones of a text are taken is decided by the words around
them alone: those with the least hash among their neighbours (winnowing: Schleimer, Wilkerson and
Aiken, SIGMOD 2003), so that what is put before, behind or between does not move them. The first
seven are taken, since copies are cut at the end, and of the rest a sample that is the same in every
text. About eleven keys for a story of 130 words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from newswire.dedupe.normalise import Tokens, mix, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Owners = NDArray[np.int64]

_GRAM = 6  # words of a key
_NEIGHBOURS = 2  # on either side: about one gram in five is the least of its neighbourhood
_FIRST = 7
_FURTHER = 3  # at least; the least ones
_SAMPLE = np.uint64(2**64 // 24)  # every hash below it: one word in 120, so that excerpts are found
_MOST = 48  # of the further ones: a book does not fill the table
_SHORT = 40  # words: so short a text has another key, its numbers in any order
_FEWEST_NUMBERS = 3
_VERY_SHORT = 12  # words: its only sure key is all of it
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def keys(texts: Sequence[str]) -> list[NDArray[np.int64]]:
    """The distinct keys of each text, sorted; none for a text without words."""
    if not texts:
        return []
    tokens = tokenise(texts)
    owners, values = _distinct([_further(*_winnowed(tokens)), _number_keys(tokens), _whole_keys(tokens)])
    return np.split(values.view(np.int64), np.searchsorted(owners, np.arange(1, len(texts))))


def _winnowed(tokens: Tokens) -> tuple[Owners, Hashes]:
    """Owner and hash of the grams that have the least hash among their neighbours, in their order."""
    count = len(tokens.words) - _GRAM + 1
    if count <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    owners = tokens.owners()
    hashes = np.zeros(count, np.uint64)
    for word in range(_GRAM):
        hashes = hashes * _MULTIPLIER + tokens.words[word : word + count]
    hashes = mix(hashes)
    whole = owners[:count] == owners[_GRAM - 1 :]  # all its words are of one text
    owners = owners[:count]
    least = whole.copy()
    for distance in range(1, min(_NEIGHBOURS, count - 1) + 1):
        near = whole[distance:] & whole[:-distance] & (owners[distance:] == owners[:-distance])
        least[distance:] &= ~near | (hashes[distance:] <= hashes[:-distance])
        least[:-distance] &= ~near | (hashes[:-distance] <= hashes[distance:])
    return owners[least], hashes[least]


def _further(owners: Owners, hashes: Hashes) -> tuple[Owners, Hashes]:
    """Of the winnowed grams the first ones of each text, and a sample of the further ones."""
    first = _ranks(owners) < _FIRST
    rest_owners, rest = owners[~first], hashes[~first]
    order = np.lexsort((rest, rest_owners))
    rest_owners, rest = rest_owners[order], rest[order]
    rank = _ranks(rest_owners)
    sampled = (rank < _FURTHER) | ((rest < _SAMPLE) & (rank < _MOST))
    return (
        np.concatenate((owners[first], rest_owners[sampled])),
        np.concatenate((hashes[first], rest[sampled])),
    )


def _number_keys(tokens: Tokens) -> tuple[Owners, Hashes]:
    """For each short text with numbers the hash of all of them: briefs are typed anew around them."""
    is_number = tokens.figures > 0
    sums = np.concatenate(
        (np.zeros(1, np.uint64), np.cumsum(np.where(is_number, mix(tokens.words), np.uint64(0))))
    )
    counts = np.concatenate(([0], np.cumsum(is_number)))
    many = np.diff(counts[tokens.starts]) >= _FEWEST_NUMBERS
    owners = np.flatnonzero(many & (np.diff(tokens.starts) <= _SHORT))
    return owners, mix(sums[tokens.starts[owners + 1]] - sums[tokens.starts[owners]])


def _whole_keys(tokens: Tokens) -> tuple[Owners, Hashes]:
    """For each very short text the hash of all its words in their order."""
    lengths = np.diff(tokens.starts)
    short = (lengths > 0) & (lengths < _VERY_SHORT)
    owners = tokens.owners()
    within = short[owners]
    places = (np.arange(len(owners)) - tokens.starts[owners])[within]
    words = mix(tokens.words[within] ^ mix((places + 1).astype(np.uint64)))
    sums = np.zeros(len(tokens), np.uint64)
    np.add.at(sums, owners[within], words)
    return np.flatnonzero(short), mix(sums[short])


def _distinct(parts: Sequence[tuple[Owners, Hashes]]) -> tuple[Owners, Hashes]:
    """All keys sorted by owner and key, each once for an owner."""
    owners = np.concatenate([owner for owner, _ in parts])
    hashes = np.concatenate([part for _, part in parts])
    order = np.lexsort((hashes.view(np.int64), owners))
    owners, hashes = owners[order], hashes[order]
    again = np.zeros(len(owners), np.bool_)
    again[1:] = (owners[1:] == owners[:-1]) & (hashes[1:] == hashes[:-1])
    return owners[~again], hashes[~again]


def _ranks(owners: Owners) -> Owners:
    """The place of each element among those of its owner, from 0; the owners must be sorted."""
    return np.arange(len(owners)) - np.searchsorted(owners, owners)
