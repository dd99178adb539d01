"""The letters and digits of a text alone, in which texts are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from newswire.lexicon.invisible import visible

_SPACES_AND_MARKS = re.compile(r"[\W_]+")
_OF_ASCII = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())
"""The same in ASCII, where a translation takes a tenth of the time."""
_FEW = 30
"""Different signs of a text that are taken out one by one; of a usual one this takes half of the time."""
_PARAGRAPH = 2_000
"""Characters of a text that is remembered: a story's paragraphs are compared several times."""


def folded(text: str) -> str:
    """Return a text without case, punctuation, spaces, invisible and compatible (NFKC) differences."""
    return _remembered(text) if len(text) <= _PARAGRAPH else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_OF_ASCII)
    text = unicodedata.normalize("NFKC", visible(text)).casefold()
    signs = [sign for sign in set(text) if not sign.isalnum()]
    if len(signs) > _FEW:
        return _SPACES_AND_MARKS.sub("", text)
    for sign in signs:
        text = text.replace(sign, "")
    return text


_remembered = lru_cache(maxsize=1024)(_folded)


def begins_with(text: str, words: str | None) -> bool:
    """Return whether a text begins with words, whatever their case, punctuation and spaces."""
    return bool(words) and folded(text).startswith(folded(words or ""))
