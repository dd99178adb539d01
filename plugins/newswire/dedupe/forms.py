"""Notices of one form: texts that are the same but for a name, a noun or a figure, and their headlines.

A word that differs between two texts is an edit, or it is the subject of a notice. It is the subject if each
headline has the word of its own text and lacks the other one, as in "Storm warning for Rabenau" and "Storm
warning for Tiefenbach".
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from newswire.dedupe.texts.words import UNMARKED, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newswire.dedupe.texts.overlap import Overlap

_OWN = 0.15  # share of a text's words that the other lacks outside of slots
_OWN_OF_BOTH = 0.05  # the same if both are whole notices: an update adds a sentence
_FEW = 3  # words, in addition: a credit
_LONG = 80  # words from which only a name counts, since an outlet may edit a word of text and headline
_STEM = 4  # letters that two forms of a word begin with; of Hangul ...
_HANGUL_STEM = 2
_STEM_SHARE = 0.6  # share of the longer form
_ABBREVIATED = 3  # letters
_HANGUL = ("\uac00", "\ud7a3")
_PREFIXING = ("\u0590", "\u06ff")  # Hebrew and Arabic letters: articles and prepositions come before a word
_SHORT = 3  # letters of words that are no names, in alphabets
_TAIL = 2  # common words behind the place where the headlines of sister notices differ


class Form:
    """Measures of two texts of one form and their headlines; they do not depend on the order of the two."""

    def __init__(self, texts: Overlap, headline: Words, other_headline: Words) -> None:
        self._texts = texts
        self._heads = (other_headline, headline) if texts.turned else (headline, other_headline)

    @cached_property
    def of_shorter(self) -> bool:
        """Whether the other text has nearly all words of the shorter one, slots apart."""
        own, words = self._texts.own_words[0], self._texts.sizes[0]
        return own <= _OWN * words + _FEW

    @cached_property
    def of_both(self) -> bool:
        """Whether each text has nearly all words of the other one, slots apart."""
        return all(
            own <= _OWN_OF_BOTH * words + _FEW
            for own, words in zip(self._texts.own_words, self._texts.sizes, strict=True)
        )

    @cached_property
    def names_subjects(self) -> bool:
        """Whether each headline names its text's word in a slot and lacks the word of the other text.

        In a text of 80 words and more the word must be a possible name.
        """
        heads = [_Headline(head) for head in self._heads]
        long = self._texts.shorter >= _LONG
        for only_a, only_b in self._texts.substitutions:
            a, b = (
                _Side(self._texts.words[0], only_a, names=long),
                _Side(self._texts.words[1], only_b, names=long),
            )
            if not a.is_inflected(b) and heads[0].names(a, heads[1]) and heads[1].names(b, heads[0]):
                return True
        return False

    @cached_property
    def replaces_words(self) -> bool:
        """Whether a slot has words that are no forms of the other text's words."""
        for only_a, only_b in self._texts.substitutions:
            a, b = _Side(self._texts.words[0], only_a), _Side(self._texts.words[1], only_b)
            if not a.is_inflected(b):
                return True
        return False

    @cached_property
    def replaces_one_name(self) -> bool:
        """Whether nothing but one possible name differs: a word with a capital, or a long one without."""
        slots = self._texts.substitutions
        if self._texts.own_words != (0, 0) or any(max(map(len, slot)) > _FEW for slot in slots):
            return False
        sides = [
            (_Side(self._texts.words[0], only_a, names=True), _Side(self._texts.words[1], only_b, names=True))
            for only_a, only_b in slots
        ]
        different = {(*a.words, *a.runs, *b.words, *b.runs) for a, b in sides}
        return len(different) == 1 and all(
            a.may_be_name and b.may_be_name and not a.is_inflected(b) for a, b in sides
        )

    @cached_property
    def sister_headlines(self) -> bool:
        """Whether the headlines differ in one place before the same words, by words that no text has."""
        a, b = (head.text for head in self._heads)
        begin = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        rest_a, rest_b = a[begin:], b[begin:]
        tail = next(
            (n for n, (x, y) in enumerate(zip(reversed(rest_a), reversed(rest_b), strict=False)) if x != y),
            min(len(rest_a), len(rest_b)),
        )
        words_a = [self._heads[0].spelling(word) for word in range(begin, len(a) - tail)]
        words_b = [self._heads[1].spelling(word) for word in range(begin, len(b) - tail)]
        if not (words_a and words_b) or tail < _TAIL or max(len(words_a), len(words_b)) > _FEW:
            return False
        if any(_is_form(one, other) for one in words_a for other in words_b):
            return False
        known = {text.spelling(word) for text in self._texts.words for word in range(len(text.text))}
        return known.isdisjoint(words_a) and known.isdisjoint(words_b)


class _Side:
    """The words that only one text has in a slot: spaced words, and runs of a script without spaces."""

    def __init__(self, text: Words, words: Sequence[int], *, names: bool = False) -> None:
        self.words: list[str] = []
        self.runs: list[str] = []
        last = None
        for word in words:
            if text.is_piece(word):
                if last == word - 1 and self.runs:
                    self.runs[-1] += text.spelling(word)
                else:
                    self.runs.append(text.spelling(word))
                last = word
            elif not names or (text.weight(word, word + 1) >= UNMARKED and not text.is_number(word)):
                self.words.append(text.spelling(word))

    @property
    def may_be_name(self) -> bool:
        """Whether there is a word of four letters, or of another script than an alphabet."""
        return bool(self.runs) or any(len(word) > _SHORT or word[0] >= _PREFIXING[0] for word in self.words)

    def is_inflected(self, other: _Side) -> bool:
        """Return whether a word is a form of a word of the other side: an edit, no subject."""
        return any(_is_form(one, two) for one in self.words for two in other.words)


class _Headline:
    """The words of a headline, and its letters in a row."""

    def __init__(self, head: Words) -> None:
        self.words = [head.spelling(word) for word in range(len(head.text))]
        self.letters = "".join(self.words)

    def names(self, side: _Side, other: _Headline) -> bool:
        """Return whether this headline has a word or a run of the side that the other one lacks."""
        for word in side.words:
            if word not in other.words and any(_is_form(word, mine) for mine in self.words):
                return True
        return any(self._has(run, other) for run in side.runs)

    def _has(self, run: str, other: _Headline) -> bool:
        """Return whether half of a run, and two signs if it has as many, stand here but not in the other."""
        least = max(min(2, len(run)), (len(run) + 1) // 2)
        return any(
            part in self.letters and part not in other.letters
            for size in range(least, len(run) + 1)
            for begin in range(len(run) - size + 1)
            for part in [run[begin : begin + size]]
        )


def _is_form(one: str, other: str) -> bool:
    """Return whether two words are equal or have one stem, before or behind which only an ending differs."""
    if one == other or (min(len(one), len(other)) >= _ABBREVIATED and one.startswith(other[: len(one)])):
        return True
    longer = max(len(one), len(other))
    stem = _HANGUL_STEM if _HANGUL[0] <= one[0] <= _HANGUL[1] else _STEM
    least = max(stem, _STEM_SHARE * longer)
    if _same(one, other) >= least:
        return True
    return _PREFIXING[0] <= one[0] <= _PREFIXING[1] and _same(one[::-1], other[::-1]) >= least


def _same(one: str, other: str) -> int:
    return next(
        (n for n, (x, y) in enumerate(zip(one, other, strict=False)) if x != y), min(len(one), len(other))
    )
