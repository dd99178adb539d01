"""Texts that stand under headlines of several stories: a paywall, a cookie banner, a blurb, a form.

Such a text is no evidence of a story, so equal headlines must join its items. One story's headlines, too,
differ from outlet to outlet, but they draw on its text. Those above a wall have hardly a word of it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from newswire.dedupe.texts.normalise import UNSPACED, tokenise
from newswire.lexicon import marks

FEWEST = 3
"""Unlike headlines without a word of the text that make a wall of it. Two may be two outlets' wit."""

NEAR = dt.timedelta(hours=12)
"""Time in which one headline above a wall is one story. A standing headline returns day after day."""

_READ = 300
"""Headlines that are compared. A text under more of them is decided by so many."""

_FOREIGN = 1 / 3
"""Share of a headline's own words that a text has by chance."""

_UNLIKE = 0.5
"""Share of the shorter headline's words that headlines on two subjects may have in common."""

_ALIKE = 0.7
"""Share of the shorter headline's words that headlines on one subject have in common."""

_FEW = 3
"""Words in the place where two headlines of one form differ."""

_SHORT = 3
"""Letters of words that stand in any text: they count only in a headline without longer words."""

_STEM = 5
"""Letters that identify a word in all its forms."""

_ALPHABETS = "\u0590"
"""Greek, Latin and Cyrillic letters come before it. Words of other scripts are shorter."""


def is_wall(text: str, headlines: Iterable[str]) -> bool:
    """Return whether a text stands under ``FEWEST`` unlike headlines that have hardly a word of it.

    Words that most of the headlines have do not count: notices of one form share them.
    """
    heads = sorted({tuple(words) for words in _words(sorted(set(headlines))[:_READ]) if words})
    if len(heads) < FEWEST:
        return False
    common = Counter(word for head in heads for word in set(head))
    (text_words,) = _words([text])
    known = set(map(_stem, text_words))
    foreign = [
        head for head in heads if _is_foreign([w for w in head if common[w] * 2 <= len(heads)] or head, known)
    ]
    unlike: list[Sequence[str]] = []
    for head in foreign:
        if all(_are_unlike(head, other) for other in unlike):
            unlike.append(head)
    return len(unlike) >= FEWEST


def are_alike(headline: str | None, other: str | None) -> bool:
    """Return whether two headlines above a wall are on one subject: the same one, or nearly all its words."""
    a, b = _words([headline or "", other or ""])
    if not a or not b:
        return False
    both = set(a) & set(b)
    return a == b or (
        len(both) > 1 and len(both) >= _ALIKE * min(len(set(a)), len(set(b))) and not _is_one_form(a, b)
    )


def _words(texts: Sequence[str]) -> list[list[str]]:
    """Return the words of each text without its marks, and pairs of signs of scripts without spaces."""
    tokens = tokenise([marks.read_headline(text).rest for text in texts])
    found: list[list[str]] = []
    for begin, end in zip(tokens.starts.tolist(), tokens.starts.tolist()[1:], strict=False):
        words: list[str] = []
        run = ""
        for token in range(begin, end):
            if tokens.flags[token] & UNSPACED:
                run += tokens.spelling(token)
                continue
            words += _pairs(run)
            run = ""
            words.append(tokens.spelling(token))
        found.append(words + _pairs(run))
    return found


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[place : place + 2] for place in range(len(run) - 1)]


def _stem(word: str) -> str:
    return word[:_STEM]


def _is_foreign(words: Sequence[str], known: set[str]) -> bool:
    telling = [word for word in words if len(word) > _SHORT or word[0] >= _ALPHABETS] or words
    return sum(_stem(word) in known for word in telling) <= _FOREIGN * len(telling)


def _are_unlike(a: Sequence[str], b: Sequence[str]) -> bool:
    common = len(set(a) & set(b))
    return common <= _UNLIKE * min(len(set(a)), len(set(b))) or _is_one_form(a, b)


def _is_one_form(a: Sequence[str], b: Sequence[str]) -> bool:
    """Return whether two headlines differ by other words in one place."""
    begin = _same(a, b)
    end = _same(a[begin:][::-1], b[begin:][::-1])
    return 0 < len(a) - begin - end <= _FEW and 0 < len(b) - begin - end <= _FEW


def _same(a: Sequence[str], b: Sequence[str]) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
