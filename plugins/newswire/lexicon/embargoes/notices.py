"""The words of embargoes in many languages; all are in ``embargoes.toml``.

A notice begins its line: "EMBARGOED until …", "(Sperrfrist: …)", "Editors: not for release before …".
Some words stand after the time ("…まで報道禁止"). The noun alone ("embargo", "Sperrfrist") is also a subject
of news. It counts before a time, as a label or alone.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from newswire.lexicon.embargoes.release_times import read_release
from newswire.lexicon.patterns.late import late_pattern

Kind = Literal["until", "timed", "hold", "closed", "label"]
"""The strength of a notice.

``until`` holds with or without a time that can be read, ``timed`` only with one. ``hold`` needs no time.
``closed`` is one if it stands alone, ``label`` may be a subject of news.
"""

_WORDS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)
_SPACELESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]$")


class Notice(NamedTuple):
    """The words of an embargo at the beginning of a line.

    ``end`` is the place of the time after the words. ``leads`` is true for a word such as "until" there,
    ``is_label`` for a colon.
    """

    kind: Kind
    words: str
    end: int
    leads: bool = False
    is_label: bool = False


_PLAIN = str.maketrans(
    {
        mark: unicodedata.normalize("NFD", mark)[0]
        for mark in map(chr, (*range(0xC0, 0x250), *range(0x370, 0x400), *range(0x1E00, 0x2000)))
    }
    | {"’": "'", "ı": "i"}
)
"""Letters without accents, which capitals often lack; none changes the length of a text."""


def plain(line: str) -> str:
    """Return a line without accents on Latin and Greek letters; its length stays the same."""
    return line if line.isascii() else line.translate(_PLAIN)


_FEW_WORDS = r"(?:[\w/'-]+,?\s+){0,5}?"


_PHRASES: dict[str, set[str]] = {}
"""The phrases of all languages by their keys in the data, without accents."""
for _language in _WORDS.values():
    for _key, _phrases in _language.items():
        _PHRASES.setdefault(_key, set()).update(map(plain, _phrases))


def _all(*keys: str) -> set[str]:
    return set[str]().union(*(_PHRASES[key] for key in keys))


def _any_of(phrases: Iterable[str]) -> str:
    """Return a pattern for any of some phrases, the longest first; few are tried, by their first letters."""
    rests: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        rest = (
            re.escape(phrase[1:]).replace(r"\ ", r"[\s,]*\s").replace("…", r"\w*").replace("\\~", _FEW_WORDS)
        )
        rests.setdefault(phrase[0], []).append(rest if _SPACELESS.search(phrase) else rf"{rest}(?!\w)")
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in rests.items())


_LABELS = _all("label")
_BEFORE_LABELS = tuple(f"{label} " for label in _LABELS)
_OF_LABELS = {phrase for phrase in _all("until", "timed") if f"{phrase} ".startswith(_BEFORE_LABELS)}
"""Words that begin with a noun of ``label``: "embargo until" begins headlines of news as well."""
_WORDS_OF = {
    "until": _all("until") - _OF_LABELS,
    "timed": _all("timed") - _OF_LABELS - _all("hold", "closed"),
    "label": _LABELS | _OF_LABELS,
    "hold": _all("hold") - _LABELS,
    "closed": _all("closed"),
}


def _begins() -> str:
    """Return the pattern of the decoration and of the words to editors before a notice."""
    address = rf"(?:(?:{_any_of(_all('address'))})[\s:.,–—-]*+){{0,7}}"
    return rf"[\W_]*+{address}[^\w\n]*+"


_NOTICE = late_pattern(
    lambda: (
        _begins() + rf"(?:{'|'.join(f'(?P<{kind}>{_any_of(words)})' for kind, words in _WORDS_OF.items())})"
    ),
    re.IGNORECASE,
)
_INSIDE = late_pattern(
    lambda: (
        rf"(?:{_any_of(_all('this'))})\W+(?:[^\W\d_]+\W+){{0,8}}?(?:(?P<until>{_any_of(_all('until'))})"
        rf"|(?P<hold>{_any_of(_all('hold') - _LABELS)}))"
    ),
    re.IGNORECASE,
)
_LEAD = late_pattern(
    lambda: rf"[\s:：.,】\])–—-]*(?:(?P<lead>{_any_of(_all('lead'))})|{_any_of(_all('joins'))})?",
    re.IGNORECASE,
)
_AFTER = late_pattern(lambda: rf"[\s,，、:：)）\]】-]*(?:{_any_of(_all('after'))})", re.IGNORECASE)
_LIFTS = late_pattern(lambda: rf"(?<!\w)(?:{_any_of(_all('lifts'))})", re.IGNORECASE)
_BEGINS_LIFTED = late_pattern(
    lambda: _begins() + rf"(?:the\s)?(?:{_any_of(_all('lifts'))})[\s.!)\]]*(?:$|[-–—:|,;(])", re.IGNORECASE
)
_KINDS: tuple[Kind, ...] = ("until", "timed", "label", "hold", "closed")
_FIRST = _all("until", "timed", "hold", "closed", "label", "address", "this", "lifts")
_LETTERS = 10
_BEGINNINGS: dict[str, tuple[str, ...]] = {}
"""The first letters and spaces of lines with a notice, as many as a phrase has before a variant.

