"""The phrases of ``phrases.toml``, which stand around stories in many languages, and the search for them.

A phrase is found by one of its words, so that the time does not grow with the number of phrases.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from newswire.lexicon.desk.folding import folded

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_ONES = (("’", "'"), ("‘", "'"), ("ʼ", "'"), ("`", "'"), ("\u200c", " "), ("\u00a0", " "), ("ё", "е"))
_WORDS = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of scripts that put no spaces between words; Korean puts them, and glues particles to nouns."""
_SIGNS = frozenset(":：|>»›→▶►-–—】]")
_ORNAMENTS = re.compile(r"[^\w¿¡]*")
LONGEST_LABEL = 100
"""Characters of a block that may be a label."""
_LONGEST_PART = 320
_LONGEST_TAIL = 300
_LONGEST_RIGHTS = 600
"""Characters of a line about the text, and of a notice on rights."""
_NEAR, _FIRST = 60, 3
"""Characters before a phrase that is near the beginning, and before one at the beginning."""
_ABOUT_TEXT = frozenset({"translation", "first printed"})
"""Reasons of phrases that only count in a sentence about the text itself."""
_ADDRESS = re.compile(r"\W*https?://\S{4,300}")
"""A line that is an address and nothing else, as versions for printers have it."""
_LONGEST_SIGNED = 120
_SIGNED = re.compile(r"\W*(?:©|ⓒ|\(c\)|copyright\b)", re.IGNORECASE)
"""The beginning of a line on rights."""
_LONGEST_SOURCE = 130
"""Characters of a line that names the sources of a text."""


def plain(text: str) -> str:
    """Return a text in the form in which phrases are compared: small letters, one apostrophe and space."""
    small = text.lower()
    if not small.isascii():
        for sign, one in _ONES:
            if sign in small:
                small = small.replace(sign, one)
    return small


class _Finder:
    """Phrases by the longest of their words; those without spaces between words in a list."""

    def __init__(self, table: dict[str, dict[str, list[str]]]) -> None:
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        self._unspaced: list[tuple[str, str]] = []
        for reason, languages in table.items():
            for phrases in languages.values():
                for phrase in map(plain, phrases):
                    if _UNSPACED.search(phrase):
                        self._unspaced.append((phrase, reason))
                    else:
                        word = max(_WORDS.findall(phrase), key=len)
                        self._by_word.setdefault(word, []).append((phrase, reason))

    def find(self, small: str) -> tuple[str, int] | None:
        """Return the reason of the first phrase in a text, by the order of its words, and its position.

        None if there is none.
        """
        for word in _WORDS.findall(small):
            for phrase, reason in self._by_word.get(word, ()):
                place = small.find(phrase)
                if place >= 0 and _is_whole(small, place, place + len(phrase)):
                    return reason, place
        if _UNSPACED.search(small):
            for phrase, reason in self._unspaced:
                if (place := small.find(phrase)) >= 0:
                    return reason, place
        return None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Return whether no letter goes on before or behind a part of a text."""
    return not (text[start - 1 : start].isalnum() and text[start].isalnum()) and not (
        text[end : end + 1].isalnum() and text[end - 1].isalnum()
    )


_LABELS = {
    folded(phrase): reason
    for reason, languages in _TABLES["labels"].items()
    for phrases in languages.values()
    for phrase in phrases
}
_FIRSTS: dict[str, list[tuple[str, str, bool]]] = {}
for _table, _alone in (("labels", True), ("starts", False)):
    for _reason in ("related", "tags"):
        for _phrases in _TABLES[_table].get(_reason, {}).values():
            for _phrase in map(plain, _phrases):
                _first = _phrase[:2]
                _FIRSTS.setdefault(_first, []).append((_phrase, _reason, _alone))
for _found in _FIRSTS.values():
    _found.sort(key=lambda entry: (-len(entry[0]), not entry[2]))
_SOURCES = tuple(plain(phrase) for phrase in _TABLES["source"]["any"])
_PARTS, _LINKED, _TAIL = (_Finder(_TABLES[table]) for table in ("parts", "linked", "tail"))
_BEGIN_ABOUT_TEXT = tuple(map(plain, _TABLES["about_text"]["any"]))
_DIGITS = re.compile(r"\d+")

WALLS = tuple(phrase for table in ("parts", "linked") for phrase in _TABLES[table]["subscription"]["walls"])
"""Sentences of offers to subscribe that also stand on walls before whole stories."""

BAR_WORDS = frozenset(plain(_TABLES["bar"]["words"]).split())
"""Words of date and byline bars, in small letters."""
BAR_IDEOGRAPHS = frozenset(_TABLES["bar"]["ideographs"])
"""Letters of date bars in Chinese, Japanese and Korean."""


def label(letters: str) -> str | None:
    """Return the reason of a block that is a label and nothing else; None if it is none.

    Args:
        letters: the letters of the block, as ``folded`` gives them.
    """
    return _LABELS.get(letters) or _LABELS.get(_DIGITS.sub("", letters))


def beginning(text: str) -> tuple[str, int, bool] | None:
    """Return the reason, length and strength of a phrase that leads to other stories at the beginning.

    It is strong if it is a label of its own, weak if it is an ordinary word such as ``Watch``. None if there
    is none; a strong one is found even if no sign follows, then the length is negative.
    """
    small = plain(_ORNAMENTS.sub("", text[:80], count=1))
    for phrase, reason, strong in _FIRSTS.get(small[:2], ()):
        if small.startswith(phrase):
            rest = small[len(phrase) :]
            after = rest.lstrip()[:1]
            if not after or after in _SIGNS:
                return reason, len(phrase), strong
            if strong and (rest[:1] in " \n" or _UNSPACED.match(phrase)):
                return reason, -len(phrase), True
    return None


def part(text: str, *, linked: bool) -> str | None:
    """Return the reason of a short block with a phrase of forms, offers and appeals; None if it has none.

    Args:
        text: the block.
        linked: whether it has a link, so that phrases count that a story may have too.
    """
    if len(text) > _LONGEST_PART:
        return None
    small = plain(text)
    found = _PARTS.find(small) or (_LINKED.find(small) if linked else None)
    return found[0] if found else None


def is_signed(text: str) -> bool:
    """Return whether a line begins with the sign of copyright and is short: ``© 2031 Fernbay Post``."""
    return len(text) <= _LONGEST_SIGNED and _SIGNED.match(text) is not None


def tail(text: str) -> str | None:
    """Return the reason of a block at the end of a container that is about the text; None if it is text."""
    if _ADDRESS.fullmatch(text):
        return "address"
    small = plain(text.lstrip("(（【–—-*[ "))
    if is_signed(text):
        return "copyright"
    if len(text) <= _LONGEST_SOURCE and small.startswith(_SOURCES):
        return "source"
    found = _TAIL.find(small) if len(text) <= _LONGEST_RIGHTS else None
    if found is None or found[0] == "copyright":
        return found[0] if found else None
    reason, place = found
    if place > _NEAR or len(text) > _LONGEST_TAIL:
        return None
    is_about = place <= _FIRST or small.startswith(_BEGIN_ABOUT_TEXT)
    return reason if is_about or reason not in _ABOUT_TEXT else None


def has_words(text: str) -> bool:
    """Return whether a text has two words, or letters of a script without spaces."""
    return len(_WORDS.findall(text)) > 1 or _UNSPACED.search(text) is not None
