"""What two texts have in common, and what stands at the same place in both with other facts.

Words are aligned by a longest common subsequence. Where a few words of one text stand between the
same neighbours as a few others of the other text, they are a *slot*. A different number or name in
a slot is a *conflict*: so templates differ from each other. Passages that only one text has are no
conflicts: so copies differ from their source.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import LCSseq, Levenshtein

from newswire.dedupe.normalise import LETTER, UPPER, Tokens, tokenise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapidfuzz.distance import MatchingBlock

_LONGEST = 30_000  # characters of a text that are looked at: bounds time and memory
_RUN = 3  # words in a row that are no coincidence
_LEAD = 30  # words of the first paragraph
_DATELINE = 10  # words that a dateline and a credit may have
_SIGN_OFF = 12  # words that an outlet puts behind a story
_SLOT = 8  # words that may stand in a slot
_NEAR = 6  # words on either side of a slot, of which ...
_DENSE = 0.5  # ... this share must be common, or the slot is an accident of the alignment
_CAPITALS = 0.5  # a text with more of its words in capitals does not mark its names by them
_WEIGHTS = {"fact": 1.0, "word": 0.2, "unmarked": 0.4}  # a word may be a name where names are unmarked


@dataclass(frozen=True, slots=True)
class Words:
    """One text, ready to be aligned with others of its batch.

    ``text`` has one character a word, the same character for the same word. ``weights`` and
    ``numbers`` are sums up to each word: of how much words tell, and of how many are numbers.
    """

    text: str
    known: frozenset[str]
    weights: list[float]
    numbers: list[int]
    tokens: Tokens
    first: int

    def weight(self, start: int, end: int) -> float:
        """How much the words from start to end tell."""
        return self.weights[end] - self.weights[start]

    def is_number(self, word: int) -> bool:
        """Whether a word is a number."""
        return self.numbers[word + 1] > self.numbers[word]

    def spelling(self, word: int) -> str:
        """How a word is read."""
        return self.tokens.spelling(self.first + word)


@dataclass(frozen=True, slots=True)
class Overlap:
    """Measures of a pair of texts; the same whichever of the two comes first.

    ``shorter`` and ``longer`` are lengths in words. ``run`` is the share of the shorter text that
    the other has in runs of three words or more, ``common`` the share of all words of both.
    ``lead`` and ``lead_of_longer`` are the shares of the first 30 words that are common: the lesser
    one of both texts, and that of the longer one. ``numbers`` counts common numbers,
    ``conflicting_numbers`` those that differ in slots, ``conflict`` is the weight of differing facts
    in slots beside that of the common ones. ``missing`` is the share of the shorter text's facts,
    by weight, that the other lacks; ``missing_numbers`` the same for numbers alone.
    """

    shorter: int
    longer: int
    run: float
    run_words: int
    common: float
    lead: float
    lead_of_longer: float
    numbers: int
    conflicting_numbers: int
    conflict: float
    missing: float
    missing_numbers: float


def prepare(texts: Sequence[str]) -> list[Words]:
    """The texts, ready to be aligned with each other."""
    tokens = tokenise(texts)
    _, ranks = np.unique(
        tokens.words, return_inverse=True
    )  # in the order of the hashes: the same in any batch
    characters = (ranks + 1 + (ranks + 1 >= 0xD800) * 0x800).astype("<u4")  # around the surrogates
    number = tokens.figures > 0
    capital = ((tokens.flags & UPPER) != 0) & ~number
    lettered = ((tokens.flags & LETTER) != 0) & ~number
    begins_sentence = np.diff(tokens.sentences, prepend=-1) != 0
    prepared = []
    for start, end in zip(tokens.starts[:-1].tolist(), tokens.starts[1:].tolist(), strict=True):
        part = slice(start, end)
        capitals = float(capital[part].sum())
        if 0 < capitals < _CAPITALS * float(lettered[part].sum()):
            fact = number[part] | (capital[part] & ~begins_sentence[part])
            weights = np.where(fact, _WEIGHTS["fact"], _WEIGHTS["word"])
        else:
            weights = np.where(number[part], _WEIGHTS["fact"], _WEIGHTS["unmarked"])
        text = characters[part].tobytes().decode("utf-32-le")
        prepared.append(
            Words(
                text=text,
                known=frozenset(text),
                weights=[0.0, *accumulate(weights.tolist())],
                numbers=[0, *accumulate(number[part].astype(int).tolist())],
                tokens=tokens,
                first=start,
            )
        )
    return prepared


def overlap(one: Words, other: Words) -> Overlap:
    """What the two texts have in common; they must come from the same ``prepare``."""
    a, b = sorted((one, other), key=lambda words: (len(words.text), words.text))
    if not a.text:
        return Overlap(0, len(b.text), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    blocks = LCSseq.editops(a.text, b.text).as_matching_blocks()
    runs = [block for block in blocks if block.size >= _RUN]
    if not runs:
        return Overlap(len(a.text), len(b.text), 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    common_a, common_b = bytearray(len(a.text)), bytearray(len(b.text))
    for block in blocks:
        common_a[block.a : block.a + block.size] = b"\1" * block.size
        common_b[block.b : block.b + block.size] = b"\1" * block.size
    begin, end = _body(a, runs)
    equal, run = sum(common_a), sum(block.size for block in runs)
    weight = sum(a.weight(block.a, block.a + block.size) for block in blocks)
    conflicting_numbers, conflict = _conflicts(a, b, blocks, common_a, common_b)
    lead_of_longer = _lead(len(b.text), [(block.b, block.size) for block in runs])
    unknown = [word for word in range(begin, end) if a.text[word] not in b.known]
    return Overlap(
        shorter=end - begin,
        longer=len(b.text),
        run=run / (end - begin),
        run_words=run,
        common=equal / (len(a.text) + len(b.text) - equal),
        lead=min(_lead(end, [(block.a, block.size) for block in runs]), lead_of_longer),
        lead_of_longer=lead_of_longer,
        numbers=sum(a.numbers[block.a + block.size] - a.numbers[block.a] for block in blocks),
        conflicting_numbers=conflicting_numbers,
        conflict=conflict / (conflict + weight) if conflict else 0.0,
        missing=sum(a.weight(word, word + 1) for word in unknown) / a.weight(begin, end),
        missing_numbers=sum(map(a.is_number, unknown)) / max(1, a.numbers[end] - a.numbers[begin]),
    )


def _body(a: Words, runs: Sequence[MatchingBlock]) -> tuple[int, int]:
    """First and last word of the shorter text without the dateline and the sign-off that only it has."""
    begin = runs[0].a if runs[0].b == 0 and runs[0].a <= _DATELINE else 0
    end = runs[-1].a + runs[-1].size
    numbers = a.numbers[-1] - a.numbers[end]
    if len(a.text) - end > _SIGN_OFF or numbers > 1 or end - begin < 2 * _SIGN_OFF:
        end = len(a.text)
    return begin, end


def _lead(words: int, runs: Sequence[tuple[int, int]]) -> float:
    """The share of a text's first paragraph that the runs cover, each a first word and a length."""
    begin = runs[0][0] if runs[0][0] <= _DATELINE else 0
    last = min(words, begin + _LEAD)
    return sum(max(0, min(last, word + size) - word) for word, size in runs) / (last - begin)


