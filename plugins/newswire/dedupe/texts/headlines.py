"""Measures of two headlines: the words that they have in common."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SAME_BEGINNING = 2
"""Words. Headlines on one subject begin with so many common ones, a name and its verb."""

_NEARLY_ALL = 0.7
"""Share of the shorter headline's distinct words that stand in the other one, in any order."""


@dataclass(frozen=True, slots=True)
class Headlines:
    """Measures of a pair of headlines; they do not depend on the order of the two.

    ``beginning`` counts the first words that are the same. ``common`` is the share of the distinct words of
    the headline with fewer of them that the other one has. ``known``: both items have a headline. ``same``:
    they have the same one.
    """

    beginning: int
    common: float
    known: bool
    same: bool

    @property
    def agree(self) -> bool:
        """Whether both begin alike, as headlines on one subject do, or have nearly the same words."""
        return self.beginning >= _SAME_BEGINNING or self.common >= _NEARLY_ALL


def compare_headlines(a: Sequence[object], b: Sequence[object]) -> Headlines:
    """Return the measures of two headlines without marks: words, or a character a word (``Words.text``)."""
    beginning = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    words_a, words_b = set(a), set(b)
    common = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
    return Headlines(beginning, common, known=bool(a and b), same=bool(a) and a == b)
