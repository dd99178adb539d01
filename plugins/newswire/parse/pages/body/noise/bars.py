"""Date lines and byline bars: lines whose words are all those of such bars, or facts of the page."""

from __future__ import annotations

import re
from functools import lru_cache

from newswire.lexicon import agencies, places
from newswire.lexicon.bylines import words as bylines
from newswire.lexicon.month_names import key, months, weekdays
from newswire.parse.byline.reader import is_byline, people
from newswire.parse.pages.body.noise.phrases import BAR_IDEOGRAPHS, BAR_WORDS, plain
from newswire.parse.pages.facts.facts import Facts
from newswire.parse.pages.facts.prints.day_lines import unglued
from newswire.parse.pages.facts.prints.labels import last_kind

_LONGEST = 200
"""Characters of a bar."""
_LONGEST_DATE = 140
_LONGEST_LOOSE = 60
_MOST_WORDS = 6
_SENTENCE_ENDS = frozenset(".!?:…。！？")
_AFTER = re.compile(r"[,/|(–—]")
_GLUED = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])|(?<=[a-z])(?=\d)")
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d{1,4}([./-])\d{1,2}\1\d{2,4}|\d{1,2}[:.h]\d{2}")
"""A date or time that is written in numbers alone."""
_MEASURE = re.compile(r"\d+(?:[.,]\d+)?\s*(?:m|h|d|s|t|a)\.?", re.IGNORECASE)
"""A number with a unit of one letter: ``20 m``."""
_NO_DATE = frozenset("$€£¥%₹₽+×#")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}|(?<!\w)@\w{2,30}")
_SHORTEST_SURNAME = 4
_INITIALS = re.compile(r"[^\W\d_]{1,4}")
"""Initials of an editor behind the agencies of a text."""
_SHORT = frozenset(word for words in bylines.SHORT for word in words.split())
_JOINERS = frozenset(plain(word) for word in bylines.JOINERS)
_LABELS = frozenset(plain(word) for group in (bylines.AUTHORS, bylines.AUTHORS_COLON) for word in group)
_BEFORE_AUTHORS = tuple(sorted(label for label in map(plain, bylines.AUTHORS) if " " in label))
_LABEL_WORDS = frozenset(word for words in _LABELS for word in words.split())


class Bars:
    """The bars of one page: its facts give the names that they may hold."""

    def __init__(self, facts: Facts) -> None:
        named = " ".join((*facts.authors, facts.byline or "", facts.publisher or ""))
        self._names = frozenset(plain(word) for word in _WORDS.findall(named))
        about = " ".join((facts.section or "", *facts.keywords[:40], facts.copyright or ""))
        self._about = self._names | frozenset(plain(word) for word in _WORDS.findall(about[:2000]))
        self._authors = frozenset(plain(name) for name in facts.authors)

    def reason(self, text: str) -> str | None:
        """Return ``date`` or ``byline`` for a block that is such a bar; None if it is none."""
        if len(text) > _LONGEST:
            return None
        text = unglued(text)
        if is_date(text):
            return "date"
        if is_sign_off(text):
            return "byline"
        return "byline" if self._is_byline(text) else None

    def _is_byline(self, text: str) -> bool:
        short = _MAIL.sub(" ", text)
        words = [plain(word) for word in _WORDS.findall(short)]
        others = [word for word in words if not _is_of_bars(word)]
        if not words:
            return bool(_MAIL.search(text))
        named = [word for word in others if word in self._names]
        if named and len(named) == len(others):
            return True
        if (
            named
            and self._has_author(text)
            and all(word in self._about or _is_function(word) for word in others)
        ):
            return True
        line = " ".join(short.split("\n"))
        if named and self._has_author(text) and self._is_placed(line):
            return True
        return is_byline(line) or (bool(_DIGIT.search(line)) and self._is_dated(line))

    def _is_placed(self, line: str) -> bool:
        """Return whether a line is an author with a place: ``Ann Marsh, Oslo``."""
        small = plain(line)
        name = next((name for name in self._authors if name and name in small), "")
        rest = line[small.find(name) + len(name) :] if small.startswith(name) else ""
        return bool(rest) and places.is_known(rest.strip(" ,|/–—-()."))

    def _has_author(self, text: str) -> bool:
        small = plain(text)
        return any(name and name in small for name in self._authors)

    def _is_dated(self, line: str) -> bool:
        """Return whether a line is a byline and a date: ``By Ann Marsh 3 May 2024 | 09:36``."""
        rest = _without_dates(line)
        return rest != line and len(rest) > 2 and (is_byline(rest) or agencies.agency(rest) is not None)

    def is_loose(self, text: str, *, dated: bool) -> bool:
        """Return whether a short line above the text is a byline: ``AFP, MANILA``, ``Von abc``, a name.

        Args:
            text: the line.
            dated: whether a date stands before or behind it.
        """
        if len(text) > _LONGEST_LOOSE or text[-1:] in _SENTENCE_ENDS or _DIGIT.search(text):
            return False
        printed = _WORDS.findall(text)
        words = [plain(word) for word in printed]
        if not words or len(words) > _MOST_WORDS:
            return False
        if agencies.agency(_AFTER.split(text, maxsplit=1)[0].strip()) is not None:
            return True
        is_begun = len(words) > 1 and (words[0] in _SHORT or words[0] in _LABEL_WORDS)
        if is_begun and dated:
            return True
        is_named = all(
            word[:1].isupper() or _is_between(small) for word, small in zip(printed, words, strict=True)
        )
        if not is_named:
            return False
        if is_begun or any(bylines.is_role(word) for word in words):
            return True
        return 1 < len(words) <= 4 and not text.isupper() and people(text) == (" ".join(text.split()),)

    def is_bare_name(self, text: str) -> bool:
        """Return whether a line has the form of a name, and neither the page nor a word makes it a byline."""
        if len(text) > _LONGEST_LOOSE or _DIGIT.search(text) or "@" in text:
            return False
        words = [plain(word) for word in _WORDS.findall(text)]
        return (
            1 < len(words) <= _MOST_WORDS
            and self._names.isdisjoint(words)
            and not any(word in _LABEL_WORDS or word in _SHORT for word in words[:1])
            and agencies.agency(_AFTER.split(text, maxsplit=1)[0].strip()) is None
        )

    def is_signature(self, text: str) -> bool:
        """Return whether a line below the text is a date, or a byline with a word or an address of one."""
        if len(text) > _LONGEST:
            return False
        line = plain(text.strip(" –—-(["))
        return (
            is_date(text)
            or is_sign_off(text)
            or line.startswith(_BEFORE_AUTHORS)
            or (bool(_MAIL.search(text)) and self._is_byline(text))
        )

    def is_author(self, text: str) -> bool:
        """Return whether a block is the names of the page's authors and nothing else."""
        if len(text) > _LONGEST or not self._has_author(text):
            return False
        words = (plain(word) for word in _WORDS.findall(text))
        return all(word in self._names or word in _JOINERS or word in _SHORT for word in words)


