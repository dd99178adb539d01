"""Texts prepared for alignment: words as characters, with their weights and their spellings."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import OSA

from newswire.dedupe.texts.normalise import LETTER, UNSPACED, UPPER, Tokens, tokenise
from newswire.lexicon.invisible import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LONGEST = 30_000  # characters of a text that are read: bounds time and memory
_PLACE_BITS = 21  # of a hash that hold the position of the word: two million words
_FEW = 3  # words that may be common by chance where a passage ends
_CAPITALS = 0.5  # a text with more of its words in capitals does not mark names by them
_FACT, _WORD = 5, 1  # weights
UNMARKED = 2
"""The weight of a word in a text that does not mark names by capitals: it may be one."""


@dataclass(frozen=True, slots=True)
class Words:
    """One text, prepared for alignment with others of its batch.

    ``text`` has one character a word, the same character for the same word; ``first`` is the position of its
    first word in the batch. The rest belongs to the batch: ``weights`` has the weight of all words before
    each one, ``numbers`` the count of numbers before it; ``letters`` are those of all words, ``offsets`` the
    first position of each word in them.
    """

    text: str
    first: int
    weights: list[int]
    numbers: list[int]
    letters: str
    offsets: list[int]
    tokens: Tokens

    def weight(self, start: int, end: int) -> int:
        """Return the weight of the words from ``start`` up to, but without, ``end``."""
        return self.weights[self.first + end] - self.weights[self.first + start]

    def count_numbers(self, start: int, end: int) -> int:
        """Return how many words from ``start`` up to, but without, ``end`` are numbers."""
        return self.numbers[self.first + end] - self.numbers[self.first + start]

    def is_number(self, word: int) -> bool:
        """Return whether a word is a number."""
        place = self.first + word
        return self.numbers[place] < self.numbers[place + 1]

    def spelling(self, word: int) -> str:
        """Return the letters of a word, folded."""
        place = self.first + word
        return self.letters[self.offsets[place] : self.offsets[place + 1]]

    def is_piece(self, word: int) -> bool:
        """Return whether a word is a piece of a text without spaces."""
        return bool(self.tokens.flags[self.first + word] & UNSPACED)

    def ends(self, word: int) -> bool:
        """Return whether a sentence or the text ends before this word, give or take three words."""
        if word + _FEW >= len(self.text):
            return True
        sentences = self.tokens.sentences
        return bool(sentences[self.first + word + _FEW] != sentences[self.first + max(0, word - _FEW)])


def prepare(texts: Sequence[str]) -> list[Words]:
    """Return the texts, prepared for alignment with each other; read 30,000 characters of each."""
    tokens = tokenise([visible(text)[:_LONGEST] for text in texts])
    # One character a word, in the order of the hashes, so that texts compare alike in any batch.
    ranks = _ranks(tokens.words)
    characters = ranks + 1 + (ranks + 1 >= 0xD800) * 0x800  # around the surrogates
    joined = characters.astype("<u4").tobytes().decode("utf-32-le")
    weights = np.concatenate(([0], np.cumsum(_weights(tokens)))).tolist()
    numbers = np.concatenate(([0], np.cumsum(tokens.figures > 0))).tolist()
    letters = tokens.letters.astype("<u4").tobytes().decode("utf-32-le")
    offsets = [*tokens.offsets.tolist(), len(letters)]
    return [
        Words(joined[start:end], start, weights, numbers, letters, offsets, tokens)
        for start, end in pairwise(tokens.starts.tolist())
    ]


def _ranks(words: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return the place of each word among the distinct ones, in the order of their hashes, from 0.

    The upper 43 bits of a hash identify a word. The lower bits hold the position of the word: one sort of
    such numbers takes a third of the time of an argsort.
    """
    bits = np.uint64(_PLACE_BITS)
    if len(words) >> _PLACE_BITS:
        ranks: NDArray[np.int64] = np.unique(words >> bits, return_inverse=True)[1]
        return ranks
    places = np.arange(len(words), dtype=np.uint64)
    ordered = np.sort((words >> bits << bits) | places)
    hashes = ordered >> bits
    ranks = np.empty(len(words), np.int64)
    ranks[(ordered ^ (hashes << bits)).view(np.int64)] = np.cumsum(np.diff(hashes, prepend=hashes[:1]) != 0)
    return ranks


def _weights(tokens: Tokens) -> NDArray[np.int64]:
    """Return the weight of each word: 5 for a number or a name, otherwise 1.

    A capital within a sentence marks a name. In a text with no capitals, or with half of its words in
    capitals, each word but a number weighs 2.
    """
    number = tokens.figures > 0
    capital = ((tokens.flags & UPPER) != 0) & ~number
    lettered = ((tokens.flags & LETTER) != 0) & ~number
    owners = tokens.owners()
    capitals = np.bincount(owners, capital, len(tokens))
    marked = (capitals > 0) & (capitals < _CAPITALS * np.bincount(owners, lettered, len(tokens)))
    begins_sentence = np.diff(tokens.sentences, prepend=-1) != 0
    words = np.where(capital & ~begins_sentence, _FACT, _WORD)
    return np.where(number, _FACT, np.where(marked[owners], words, UNMARKED))


def without_typing_errors(
    a: Words, b: Words, only_a: list[int], only_b: list[int]
) -> tuple[list[int], list[int]]:
    """Return both lists without the words that differ only by a typing error or a misplaced space."""
    spelled_a = {word: a.spelling(word) for word in only_a if not a.is_number(word)}
    spelled_b = {word: b.spelling(word) for word in only_b if not b.is_number(word)}
    if not (spelled_a and spelled_b):
        return only_a, only_b
    if read_alike(a, only_a, b, only_b):
        return [], []
    left_a, left_b = only_a, only_b
    for word, one in spelled_a.items():
        for other_word, other in spelled_b.items():
            if (one[0] == other[0] or one[-1] == other[-1]) and _is_misspelled(
                one, other, short_too=not a.is_piece(word)
            ):
                left_a, left_b = [w for w in left_a if w != word], [w for w in left_b if w != other_word]
                del spelled_b[other_word]
                break
    return left_a, left_b


def _is_misspelled(one: str, other: str, *, short_too: bool) -> bool:
    """Return whether a long word differs from another in a letter, or in two if it is very long.

    A short word with another letter is another word: its errors are a letter too many and two swapped
    letters. ``short_too`` is False for scripts without spaces, which spell numbers: there it has no errors.
    """
    shorter = min(len(one), len(other))
    allowed = min(2, (shorter - 1) // 4)  # five letters: one, nine: two
    if not allowed:
        if shorter < 2 or not short_too or (len(one) == len(other) and sorted(one) != sorted(other)):
            return False
        allowed = 1
    if abs(len(one) - len(other)) > allowed:
        return False
    return bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)


def read_alike(a: Words, only_a: list[int], b: Words, only_b: list[int]) -> bool:
    """Return whether the words have the same letters and differ only in the place of a space."""
    return "".join(map(a.spelling, only_a)) == "".join(map(b.spelling, only_b))
