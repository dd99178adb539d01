"""Byline and times that a page prints in the head of its article, by their marks and by their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newswire.parse.byline import reader
from newswire.parse.pages.facts.head import around
from newswire.parse.pages.facts.metadata import text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_BYLINE = 200
"""Characters of a printed byline."""
_TIME = 120
"""Characters of a line with a time."""
_OF_AUTHORS = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|autore?s?|auteurs?|autoren|auteur-?name|verfasser|writers?|reporters?|journalists?"
    r"|redacteur|signature|firma|yazar|penulis|p-author|dc-creator|contributors?|posted-?by|written-?by)(?:$|[\s_-])"
    r"|(?:author|byline|autor|writer)(?:s|-?name|-?link|_name|__name|names)?(?:$|[\s_-])|^(?:author|byline|autor)"
    r"|(?<=[a-z])(?:Author|Byline|Autor)(?:s|Name|Names|Link)?(?=$|[\s_-])",
)
_NO_NAME = re.compile(
    r"image|photo|avatar|picture|img|bio|desc|social|follow|title|role|box|icon", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)|[٠-٩۰-۹०-९]{4}")
_CUT = re.compile(r"\s*[|·•—–]\s*|\s{2,}|(?<=\d{4})\s*/\s*")
_UPDATED = re.compile(
    r"updat|modif|revis|review|edited|aktualis|mis à jour|actualiz|atualiz|aggiorna|bijgewerkt|gewijzigd"
    r"|zaktualiz|обновл|оновл|güncel|تحديث|روزرسانی|अपडेट|更新|修订|수정|업데이트|diperbarui|uppdater|oppdater|opdater"
    r"|ändrad|endret|redigerad|päivitetty|ενημ|עודכן|frissít|actualitz|ažurir|cập nhật",
    re.IGNORECASE,
)
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

    ``names`` are the texts of elements that mark one author. ``published`` and ``updated`` hold texts of times.
    """

    bylines: list[tuple[str, str]] = field(default_factory=list)
    names: list[tuple[str, str]] = field(default_factory=list)
    published: list[tuple[str, str]] = field(default_factory=list)
    updated: list[tuple[str, str]] = field(default_factory=list)


def read_printed(headline: _Element | None) -> Printed:
    """Return the bylines and times around a headline; nothing without one."""
    found = Printed()
    if headline is None:
        return found
    for element, is_before in around(headline):
        tag = str(element.tag)
        if tag == "time" or element.get("datetime"):
            _add_time(element, found)
        if tag not in _TAGS:
            continue
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"[
            :300
        ]
        is_author = element.get("rel") == "author" or element.get("itemprop") == "author"
        if is_author or (_OF_AUTHORS.search(marks) and not _NO_NAME.search(marks)):
            if text := text_of(element, _BYLINE):
                (found.names if is_author else found.bylines).append(
                    (text, f"{tag} {marks.split()[0] if marks.split() else 'rel=author'}"[:80])
                )
        elif not is_before and tag != "a" and (text := _own_line(element)) and reader.is_byline(text):
            found.bylines.append((text, f"{tag} after the headline"))
        if tag != "time" and (not is_before or "date" in marks or "time" in marks or "publish" in marks):
            _add_line(element, found)
    return found


def _own_line(element: _Element) -> str | None:
    """Return the text of an element of one line that begins in the element itself, not in a child of it."""
    own = element.text
    if not own or not own.strip() or len(own) > _BYLINE:
        return None
    return text_of(element, _BYLINE)


def _add_time(element: _Element, found: Printed) -> None:
    stamp = element.get("datetime") or element.get("content")
    text = text_of(element, _TIME) or ""
    marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
    before = f"{_text_before(element)} {text}"
    is_updated = "published" not in marks and (
        "updated" in marks or "modified" in marks or _UPDATED.search(before)
    )
    value = stamp if stamp and _YEAR.search(stamp) else text if _YEAR.search(text) else None
    if value:
        times = found.updated if is_updated else found.published
        times.append((value.strip(), "time element"))


def _text_before(element: _Element) -> str:
    """Return the words that lead to an element: those before it in its parent."""
    before = element.getprevious()
    if before is not None:
        return f"{text_of(before, 40) or ''} {(before.tail or '')[-40:]}"
    parent = element.getparent()
    return (parent.text or "")[-40:] if parent is not None else ""


def _add_line(element: _Element, found: Printed) -> None:
    """Add the times in a short line of text."""
    if len(element) > 4 or not (text := text_of(element, _TIME)) or not _YEAR.search(text):
        return
    if any(child.tag != "br" and _YEAR.search(text_of(child, _TIME) or "") for child in element):
        return  # the child is read itself
    before = _text_before(element) if not element.text or len(text) < 30 else ""
    for part in _CUT.split(text):
        if _YEAR.search(part):
            is_updated = _UPDATED.search(part) or _UPDATED.search(before)
            (found.updated if is_updated else found.published).append((part.strip(" ,()"), "printed line"))