def announces(term: str) -> bool:
    """Return whether a term of a list announces the day or the author of the page, not a fact."""
    words = [plain(word) for word in _WORDS.findall(term)]
    return bool(words) and (all(map(_is_of_bars, words)) or last_kind(f"{term}:") in {"published", "updated"})


@lru_cache(maxsize=1024)
def is_sign_off(text: str) -> bool:
    """Return whether a line is agencies with initials of editors, and nothing else: ``dpa/AFP/abc``.

    A preposition may stand before them.
    """
    if "/" not in text or len(text) > _LONGEST_LOOSE:
        return False
    first, _, rest = text.strip(" .()[]–—-").partition(" ")
    parts = (rest if rest and plain(first) in _SHORT else text).strip(" .()[]–—-").split("/")
    named = [bool(agencies.agency(part.strip())) for part in parts]
    return any(named) and all(
        known or _INITIALS.fullmatch(part.strip()) for known, part in zip(named, parts, strict=True)
    )


def _is_between(word: str) -> bool:
    return (
        _is_function(word)
        or word in bylines.PLACES
        or word in _JOINERS
        or word in _SHORT
        or word in bylines.PARTICLES
    )


def _is_function(word: str) -> bool:
    return bylines.is_role(word) or bylines.is_desk(word) or word in bylines.BEATS


@lru_cache(maxsize=4096)
def _is_of_bars(word: str) -> bool:
    return (
        word in BAR_WORDS
        or word in _SHORT
        or word in _JOINERS
        or word in _LABEL_WORDS
        or key(word) in months()
        or key(word) in weekdays()
        or BAR_IDEOGRAPHS.issuperset(word)
    )


@lru_cache(maxsize=1024)
def is_date(text: str) -> bool:
    """Return whether a text is a date, a time or the time that it takes to read, and nothing else."""
    if len(text) > _LONGEST_DATE or not _DIGIT.search(text) or not _NO_DATE.isdisjoint(text):
        return False
    if _MEASURE.fullmatch(text.strip()):
        return False
    words = _WORDS.findall(_GLUED.sub(" ", text))
    if not words:
        return _NUMBERS.search(text) is not None
    return len(words) <= 24 and all(_is_of_bars(plain(word)) for word in words)


def _without_dates(line: str) -> str:
    """Return a line without its last part that is a date or time."""
    found = re.search(r"[|·•,;]?\s*(?:[^\W\d_]+[.,]?\s+)?\d", line)
    while found:
        head, end = line[: found.start()].rstrip(" |·•,;-–—"), line[found.start() :]
        if is_date(end.strip(" |·•,;")):
            return head
        found = re.compile(r"\d").search(line, found.end())
    return line


def is_address_of(text: str, name: str) -> bool:
    """Return whether a text names a person and has an address of mail, or a handle, of that person."""
    *_, last = plain(name).split() or [""]
    small = plain(text)
    return (
        len(last) >= _SHORTEST_SURNAME
        and plain(name) in small
        and any(last in found[0].removeprefix("@").partition("@")[0] for found in _MAIL.finditer(small))
    )
