"""Keys by which near-copies find each other. Pairs that share enough keys are compared word by word.

A key is the hash of six words in a row. It is selected if it is the least among its neighbours (winnowing:
Schleimer, Wilkerson and Aiken, SIGMOD 2003), so text that is put before, behind or between does not move the
keys. The first seven are kept, since copies are cut at the end, and of the rest a sample that is the same in
every text. A story of 130 words has about eleven keys.

Two texts are worth a comparison if they share two keys, or one in the same context, which is the two words
before and the two behind it. Of the pairs that share a key, nearly all that are one story share two. Six in
seven of the others share only one, a phrase of the trade.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from newswire.dedupe.texts.normalise import Tokens, mix, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]
    Owners = NDArray[np.int64]
    Keys = tuple[Owners, Hashes, Hashes]  # owner, key and context of each

_GRAM = 6  # words of a key
_AROUND = 2  # words on either side of a key: its context
_NEIGHBOURS = 2  # on either side: about one gram in five has the least hash
_FIRST = 7
_FURTHER = 3  # at least: those with the least hashes
_SAMPLE = np.uint64(2**64 // 24)  # every hash below it: one word in 120, so that excerpts are found
_MOST = 48  # of the further ones, so that a book does not fill the table
_SHORT = 40  # words: so short a text has another key, of its numbers in any order
_FEWEST_NUMBERS = 3
_VERY_SHORT = 12  # words: the only sure key of such a text is all of it
_CHARACTERS_AT_ONCE = 100_000
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def keys(texts: Sequence[str]) -> list[NDArray[np.int32]]:
    """Return the distinct keys of each text: an array with a row for each key, of the key and its context.

    Both are the upper 32 bits of a hash. Two different phrases that share a key by chance cost a comparison.
    A text without words has no row.
    """
    return [found for some in _portions(texts) for found in _keys(some)]


def _portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the texts in portions that the processor's cache holds: half again as fast as a thousand."""
    begin = size = 0
    for place, text in enumerate(texts, 1):
        size += len(text)
        if size >= _CHARACTERS_AT_ONCE or place == len(texts):
            yield texts[begin:place]
            begin, size = place, 0


def _keys(texts: Sequence[str]) -> list[NDArray[np.int32]]:
    tokens = tokenise(texts)
    owners, hashes, contexts = _distinct(
        [_further(*_winnowed(tokens)), _number_keys(tokens), _whole_keys(tokens)]
    )
    rows = np.stack((_half(hashes), _half(contexts)), axis=1)
    return np.split(rows, np.searchsorted(owners, np.arange(1, len(texts))))


def _half(hashes: Hashes) -> NDArray[np.int32]:
    return (hashes >> np.uint64(32)).astype(np.uint32).view(np.int32)


def _winnowed(tokens: Tokens) -> Keys:
    """Return the grams with the least hash among their neighbours, in the order of the text."""
    count = len(tokens.words) - _GRAM + 1
    if count <= 0:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros(0, np.uint64)
    owners = tokens.owners()
    hashes = np.zeros(count, np.uint64)
    for word in range(_GRAM):
        hashes = hashes * _MULTIPLIER + tokens.words[word : word + count]
    hashes = mix(hashes)
    whole = owners[:count] == owners[_GRAM - 1 :]  # all words of the gram are of one text
    least = whole.copy()
    for distance in range(1, min(_NEIGHBOURS, count - 1) + 1):
        near = whole[distance:] & whole[:-distance] & (owners[distance:count] == owners[: count - distance])
        least[distance:] &= ~near | (hashes[distance:] <= hashes[:-distance])
        least[:-distance] &= ~near | (hashes[:-distance] <= hashes[distance:])
    places = np.flatnonzero(least)
    return owners[places], hashes[places], _contexts(tokens, owners, places)


def _contexts(tokens: Tokens, owners: Owners, places: Owners) -> Hashes:
    """Return the hash of each gram at ``places`` with the two words on either side, if its text has them."""
    contexts = np.zeros(len(places), np.uint64)
    for offset in range(-_AROUND, _GRAM + _AROUND):
        word = np.clip(places + offset, 0, len(owners) - 1)
        inside = (owners[word] == owners[places]) & (word == places + offset)
        contexts = contexts * _MULTIPLIER + np.where(inside, tokens.words[word], np.uint64(0))
    return mix(contexts)


def _further(owners: Owners, hashes: Hashes, contexts: Hashes) -> Keys:
    """Return the first winnowed grams of each text, and a sample of the further ones."""
    first = _ranks(owners) < _FIRST
    rest = np.flatnonzero(~first)
    rest = rest[np.lexsort((hashes[rest], owners[rest]))]
    rank = _ranks(owners[rest])
    taken = (rank < _FURTHER) | ((hashes[rest] < _SAMPLE) & (rank < _MOST))
    chosen = np.concatenate((np.flatnonzero(first), rest[taken]))
    return owners[chosen], hashes[chosen], contexts[chosen]


def _number_keys(tokens: Tokens) -> Keys:
    """Return a key of all numbers for each short text with numbers: briefs are typed anew around them."""
    is_number = tokens.figures > 0
    sums = np.concatenate(
        (np.zeros(1, np.uint64), np.cumsum(np.where(is_number, mix(tokens.words), np.uint64(0))))
    )
    counts = np.concatenate(([0], np.cumsum(is_number)))
    many = np.diff(counts[tokens.starts]) >= _FEWEST_NUMBERS
    owners = np.flatnonzero(many & (np.diff(tokens.starts) <= _SHORT))
    hashes = mix(sums[tokens.starts[owners + 1]] - sums[tokens.starts[owners]])
    return owners, hashes, hashes


def _whole_keys(tokens: Tokens) -> Keys:
    """Return a key of all words, in their order, for each very short text."""
    lengths = np.diff(tokens.starts)
    short = (lengths > 0) & (lengths < _VERY_SHORT)
    owners = tokens.owners()
    within = short[owners]
    places = (np.arange(len(owners)) - tokens.starts[owners])[within]
    words = mix(tokens.words[within] ^ mix((places + 1).astype(np.uint64)))
    sums = np.zeros(len(tokens), np.uint64)
    np.add.at(sums, owners[within], words)
    hashes = mix(sums[short])
    return np.flatnonzero(short), hashes, hashes


def _distinct(parts: Sequence[Keys]) -> Keys:
    """Return all keys, sorted by owner and key, each one once for an owner."""
    owners, hashes, contexts = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.lexsort((contexts, hashes, owners))
    owners, hashes, contexts = owners[order], hashes[order], contexts[order]
    fresh = np.ones(len(owners), np.bool_)
    fresh[1:] = (owners[1:] != owners[:-1]) | (hashes[1:] != hashes[:-1])
    return owners[fresh], hashes[fresh], contexts[fresh]


def _ranks(owners: Owners) -> Owners:
    """Return the rank of each element among those of its owner, from 0. The owners must be sorted."""
    return np.arange(len(owners)) - np.searchsorted(owners, owners)
