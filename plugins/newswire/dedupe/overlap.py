"""What two texts have in common, and what stands at the same place in both with other facts.

Words are aligned by a longest common subsequence. Where a few words of one text stand between the
same neighbours as a few others of the other text, they are a *slot*. A different number or name in
a slot is a *conflict*: so templates differ from each other. Passages that only one text has are no
conflicts: so copies differ from their source.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import LCSseq, Levenshtein

from newswire.dedupe.normalise import LETTER, UPPER, Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_LONGEST = 30_000  # characters of a text that are looked at: bounds time and memory
_RUN = 3  # words in a row that are no coincidence
_LEAD = 30  # words of the first paragraph
_DATELINE = 10  # words that a dateline and a credit may have
_SIGN_OFF = 12  # words that an outlet puts behind a story
_SLOT = 8  # words that may stand in a slot
_NEAR = 6  # words on either side of a slot, of which ...
_DENSE = 0.5  # ... this share must be common, or the slot is an accident of the alignment
_TWO_STORIES = 0.25  # conflict beyond which nothing can speak for one story
_CAPITALS = 0.5  # a text with more of its words in capitals does not mark its names by them
_FACT, _WORD, _UNMARKED = 5, 1, 2  # how much a word tells; it may be a name where none are marked


@dataclass(frozen=True, slots=True)
class Words:
    """One text, ready to be aligned with others of its batch.

    ``text`` has one character a word, the same character for the same word; ``first`` is its first
    word in the batch. ``weights`` and ``numbers`` belong to the batch: sums of how much the words
    before each one tell, and of how many of them are numbers.
    """

    text: str
    first: int
    weights: list[int]
    numbers: list[int]
    tokens: Tokens

    def weight(self, start: int, end: int) -> int:
        """How much the words from start to end tell."""
        return self.weights[self.first + end] - self.weights[self.first + start]

    def count_numbers(self, start: int, end: int) -> int:
        """How many of the words from start to end are numbers."""
        return self.numbers[self.first + end] - self.numbers[self.first + start]

    def is_number(self, word: int) -> bool:
        """Whether a word is a number."""
        return self.count_numbers(word, word + 1) > 0

    def spelling(self, word: int) -> str:
        """How a word is read."""
        return self.tokens.spelling(self.first + word)


def prepare(texts: Sequence[str]) -> list[Words]:
    """The texts, ready to be aligned with each other."""
    tokens = tokenise([text[:_LONGEST] for text in texts])
    # One character a word, in the order of the hashes, so that texts compare alike in any batch.
    _, ranks = np.unique(tokens.words, return_inverse=True)
    characters = ranks + 1 + (ranks + 1 >= 0xD800) * 0x800  # around the surrogates
    joined = characters.astype("<u4").tobytes().decode("utf-32-le")
    weights = np.concatenate(([0], np.cumsum(_weights(tokens)))).tolist()
    numbers = np.concatenate(([0], np.cumsum(tokens.figures > 0))).tolist()
    starts = tokens.starts.tolist()
    return [Words(joined[start:end], start, weights, numbers, tokens) for start, end in pairwise(starts)]


def _weights(tokens: Tokens) -> NDArray[np.int64]:
    """How much each word tells: numbers and names are facts, names being marked by capitals if at all."""
    number = tokens.figures > 0
    capital = ((tokens.flags & UPPER) != 0) & ~number
    lettered = ((tokens.flags & LETTER) != 0) & ~number
    owners = tokens.owners()
    capitals = np.bincount(owners, capital, len(tokens))
    marked = (capitals > 0) & (capitals < _CAPITALS * np.bincount(owners, lettered, len(tokens)))
    begins_sentence = np.diff(tokens.sentences, prepend=-1) != 0
    words = np.where(capital & ~begins_sentence, _FACT, _WORD)
    return np.where(number, _FACT, np.where(marked[owners], words, _UNMARKED))


class Overlap:
    """Measures of a pair of texts from one ``prepare``; the same whichever of the two comes first.

    Each is computed when it is first asked for: most pairs are told apart by the cheap ones.
    """

    def __init__(self, one: Words, other: Words) -> None:
        self._a, self._b = sorted((one, other), key=lambda words: (len(words.text), words.text))
        self._blocks = [  # first word in the shorter and in the longer text, number of words
            (block.a, block.b, block.size)
            for block in LCSseq.editops(self._a.text, self._b.text).as_matching_blocks()
            if block.size
        ]
        self._runs = [block for block in self._blocks if block[2] >= _RUN]

    @cached_property
    def body(self) -> tuple[int, int]:
        """The words of the shorter text without a dateline and a sign-off that only it has."""
        last = len(self._a.text)
        if not self._runs:
            return 0, last
        begin_a, begin_b, _ = self._runs[0]
        begin = begin_a if begin_b == 0 and begin_a <= _DATELINE else 0
        end = self._runs[-1][0] + self._runs[-1][2]
        is_sign_off = last - end <= _SIGN_OFF and self._a.count_numbers(end, last) <= 1
        return begin, end if is_sign_off and end - begin >= 2 * _SIGN_OFF else last

    @property
    def shorter(self) -> int:
        """Words of the shorter text's body."""
        return self.body[1] - self.body[0]

    @property
    def longer(self) -> int:
        """Words of the longer text."""
        return len(self._b.text)

    @cached_property
    def run_words(self) -> int:
        """Words in runs of three or more that both texts have."""
        return sum(size for _, _, size in self._runs)

    @property
    def run(self) -> float:
        """The share of the shorter text that the other one has in runs of three words or more."""
        return self.run_words / max(1, self.shorter)

    @cached_property
    def common(self) -> float:
        """The share of all words of both texts that are common."""
        equal = sum(size for _, _, size in self._blocks)
        return equal / max(1, len(self._a.text) + len(self._b.text) - equal)

    @cached_property
    def lead_of_longer(self) -> float:
        """The share of the longer text's first paragraph that is common."""
        return _lead(len(self._b.text), [(b, size) for _, b, size in self._runs])

    @cached_property
    def lead(self) -> float:
        """The share of the first paragraph that is common, in the text where it is less."""
        return min(_lead(self.body[1], [(a, size) for a, _, size in self._runs]), self.lead_of_longer)

    @cached_property
    def numbers(self) -> int:
        """How many common words are numbers."""
        return sum(self._a.count_numbers(a, a + size) for a, _, size in self._blocks)

    @cached_property
    def _unknown(self) -> list[int]:
        known = set(self._b.text)
        return [word for word in range(*self.body) if self._a.text[word] not in known]

    @cached_property
    def missing(self) -> float:
        """The share of the shorter text's words, by how much they tell, that the other lacks."""
        lacking = sum(self._a.weight(word, word + 1) for word in self._unknown)
        return lacking / (self._a.weight(*self.body) or 1)

    @cached_property
    def missing_numbers(self) -> float:
        """The share of the shorter text's numbers that the other lacks."""
        return sum(map(self._a.is_number, self._unknown)) / max(1, self._a.count_numbers(*self.body))

    @property
    def conflicting_numbers(self) -> int:
        """How many numbers differ in slots."""
        return self._conflicts[0]

    @property
    def conflict(self) -> float:
        """How much what differs in slots tells, as a share of that and of what is common.

        Slots are compared until a quarter of all contradicts: so much are two stories.
        """
        return self._conflicts[1]

    @property
    def other_subject(self) -> bool:
        """Whether the texts begin with other words, and then go on alike."""
        return self._conflicts[2]

    @cached_property
    def _conflicts(self) -> tuple[int, float, bool]:
        a, b = self._a, self._b
        common_a, common_b = bytearray(len(a.text)), bytearray(len(b.text))
        for begin_a, begin_b, size in self._blocks:
            common_a[begin_a : begin_a + size] = b"\1" * size
            common_b[begin_b : begin_b + size] = b"\1" * size
        common = sum(a.weight(begin_a, begin_a + size) for begin_a, _, size in self._blocks)
        numbers, weight, other_subject = 0, 0, False
        end_a = end_b = 0
        for begin_a, begin_b, size in self._blocks:  # what follows the last one is a sign-off or a cut
            slot_a, slot_b = range(end_a, begin_a), range(end_b, begin_b)
            end_a, end_b = begin_a + size, begin_b + size
            if not (0 < len(slot_a) <= _SLOT and 0 < len(slot_b) <= _SLOT):
                continue
            if size < _RUN and len(a.text) - begin_a <= _SIGN_OFF and len(a.text) > 3 * _SIGN_OFF:
                continue
            if _is_dense(common_a, slot_a) and _is_dense(common_b, slot_b):
                found = self._compare_slots(slot_a, slot_b)
                numbers, weight = numbers + found[0], weight + found[1]
                other_subject |= slot_a.start == slot_b.start == 0 and found[1] > 0
                if weight >= _TWO_STORIES * (weight + common):
                    break
        return numbers, weight / ((weight + common) or 1), other_subject

    def _compare_slots(self, slot_a: range, slot_b: range) -> tuple[int, int]:
        """How many numbers of two slots differ, and how much tells all that differs."""
        a, b = self._a, self._b
        here_a, here_b = a.text[slot_a.start : slot_a.stop], b.text[slot_b.start : slot_b.stop]
        only_a = [word for word in slot_a if a.text[word] not in here_b]
        only_b = [word for word in slot_b if b.text[word] not in here_a]
        new = [a.is_number(word) for word in only_a if a.text[word] not in b.text]
        new += [b.is_number(word) for word in only_b if b.text[word] not in a.text]
        if not new or _is_typing_error(a, b, only_a, only_b):
            return 0, 0  # the facts are only told in another order, or one is spelled wrongly
        numbers = max(1, min(sum(map(a.is_number, only_a)), sum(map(b.is_number, only_b)))) if any(new) else 0
        weight = min(
            sum(a.weight(word, word + 1) for word in only_a), sum(b.weight(word, word + 1) for word in only_b)
        )
        return numbers, weight


def _lead(words: int, runs: Sequence[tuple[int, int]]) -> float:
    """The share of a text's first paragraph that the runs cover, each a first word and a length."""
    if not runs:
        return 0.0
    begin = runs[0][0] if runs[0][0] <= _DATELINE else 0
    last = min(words, begin + _LEAD)
    return sum(max(0, min(last, word + size) - word) for word, size in runs) / (last - begin)


def _is_dense(common: bytearray, slot: range) -> bool:
    before = common[max(0, slot.start - _NEAR) : slot.start]
    after = common[slot.stop : slot.stop + _NEAR]
    return before.count(1) >= _DENSE * len(before) and after.count(1) >= _DENSE * len(after)


def _is_typing_error(a: Words, b: Words, only_a: list[int], only_b: list[int]) -> bool:
    """One long word against one that differs in a letter, or in two if it is very long."""
    if len(only_a) != 1 or len(only_b) != 1 or a.is_number(only_a[0]) or b.is_number(only_b[0]):
        return False
    one, other = a.spelling(only_a[0]), b.spelling(only_b[0])
    allowed = min(2, (min(len(one), len(other)) - 1) // 4)  # five letters: one, nine: two
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed
