"""Measures of two texts: the words they have in common, and the facts that differ in the same places.

Words are aligned by a longest common subsequence. A *slot* is a few words of one text that stand between
the same neighbours as a few other words of the other text. A different number or name in a slot is a
*conflict*: notices from one template differ by conflicts. A passage that only one text has is no conflict:
copies differ from their source by such passages. The *weight* of a word (``words.py``) is higher for a
number or a name.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from newswire.dedupe.texts.words import Words, read_alike, without_typing_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_RUN = 3  # words in a row that are no coincidence
_LEAD = 30  # words of the first paragraph
_DATELINE = 10  # words that a dateline and a credit may have
_WRONG_WORDS = 2  # wrong words that do not end a passage, and one in twenty more
_FIRM_RUN = 8  # words in a row that are no coincidence wherever they stand
_LONG_RUN = 20  # words in a row, as boilerplate has
_OWN = 6  # fewer words are only another beginning of a sentence
_SIGN_OFF = 12  # words that an outlet puts behind a story
_SLOT = 8  # words that may stand in a slot
_NEAR = 6  # words on either side of a slot, of which ...
_DENSE = 0.5  # ... this share must be common, or the slot is an accident of the alignment
_CLOSE = 2  # common words on either side of a slot that show it without more around
_TWO_STORIES = 0.25  # conflict beyond which no rule makes one story


class Overlap:
    """Measures of a pair of texts from one ``prepare``; they do not depend on the order of the two.

    Each is computed at its first use, since the cheap ones decide most pairs.
    """

    def __init__(self, one: Words, other: Words) -> None:
        self._a, self._b = sorted((one, other), key=lambda words: (len(words.text), words.text))
        self.words = (self._a, self._b)
        self.turned = self._a is not one
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
    def opening(self) -> int:
        """Words of the passage that one text begins with and the other has too; 0 if there is none.

        A passage that only the other text has does not end it, nor do a few wrong words. It must end with a
        sentence or with the text in one of them: copies are cut and continued there, while notices of one
        series go on from the same first words with other facts. Three pieces of a text without spaces count
        as two words.
        """
        turned = [(b, a, size) for a, b, size in self._blocks]
        words = max(_opening(self._a, self._b, self._blocks), _opening(self._b, self._a, turned))
        return words * 2 // 3 if words and self._a.is_piece(0) else words

    @cached_property
    def own_beginnings(self) -> float:
        """The share of a text's beginning, by weight, that the other beginning lacks; the smaller of the two.

        The beginnings are the words before the first long passage that both have. A rewritten lead has the
        same facts; two notices above one boilerplate have different facts. 0 if there is no such passage, or
        fewer than six words stand before it in one text.
        """
        begin_a, begin_b = next(((a, b) for a, b, size in self._runs if size >= _LONG_RUN), (0, 0))
        if min(begin_a, begin_b) < _OWN:
            return 0.0
        words_a, words_b = range(begin_a), range(begin_b)
        return min(_foreign(self._a, words_a, self._b, words_b), _foreign(self._b, words_b, self._a, words_a))

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
        """The share of the first paragraph that is common, in the text with the smaller share."""
        return min(_lead(self.body[1], [(a, size) for a, _, size in self._runs]), self.lead_of_longer)

    @cached_property
    def numbers(self) -> int:
        """The count of common words that are numbers."""
        return sum(self._a.count_numbers(a, a + size) for a, _, size in self._blocks)

    @cached_property
    def _unknown(self) -> list[int]:
        known = set(self._b.text)
        return [word for word in range(*self.body) if self._a.text[word] not in known]

    @cached_property
    def missing(self) -> float:
        """The share of the shorter text's words, by weight, that the other text lacks."""
        lacking = sum(self._a.weight(word, word + 1) for word in self._unknown)
        return lacking / (self._a.weight(*self.body) or 1)

    @cached_property
    def missing_numbers(self) -> float:
        """The share of the shorter text's numbers that the other lacks."""
        return sum(map(self._a.is_number, self._unknown)) / max(1, self._a.count_numbers(*self.body))

    @property
    def conflicting_numbers(self) -> int:
        """The count of numbers that differ in slots."""
        return self._conflicts[0]

    @property
    def conflict(self) -> float:
        """The weight of the words that differ in slots, as a share of it and the weight of common words.

        The comparison stops when the share reaches a quarter: such texts are two stories.
        """
        return self._conflicts[1]

    @property
    def other_subject(self) -> bool:
        """Whether the texts begin with other words, and then go on alike."""
        return self._conflicts[2]

    @property
    def sizes(self) -> tuple[int, int]:
        """Words of the shorter text and of the longer one."""
        return len(self._a.text), len(self._b.text)

    @cached_property
    def substitutions(self) -> list[tuple[list[int], list[int]]]:
        """The words that differ in each slot, of the shorter and of the longer text; both have some.

        The words behind the last common one are a slot as well. Another order and typing errors are no
        difference.
        """
        compared = [self._differences(*slot) for slot in (*self._slots(close=True), *self._last_slot())]
        return [(only_a, only_b) for only_a, only_b in compared if only_a and only_b]

    @cached_property
    def own_words(self) -> tuple[int, int]:
        """Words of each text that stand neither in a common passage nor in a slot."""
        slots = [*self._slots(close=True), *self._last_slot()]
        equal = sum(size for _, _, size in self._blocks)
        in_a, in_b = sum(len(slot) for slot, _ in slots), sum(len(slot) for _, slot in slots)
        return len(self._a.text) - equal - in_a, len(self._b.text) - equal - in_b

    @cached_property
    def ends_with_other_numbers(self) -> bool:
        """Whether the words behind the last common one are few and have other numbers."""
        return any(
            any(map(self._a.is_number, only_a)) and any(map(self._b.is_number, only_b))
            for slot in self._last_slot()
            for only_a, only_b in [self._differences(*slot)]
        )

    @cached_property
    def _conflicts(self) -> tuple[int, float, bool]:
        """``conflicting_numbers``, ``conflict`` and ``other_subject``, from one pass over the slots."""
        common = sum(self._a.weight(begin, begin + size) for begin, _, size in self._blocks)
        numbers, weight, other_subject = 0, 0, False
        for slot_a, slot_b in self._slots():
            different, telling = self._compare_slots(slot_a, slot_b)
            numbers, weight = numbers + different, weight + telling
            other_subject |= slot_a.start == slot_b.start == 0 and telling > 0
            if weight >= _TWO_STORIES * (weight + common):
                break
        return numbers, weight / ((weight + common) or 1), other_subject

    def _slots(self, *, close: bool = False) -> Iterator[tuple[range, range]]:
        """Yield the slots: a few words of both texts between common ones, with mostly common words around.

        ``close``: two common words on either side are enough, as behind a dateline.
        """
        length = len(self._a.text)
        common_a, common_b = bytearray(length), bytearray(len(self._b.text))
        for begin_a, begin_b, size in self._blocks:
            common_a[begin_a : begin_a + size] = b"\1" * size
            common_b[begin_b : begin_b + size] = b"\1" * size
        end_a = end_b = size = 0
        for begin_a, begin_b, next_size in self._blocks:  # a sign-off or a cut follows the last one
            before, size = size, next_size
            start_a, start_b, end_a, end_b = end_a, end_b, begin_a + size, begin_b + size
            if not (start_a < begin_a <= start_a + _SLOT and start_b < begin_b <= start_b + _SLOT):
                continue
            if size < _RUN and length - begin_a <= _SIGN_OFF and length > 3 * _SIGN_OFF:
                continue  # common by chance, in a sign-off
            slot_a, slot_b = range(start_a, begin_a), range(start_b, begin_b)
            shown = close and min(before, size) >= _CLOSE
            if shown or (_is_dense(common_a, slot_a) and _is_dense(common_b, slot_b)):
                yield slot_a, slot_b

    def _last_slot(self) -> Iterator[tuple[range, range]]:
        """Yield the words of both texts behind the last common one, if they are as few as in a slot."""
        if self._blocks:
            begin_a, begin_b, size = self._blocks[-1]
            rest_a, rest_b = (
                range(begin_a + size, len(self._a.text)),
                range(begin_b + size, len(self._b.text)),
            )
            if 0 < len(rest_a) <= _SLOT and 0 < len(rest_b) <= _SLOT:
                yield rest_a, rest_b

    def _differences(self, slot_a: range, slot_b: range) -> tuple[list[int], list[int]]:
        """Return the words of two slots that differ: none of them, if no text has a new word there."""
        a, b = self._a, self._b
        here_a, here_b = a.text[slot_a.start : slot_a.stop], b.text[slot_b.start : slot_b.stop]
        only_a = [word for word in slot_a if a.text[word] not in here_b]
        only_b = [word for word in slot_b if b.text[word] not in here_a]
        if not any(a.text[word] not in b.text for word in only_a) and not any(
            b.text[word] not in a.text for word in only_b
        ):
            return [], []
        if any(map(a.is_number, only_a)) and any(map(b.is_number, only_b)):
            return only_a, only_b
        return without_typing_errors(a, b, only_a, only_b)

    def _compare_slots(self, slot_a: range, slot_b: range) -> tuple[int, int]:
        """Return how many numbers of two slots differ, and the weight of all words that differ.

        The weight is that of the slot with less. Another order and typing errors are no difference.
        """
        a, b = self._a, self._b
        here_a, here_b = a.text[slot_a.start : slot_a.stop], b.text[slot_b.start : slot_b.stop]
        only_a = [word for word in slot_a if a.text[word] not in here_b]
        only_b = [word for word in slot_b if b.text[word] not in here_a]
        new = [a.is_number(word) for word in only_a if a.text[word] not in b.text]
        new += [b.is_number(word) for word in only_b if b.text[word] not in a.text]
        if not new:
            return 0, 0  # the same facts stand in another order
        numbers_a, numbers_b = sum(map(a.is_number, only_a)), sum(map(b.is_number, only_b))
        if numbers_a and numbers_b:
            if numbers_a < len(only_a) and read_alike(a, only_a, b, only_b):
                return 0, 0
        else:
            right_a, right_b = without_typing_errors(a, b, only_a, only_b)
            if len(right_a) < len(only_a) and not (right_a and right_b):
                return 0, 0
            only_a, only_b = right_a, right_b
        numbers = max(1, min(numbers_a, numbers_b)) if any(new) else 0
        weight = min(
            sum(a.weight(word, word + 1) for word in only_a), sum(b.weight(word, word + 1) for word in only_b)
        )
        return numbers, weight


def _opening(text: Words, other: Words, blocks: Sequence[tuple[int, int, int]]) -> int:
    """Return the number of common words from the text's beginning on, with few wrong words between them.

    Return 0 if neither text ends a sentence there, or if the text has words before it that the other lacks.
    """
    words = end = end_other = 0
    for begin, begin_other, size in blocks:
        if begin - words > _WRONG_WORDS + begin // 20 or (not words and begin_other - begin > _DATELINE):
            break
        passage = begin_other - end_other - (begin - end) > _WRONG_WORDS  # only the other text has it
        if words and passage and (words < _RUN or size < _FIRM_RUN or words + size < _LONG_RUN):
            break
        words += size
        end, end_other = begin + size, begin_other + size
    if not words or not (text.ends(end) or other.ends(end_other)):
        return 0
    before, before_other, _ = blocks[0]
    only = [word for word in range(before) if text.text[word] not in other.text[:before_other]]
    return 0 if without_typing_errors(text, other, only, list(range(before_other)))[0] else words


def _foreign(text: Words, words: range, other: Words, other_words: range) -> float:
    """Return the share of ``words`` of a text, by weight, that ``other_words`` of the other text lack."""
    known = set(other.text[other_words.start : other_words.stop])
    lacking = sum(text.weight(word, word + 1) for word in words if text.text[word] not in known)
    return lacking / text.weight(words.start, words.stop)


def _lead(words: int, runs: Sequence[tuple[int, int]]) -> float:
    """Return the share of a text's first paragraph that the runs cover, each a first word and a length."""
    if not runs:
        return 0.0
    begin = runs[0][0] if runs[0][0] <= _DATELINE else 0
    last = min(words, begin + _LEAD)
    return sum(max(0, min(last, word + size) - word) for word, size in runs) / (last - begin)


def _is_dense(common: bytearray, slot: range) -> bool:
    """Return whether most words on either side of a slot are common."""
    before = common[max(0, slot.start - _NEAR) : slot.start]
    after = common[slot.stop : slot.stop + _NEAR]
    return before.count(1) >= _DENSE * len(before) and after.count(1) >= _DENSE * len(after)
