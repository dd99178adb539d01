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
from newswire.parse.pages.facts.prints.day_lines import YEAR, Day, DayLine, read_day_line, words
from newswire.parse.pages.facts.prints.head import around
from newswire.parse.pages.facts.prints.labels import last_kind
from newswire.parse.pages.facts.prints.person_lines import (
    LONGEST,
    has_common_words,
    is_author_link,
    person_in,
)

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
_CHANGED = re.compile(r"updated|modified|(?:^|[\s_-])changed")
_LETTERS = re.compile(r"(?:By|Von|Par|Por) [A-Z]{2,6}(?=,|\s*$)")
"""A byline of the letters of a desk, with a place after it."""
_OF_SOURCES = re.compile(
    r"(?:^|[\s_-])(?:name|source|agency|quelle|fuente|kaynak|fonte|credit)s?(?:$|[\s_-])", re.I
)
_WORDS, _LABELLED = 3, 6
"""Words that may stand beside a day in a line that is no sentence: without a label, and with one."""
_LINE_WORDS = 12
"""Words of such a line in all."""
_DEEP = 3
"""Levels in a list of terms."""
_HEADINGS = frozenset({"h2", "h3", "h4"})
_UNKNOWN_LABEL = re.compile(r"[^\W\d_]{3,}[\s)]*[:：]\s*$")
"""A word with a colon before a day that leads to no publication: ``Opened:``."""
_STORY = 150
"""Characters of a paragraph with which the story has begun."""
_BESIDE = 3
"""Elements between a name without a mark and the day beside it."""
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


def read_printed(
    headline: _Element | None,
    *,
    lines: bool = True,
    times: bool = True,
    sites: frozenset[str] = frozenset(),
) -> Printed:
    """Return the bylines and times around a headline; nothing without one.

    Args:
        headline: the element that prints the headline.
        lines: whether bylines without a mark are looked for.
        times: whether times are.
        sites: names of the site, which may stand beside an author.
    """
    found = Printed()
    if headline is None:
        return found
    first_name = None
    persons: list[tuple[int, str, str]] = []
    dated: list[int] = []
    is_story = False
    for place, (element, is_before) in enumerate(around(headline)):
        tag = str(element.tag)
        is_story = is_story or (tag == "p" and len(element.text or "") > _STORY)
        if times and (tag == "time" or element.get("datetime") or tag == "abbr"):
            _add_time(element, found)
        if tag not in _TAGS:
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"
        marks = marks[:300].strip()
        if (term := _term_of(element)) is not None:
            _add_described(element, term, found, lines=lines and not is_before, times=times)
            continue
        if element.get("rel") == "author" or element.get("itemprop") == "author":
            if (text := text_of(element, _BYLINE)) and (first_name is None or place - first_name < _NEAR):
                first_name = place if first_name is None else first_name
                found.names.append((text, f"{tag} rel=author"))
        elif marks and marks_authors(marks):
            _add_byline(element, f"{tag} {marks.split()[0]}"[:80], found)
        elif lines and not is_before and tag == "a":
            text = None if is_story else text_of(element, _OWN_LINE)
            if text and is_author_link(element, text, _text_before(element)):
                found.bylines.append((text, "a author's page"))
        elif lines and not is_before:
            for text in _own_lines(element):
                _add_unmarked(text, marks, f"{tag} after the headline", found)
                if is_story or len(text) > LONGEST or tag in _HEADINGS or element.find("a") is not None:
                    continue
                if name := person_in(text, marks, _text_before(element), sites):
                    persons.append((place, name, f"{tag} beside the day"))
        if lines and not is_before and not is_story and _is_dated(element, tag):
            dated.append(place)
        if times and tag != "time" and (not is_before or _OF_TIMES.search(marks)):
            _add_line(element, found)
    if not (found.bylines or found.names or found.desks):
        beside = [
            (name, where)
            for place, name, where in persons
            if any(abs(place - other) <= _BESIDE for other in dated)
        ]
        if beside and not has_common_words(beside[0][0], headline):
            found.bylines.append(beside[0])
    return found


def _term_of(element: _Element) -> str | None:
    """Return the term that an element in a list of terms (``dl``) describes; None outside of one."""
    for _ in range(_DEEP):
        above = element.getparent()
        if above is None:
            return None
        if element.tag in {"dd", "dt"}:
            before = element.getprevious()
            is_described = element.tag == "dd" and before is not None and before.tag == "dt"
            return (text_of(before, _OWN_LINE) or "") if is_described and before is not None else ""
        element = above
    return None


def _add_described(element: _Element, term: str, found: Printed, *, lines: bool, times: bool) -> None:
    """Add the author or the day that a term of a list announces; other terms announce facts of the story."""
    if element.tag != "dd" or not term:
        return
    text = text_of(element, _OWN_LINE) or ""
    if lines and reader.is_byline(line := f"{term.rstrip(' :：')}: {text}"):
        found.bylines.append((line, "dd of its term"))
    elif times and last_kind(f"{term.rstrip(' :：')}:") in {"published", "updated"}:
        _add_line(element, found)


def _is_dated(element: _Element, tag: str) -> bool:
    """Return whether an element is a short line with a day."""
    if tag == "time":
        return True
    text = text_of(element, _OWN_LINE) if len(element) <= _PARTS else None
    return text is not None and YEAR.search(text) is not None


@lru_cache(maxsize=1024)
def marks_authors(marks: str) -> bool:
    """Return whether a class, a property or a name marks an element that names authors."""
    return _OF_AUTHORS.search(marks) is not None and not _NO_NAME.search(marks)


def _add_byline(element: _Element, place: str, found: Printed) -> None:
    """Add the text of an element that is marked as a byline."""
    if not (text := _line(element, _BYLINE)) or not (text := _without_days(text)):
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
        if (rest := _without_days(text)) != text and rest:
            yield rest
    elif len(element) and element.text and len(element.text) < 4 * _OWN_LINE:
        yield " ".join(element.text.split())


def _without_days(text: str) -> str:
    """Return a bar without its days and their labels: the byline that stands in one line with them."""
    line = read_day_line(text)
    return text if line is None else " ".join(line.rest.split()).strip(" ,،|·•—–-:/")


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
    above = element.getparent()
    marks += f" {above.get('class') or ''}".lower() if above is not None else ""
    is_updated = "published" not in marks and (_CHANGED.search(marks) is not None or kind == "updated")
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
    if not day.kind and _UNKNOWN_LABEL.search(before):
        return False
    if beside > 1 and not day.kind and line.line.endswith((".", "!", "?")):
        return False
    return beside <= (_LABELLED if day.kind else _WORDS)
