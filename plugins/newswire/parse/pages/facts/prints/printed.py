"""Byline and times that a page prints in the head of its article, by their marks and by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from newswire.lexicon.agencies import agency
from newswire.parse.byline import reader
from newswire.parse.byline.names import is_name
from newswire.parse.pages.facts.metadata import text_of
from newswire.parse.pages.facts.prints.dated import DAY
from newswire.parse.pages.facts.prints.day_lines import YEAR, Day, DayLine, read_day_line, words
from newswire.parse.pages.facts.prints.head import around
from newswire.parse.pages.facts.prints.labels import last_kind

if TYPE_CHECKING:
    from lxml.etree import _Element

_BYLINE = 200
"""Characters of a printed byline."""
_OWN_LINE = 100
"""Characters of a line that is a byline by its words alone."""
_PARTS = 3
"""Elements in such a line."""
_TIME = 120
"""Characters of a line with a time."""
_OF_AUTHORS = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|autore?s?|auteurs?|autoren|auteur-?name|verfasser|writers?|reporters?|journalists?"
    r"|redacteur|signature|firma|yazar|penulis|p-author|dc-creator|contributors?|posted-?by|written-?by)(?:$|[\s_-])"
    r"|(?:author|byline|autor|writer)(?:s|-?name|-?link|_name|__name|names)?(?:$|[\s_-])|^(?:author|byline|autor)(?=$|[\s_A-Z-])"
    r"|(?<=[a-z])(?:Author|Byline|Autor)(?:s|Name|Names|Link)?(?=$|[\s_-])",
)
_NO_NAME = re.compile(
    r"image|photo|avatar|picture|img|bio|desc|social|follow|title|role|box|icon", re.IGNORECASE
)
_BAR = re.compile(r"[|·•—–,،/]|\s-\s|来源|來源|作者|记者|記者|编辑|編輯|출처|기사")
"""Signs between the parts of a bar, and words that begin one in scripts without spaces."""
_OF_TIMES = re.compile(r"date|time|publish|datum|fecha|fech|data|posted|meta", re.IGNORECASE)
_LETTERS = re.compile(r"(?:By|Von|Par|Por) [A-Z]{2,6}(?=,|\s*$)")
"""A byline of the letters of a desk, with a place after it."""
_OF_SOURCES = re.compile(
    r"(?:^|[\s_-])(?:name|source|agency|quelle|fuente|kaynak|fonte|credit)s?(?:$|[\s_-])", re.I
)
_WORDS, _LABELLED = 3, 6
"""Words that may stand beside a day in a line that is no sentence: without a label, and with one."""
_LINE_WORDS = 12
"""Words of such a line in all."""
_NEAR = 20
"""Elements between the marks of several authors."""
_TAGS = frozenset(
    [
        "time",
        "span",
        "div",
        "p",
        "li",
        "small",
        "em",
        "strong",
        "b",
        "i",
        "td",
        "dd",
        "font",
        "a",
        "address",
        "abbr",
        "ul",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
    ]
)


@dataclass(slots=True)
class Printed:
    """What the head of an article prints: bylines and times, each with its place.

    ``names`` are the texts of elements that mark one author, ``desks`` lines that name an agency or a desk
    and nobody. ``published`` and ``updated`` hold texts of times.
    """

    bylines: list[tuple[str, str]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    desks: list[tuple[str, str]] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)


def read_printed(headline: _Element | None, *, lines: bool = True, times: bool = True) -> Printed:
    """Return the bylines and times around a headline; nothing without one.

    Args:
        headline: the element that prints the headline.
        lines: whether bylines without a mark are looked for.
        times: whether times are.
    """
    found = Printed()
    if headline is None:
        return found
    first_name = None
    for place, (element, is_before) in enumerate(around(headline)):
        tag = str(element.tag)
        if times and (tag == "time" or element.get("datetime") or tag == "abbr"):
            _add_time(element, found)
        if tag not in _TAGS:
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        marks = marks[:300].strip()
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            if (text := text_of(element, _BYLINE)) and (first_name is None or place - first_name < _NEAR):
                first_name = place if first_name is None else first_name
                found.names.append((text, f"{tag} rel=author"))
        elif marks and marks_authors(marks):
            _add_byline(element, f"{tag} {marks.split()[0]}"[:80], found)
        elif lines and not is_before and tag != "a":
            for text in _own_lines(element):
                _add_unmarked(text, marks, f"{tag} after the headline", found)
        if times and tag != "time" and (not is_before or _OF_TIMES.search(marks)):
            _add_line(element, found)
    return found


@lru_cache(maxsize=4096)
def marks_authors(marks: str) -> bool:
    """Return whether a class, a property or a name marks an element that names authors."""
    return _OF_AUTHORS.search(marks) is not None and not _NO_NAME.search(marks)


def _add_byline(element: _Element, place: str, found: Printed) -> None:
    """Add the text of an element that is marked as a byline."""
    if not (text := _line(element, _BYLINE)):
        return
    found.bylines.append((text, place))
    if _is_desk(text):
        found.desks.append((text, place))


def _line(element: _Element, longest: int) -> str | None:
    """Return the text of an element in one line, with a comma between names in elements of their own."""
    if (whole := text_of(element, longest)) is None:
        return None
    links = [name for link in element.iter("a") if (name := text_of(link, 60))]
    if len(links) > 1 and all(map(is_name, links)) and sum(map(len, links)) + len(links) > len(whole):
        return ", ".join(dict.fromkeys(links))
    pieces: list[str] = []
    for part in element.itertext():
        piece = " ".join(str(part).split())
        if not piece or (pieces and pieces[-1] == piece):
            continue
        if pieces and is_name(piece) and is_name(pieces[-1]):
            pieces[-1] += ","
        pieces.append(piece)
    return " ".join(pieces).replace(" ,", ",")


def _add_unmarked(text: str, marks: str, place: str, found: Printed) -> None:
    if reader.is_byline(text):
        found.bylines.append((text, place))
        if _is_desk(text):
            found.desks.append((text, place))
    elif letters := _LETTERS.match(text):
        found.desks.append((letters[0], place))
    elif len(text) <= 60 and _OF_SOURCES.search(marks) and agency(text.partition(",")[0]):
        found.desks.append((text, place))


def _is_desk(text: str) -> bool:
    """Return whether a byline names an agency or a desk and nobody."""
    if any(map(str.isdigit, text)) or len(text) > 80:
        return False
    read = reader.read(text)
    return read.known and not read.people and not read.foreign


def _own_lines(element: _Element) -> Iterator[str]:
    """Yield the text of an element of one line with few elements in it, and the text before its first one."""
    if len(element) <= _PARTS and (element.text or len(element)) and (text := _line(element, _OWN_LINE)):
        yield text
        if DAY.search(text) and (rest := " ".join(DAY.sub(" ", text).split()).strip(" ,|·•—–-")):
            yield rest
    elif len(element) and element.text and len(element.text) < 4 * _OWN_LINE:
        yield " ".join(element.text.split())


def _add_time(element: _Element, found: Printed) -> None:
    """Add the time of a ``time`` element or of one with a stamp, by its mark and by the words before it."""
    stamp = element.get("datetime") or element.get("content") or element.get("title")
    text = text_of(element, _TIME) or ""
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    before = last_kind(_text_before(element))
    if before == "other":
        return
    kind = last_kind(text)
    kind = before if kind in (None, "other") else kind
    is_updated = "published" not in marks and ("updated" in marks or "modified" in marks or kind == "updated")
    value = stamp if stamp and YEAR.search(stamp) else text if YEAR.search(text) else None
    if value:
        times = found.updated if is_updated else found.published
        times.append((value.strip(), "time element of a change" if is_updated else "time element"))


def _text_before(element: _Element) -> str:
    """Return the words that lead to an element: those before it in its parent."""
    before = element.getprevious()
    if before is not None:
        if YEAR.search(text_of(before, _TIME) or ""):
            return (before.tail or "")[-40:]  # its words lead to its own time
        return f"{text_of(before, 40) or ''} {(before.tail or '')[-40:]}"
    parent = element.getparent()
    return (parent.text or "")[-40:] if parent is not None else ""


def _add_line(element: _Element, found: Printed) -> None:
    """Add the times in a short line that holds little else."""
    if len(element) > 4 or not (text := text_of(element, _TIME)) or not YEAR.search(text):
        return
    if any(child.tag != "br" and YEAR.search(text_of(child, _TIME) or "") for child in element):
        return  # the child is read itself
    before = last_kind(_text_before(element)) if len(text) < 40 else None
    line = read_day_line(text)
    if line is None or words(line.rest) > _LINE_WORDS:
        return
    days = [(day.text, day.kind or before) for day in line.days if _is_apart(line, day)]
    if len({text[:10] for text, kind in days if kind is None}) > 1:
        return  # a period, or a list
    for text, kind in days:
        if kind == "updated":
            found.updated.append((text, "printed line of a change"))
        elif kind != "other":
            found.published.append((text, "printed line"))


def _is_apart(line: DayLine, day: Day) -> bool:
    """Return whether few words stand beside a day, between signs that part a bar; a sentence has more."""
    before, after = line.around(day)
    beside = words(_BAR.split(before)[-1]) + words(_BAR.split(after)[0])
    return beside <= (_LABELLED if day.kind else _WORDS)
