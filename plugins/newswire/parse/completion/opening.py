"""The opening of a story's text: the dateline, and the byline, notes and marks before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newswire.lexicon import marks, places
from newswire.lexicon.desk.folding import folded
from newswire.lexicon.desk.words import NOTES
from newswire.lexicon.invisible import visible
from newswire.model import Item
from newswire.parse.byline import reader
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline import prefixes
from newswire.parse.dateline.parser import Dateline, parse_dateline, read_dateline
from newswire.parse.readers import times

FIRST_PARAGRAPHS = 10
"""The paragraphs in which a dateline may stand, with the short ones (byline, notes, points) before it."""

SHORT = 300
"""Characters of a paragraph before the dateline that is neither byline nor note: a headline, a subhead."""

PLACE = 60
"""Characters of a place in a paragraph of its own, before one that begins with the credit in brackets."""

_CREDITED = re.compile(
    r"(?=[^!?;\n(/（]{0,80}[(/（])(?=\W{0,2}\w)(?:[^!?;\n(/（]|(?<=\d)/(?=\d)){1,80}[(/（][^()\n]{2,40}[)/）]\s?[-–—:._=]"
)
"""The looks of a dateline with a credit in brackets or slashes."""

_ENDS_CREDIT = re.compile(r"[)/）]\s?[-–—:._=]")
_CREDITED_WITHIN = 130
"""Characters in which such looks end."""

_OPENING_CREDITS = ("(", "/", "（")
"""Signs without one of which no text has such looks."""

_SEPARATED = re.compile(r"\s*[-–—_:.,(/]|\n")
"""What may follow the document's own dateline in the text."""

_NO_TEXT = frozenset({"picture", "graphic", "video", "audio"})
"""Kinds whose text is a caption. Its first words are no dateline, even if they look so."""


def read_opening(item: Item) -> tuple[Dateline | None, Derived]:
    """Return the dateline of an item, and the fields that its opening gives.

    The text loses the dateline, with byline and notes before it. If the document has a dateline of its own,
    return that one where the text has none, or has one without a credit and the document's has a place. A
    time in figures is no dateline, and the item loses it.
    """
    text = item.body_text if item.kind not in _NO_TEXT else None
    found, derived = _printed(item, text) if text else (None, Derived())
    if text and found is None and not derived:
        found, derived = _behind_standfirst(item, text)
    if text and item.place and item.dateline is None and found is None:
        found, derived = _place_above(item, derived) or (found, derived)
    if item.dateline is None or times.is_only_a_time(item.dateline):
        if found or item.dateline:
            derived["dateline"] = found.line if found else None
        return found, derived
    own = read_dateline(item.dateline)
    if found is None and own and text:
        found, taken = _taken_off(item.dateline, text)
        derived.update(taken)
    if found is None or (own and own.place and not found.credit):
        return own or found, derived
    if found.credit and found.place and not (own and _same_place(own, found)):
        derived["dateline"] = found.line  # the text has lost the printed one
    return found, derived


def _same_place(one: Dateline, other: Dateline) -> bool:
    return not {place.casefold() for place in one.places}.isdisjoint(map(str.casefold, other.places))


def _taken_off(dateline: str, text: str) -> tuple[Dateline | None, Derived]:
    """Return the document's own dateline from the paragraph that begins with it, and the text without it."""
    at = 0 if text.startswith(dateline) else text.find("\n\n" + dateline) + 2
    if at == 1:
        return None, {}
    end = text.find("\n\n", at)
    paragraph = text[at : end if end >= 0 else len(text)]
    found = parse_dateline(paragraph)
    behind = paragraph[len(dateline) :]
    if found is None and behind and dateline[-1:].isalnum() and not _SEPARATED.match(behind):
        return None, {}  # "Fernbay" of "Fernbay gets a quay" is the first word of the story
    rest = found.rest if found else behind.lstrip(" \u00a0-–—_:")
    return found, {"body_text": (text[:at] + rest + (text[end:] if end >= 0 else "")).strip() or None}


