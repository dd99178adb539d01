"""Two lines compared by their letters and words: is one the other with something added?"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_WORD = re.compile(r"[^\W_]+")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
LONGEST = 400
"""Characters that are compared; headlines are shorter."""


@lru_cache(maxsize=512)
def letters(text: str) -> str:
    """Return the letters and figures of a line alone, in one case."""
    return "".join(_WORD.findall(unicodedata.normalize("NFKC", text[:LONGEST]).casefold()))


@lru_cache(maxsize=512)
def words(text: str) -> frozenset[str]:
    """Return the words of a line in one case; pairs of characters in scripts without spaces."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    if _SPACELESS.search(text):
        joined = "".join(_WORD.findall(text))
        return frozenset(joined[n : n + 2] for n in range(max(len(joined) - 1, 1)))
    return frozenset(_WORD.findall(text))


def likeness(one: str, other: str) -> float:
    """Return how alike two lines are, from 0 to 1.

    It is the share of the shorter line's words that are in both; a line of fewer than three words is like
    another one only if the letters are the same.
    """
    if letters(one) == letters(other):
        return 1.0 if letters(one) else 0.0
    first, second = words(one), words(other)
    least = min(len(first), len(second))
    if least < 3:
        return 0.0
    return 0.99 * len(first & second) / least
