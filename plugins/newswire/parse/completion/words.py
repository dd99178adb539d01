"""The number of words of a text in any script."""

from __future__ import annotations

from collections.abc import Iterator

from newswire.lexicon.invisible import visible
from newswire.lexicon.patterns.late import late_pattern

_SLICE = 200_000
_SPACE = late_pattern(r"\s")
_SPACELESS = late_pattern(
    r"[\u0e01-\u0e2e\u0e81-\u0eae\u1000-\u1021\u1780-\u17a2\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


def count_words(text: str) -> int:
    """Return the number of words, or of characters in scripts without spaces (Chinese, Japanese, Thai)."""
    text = visible(text)
    if len(text) > _SLICE:  # a list of all words of a huge text would take ten times its memory
        return sum(map(count_words, _slices(text)))
    if text.isascii() or not _SPACELESS.search(text):
        return len(text.split())
    spaced, characters = _SPACELESS.subn(" ", text)
    return len(spaced.split()) + characters


def _slices(text: str) -> Iterator[str]:
    """Yield a text in parts of at least 100,000 characters that end between words, if there are any."""
    start = 0
    while start < len(text):
        space = _SPACE.search(text, start + _SLICE // 2, start + _SLICE)
        end = space.start() if space else start + _SLICE
        yield text[start:end]
        start = end
