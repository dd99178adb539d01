"""Marks that wires put on a story: correction, update, write-through, lead, take, kill and their like.

They stand before or behind a headline ("CORRECTED-UPDATE 2-", "（更新）"), at the end of a slugline
or keyword line ("BC-Harbour Fire, 2nd Ld-Writethru"), on a line of their own ("2ND LEAD"),
before a dateline, and as the verb of an editorial note ("Eds: UPDATES with quotes"). One vocabulary,
``marks.toml``, serves all of these places; this module defines how a mark must be set off in each.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from newswire.lexicon.invisible import visible
from newswire.lexicon.patterns.late import late_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

Label = Literal[
    "kill",
    "correction",
    "write-through",
    "update",
    "lead",
    "add",
    "take",
    "refile",
    "repeat",
    "summary",
    "advisory",
    "alert",
    "urgent",
]
"""The meaning of a mark. Of several marks on one story the first in this order counts."""

_VOCABULARY = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_KILL_REQUESTS = tuple(_VOCABULARY["kill"].pop("requests"))
_ORDER = cast("list[Label]", list(_VOCABULARY))
_PLACE = {label: place for place, label in enumerate(_ORDER)}


def _labels(property_: str) -> frozenset[Label]:
    return frozenset(label for label in _ORDER if _VOCABULARY[label].get(property_, False) is not False)


REWRITTEN = _labels("replaces")
"""Labels of a story that takes the place of an earlier one."""

CORRECTED = _labels("corrects")
"""Labels of a story that may differ in facts from the earlier one."""

_ORDINARY = _labels("ordinary")
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "first erster erste erstes première premier primera primeira prima",
            "second zweiter zweite zweites deuxième seconde segunda seconda",
            "third dritter dritte drittes troisième tercera terceira terza",
            "fourth vierter vierte viertes quatrième cuarta quarta",
            "fifth fünfter fünfte fünftes cinquième quinta",
        ),
        1,
    )
    for word in words.split()
}
_ORDINAL = rf"(?P<ordinal>\d{{1,3}}(?:st|nd|rd|th|er|e|[.ºª])?|{'|'.join(_ORDINALS)})"


def _alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first; few are tried, by their first letters."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    found = "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in rests.items())
    return found.replace(r"\ ", "[ -]?").replace(r"\#", r"\d").replace("…", r"\w*")


def _pattern(*places: str, labels: frozenset[Label] = frozenset(_ORDER)) -> re.Pattern[str]:
    """Return a pattern for one mark from the words of these places."""
    words = [word for label in labels for place in places for word in _VOCABULARY[label].get(place, ())]
    return late_pattern(
        rf"(?:{_ORDINAL}[ -]*|\b)(?P<word>{_alternatives(words)})(?!\w)"
        r"(?:[ #-]*(?P<number>\d{1,3})(?![\w.,]))?",
        re.IGNORECASE,
    )


_SAYS = {
    label: late_pattern(
        _alternatives(word for said in table.values() if isinstance(said, list) for word in said),
        re.IGNORECASE,
    )
    for label, table in _VOCABULARY.items()
}
_HEADLINE_MARK = _pattern("words")
_LINE_MARK = _pattern("words", "lines")
_NUMBERED_MARK = _pattern("words", "lines", "numbered")
_NOTE_MARK = _pattern("words", "notes", labels=_labels("notes"))

_BEGINNINGS = frozenset(
    word.replace(" ", "").casefold()[:3]
    for table in _VOCABULARY.values()
    for said in table.values()
    if isinstance(said, list)
    for word in (*said, *_ORDINALS)
)
"""The first three letters of all marks."""

_OPENING, _CLOSING = "([{（［【〔«*+=", ")]}）］】〕»*+="
_BETWEEN = late_pattern(r"[ /-]*")
_SEPARATOR = late_pattern(r"\s*(?P<colon>[:：])|\s*[-–—/|]+")
_SET_OFF = late_pattern(r"\s*[-–—:：/]+\s*|\s*\n")
_NOTE_BEGINS = late_pattern(
    r"[\W_]*(?:(?:eds?|editors?|attn|attention|note)\b[\s.:,-]*)*(?:this version |story )?", re.IGNORECASE
)
_KILL_FOR_EDITORS = late_pattern(
    r"\W*(?:(?:attention|attn|note|to)\W+)*(?:eds?|editors?)\b[^.!?]{0,80}?\b(?:kill|withdraw)\b",
    re.IGNORECASE,
)
_BEGIN_KILL = frozenset(("at", "no", "to", "ed"))
"""The first letters of ``_KILL_FOR_EDITORS``."""
_NOTE_IN_HEADLINE = late_pattern(r"[(\[](?P<note>(?:eds?|attn)\b[^)\]]*)[)\]]\s*", re.IGNORECASE)
_NUMBERED_AT_END = late_pattern(rf"(?P<subject>.*?\S)\s+(?P<marks>{_ORDINAL}[ -]*[^\W\d].*)", re.IGNORECASE)
_LOCATOR = late_pattern(r"(?:[A-Z]{2,5}|Fed|Vic|Qld|Tas)\s?: ?")
"""The code of a state, a sport or a desk that begins a headline."""
_LONGEST_LOCATOR = 7
_LONGEST = 200
"""Characters of a line that may have marks. A longer line is not read."""
_LONGEST_TAIL = 24
"""Characters that may follow numbered marks at the end of a keyword line: "2nd Ld-Writethru WITH PHOTO"."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The marks of a headline, a slugline or a line.

    ``number`` counts: 2 for "UPDATE 2-" and "2nd Ld". ``rest`` is the text without marks, ``printed`` are the
    marks as printed.
    """

    label: Label | None
    number: int | None
    rest: str
    printed: str | None = None


def read_headline(headline: str) -> Mark:
    """Return the marks at the beginning or, in brackets, at the end of a headline."""
    mark = Mark(None, None, visible(headline).strip())
    note = _NOTE_IN_HEADLINE.match(mark.rest) if mark.rest.startswith(("(", "[")) else None
    if note:
        label = read_note(note["note"])
        mark = Mark(label, None, mark.rest[note.end() :], label)
    while found := _leading(mark.rest) or _trailing(mark.rest) or _behind_locator(mark.rest):
        mark = _both(mark, found)
    return mark


def read_slugline(slugline: str) -> Mark:
    """Return the marks of a slugline or keyword line such as ``BC-US--Storm,2nd Ld-Writethru``.

    A comma must set off a mark, otherwise a name such as "Media Alert" would lose its end. A mark with a
    number needs no comma, and may stand before the words (AAP: ``2nd Lead Harbour``).
    """
    if len(slugline) > _LONGEST:
        return Mark(None, None, slugline)
    slugline = visible(slugline)
    subject, *parts = slugline.split(",")
    mark, left = Mark(None, None, slugline), [subject]
    for part in parts:
        if found := _line(part.strip()):
            mark = _both(mark, found)
        else:
            left.append(part)
    rest = ",".join(left)
    if mark.label:
        rest = rest.strip()
    elif found := _numbered_at_end(rest) or _numbered_first(rest):
        return found
    return Mark(mark.label, mark.number, rest, mark.printed)


def read_line(line: str) -> Mark | None:
    """Return the marks of a line with nothing else ("2ND LEAD", "REFILE", "(Achtung)"), otherwise None."""
    return _line(visible(line).strip(" ()[]{}（）【】［］:=-–—*/\t\n"))


def read_note(note: str) -> Label | None:
    """Return the change that a note names (``Eds: CORRECTS spelling in paragraph 2``), None without one."""
    note = visible(note)
    begins = _NOTE_BEGINS.match(note)
    found = _NOTE_MARK.match(note, begins.end() if begins else 0) or _NOTE_MARK.match(note.lstrip(" ("))
    return _label(found) if found else None


def is_kill(text: str) -> bool:
    """Return whether a text begins as a kill.

    A kill is a line of its own ("BULLETIN KILL"), or a sentence to the editors (``EDITORS: Please kill the
    story slugged Summit.``, ``Prière d'annuler notre dépêche.``).
    """
    text = visible(text[:_LONGEST]).strip()
    if text.casefold().replace("’", "'").startswith(_KILL_REQUESTS):
        return True
    if not may_begin(text) and text[:2].lower() not in _BEGIN_KILL:
        return False
    line = read_line(text.split("\n", 1)[0])
    return (line is not None and line.label == "kill") or _KILL_FOR_EDITORS.match(text) is not None


def end_of_marks(text: str, position: int = 0) -> int | None:
    """Return the end of the marks at ``position`` before the text: in brackets, before a dash or on a line.

    Return None if there are none.
    """
    bracket = text[position : position + 1] in tuple(_OPENING)
    labels, number, end = _joined(_HEADLINE_MARK, text, position + bracket)
    if not labels:
        return None
    printed = text[position:end]
    if bracket:
        return end + 1 if text[end : end + 1] in tuple(_CLOSING) else None
    set_off = _SET_OFF.match(text, end)
    plain = number is None and printed != printed.upper() and not _ORDINARY.isdisjoint(labels)
    return set_off.end() if set_off and (not plain or "\n" in set_off[0]) else None


def _leading(text: str) -> Mark | None:
    """Return the marks at the beginning of a headline, and the headline without them."""
    begin = len(text) - len(text.lstrip(_OPENING + " "))
    pattern = _LINE_MARK if text[:1] in ("【", "〔") else _HEADLINE_MARK  # these brackets hold labels alone
    labels, number, end = _joined(pattern, text, begin) if may_begin(text, begin) else ([], None, 0)
    if not labels:
        return None
    label, printed, rest = _weightiest(labels), text[begin:end], text[end:]
    if begin and rest and rest[0] in _CLOSING:
        rest = rest.lstrip(_CLOSING + " ")
        separator = _SEPARATOR.match(rest)
        return Mark(label, number, rest[separator.end() if separator else 0 :].strip(), printed)
    separator = _SEPARATOR.match(rest)
    if not separator or (label == "kill" and printed != printed.upper() and not re.search(r"\s", printed)):
        return None  # "Kill: …" and "Withdrawn: …" may begin any headline
    rest = rest[separator.end() :].strip()
    capitals = printed == printed.upper() and (not _ORDINARY.issuperset(labels) or rest != rest.upper())
    if separator["colon"] or number is not None or capitals:
        return Mark(label, number, rest, printed)
    return None


def _behind_locator(text: str) -> Mark | None:
    """Return the marks behind the desk's code that begins a headline of AAP: ``FED:2ND LEAD: Ferry stops``.

    The code stays in the headline. A kill is not read there.
    """
    locator = _LOCATOR.match(text) if ":" in text[:_LONGEST_LOCATOR] else None
    found = _leading(text[locator.end() :]) if locator else None
    if not locator or not found or found.label == "kill" or not found.rest:
        return None
    return Mark(found.label, found.number, locator[0] + found.rest, found.printed)


def _trailing(text: str) -> Mark | None:
    """Return the mark in brackets at the end of a headline, and the headline without it."""
    if not text or text[-1] not in _CLOSING:
        return None
    opening = max(text.rfind(bracket) for bracket in _OPENING)
    inside = text[opening + 1 : -1].strip(" .")  # "(aktl.)"
    labels, number, end = _joined(_HEADLINE_MARK, inside, 0) if opening > 0 else ([], None, 0)
    if not labels or end < len(inside):
        return None
    return Mark(_weightiest(labels), number, text[:opening].strip(), inside)


def _line(text: str) -> Mark | None:
    """Return the marks of a text that has nothing else, otherwise None."""
    if not text or len(text) > _LONGEST:
        return None
    labels, number, end = _joined(_NUMBERED_MARK, text, 0)
    if end < len(text):
        return None
    return Mark(_weightiest(labels), number, "", text)


def _numbered_at_end(keyword: str) -> Mark | None:
    """Return the marks with a number at the end of a keyword line; a few other characters may follow."""
    start = 0
    while found := _NUMBERED_AT_END.match(keyword, start):
        labels, number, end = _joined(_NUMBERED_MARK, keyword, found.start("marks"))
        if labels and number is not None and len(keyword) - end <= _LONGEST_TAIL:
            return Mark(_weightiest(labels), number, keyword[: found.end("subject")], found["marks"].strip())
        start = found.start("marks")
    return None


def _numbered_first(keyword: str) -> Mark | None:
    """Return the marks with an ordinal in figures that begin a keyword line, and the words behind them."""
    if not keyword[:1].isdigit():
        return None
    labels, number, end = _joined(_NUMBERED_MARK, keyword, 0)
    rest = keyword[end:].lstrip(" :-–—/")
    if number is None or not rest[:1].isupper() or keyword[end].isalnum():
        return None
    label = _weightiest(labels)
    return Mark(label, number, rest, keyword[:end]) if label in _NUMBERED_FIRST else None


_NUMBERED_FIRST = frozenset(("write-through", "update", "lead", "add"))
"""Labels that may begin a keyword line. Others are words of names: ``1st Take That Concert``."""


def _joined(mark: re.Pattern[str], text: str, start: int) -> tuple[list[Label], int | None, int]:
    """Return labels, number and end of marks that follow each other (Ld-Writethru, CORRECTED-UPDATE 2)."""
    labels: list[Label] = []
    number, end, at = None, start, start
    if not may_begin(text, start):
        return labels, number, end
    while found := mark.match(text, at):
        own = _number(found)
        if mark is _NUMBERED_MARK and own is None and not _LINE_MARK.fullmatch(found[0]):
            break  # the word is a mark only with a number
        labels.append(_label(found))
        number, end = own or number, found.end()
        at = _BETWEEN.match(text, end).end()  # type: ignore[union-attr]
        if at == end:
            break
    return labels, number, end


def may_begin(text: str, start: int = 0) -> bool:
    """Return whether a mark can begin here. The check is cheap, and next to no text begins with a mark."""
    letters = text[start : start + 3].lower()
    return letters in _BEGINNINGS or not (letters.isascii() and letters.isalpha())


def _label(found: re.Match[str]) -> Label:
    return next(label for label in _ORDER if _SAYS[label].fullmatch(found["word"]))


def _weightiest(labels: Iterable[Label]) -> Label:
    return min(labels, key=_PLACE.__getitem__)


def _number(found: re.Match[str]) -> int | None:
    if found["number"]:
        return int(found["number"])
    ordinal = (found["ordinal"] or "").lower()
    digits = re.match(r"\d+", ordinal)
    return int(digits[0]) if digits else _ORDINALS.get(ordinal)


def _both(one: Mark, other: Mark) -> Mark:
    """Return the marks of both as one: the weightier label, and the rest of ``other``, the later one."""
    label = _weightiest(mark.label for mark in (one, other) if mark.label)
    printed = ", ".join(filter(None, (one.printed, other.printed))) or None
    return Mark(label, other.number or one.number, other.rest, printed)
