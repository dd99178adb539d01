"""The one day that a whole page prints for its story, where neither metadata nor the article's head give one.

A date counts if its words or its mark name it as that of the page, and if all such dates are of one day: a
page with several of them is a list, and each belongs to another story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from newswire.lexicon.bylines import words as bylines
from newswire.parse.byline.reader import is_byline
from newswire.parse.pages.facts.dates import When, read_time
from newswire.parse.pages.facts.metadata import text_of
from newswire.parse.pages.facts.prints.day_lines import YEAR, Day, DayLine, read_day_line, words
from newswire.parse.pages.facts.prints.labels import labels
from newswire.parse.readers.times import Clock

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 20_000
"""Elements that are looked at."""
_LINE = 400
"""Characters of a line with a date."""
_LEADING, _FOLLOWING = 8, 8
"""Words before the date of the page and after it. More are a sentence of the story."""
_BESIDE_LABEL, _WITH_AUTHOR = 2, 5
"""Words between a label and a day that make no sentence, and those with an author or a colon."""
_SHORT = frozenset(word for phrase in bylines.SHORT for word in phrase.split())
_BYLINE_LENGTH = 100
_PARAGRAPHS, _LONG = 5, 200
"""Paragraphs of a story at least, and their characters."""
_LABEL = 40
"""Characters before a day that its label takes."""
_UPDATED = re.compile(
    r"\bstand ?:|\b(?:last|page) (?:updated|modified|reviewed|changed)|\bupdated ?(?:on|:)"
    r"|letzte (?:aktualisierung|änderung)"
    r"|(?:zuletzt )?(?:aktualisiert|geändert) am|mis(?:e)? à jour|dernière (?:mise|modification)"
    r"|última (?:actualización|atualização|modificación)"
    r"|ultimo aggiornamento|laatst (?:bijgewerkt|gewijzigd)|ostatnia (?:aktualizacja|modyfikacja)"
    r"|последнее обновление|останнє оновлення"
    r"|son güncelleme|senast (?:uppdaterad|ändrad)|sist (?:oppdatert|endret)|sidst opdateret"
    r"|最終更新|最后更新|최종 ?수정",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"\b(?:published|posted) (?:on|by)\b|\b(?:published|posted|date published|datum|date"
    r"|veröffentlicht|publié) ?:"
    r"|(?:veröffentlicht|erstellt|geschrieben|publiziert|eingestellt) am\b|\b(?:artikel"
    r"|beitrag)\b.{0,60}\bwurde am\b"
    r"|\bpublié (?:le|par)\b|\bmis en ligne le\b|\bpublicado (?:el|em|por)\b|\bpubblicato il\b"
    r"|\bgeplaatst op\b|\bopublikowano\b"
    r"|опубликовано|опубліковано|yayınlanma|publicerad|publisert|公開日|掲載日|发布时间|發布時間|发布日期",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:datepublished|dt-published|published|submitted|posted-?on|pubdate|(?:entry|post|article"
    r"|publish(?:ed)?|publication|news|blog)[_-]{0,2}date"
    r"|date[_-]?(?:published|posted|header)|(?:post|entry)[_-]?time|veroeffentlicht|press[_-]\w*time)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OF_SITE = re.compile(r"\b(?:web)?sites?\b", re.IGNORECASE)
_ARTICLE = re.compile(
    r"(?:dieser|der|this|cet|ce|este|questo)\b.{0,12}\b(?:artikel|beitrag|article|post|entry"
    r"|billet|artículo|articolo)\b"
    r"|(?:von|by|par|por)\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\s*(?:von|by|par|por|di|door|av|af) [^.:!?]{2,50}?(?:,| am| on| le| el| il| op| den|[|–-]) *",
    re.IGNORECASE,
)
"""The words before a day that stands in the line of the author."""
_PART = re.compile(r"[|•·—–]")
_ENDING = re.compile(r"\s*(?:veröffentlicht|erstellt|publiziert|publié|gepubliceerd)\b")
_BESIDE = re.compile(
    r"author-?(?:details|info|meta)|byline|(?:post|entry|article)-?(?:meta|info)", re.IGNORECASE
)
"""Marks of an element that holds the author and the day of the story."""
_UPDATED_MARK = re.compile(r"updat|modif|changed", re.IGNORECASE)
_OUTSIDE = frozenset(
    [
        "nav",
        "aside",
        "form",
        "figure",
        "figcaption",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "button",
        "select",
        "textarea",
        "video",
        "audio",
        "blockquote",
        "pre",
        "code",
        "kbd",
        "samp",
        "option",
        "input",
    ]
)
_OTHERS = re.compile(
    r"(?<![a-z])comment|comments|disqus|related|teaser|promo|sidebar|newsletter|menu|breadcrumb"
    r"|recommend|popular|trending"
    r"|most-?read|event|calendar|carousel|slider|caption|cookie|archive|recent|latest|similar|review"
    r"|(?:^|[\s_-])(?:cards?|nav|ads?|widget|tags?|bio|next|prev(?:ious)?|list)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"no-comments|node-promoted|(?:has|without|no|with)-(?:\w+-)?sidebar|\bh-?(?:entry|feed)\b"
    r"|\bwidget Blog\b",
    re.IGNORECASE,
)


def read_dated(root: _Element, clock: Clock) -> When | None:
    """Return the time that a page states as that of its publication; otherwise that of its last change.

    None if it prints several days of one kind.
    """
    published: list[When] = []
    updated: list[When] = []
    for text, stamp, is_update in _lines(root):
        kind, place = (updated, "printed update") if is_update else (published, "printed on the page")
        for written in (stamp, text):
            when = read_time(written, place, clock) if written else None
            if when:
                kind.append(when)
                break
    for found in (published, updated):
        if found:
            return found[0] if len({when.at.date() for when in found}) == 1 else None
    return None


def _lines(root: _Element) -> Iterator[tuple[str, str | None, bool]]:
    """Yield the dates of lines that name them as those of the page, with a stamp and whether of a change."""
    left = _MOST
    waiting: list[_Element] = [root]
    while waiting and left:
        left -= 1
        one = waiting.pop()
        if not isinstance(one.tag, str) or one.tag in _OUTSIDE:
            continue
        marks = _marks(one)
        if one.tag != "body" and marks and _names_others(marks) and not _holds_story(one):
            continue
        stamp = one.get("datetime") or one.get("title") or one.get("content")
        is_marked = bool(marks) and _names_a_date(marks)
        if is_marked:
            if line := text_of(one, _LINE):
                found = read_day_line(line)
                if found or (stamp and YEAR.search(stamp)):
                    is_update = bool(_UPDATED_MARK.search(marks) or _UPDATED.search(line))
                    yield found.days[0].text if found else "", stamp, is_update
                    continue
        elif _has_date(one) and (line := text_of(one, _LINE)) and (found := read_day_line(line)):
            for day in found.days:
                kind = _kind(*found.beside(day), one)
                if kind is None and (day.kind != "other" and _is_bar(found, day)):
                    kind = day.kind == "updated"
                if kind is not None:
                    yield day.text, None, kind
        waiting.extend(reversed(one))


def _holds_story(element: _Element) -> bool:
    """Return whether an element has several long paragraphs: the story, whatever its mark states."""
    left = _PARAGRAPHS
    for one in islice(element.iter("p"), 100):
        left -= len(one.text or "") > _LONG
        if not left:
            return True
    return False


def _kind(before: str, after: str, element: _Element) -> bool | None:
    """Return whether the words around a day lead to a change; None if they lead to no publication either."""
    if _OF_SITE.search(before):
        return None
    if before.rstrip().endswith(":"):
        before = before[-_LABEL:]
    if len(before.split()) > _LEADING:
        return None
    if len(after.split()) > _FOLLOWING and not _ARTICLE.match(before):
        return None
    if _UPDATED.search(before):
        return True
    found = _PUBLISHED.search(before)
    if found and _goes_on(after) and len(after.split()) > 2 and not _ARTICLE.match(before):
        return None
    if found and (_ARTICLE.match(before) or len(_PART.split(before[: found.start()])[-1].split()) < 2):
        return False
    if _BYLINE.fullmatch(before) or (before and _ENDING.match(after)):
        return False
    parent = element.getparent()
    if parent is None or before.strip(" ,()") or after.strip(" ,()"):
        return None
    return False if _BESIDE.search(_marks(parent)) or _has_byline(element) else None


def _has_byline(element: _Element) -> bool:
    """Return whether the line before or behind an element is a byline by its words."""
    beside = (element.getprevious(), element.getnext())
    return any(
        one is not None and isinstance(one.tag, str) and is_byline(text_of(one, _BYLINE_LENGTH) or "")
        for one in beside
    )


def _marks(element: _Element) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"[
        :300
    ].strip()


def _has_date(element: _Element) -> bool:
    """Return whether a year stands in the text of an element itself, not in others in it alone."""
    if element.text and YEAR.search(element.text[: 2 * _LINE]):
        return True
    return any(
        (one.tail and YEAR.search(one.tail[: 2 * _LINE]))
        or (not len(one) and one.text and len(one.text) < 60 and YEAR.search(one.text))
        for one in islice(element, 12)
    )


def _is_bar(line: DayLine, day: Day) -> bool:
    """Return whether a label begins the part of a line with a day, and few words stand beside them."""
    if day.kind is None:
        return False
    raw, _ = line.beside(day)
    part = _PART.split(raw)[-1].strip(" ([:")
    label = next(labels(part), None)
    before, after = line.around(day)
    names_author = not _SHORT.isdisjoint(before.lower().split())
    is_short = words(before) <= (
        _WITH_AUTHOR if names_author or raw.rstrip().endswith((":", "：")) else _BESIDE_LABEL
    )
    return is_short and label is not None and label[0] == 0 and not _goes_on(after)


def _goes_on(after: str) -> bool:
    """Return whether a sentence goes on behind a day: with a word in small letters that is no ``by``."""
    first, _, _ = after.strip(" ,،").partition(" ")
    if first in _SHORT:
        return words(_PART.split(after)[0]) > _WITH_AUTHOR
    return first[:1].islower()


@lru_cache(maxsize=4096)
def _names_a_date(marks: str) -> bool:
    return _MARKED.search(marks) is not None


@lru_cache(maxsize=4096)
def _names_others(marks: str) -> bool:
    return _OTHERS.search(marks) is not None and not _OWN.search(marks)
