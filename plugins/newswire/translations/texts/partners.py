"""Which of several like texts is the translation: the best one in both directions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_MARGIN = 0.12
"""How much better a pair must be than the next one with another story."""

Pair = tuple[int, int, float]
"""Two items and the score of their best versions."""


def partners(
    pairs: Iterable[Pair], languages: Mapping[int, str], kin: Mapping[int, int], enough: float
) -> set[tuple[int, int]]:
    """Return the pairs that are each other's best in their languages.

    Args:
        pairs: all scored pairs of the items, in any order.
        languages: the language of each item.
        kin: for an item, the number of the group of its copies in its own language.
        enough: the least score.
    """
    rivals: dict[tuple[int, str], dict[int, float]] = {}
    listed = list(pairs)
    for one, other, score in listed:
        for here, there in ((one, other), (other, one)):
            ranks = rivals.setdefault((kin.get(here, here), languages[there]), {})
            group = kin.get(there, there)
            ranks[group] = max(score, ranks.get(group, 0.0))

    def is_best(here: int, there: int, score: float) -> bool:
        ranks = rivals[kin.get(here, here), languages[there]]
        group = kin.get(there, there)
        return all(other == group or score >= rank + _MARGIN * (1 - rank) for other, rank in ranks.items())

    return {
        (one, other)
        for one, other, score in listed
        if score >= enough and is_best(one, other, score) and is_best(other, one, score)
    }
