"""The one parser for datelines: place, date, credit and byline off the first line of a story.

It reads the forms that agencies use all over the world, in any script. It takes nothing for a dateline that
is not surely one: ``tokens`` cuts a beginning into pieces, ``forms`` lists the sequences of pieces that are
datelines, ``proofs`` tests them, ``newswire.lexicon.agencies`` has the agencies and the gazetteer
(``newswire.lexicon.places``) the places.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Any

from newswire.lexicon import agencies, country_names, marks, places
from newswire.lexicon.dates import PrintedDate
from newswire.lexicon.invisible import has_invisible, place_of, visible
from newswire.parse.dateline import east_asian, forms, prefixes
from newswire.parse.dateline.brackets import CLOSING
from newswire.parse.dateline.evidence import BIG
from newswire.parse.dateline.pieces import Token, is_small
from newswire.parse.dateline.tokens import tokenize

__all__ = ["Dateline", "parse_dateline", "read_dateline"]

HEAD = 600
"""Characters at the beginning of a story in which a dateline is looked for."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline, its facts and the text after it.

    ``line`` is the dateline as printed, ``place`` the place as printed with its state or country,
    ``places`` each place alone. ``credit`` has canonical names: the carrier first, the writer last.
    ``rest`` is the text after the dateline. ``notes`` stand before it. ``warnings`` name the doubts.
    ``in_doubt`` is a place that could be in several countries, with the words after it that qualify it.
    """

    line: str
    place: str | None
    country: str | None
    places: tuple[str, ...]
    credit: tuple[str, ...]
    date: PrintedDate | None
    byline: str | None
    rest: str
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    in_doubt: tuple[str, tuple[str, ...]] | None = None

    def as_json(self, reference: dt.date | None = None) -> dict[str, Any]:
        """Return the dateline object. Infer a year that was not printed from ``reference``."""
        date = self.date.iso(reference) if self.date else None
        return {
            "line": self.line,
            "place": self.place,
            "country": self.country,
            "places": list(self.places),
            "credit": list(self.credit),
            "date": date,
            "date_precision": "day" if date else None,
            "byline": self.byline,
            "rest": self.rest,
        }


def parse_dateline(text: str) -> Dateline | None:
    """Return the dateline at the beginning of ``text``, or None if nothing there surely is one.

    Read the first 600 characters only, so that the cost does not grow with the text. Invisible characters
    take no part, but stay in ``line`` and ``rest``.
    """
    head = text[:HEAD]
    if has_invisible(head):
        return _among_invisible(text)
    head = _spaced(head)
    start = _START.match(head).end()  # type: ignore[union-attr]
    if start == len(head) or (
        head[start].islower() and is_small(head[start]) and not prefixes.begins_byline(head, start)
    ):
        return None
    before = prefixes.notes(head, start)
    names = prefixes.begins_byline(head, before.end)
    if names and (split := _after_byline(head, names)):
        byline = " ".join(head[before.end : split.tokens[0].start].split()).strip(" =:")
        return _built(split, text, before.notes, byline)
    if (bracketed := prefixes.bracketed_byline(head, before.end)) and (found := _found(head, bracketed[1])):
        return _built(found, text, before.notes, bracketed[0])
    if before.notes and (found := _found(head, before.end)):
        return _built(found, text, before.notes)
    if prefixes.begins_attention(head, start) and (found := _after_attention(head, start)):
        printed = head[start : found.tokens[0].start]
        cut = prefixes.byline_inside(printed)
        note = printed[:cut].strip()
        byline = " ".join(printed[cut:].split()).strip(" =:,")
        return _built(found, text, (note,) if note else (), byline or None)
    found = _found(head, start)
    if found is None and (found := _after_note(head, start)):
        return _built(found, text, (head[start : found.tokens[0].start].strip(),))
    if found and (again := _printed_twice(head, found)):
        found = again
    return _built(found, text) if found else None


def _among_invisible(text: str) -> Dateline | None:
    shown = visible(text[:HEAD]) + text[HEAD:]
    found = parse_dateline(shown)
    if found is None:
        return None
    begin = place_of(shown.index(found.line), text)
    end = place_of(shown.index(found.line) + len(found.line) - 1, text) + 1
    rest = text[place_of(len(visible(text)) - len(visible(found.rest)), text) :]
    return replace(found, line=text[begin:end], rest=rest)


@lru_cache(maxsize=2048)
def read_dateline(line: str) -> Dateline | None:
    """Return the facts of a line that is known to be a dateline (a format's own field).

    Return None if the line names nothing or is longer than ``HEAD``.
    """
    line = _spaced(visible(line).strip())
    if not line or len(line) > HEAD:
        return None
    if country_names.countries(line):
        return _built(forms.Found((Token("P", 0, len(line), line),), len(line)), line)
    if (found := _found(line, 0)) and found.rest >= len(line) - 1:
        return _built(found, line)
    tokens = tokenize(line)
    if not tokens or not any(token.kind in "PDCAU" for token in tokens):
        return None
    return _built(forms.Found(tuple(tokens), len(line)), line)


def _found(head: str, start: int) -> forms.Found | None:
    if found := east_asian.recognise(head, start):
        return found
    tokens = tokenize(head, start)
    found = forms.recognise(tokens, head) if len(tokens) > 1 else None
    return found or forms.enclosed(head, start)


def _printed_twice(head: str, found: forms.Found) -> forms.Found | None:
    """Return the second dateline of ``OSLO, Norway — OSLO, Norway (AP) — …``."""
    place = found.tokens[0]
    begin = found.rest + len(head[found.rest :]) - len(head[found.rest :].lstrip())
    if place.kind != "P" or not head.startswith(place.text, begin):
        return None
    return _found(head, begin)


def _after_byline(head: str, names: int) -> forms.Found | None:
    """Return the dateline after a byline on the same or the next line.

    On the same line its place is a known city: ``By ANN MARSH SALT LAKE CITY, Utah (AP)``. On the next line,
    or in brackets after a full stop, any dateline is accepted.
    """
    line_end = head.find("\n", names, names + BYLINE)
    if line_end >= 0:
        return _found(head, line_end + 1)
    for number, word in enumerate(_WORD_START.finditer(head, names, names + BYLINE)):
        found = _found(head, word.start()) if number else None
        if (
            found
            and (place := next((t for t in found.tokens if t.kind == "P"), None))
            and places.is_city(place.text)
        ):
            return found
        if number > 12:
            break
    stop = _STOP_AND_BRACKET.search(head, names, names + BYLINE)
    return _found(head, stop.end()) if stop else None


def _after_attention(head: str, start: int) -> forms.Found | None:
    """Return the dateline after words to the desk in its line: ``ATTN - RECASTS By ANN MARSH OSLO (NTB)``.

    Its place is a city in capitals, and it names an agency.
    """
    for word in islice(_WORD_START.finditer(head, start, start + ATTENTION), 30):
        found = _found(head, word.start()) if head[word.start()].isupper() else None
        if found and _is_sure(found) and found.tokens[0].text.isupper():
            return found
    return None


def _after_note(head: str, start: int) -> forms.Found | None:
    """Return the dateline after a sentence in brackets. Its place is a city, and it names an agency."""
    closing = CLOSING.get(head[start])
    end = head.find(closing, start, start + prefixes.NOTE_LIMIT) if closing else -1
    if end < 0 or not prefixes.is_note(head[start : end + 1]):
        return None
    after = _START.match(head, end + 1).end()  # type: ignore[union-attr]
    found = _found(head, after) if after < len(head) else None
    return found if found and _is_sure(found) else None


def _is_sure(found: forms.Found) -> bool:
    first = found.tokens[0]
    return first.kind == "P" and places.is_city(first.text) and any(token.names for token in found.tokens)


_FIXED_SPACE = re.compile("[\u00a0\u2002\u2003\u2005\u2007\u2008\u2009\u200a\u202f]")
"""Spaces of a fixed width and no-break spaces. They divide words as any other space does."""


def _spaced(text: str) -> str:
    return text if text.isascii() else _FIXED_SPACE.sub(" ", text)


BYLINE = 120
"""Characters that a byline before a dateline may have."""

ATTENTION = 250
"""Characters that words to the desk before a dateline may have."""

_STOP_AND_BRACKET = re.compile(r"[^\W\d_]{2}\. (?=\()")
_WORD_START = re.compile(r"(?<=\s)[^\W\d_]")
_START = re.compile(r'[\s\ufeff\u200e\u200f*]*"?\s*')


def _built(found: forms.Found, text: str, notes: tuple[str, ...] = (), byline: str | None = None) -> Dateline:
    writer_before, tokens = _reporter_before(found.tokens)
    if writer_before and marks.read_line(writer_before.split()[0]):  # REPEAT FROM LATE FRIDAY
        notes = (*notes, writer_before)
    else:
        byline = byline or writer_before
    named = _places(tokens)
    printed_names = [name for token in tokens for name in token.names]
    located = places.locate(*named[0]) if named else places.Located()
    credit = agencies.chain(printed_names, located.country)
    if named and credit and (writer := agencies.agency(credit[-1], located.country)):
        located = places.locate(*named[0], writer.country)
    warnings: tuple[str, ...] = ()
    if located.doubtful:
        candidates = ", ".join(located.doubtful)
        warnings = (f"The dateline's place {named[0][0]!r} could be in {candidates}; no country was chosen.",)
    place_tokens = [token for token in tokens if token.kind == "P" or (token.regions and token.kind == "Q")]
    place = _spaced(text[place_tokens[0].start : place_tokens[-1].end]) if place_tokens else None
    date = next((token.date for token in tokens if token.date), None)
    return Dateline(
        line=text[min(token.start for token in found.tokens) : tokens[-1].end].rpartition(
            f"{writer_before}\n"
        )[2],
        place=place,
        country=located.country,
        places=tuple(name for name, _ in named),
        credit=credit,
        date=_dated(date, credit, located.country),
        byline=byline or next((token.byline for token in tokens if token.byline), None),
        rest=text[found.rest :].lstrip(),
        notes=notes,
        warnings=warnings,
        in_doubt=named[0] if located.doubtful else None,
    )


def _reporter_before(tokens: tuple[Token, ...]) -> tuple[str | None, tuple[Token, ...]]:
    """Return a reporter's name before a slash or dash and a place, and the other pieces.

    In ``Ann MARSH/OSLO (DHA)`` the name has two words or more, is no place's, and is not in capitals as the
    place is. A name on a line of its own may be in capitals. Without such a name return None and all pieces.
    """
    if tokens[0].kind == "P" and "\n" in tokens[0].text and (split := _name_and_place(tokens[0])):
        return split[0], (split[1], *tokens[1:])
    if [token.kind for token in tokens[:3]] not in (["P", "/", "P"], ["P", "X", "P"], ["P", ",", "P"]):
        return None, tokens
    name, place = tokens[0].text, tokens[2].text
    is_name = " " in name and place.isupper() and not name.isupper() and not places.is_known(name)
    if tokens[1].kind == ",":
        is_name = is_name and places.is_city(place) and not places.regions(place)
    return (name, tokens[2:]) if is_name else (None, tokens)


def _name_and_place(token: Token) -> tuple[str, Token] | None:
    """Return the name on the line above a known place; None if the name is a place, too."""
    name, _, place = token.text.rpartition("\n")
    if places.is_known(" ".join(token.text.split())) or not places.is_known(place) or places.is_known(name):
        return None
    start = token.end - len(place)
    return (name, token._replace(start=start, text=place)) if 1 < len(name.split()) < 5 else None


def _dated(date: PrintedDate | None, credit: tuple[str, ...], country: str | None) -> PrintedDate | None:
    """Return a date as its writer's or place's country orders it; unchanged if neither is known."""
    writer = agencies.agency(credit[-1], country) if credit else None
    homes = {country, writer.country if writer else None} - {None}
    if date is None or not homes:
        return date
    return date.read("US" if "US" in homes else (writer and writer.country) or country or "")


def _places(tokens: tuple[Token, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Return each place with the words after it that name its country or state."""
    named: list[tuple[str, tuple[str, ...]]] = []
    separator = ""
    for token in tokens:
        if token.kind == "Q" and named:
            named[-1] = (named[-1][0], (*named[-1][1], *token.regions))
        elif token.kind == "P":
            if named and separator == "," and _qualifies(token.text, named[-1][0]):
                named[-1] = (named[-1][0], (*named[-1][1], _dotted(token.text)))
            else:
                named.append((token.text, ()))
        separator = token.text if token.kind in ",/" else ""
    return named


def _qualifies(word: str, place: str) -> bool:
    """Return whether ``word`` after ``place`` and a comma is its country or state, no second place."""
    possible = places.regions(_dotted(word))
    if not possible:
        return places.is_state_of(word, place)
    if not places.is_city(word) or word.isupper() != place.isupper() or places.is_city_in(place, word):
        return True
    country = places.locate(place).country
    unclear = places.is_state(word) and (country is None or places.size(word) < BIG)
    return country in possible or unclear


def _dotted(word: str) -> str:
    """Return an abbreviation of two letters with its full stop, which ``RICHMOND, Va`` has lost."""
    return f"{word}." if len(word) == 2 and word.istitle() and not places.regions(word) else word
