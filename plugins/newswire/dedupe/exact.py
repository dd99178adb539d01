"""The key that exact copies share: a hash of the text without details that outlets change in passing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from hashlib import sha256

from newswire.lexicon.invisible import visible

_NO_WORD = re.compile(r"[\W_]+")

_MARK = r"[.,](?<=\d.)(?!\d{3}(?!\d))(?=\d)"
"""A decimal mark. It is kept as a letter, so that 4.2 is not 42; marks between groups of three go.

The pattern begins with the mark and then looks behind, because few characters are one.
"""

_DECIMAL = re.compile(_MARK)
_ASCII_DECIMAL = re.compile(_MARK.encode())

_FOLDED = bytes(range(256)).lower()
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
"""The normalisation of ASCII: one pass over its bytes takes a twentieth of one over its letters."""

SHORTEST = 40
"""Letters and digits. A shorter text identifies no story: 1,500 stories of 1987 were 'Blah blah blah'."""

SHORT = 160
"""Letters and digits. A shorter text may be another day's notice: headline and day must agree, too."""


def text_hash(body: str | None, headline: str | None, published: dt.datetime | None) -> bytes | None:
    """Return the SHA-256 of the normalised text, or None if it is too short to identify a story.

    Case, punctuation, white space, invisible characters and compatibility forms do not count (Unicode NFKC,
    then casefold). A text below ``SHORT`` is hashed with its headline and its day in UTC; without a time it
    has no hash.
    """
    text = normalised(body or "")
    if len(text) < SHORT:
        if published is None:
            return None
        title = normalised(headline or "")
        if len(title) + len(text) < SHORTEST or not text:
            return None
        text = f"{published.astimezone(dt.UTC):%Y-%m-%d}\n{title}\n{text}"
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def normalised(text: str) -> str:
    """Return the letters and digits of a text: without case, punctuation, white space and invisible ones."""
    if text.isascii():
        marked = _ASCII_DECIMAL.sub(b"p", text.encode())
        return marked.translate(_FOLDED, _NO_LETTERS).decode()
    composed = unicodedata.normalize("NFKC", visible(text))
    return _NO_WORD.sub("", _DECIMAL.sub("p", composed).casefold())
