"""The key that exact copies share: the text with everything taken off that outlets change in passing."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from hashlib import sha256

from newswire.invisible import visible

_NO_WORD = re.compile(r"[\W_]+")

_DECIMAL = re.compile(r"(?<=\d)[.,](?!\d{3}(?!\d))(?=\d)")
"""A decimal mark, which is kept as a letter, so that 4.2 is not 42; marks between groups of three go."""

_ASCII = {code: chr(code).casefold() if chr(code).isalnum() else None for code in range(128)}
"""The same for ASCII, where it is one table."""

SHORTEST = 40
"""Letters and digits below which a text is nobody's: 'Blah blah blah' stood for 1,500 stories of 1987."""

SHORT = 160
"""Letters and digits below which the same text may be another day's notice: headline and day must agree."""


def text_hash(body: str | None, headline: str | None, published: dt.datetime | None) -> bytes | None:
    """SHA-256 of the normalised text, or None where it is too short to tell one story from another.

    Case, punctuation, white space, characters that nobody sees and compatibility forms do not count (Unicode
    NFKC, then casefold).
    """
    text = _normalise(body or "")
    if len(text) < SHORT:
        if published is None:
            return None
        title = _normalise(headline or "")
        if len(title) + len(text) < SHORTEST or not text:
            return None
        text = f"{published.astimezone(dt.UTC):%Y-%m-%d}\n{title}\n{text}"
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _normalise(text: str) -> str:
    if text.isascii():
        return _DECIMAL.sub("p", text).translate(_ASCII)
    composed = unicodedata.normalize("NFKC", visible(text))
    return _NO_WORD.sub("", _DECIMAL.sub("p", composed).casefold())