The keys are their first three letters; a few words have two.
"""
for _phrase in sorted(map(str.casefold, (*_FIRST, *(f"the {phrase}" for phrase in _all("lifts"))))):
    _BEGINNINGS[_phrase[:3]] = (*_BEGINNINGS.get(_phrase[:3], ()), re.split("[…~]", _phrase)[0][:_LETTERS])
_OF_NOTICES = [
    phrase.casefold() for phrase in _all("until", "timed", "hold", "closed", "label", "address", "this")
]
_WORDS_ALONE = frozenset(
    phrase
    for phrase in _OF_NOTICES
    if len(phrase) < _LETTERS and not _SPACELESS.search(phrase) and not set("…~") & set(phrase)
)
"""Short phrases that begin a notice and are whole words: no line with "Tokyo" begins with "to"."""
_LONG_WORDS = frozenset(re.split("[…~]", phrase)[0][:_LETTERS] for phrase in _OF_NOTICES) - _WORDS_ALONE
_LENGTHS = sorted(set(map(len, _LONG_WORDS | _WORDS_ALONE)))
_GAP = re.compile(r"[\s,]*\s")


def _letters(line: str) -> str:
    """Return a line without accents, case and commas, with one space between its words; ``ı`` is ``i``."""
    return " ".join(plain(line).casefold().replace("ı", "i").replace(",", " ").split())


@cache
def _stated(*, in_ascii: bool) -> tuple[str, ...]:
    """Return a part of each phrase that states an embargo: no line without one of them has a notice.

    A part that holds another one is left out.
    """
    parts = {max(re.split("[…~]", _letters(phrase)), key=len).strip() for phrase in _all(*_KINDS)}
    few: list[str] = []
    for part in sorted(parts, key=len):
        if not any(map(part.__contains__, few)) and (part.isascii() or not in_ascii):
            few.append(part)
    return tuple(few)


@cache
def _scraps(*, in_ascii: bool) -> tuple[str, ...]:
    """Return five letters of each part of ``_stated``. Parts share them, so there is one for four parts."""
    parts = {
        part: [part[at : at + 5] for at in range(max(1, len(part) - 4))]
        for part in _stated(in_ascii=in_ascii)
    }
    common = Counter(scrap for scraps in parts.values() for scrap in scraps)
    chosen: list[str] = []
    for part, scraps in parts.items():
        if not any(map(part.__contains__, chosen)):
            chosen.append(max(scraps, key=common.__getitem__))
    return tuple(chosen)


_ENDINGS = tuple(
    one for one in _all("after") if not any(other in one for other in _all("after") if other != one)
)
_ASCII_ENDINGS = tuple(filter(str.isascii, _ENDINGS))
_PARTS = late_pattern(r"\s[-–—|]\s|[(\[（【]|\n")
LONGEST = 240
"""Characters that are read of a line."""
_SHORT = 80
"""Characters of a line that is a notice and no sentence."""
_DECORATION = re.compile(r"[\W_]*")


def read_notice(line: str) -> Notice | None:
    """Return the notice with which a line begins, None without one."""
    if not (may_begin(line) and _begins_as_notice(_first_letters(line, _begun(line))) and _may_state(line)):
        return None
    line = plain(line)
    if found := _NOTICE.match(line):
        kind: Kind = next(kind for kind in _KINDS if found[kind])
        return _notice(kind, found[kind], line, found.end())
    start = len(line) - len(line.lstrip(" ([*-"))
    if found := _INSIDE.match(line, start):
        return _notice("until", found["until"] or found["hold"], line, found.end())
    return None


def _notice(kind: Kind, words: str, line: str, end: int) -> Notice:
    lead = _LEAD.match(line, end)
    between = lead[0] if lead else ""
    leads = kind == "until" or bool(lead and lead["lead"]) or words.casefold() in _OF_LABELS
    return Notice(kind, words, end + len(between), leads, ":" in between or "：" in between)


def may_end_in_notice(line: str) -> bool:
    """Return whether a line has words of an embargo that stand after the time. The test is cheap."""
    line = plain(line.casefold())
    return any(map(line.__contains__, _ASCII_ENDINGS if line.isascii() else _ENDINGS))


def after_time(line: str, position: int) -> int | None:
    """Return the end of the words of an embargo at ``position``, which follow a time; None without them."""
    found = _AFTER.match(plain(line), position)
    return found.end() if found else None


def lifts(line: str, *, anywhere: bool) -> bool:
    """Return whether a line takes an embargo back or states that there is none ("embargo lifted").

    Args:
        line: the line.
        anywhere: whether the words may stand in a sentence, as in a note to editors. Otherwise they are the
            line, or are set off at its beginning.
    """
    if not anywhere and not may_begin(line):
        return False
    line = plain(line)
    return (_LIFTS.search(line) if anywhere else _BEGINS_LIFTED.match(line)) is not None


def is_notice(line: str) -> bool:
    """Return whether a whole line is the notice of an embargo, with a time or without one."""
    if len(line) > LONGEST:
        return False
    if (notice := read_notice(line)) is None:
        return may_end_in_notice(line) and _is_after(line)
    release = read_release(line, notice.end)
    rest = line[release.stop if release else notice.end :]
    is_until = notice.kind == "until" and release is None and len(line) <= _SHORT
    return is_until or not any(map(str.isalnum, rest))


def notices(line: str) -> list[str]:
    """Return the parts of a line that are notices or begin with one: "Bridge closes (embargoed until …)"."""
    found = ((part, read_notice(part)) for part in _PARTS.split(line[:LONGEST]))
    return [
        part.strip()
        for part, notice in found
        if notice and (notice.kind not in {"label", "closed"} or read_release(part, notice.end))
    ]


def _is_after(line: str) -> bool:
    release = read_release(line)
    end = after_time(line, release.end) or after_time(line, release.stop) if release else None
    return end is not None and not any(map(str.isalnum, line[end:]))


def may_begin(line: str) -> bool:
    """Return whether a notice can begin a line. The check is cheap, and next to no line begins with one."""
    begun = _begun(line)
    beginnings = _beginnings(line[begun : begun + 3])
    return bool(beginnings) and _first_letters(line, begun).startswith(beginnings)


@lru_cache(maxsize=4096)
def _beginnings(printed: str) -> tuple[str, ...]:
    """Return the beginnings of lines with a notice whose first three letters are ``printed``."""
    letters = plain(printed).casefold()
    return _BEGINNINGS.get(letters, ()) + _BEGINNINGS.get(letters[:2], ())


@lru_cache(maxsize=1024)
def _begins_as_notice(letters: str) -> bool:
    """Return whether first letters are those of a notice. The patterns are slow to compile and to match."""
    return any(
        letters[:length] in _LONG_WORDS
        or (letters[:length] in _WORDS_ALONE and not re.match(r"\w", letters[length:]))
        for length in _LENGTHS
    )


def _may_state(line: str) -> bool:
    """Return whether a line has a part of a phrase that states an embargo, after words to editors alone."""
    letters = _letters(line)
    in_ascii = letters.isascii()
    return any(map(letters.__contains__, _scraps(in_ascii=in_ascii))) and any(
        map(letters.__contains__, _stated(in_ascii=in_ascii))
    )


def _begun(line: str) -> int:
    """Return the end of the decoration before the words of a line."""
    return 0 if line[:1].isalpha() else _DECORATION.match(line).end()  # type: ignore[union-attr] # it matches nothing, too


def _first_letters(line: str, begun: int) -> str:
    return _GAP.sub(" ", plain(line[begun : begun + 2 * _LETTERS]).casefold())
