"""The key that exact copies share: a hash of the text without details that outlets change in passing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from hashlib import sha256

from newswire.lexicon.invisible import visible

_NO_WORD = re.compile(r"[\W_]+")

_DECIMAL = re.compile(r"(?<=\d)[.,](?!\d{3}(?!\d))(?=\d)")
"""A decimal mark. It is kept as a letter, so that 4.2 is not 42; marks between groups of three go."""

_ASCII = {code: chr(code).casefold() if chr(code).isalnum() else None for code in range(128)}
"""The normalisation of ASCII, for which one table is enough."""

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
        return _DECIMAL.sub("p", text).translate(_ASCII)
    composed = unicodedata.normalize("NFKC", visible(text))
    return _NO_WORD.sub("", _DECIMAL.sub("p", composed).casefold())
