"""The letters and digits of a text alone, in which texts are compared."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from newswire.lexicon.invisible import visible

_SPACES_AND_MARKS = re.compile(r"[\W_]+")
_OF_ASCII = dict.fromkeys(code for code in range(128) if not chr(code).isalnum())
"""The same in ASCII, where a translation takes a tenth of the time."""
_PARAGRAPH = 2_000
"""Characters of a text that is remembered: a story's paragraphs are compared several times."""


def folded(text: str) -> str:
    """Return a text without case, punctuation, spaces, invisible and compatible (NFKC) differences."""
    return _remembered(text) if len(text) <= _PARAGRAPH else _folded(text)


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower().translate(_OF_ASCII)
    text = unicodedata.normalize("NFKC", visible(text))
    return _SPACES_AND_MARKS.sub("", text.casefold())


_remembered = lru_cache(maxsize=1024)(_folded)


def begins_with(text: str, words: str | None) -> bool:
    """Return whether a text begins with words, whatever their case, punctuation and spaces."""
    return bool(words) and folded(text).startswith(folded(words or ""))