_LABEL = 48
"""Characters of a line in which the label of a note ends."""


@dataclass(slots=True)
class _Before:
    """Short paragraphs before a dateline.

    ``points`` stay in the text. ``headed`` is the offset of the first paragraph that is no byline, no note
    and no bullet point (a repeated headline); it is negative until there is one.
    """

    notes: list[str] = field(default_factory=list)
    points: list[str] = field(default_factory=list)
    byline: str | None = None
    headed: int = -1

    def take(self, paragraph: str, start: int) -> bool:
        """Put a paragraph where it belongs. Return whether it may stand before a dateline."""
        line = paragraph.strip()
        if self.headed >= 0:
            self.points.append(line)
            return len(paragraph) <= SHORT
        if len(paragraph) > prefixes.NOTE_LIMIT:
            return False
        shown = visible(line).strip()
        noted = prefixes.notes(shown + "\n")
        under = shown[noted.end :]
        if self.byline is None and prefixes.is_byline(under):
            self.notes += noted.notes
            self.byline = (under if noted.notes else line).rstrip(" =:")
        elif noted.end >= len(shown) or prefixes.is_note(shown) or _is_labelled_note(shown):
            self.notes.append(line)
        elif shown.startswith(("* ", "• ")):
            self.points.append(line)
        elif len(line) <= SHORT:
            self.points.append(line)
            self.headed = start
        else:
            return False
        return True


def _is_labelled_note(line: str) -> bool:
    """Return whether a label makes a line a note to editors: ``N i e u w bericht, vervangt: Ferry stops``."""
    label, colon, _ = line[:_LABEL].partition(":")
    return bool(colon) and folded(label) in NOTES


def _printed(item: Item, text: str) -> tuple[Dateline | None, Derived]:
    """Return the dateline of the first paragraphs, and the fields of the opening.

    A byline, notes and bullet points may stand before the dateline. After any other short paragraph (a
    repeated headline, a notice that this version replaces another) a dateline counts only with place and
    credit, and if it is the only one: a digest has one in each paragraph.
    """
    start, before = 0, _Before()
    for _ in range(FIRST_PARAGRAPHS):
        end = text.find("\n\n", start)
        paragraph = text[start : end if end >= 0 else len(text)]
        if text.startswith("\n\n(", end) and (joined := _place_apart(text, start, end)):
            paragraph, end = joined
        if (before.headed < 0 or _is_credited(paragraph)) and (found := parse_dateline(paragraph)):
            alone = found.place and found.credit and (end < 0 or _is_only(text, end))
            if before.headed < 0 or alone:
                return found, _without(item, before, found, text[end:] if end >= 0 else "")
            break
        if not before.take(paragraph, start) or end < 0:
            break
        start = end + 2
        if before.headed >= 0 and all(text.find(sign, start) < 0 for sign in _OPENING_CREDITS):
            break
    return None, _without_byline(item, before, text, start)


def _behind_standfirst(item: Item, text: str) -> tuple[Dateline | None, Derived]:
    """Return the dateline of the story behind the item's standfirst, if that begins the text.

    A page prints the standfirst between the headline and the story; the dateline opens the story.
    """
    standfirst = item.standfirst
    if not standfirst or not text.startswith(f"{standfirst}\n\n"):
        return None, {}
    found, derived = _printed(item, text[len(standfirst) + 2 :])
    if found is None or not found.place:
        return None, {}
    derived["body_text"] = "\n\n".join(filter(None, (standfirst, derived.get("body_text"))))
    return found, derived


def _place_apart(text: str, start: int, end: int) -> tuple[str, int] | None:
    """Return a place's paragraph joined with the next one, and its end, if they hold one dateline."""
    if not end - start < PLACE or not places.is_known(text[start:end].strip()):
        return None
    later = text.find("\n\n", end + 2)
    paragraph = f"{text[start:end].strip()} {text[end + 2 : later if later >= 0 else len(text)]}"
    found = parse_dateline(paragraph)
    return (paragraph, later) if found and found.credit else None