def _conflicts(
    a: Words, b: Words, blocks: Sequence[MatchingBlock], common_a: bytearray, common_b: bytearray
) -> tuple[int, float]:
    """How many numbers differ in slots, and the weight of all that differs there."""
    numbers, weight = 0, 0.0
    end_a = end_b = 0
    for block in blocks:
        slot_a, slot_b = range(end_a, block.a), range(end_b, block.b)
        end_a, end_b = block.a + block.size, block.b + block.size
        if not (block.size and 0 < len(slot_a) <= _SLOT and 0 < len(slot_b) <= _SLOT):
            continue  # the last block is empty: what follows it is a sign-off or a cut
        if block.size < _RUN and len(a.text) - block.a <= _SIGN_OFF and len(a.text) > 3 * _SIGN_OFF:
            continue
        if not (_is_dense(common_a, slot_a) and _is_dense(common_b, slot_b)):
            continue
        here_a, here_b = a.text[slot_a.start : slot_a.stop], b.text[slot_b.start : slot_b.stop]
        only_a = [word for word in slot_a if a.text[word] not in here_b]
        only_b = [word for word in slot_b if b.text[word] not in here_a]
        new = [a.is_number(word) for word in only_a if a.text[word] not in b.known]
        new += [b.is_number(word) for word in only_b if b.text[word] not in a.known]
        if not new or _is_typing_error(a, b, only_a, only_b):
            continue  # the facts are only told in another order, or one is spelled wrongly
        if any(new):
            differing = sum(map(a.is_number, only_a)), sum(map(b.is_number, only_b))
            numbers += max(1, min(differing))
        weight += min(sum(a.weight(w, w + 1) for w in only_a), sum(b.weight(w, w + 1) for w in only_b))
    return numbers, weight


def _is_dense(common: bytearray, slot: range) -> bool:
    before = common[max(0, slot.start - _NEAR) : slot.start]
    after = common[slot.stop : slot.stop + _NEAR]
    return sum(before) >= _DENSE * len(before) and sum(after) >= _DENSE * len(after)


def _is_typing_error(a: Words, b: Words, only_a: list[int], only_b: list[int]) -> bool:
    """One long word against one that differs in a letter, or in two if it is very long."""
    if len(only_a) != 1 or len(only_b) != 1 or a.is_number(only_a[0]) or b.is_number(only_b[0]):
        return False
    one, other = a.spelling(only_a[0]), b.spelling(only_b[0])
    allowed = (min(len(one), len(other)) - 1) // 4  # five letters: one, nine: two
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= min(allowed, 2)
