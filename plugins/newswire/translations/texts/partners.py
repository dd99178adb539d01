"""Which of several like texts is the translation: the best one in both directions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

_MARGIN = 0.12
"""How much better a pair must be than the next one with another story."""

Pair = tuple[int, int, float]
"""Two items and the score of their best versions."""


def partners(
    pairs: Iterable[Pair], languages: Mapping[int, str], kin: Collection[tuple[int, int]], enough: float
) -> set[tuple[int, int]]:
    """Return the pairs that are each other's best in their languages.

    Copies in one language are no rivals: each of them may be the partner of a translation.

    Args:
        pairs: all scored pairs of the items, in any order.
        languages: the language of each item.
        kin: pairs of items that are copies of each other, the lower number first.
        enough: the least score.
    """
    rivals: dict[tuple[int, str], dict[int, float]] = {}
    listed = list(pairs)
    for one, other, score in listed:
        for here, there in ((one, other), (other, one)):
            rivals.setdefault((here, languages[there]), {})[there] = score

    def is_best(here: int, there: int, score: float) -> bool:
        return all(
            rival == there
            or score >= rank + _MARGIN * (1 - rank)
            or (min(rival, there), max(rival, there)) in kin
            for rival, rank in rivals[here, languages[there]].items()
        )

    return {
        (one, other)
        for one, other, score in listed
        if score >= enough and is_best(one, other, score) and is_best(other, one, score)
    }
