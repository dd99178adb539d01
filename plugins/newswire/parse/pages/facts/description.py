"""Descriptions that are the site's own: a page repeats them although they tell nothing of its story."""

from __future__ import annotations

import re
from itertools import pairwise

from newswire.parse.pages.facts.facts import Facts

_WORD = re.compile(r"[^\s\d_.,;:!?\"'“”‘’«»()|/।۔،。、，：；！？「」『』（）–—-]+")
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of Chinese and Japanese, and of Korean, whose words take many endings: two are compared."""
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters of alphabets without spaces between words: three are compared."""
_STEM = 5
"""Letters of a word that are compared: endings change. Shorter words are those of any text."""
_FEWEST, _SYLLABLES = 4, 8
"""Words of a description at least, and of one in a language of short words, as Vietnamese is."""
_MOST, _MOST_OF_DENSE = 0.3, 0.2
"""Share of the words of a description that the story has too, if it is the site's."""
_TIMES, _LONGEST = 2, 5_000
"""Lengths of the description that a text has at least, and characters of it that are looked at."""


def without_site_description(facts: Facts, text: str) -> None:
    """Take the standfirst away if hardly a word of it stands in the headline or the text.

    Only ``meta`` elements count: systems fill them with the description of the site where a story has none.
    A short text proves nothing.
    """
    place = facts.how.get("standfirst", "")
    if facts.standfirst is None or not place.startswith("meta "):
        return
    words = _WORD.findall(facts.standfirst.casefold())
    read = _stems
    if sum(len(word) >= _STEM for word in words) < _FEWEST and len(words) >= _SYLLABLES:
        read = _pairs
    wanted = read(facts.standfirst)
    if len(wanted) < _FEWEST or len(text) < _TIMES * len(facts.standfirst):
        return
    shared = wanted & read(f"{facts.headline or ''}\n{text[:_LONGEST]}")
    dense = _IDEOGRAPHS.search(facts.standfirst) or _UNSPACED.search(facts.standfirst)
    if len(shared) < (_MOST_OF_DENSE if dense else _MOST) * len(wanted):
        facts.standfirst = None
        del facts.how["standfirst"]


def _stems(text: str) -> set[str]:
    """Return the beginnings of the long words of a text; without spaces, its neighbouring letters."""
    found: set[str] = set()
    for word in _WORD.findall(text.casefold()):
        size = 2 if _IDEOGRAPHS.match(word) else 3 if _UNSPACED.match(word) else 0
        if size:
            found.update(word[place : place + size] for place in range(len(word) - size + 1))
        elif len(word) >= _STEM:
            found.add(word[:_STEM])
    return found


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring words of a text."""
    return {f"{one} {other}" for one, other in pairwise(_WORD.findall(text.casefold()))}
