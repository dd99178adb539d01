"""Notes to editors in a text: notices between signs above it, a repeated note, a desk's notepad below it.

They go into ``ed_note``, a mark between signs ("+++ EILMELDUNG +++") into the label. The boilerplate of a
press release (``Notes to editors``, ``About …``, ``Contact:``) is part of the release and stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from newswire.lexicon import agencies, marks
from newswire.lexicon.desk.folding import folded
from newswire.lexicon.desk.words import NOTEPAD, NOTEPAD_AFTER_A_SIGN, NOTES

_LONGEST_NOTICE = 160
_LONGEST_NOTE = 500
"""Characters of a note in the last paragraph."""
_MOST = 3
"""Notices, one below the other."""
_AT_HEAD, _AT_END = 4, 6
"""Paragraphs in which a note that a field holds may be repeated."""
_SLACK = 60
"""Characters by which a repeated note, with its label, and the field may differ."""

_SIGNS = frozenset("_*=#-–—+~•· \u00a0\t")
_NOTICE = re.compile(r"(?P<sign>\+{2,}|\*{2,}|#{2,}|={2,}) ?(?P<words>[^+*#=\n]{2,}?) ?(?P=sign)")
_HEADING = re.compile(
    r"^(?P<sign>#{1,3} ?|\*{1,2} ?)?(?P<words>[^\W\d_][^\n:*]{2,40}?)(?:\*{1,2})?:?$", re.MULTILINE
)
_HEADINGS = ("\n#", "otizblock", "edaktionelle")
"""Pieces of text without one of which it has no notepad: a cheap test."""
_LABELLED = re.compile(r"[(\[]?(?P<label>[^\W\d_][\w'’ ]{3,40}?)\s?[:：]\s?(?=\S)")

_FIRST_PUBLISHED = re.compile(
    r"This (?:report|story|article) (?:by|from) (?:the )?(?P<agency>[^.\n]{2,40}?)"
    r" was (?:first|originally) published [^\n]{4,60}",
    re.IGNORECASE,
)
"""The line in which CP names itself and the day of the first version."""


class Noted(NamedTuple):
    """A text without notes, the notes, and the mark between signs above it, which is a label."""

    text: str
    notes: tuple[str, ...] = ()
    label: str | None = None


def without_notes(text: str, ed_note: str | None = None) -> Noted:
    """Return the text without its notes; the same object if it has none. One paragraph always stays.

    Args:
        text: paragraphs, separated by blank lines.
        ed_note: the item's own note, which the text may repeat.
    """
    notes: list[str] = []
    label = None
    if text[:1] in "+*#=-_–—~•·":
        text, notes, label = _without_notices(text)
    if ed_note:
        text = _without_repeated(text, ed_note)
    if any(map(text.__contains__, _HEADINGS)):
        text, notepad = _without_notepad(text)
        notes += [notepad] if notepad else []
    text, last = _without_last(text)
    notes += [last] if last else []
    return Noted(text, tuple(notes), label)


def _without_notices(text: str) -> tuple[str, list[str], str | None]:
    """Return the text without ruled lines and notices above it, the notices, and the mark among them."""
    notes: list[str] = []
    label = None
    for _ in range(_MOST):
        first, separator, rest = text.partition("\n\n")
        if not separator:
            break
        if _SIGNS.issuperset(first):
            text = rest
            continue
        found = _NOTICE.fullmatch(first.strip()) if len(first) <= _LONGEST_NOTICE else None
        if found is None or ";" in found["words"]:
            break
        words = found["words"].strip()
        if label is None and marks.read_line(words):
            label = words
        elif found["sign"][0] == "+" or "www." in words:
            notes.append(words)
        else:
            break  # rows of stars are headings of stories too
        text = rest
    return text, notes, label


def _without_repeated(text: str, ed_note: str) -> str:
    """Return the text without the paragraphs at its head and its end that repeat the item's note."""
    if "\n\n" not in text:
        return text
    first = next(iter(ed_note.split()), "")
    if first not in text:
        return text
    parts = text.split("\n\n")
    places = {*range(min(_AT_HEAD, len(parts))), *range(max(0, len(parts) - _AT_END), len(parts))}
    letters: str | None = None
    taken: set[int] = set()
    for place in places:
        part = parts[place]
        if abs(len(part) - len(ed_note)) > _SLACK or first not in part:
            continue
        letters = letters or folded(ed_note)
        if _repeats(part, letters):
            taken.add(place)
            if place and folded(parts[place - 1]) in NOTES:
                taken.add(place - 1)
    if not taken or len(taken) == len(parts):
        return text
    return "\n\n".join(part for place, part in enumerate(parts) if place not in taken)


def _repeats(part: str, note: str) -> bool:
    """Return whether a paragraph is the note, with or without a label in front."""
    if folded(part) == note:
        return True
    label = _LABELLED.match(part)
    return label is not None and folded(label["label"]) in NOTES and folded(part[label.end() :]) == note


def _without_notepad(text: str) -> tuple[str, str | None]:
    """Return the text before the heading of a desk's notepad, and the notepad."""
    for found in _HEADING.finditer(text):
        headings = NOTEPAD_AFTER_A_SIGN if "#" in (found["sign"] or "") else NOTEPAD
        if folded(found["words"]) in headings and (before := text[: found.start()].rstrip(" \n*_=-#")):
            return before, text[found.start() :].strip()
    return text, None


def _without_last(text: str) -> tuple[str, str | None]:
    """Return the text without a last paragraph that is a note by its label, and the note."""
    start = text.rfind("\n\n") + 2
    if start > 2 and text.startswith("This ", start) and (found := _FIRST_PUBLISHED.fullmatch(text, start)):
        return (
            (text[: start - 2].rstrip(), text[start:]) if agencies.agency(found["agency"]) else (text, None)
        )
    if start < 2 or len(text) - start > _LONGEST_NOTE or text.find(":", start, start + 48) < 0:
        return text, None
    last = text[start:]
    if "\n" in last:
        return text, None
    label = _LABELLED.match(last)
    if label is None or folded(label["label"]) not in NOTES:
        return text, None
    return text[: start - 2].rstrip(), last
