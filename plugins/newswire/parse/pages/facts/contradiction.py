"""The body of a page against the text that the page states of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.parse.pages.facts.likeness import words

if TYPE_CHECKING:
    from newswire.parse.pages.facts.facts import Facts

_LEAST = 200
"""Characters that a stated text must have; shorter ones are a summary."""
_PIECE = 300
"""Characters of the pieces that are compared."""
_SHARED = 0.5
"""The least share of a piece's words that must be in the body."""


def contradiction(facts: Facts, text: str) -> str | None:
    """Return a warning if the body that was read is not the text that JSON-LD gives (``articleBody``).

    Compared are the words of a piece at the beginning and of one in the middle. The stated text is cut or
    wrong on many pages, so the body stays.
    """
    stated = " ".join((facts.article_body or "").split())
    if len(stated) < _LEAST or not text:
        return None
    half = len(stated) // 2
    pieces = [words(stated[:_PIECE]), words(stated[half : half + _PIECE])]
    held: set[str] = set()
    for start in range(0, min(len(text), 40_000), 380):
        held |= words(text[start : start + 400])
    shares = [len(piece & held) / len(piece) for piece in pieces if piece]
    if not shares or max(shares) < _SHARED:
        return "The body is another text than the articleBody of the page's JSON-LD; look at both."
    if min(shares) < _SHARED:
        return "The body lacks a part of the articleBody of the page's JSON-LD; look at both."
    return None