def _place_above(item: Item, derived: Derived) -> tuple[Dateline | None, Derived] | None:
    """Return the item's own place as dateline, if the first paragraph is nothing else: ``RIZE, Türkiye``."""
    first, separator, rest = (derived.get("body_text") or item.body_text or "").partition("\n\n")
    place = item.place or ""
    if not separator or len(first) > PLACE or first[: len(place)].casefold() != place.casefold():
        return None
    behind = first[len(place) :].strip(" ,.:")
    if behind and not (first[len(place)] in ", " and places.is_country(behind)):
        return None
    return read_dateline(first), {**derived, "dateline": first, "body_text": rest}


def _is_only(text: str, start: int) -> bool:
    """Return whether no paragraph further on begins with a dateline that has a credit."""
    later = text[start : start + FIRST_PARAGRAPHS * SHORT].split("\n\n")
    return not any(_is_credited(paragraph) and parse_dateline(paragraph) for paragraph in later)


def _is_credited(paragraph: str) -> bool:
    """Return whether a paragraph looks like one with a dateline that has a credit: a cheap test."""
    shown = visible(paragraph)
    return _ENDS_CREDIT.search(shown, 0, _CREDITED_WITHIN) is not None and _CREDITED.match(shown) is not None


def _without(item: Item, before: _Before, found: Dateline, later: str) -> Derived:
    """Return the text without its dateline, and the fields for the notes and the byline before it."""
    rest = found.rest
    behind: tuple[str, ...] = ()
    if rest[:1] == "(":  # Kyodo puts a note to editors behind the dateline
        behind, end = prefixes.notes(rest)
        rest = rest[end:].lstrip()
    derived, notes = _noted(item, [*before.notes, *found.notes, *behind])
    byline = before.byline or found.byline
    if byline and item.byline is None:
        derived["byline"] = byline
        byline = None
    elif byline and _is_held(byline, item.byline or ""):
        byline = None
    body = (byline, *notes, *before.points, rest + later)
    derived["body_text"] = "\n\n".join(filter(None, body)).strip() or None
    return derived


def _noted(item: Item, notes: list[str]) -> tuple[Derived, list[str]]:
    """Return the fields that notes go to, and the notes that stay in the text.

    Marks become the label, the word for a kind of story the genre, notes the ``ed_note``. If the document
    has a label or note of its own, another note stays in the text.
    """
    derived: Derived = {}
    stay: list[str] = []
    for note in notes:
        bare = note.strip("()[]（）【】 -–—:/\n")
        if prefixes.is_genre(bare):
            derived.setdefault("genre", item.genre or bare)
        elif item.label is None and marks.read_line(bare):
            derived["label"] = bare
        elif item.ed_note is None:
            derived["ed_note"] = "\n".join(filter(None, (derived.get("ed_note"), note)))
        elif bare not in item.ed_note and bare != item.label:
            stay.insert(0, note)
    return derived, stay


def _is_held(byline: str, own: str) -> bool:
    """Return whether the document's own byline contains the printed one, or the reverse, in whatever case."""
    held, printed = visible(own).casefold(), visible(byline)
    if prefixes.names(printed).casefold() in held or held in printed.casefold():
        return True
    people = reader.people(printed)
    return bool(people) and set(people) <= set(reader.people(own))


def _without_byline(item: Item, before: _Before, text: str, start: int) -> Derived:
    """Return byline and text of a story without a dateline, if a byline without notes begins it."""
    rest = text[before.headed if before.headed >= 0 else start :]
    if before.byline and item.byline is None and not before.notes and rest:
        return {"byline": before.byline, "body_text": rest.strip()}
    return {}
