"""The head of a text that repeats the item's fields: headline, slug, keywords, standfirst, a printed time.

A headline that stands above a text is no part of the story. A text of a headline alone (an alert) keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from newswire.lexicon import marks
from newswire.lexicon.desk.folding import folded
from newswire.model import Item

_LONGEST = 400
"""Characters of a paragraph that may repeat a field."""
_SHORT = 120
"""Characters of a paragraph that repeats no field and may stand above the headline: a kicker, a byline."""
_MOST = 8
"""Paragraphs in which the headline is looked for."""
_MOST_OTHERS = 2
"""Paragraphs above the headline that may repeat no field."""
_SLACK = 16
"""Characters of signs, spaces and marks by which a repeated headline may be longer than the field."""
_LEAST_CUT = 15
"""Letters that a cut headline must have in common with the whole one."""
_CUT = ("…", "...", "[…]")
_SENTENCE_ENDS = tuple('.!?"”»。！？」')
_SIGNS = frozenset("_*=#-–—+~•·|/\\ \u00a0\t\n")
_PRINTED_TIME = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
    r"(?:,? (?:- )?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: (?:Uhr|GMT|UTC|CES?T|h))?)?"
)


def without_heading(item: Item, text: str) -> str:
    """Return the text without the paragraphs at its head that repeat fields; the same object if it has none.

    Slug, keywords, a printed time and the standfirst go only together with the headline. One paragraph of
    the text always stays.
    """
    headline = item.headline
    if not headline or not _may_repeat(text, headline):
        return text
    parts, rest = _first(text)
    heading = _Heading(item, headline)
    if not any(
        heading.headline(parts, place) or heading.first_lines(parts[place]) for place in range(len(parts))
    ):
        return text
    kept: list[str] = []
    pending: list[str] = []
    ends, place, is_headed = -1, 0, False
    while place < len(parts):
        part = parts[place]
        if length := heading.headline(parts, place):
            place += length
            kept, pending, ends = kept + pending, [], place
        elif length := heading.first_lines(part):
            parts[place] = part[length:].lstrip("\n")
            kept, pending, ends = kept + pending, [], place
        elif heading.is_known(part) or (ends >= 0 and heading.is_standfirst(part)):
            is_headed = True
            place += 1
            ends = place if ends == place - 1 else ends
        elif (
            len(kept) + len(pending) < _MOST_OTHERS
            and len(part) <= _SHORT
            and (is_headed or not part.endswith(_SENTENCE_ENDS))
        ):
            pending.append(part)
            place += 1
        else:
            break
    if ends < 0:
        return text
    left = "\n\n".join([*kept, *parts[ends:], *([rest] if rest else ())] or parts[-1:])
    return without_heading(item, left) if rest and ends == len(parts) else left


def _may_repeat(text: str, headline: str) -> bool:
    """Return whether one of the first paragraphs is short enough, or begins with a line that is."""
    end = text.find("\n")
    return 0 <= end <= max(len(headline) + 3 * _SLACK, _SHORT)


def _first(text: str) -> tuple[list[str], str]:
    """Return the first paragraphs of a text and the rest of it."""
    parts = text.split("\n\n", _MOST)
    rest = parts.pop() if len(parts) > _MOST else ""
    return parts, rest


class _Heading:
    """The fields of one item that its text may repeat, in the letters in which they are compared."""

    __slots__ = ("_headline", "_item", "_known", "_printed", "_standfirst")

    def __init__(self, item: Item, headline: str) -> None:
        self._item, self._printed = item, headline
        self._headline = folded(headline)
        self._known: frozenset[str] | None = None
        self._standfirst: str | None = None

    def headline(self, parts: list[str], place: int) -> int:
        """Return the number of paragraphs at ``place`` that are the headline; 0 if none is."""
        part = parts[place]
        if len(part) > len(self._printed) + 2 * _SLACK + len(self._item.label or ""):
            return 0
        letters = folded(part)
        if not letters or not self._headline:
            return 0
        if letters == self._headline or self._is_cut(part, letters):
            return 1
        if self._headline.startswith(letters):
            if place + 1 < len(parts) and len(parts[place + 1]) <= len(self._printed):
                return 2 if letters + folded(parts[place + 1]) == self._headline else 0
            return 0
        return self._is_marked(part, letters)

    def first_lines(self, part: str) -> int:
        """Return the length of the lines that are the headline, if text follows them in the paragraph."""
        end = part.find("\n")
        if end < 0 or end > len(self._printed) + _SLACK:
            return 0
        letters = folded(part[:end])
        while letters and self._headline.startswith(letters):
            if letters == self._headline:
                return end if part[end:].strip() else 0
            start, end = end, part.find("\n", end + 1)
            if end < 0:
                return 0
            letters += folded(part[start:end])
        return 0

    def is_standfirst(self, part: str) -> bool:
        """Return whether a paragraph below the headline is the standfirst.

        One that ends as a sentence stays: it may be the story's lead, which a format gives as standfirst too.
        That of a picture is a part of its caption.
        """
        standfirst = self._item.standfirst if self._item.kind in {"text", "alert", "package"} else None
        if not standfirst or len(part) > len(standfirst) + _SLACK or part.endswith(_SENTENCE_ENDS):
            return False
        if self._standfirst is None:
            self._standfirst = folded(standfirst)
        return folded(part) == self._standfirst

    def is_known(self, part: str) -> bool:
        """Return whether a paragraph is slug or keywords, a printed time or a ruled line."""
        if len(part) > _LONGEST or part.endswith((".", "!", "?")):
            return False
        if _SIGNS.issuperset(part) or _PRINTED_TIME.fullmatch(part):
            return True
        if self._known is None:
            self._known = frozenset(filter(None, map(folded, self._values())))
        letters = folded(part)
        if letters in self._known:
            return True
        if len(part) <= _SHORT and any(
            letters.startswith(one) and letters[len(one) :] in self._known for one in self._known
        ):
            return True  # a kicker and a place beside each other
        pieces = [folded(piece) for piece in re.split(r"[\n,;/|]", part)]
        return len(pieces) > 1 and self._known.issuperset(filter(None, pieces))

    def _values(self) -> Iterator[str]:
        item = self._item
        for value in (item.slugline, item.genre):
            if value:
                yield value
                yield from re.split(r"[/,;]", value)
        yield from item.keywords
        yield from (subject.name for subject in item.subjects if subject.name)

    def _is_cut(self, part: str, letters: str) -> bool:
        """Return whether one of paragraph and headline is the beginning of the other, with dots behind it."""
        if part.endswith(_CUT) and len(letters) >= _LEAST_CUT:
            return self._headline.startswith(letters)
        cut = self._printed.rstrip().endswith(_CUT) and len(self._headline) >= _LEAST_CUT
        return cut and letters.startswith(self._headline)

    def _is_marked(self, part: str, letters: str) -> bool:
        """Return whether one is the other with the marks of a wire (``UPDATE 2-``, ``(LEAD)``)."""
        if self._headline not in letters and letters not in self._headline:
            return False
        return folded(marks.read_headline(part).rest) == folded(marks.read_headline(self._printed).rest)
