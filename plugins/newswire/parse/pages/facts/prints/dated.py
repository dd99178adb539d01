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

from newswire.parse.pages.facts.dates import When, read_time
from newswire.parse.pages.facts.metadata import text_of
from newswire.parse.readers.times import Clock

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 20_000
"""Elements that are looked at."""
_LINE = 400
"""Characters of a line with a date."""
_LEADING, _FOLLOWING = 8, 8
"""Words before the date of the page and after it. More are a sentence of the story."""
_LABEL = 40
"""Characters before a day that its label takes."""
DAY = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./]\d{1,2}"
    r"|\d{1,2}\. ?\d{1,2}\. ?(?:(?:19|20)\d\d|\d\d)|\d{1,2}[/-]\d{1,2}[/-](?:19|20)\d\d"
    r"|\d{1,2}(?:\.|st|nd|rd|th|er|º)? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?(?:19|20)\d\d"
    r"|[^\W\d_]{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|(?:19|20)\d\d ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]"
    r")(?!\d)(?:,? (?:um |at |à )?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]\.?m\b\.?)?)?"
)
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
    r"(?:^|[\s_-])(?:datepublished|dt-published|published|pubdate|(?:entry|post|article"
    r"|publish(?:ed)?|publication|news|blog)[_-]?date"
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
    r"no-comments|(?:has|without|no|with)-(?:\w+-)?sidebar|\bh-?(?:entry|feed)\b|\bwidget Blog\b",
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
        if one.tag != "body" and marks and _names_others(marks):
            continue
        stamp = one.get("datetime") or one.get("title") or one.get("content")
        is_marked = bool(marks) and _names_a_date(marks)
        if is_marked:
            if line := text_of(one, _LINE):
                found = DAY.search(line)
                if found or (stamp and DAY.search(stamp)):
                    is_update = bool(_UPDATED_MARK.search(marks) or _UPDATED.search(line))
                    yield found[0] if found else "", stamp, is_update
                    continue
        elif _has_date(one) and (line := text_of(one, _LINE)) and (found := DAY.search(line)):
            kind = _kind(line[: found.start()], line[found.end() :], one)
            if kind is not None:
                yield found[0], None, kind
        waiting.extend(reversed(one))


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
    words = _PUBLISHED.search(before)
    if words and (_ARTICLE.match(before) or len(_PART.split(before[: words.start()])[-1].split()) < 2):
        return False
    if _BYLINE.fullmatch(before) or (before and _ENDING.match(after)):
        return False
    parent = element.getparent()
    bare = not before.strip(" ,()") and not after.strip(" ,()")
    return False if bare and parent is not None and _BESIDE.search(_marks(parent)) else None


def _marks(element: _Element) -> str:
    return f"{element.get('class') or ''} {element.get('itemprop') or ''} {element.get('id') or ''}"[
        :300
    ].strip()


def _has_date(element: _Element) -> bool:
    """Return whether a day stands in the text of an element itself, not in others in it alone."""
    if element.text and DAY.search(element.text[: 2 * _LINE]):
        return True
    return any(
        (one.tail and DAY.search(one.tail[: 2 * _LINE]))
        or (not len(one) and one.text and len(one.text) < 60 and DAY.search(one.text))
        for one in islice(element, 12)
    )


@lru_cache(maxsize=4096)
def _names_a_date(marks: str) -> bool:
    return _MARKED.search(marks) is not None


@lru_cache(maxsize=4096)
def _names_others(marks: str) -> bool:
    return _OTHERS.search(marks) is not None and not _OWN.search(marks)
