"""The fields of one story in XML of an agency's own: its own and what is said around it."""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import KNOWN_AS
from newswire.model import Item, Link, Pubstatus
from newswire.parse.generic.xml.around import beside, inside, subjects
from newswire.parse.generic.xml.elements import (
    HEADLINES,
    KNOWN,
    ONLY_ALONE,
    PARAGRAPHS,
    TITLES,
    Values,
    attributes,
    head_title,
    is_running,
    plain_name,
    values_of,
)
from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import local, number, once, text, texts
from newswire.parse.readers.markup import MAX_TEXT, block_text, markup_text
from newswire.parse.readers.paragraphs import paragraphs
from newswire.parse.readers.times import Clock, Given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lxml.etree import _Element

    from newswire.model import Document

_KINDS = {
    **dict.fromkeys(("photo", "picture", "image"), "picture"),
    **{kind: kind for kind in ("video", "audio", "graphic")},
}
_FILES = re.compile(r"image|photo|picture|graphic|video|audio|media|document|attachment|enclosure")
_YES = ("true", "yes", "1", "ja")
_MARKS_OF_CREDIT = re.compile(r"^\W*(?:via\s+)?|(?<![\s/])[\s/]+$", re.IGNORECASE)
_SHORTEST = 10
"""Characters; what has no more is no running text."""
_ADDRESSES = ("url", "href", "src", "link")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,8}")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d))?)?")


def story(
    record: _Element, around: dict[_Element, Values], document: Document, clock: Clock, *, alone: bool
) -> Item:
    """A story from a record; what it does not say itself the elements around it may say.

    What is one story's own (its identity, its state) they say only of the one story in a document.
    """
    values, parts = [values_of(record), inside(record)], _parts(record)
    outer = []
    for ancestor in record.iterancestors():
        if ancestor not in around:
            around[ancestor] = values_of(ancestor)
        outer.append(around[ancestor])
    values += outer
    if alone:
        values.append(beside(record))

    def every(field: str) -> Iterator[str]:
        names = KNOWN_AS[field]
        found = (value for level in values for name in names for value in level.get(name, ()))
        return (" ".join(value.split()) for value in found)

    def one(field: str) -> str | None:
        return next(every(field), None)

    def time(field: str) -> dt.datetime | None:
        return given.at if (given := _time(one(field), field, clock)) else None

    def word(field: str) -> str | None:
        """A value that is no number: numbers are keys into tables that we do not have."""
        return next((value for value in every(field) if not value.isdecimal()), None)

    def own(field: str) -> str | None:
        levels = [values[0], *outer] if alone else values[:1]
        found = (value for level in levels for name in KNOWN_AS[field] for value in level.get(name, ()))
        return next((" ".join(value.split()) for value in found), None)

    def identity() -> str | None:
        """Its own first; of what the elements around say what is called more than ``id``."""
        names = [name for name in KNOWN_AS["guid"] if name != "id"]
        asked = [*((values[0], name) for name in KNOWN_AS["guid"])]
        if alone:
            asked += [(level, name) for level in values[1:] for name in names]
            asked += [(level, "id") for level in values[1:]]
        found = (value for level, name in asked for value in level.get(name, ()))
        return next((" ".join(value.split()) for value in found), None)

    def is_so(field: str) -> bool:
        return (own(field) or "").lower() in _YES

    dateline, title = one("dateline"), head_title(record) or _deep(record)
    published = _time(one("published"), "published", clock)
    said = (v for level in (values[0], *outer) for name in KNOWN_AS["pubstatus"] for v in level.get(name, ()))
    status = next(said, None)
    body, caption = _text(parts, "body", _body), _text(parts, "caption", block_text)
    if body is None and caption is None:
        body = _prose(record)
    return Item(
        path=document.path,
        format="xml",
        provider=one("provider"),
        guid=identity() or _own_id(record),
        version=next((value for value in every("version") if value.isdecimal()), one("version")),
        kind=_kind(own("starts"), body, every("kind")),
        pubstatus="canceled" if is_so("canceled") else _pubstatus(status),
        urgency=number(one("urgency")),
        priority=number(one("priority")),
        category=word("category"),
        keywords=once(word.strip() for word in re.split(r"[,;]", one("keywords") or "")),
        genre=word("genre"),
        subjects=subjects(record),
        headline=" ".join((_text(parts, "headline") or title or one("headline") or "").split()) or None,
        slugline=one("slugline"),
        byline=_lines(parts, "byline") or one("byline"),
        standfirst=_text(parts, "standfirst", block_text) or _lines(parts, "headline", first=1),
        dateline=dateline,
        place=None if dateline else one("place"),
        country=newscodes.country(one("country")),
        credit=once((_MARKS_OF_CREDIT.sub("", one("credit") or ""),)),
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        first_created=time("first_created"),
        version_created=time("version_created"),
        embargo_until=time("embargo_until"),
        expires=time("expires"),
        language=next(filter(_LANGUAGE.fullmatch, every("language")), None),
        ed_note=one("ed_note"),
        label=one("label") or ("correction" if is_so("correction") else None),
        usage_terms=one("usage_terms"),
        copyright=one("copyright"),
        body_text=body or caption,
        header_word_count=number(one("words")),
        source_url=url if (url := one("url")) and url.startswith("http") else None,
        links=(*(Link("replaces", guid) for guid in [own("replaces")] if guid), *_files(record)),
        warnings=tuple(clock.warnings),
    )


def _kind(starts: str | None, body: str | None, kinds: Iterator[str]) -> str:
    """An event has a beginning; what has a text is one; all else is what it says that it is."""
    if starts or body:
        return "event" if starts else "text"
    return next(filter(None, map(_KINDS.get, map(str.lower, kinds))), "text")


def _own_id(record: _Element) -> str | None:
    """The one child that is called somebody's identifier (``ntbId``), where none has a name that is known."""
    found = [child for child in record if not len(child) and local(child.tag).endswith(("Id", "ID"))]
    return text(found[0]) if len(found) == 1 else None


def _deep(record: _Element) -> str | None:
    """The headline that lies deeper in a document which is one story."""
    if record.getparent() is not None:
        return None
    return next(
        (t for e in record.iter() if not len(e) and plain_name(e.tag) in HEADLINES and (t := text(e))), None
    )


def _parts(record: _Element) -> dict[str, list[_Element]]:
    """The children of a record by plain name."""
    found: dict[str, list[_Element]] = {}
    for child in record:
        found.setdefault(plain_name(child.tag), []).append(child)
    return found


def _lines(parts: dict[str, list[_Element]], field: str, *, first: int = 0) -> str | None:
    """The lines of a field that is said by an element for each line, from the ``first`` one on."""
    found = next((parts[name] for name in KNOWN_AS[field] if len(parts.get(name, ())) > 1), [])
    return ", ".join(texts(found)[first:]) or None


def _text(
    parts: dict[str, list[_Element]], field: str, read: Callable[[_Element], str] = markup_text
) -> str | None:
    """The text of a child, with its paragraphs, whether it is plain or holds markup."""
    children = (
        child
        for name in KNOWN_AS[field]
        for child in parts.get(name, ())
        if not (len(child) and name in ONLY_ALONE)
    )
    return next(filter(None, map(read, children)), None)


def _prose(record: _Element) -> str | None:
    """The text of a story whose body has no name that is known: paragraphs, or what else is running text.

    What is told by a name that is known is left out, and so are texts inside parts that have a title.
    """
    found = []
    for child in record:
        name = plain_name(child.tag)
        if name in KNOWN or _FILES.search(name) or any(plain_name(e.tag) in TITLES for e in child):
            continue
        said = markup_text(child)
        if name in PARAGRAPHS or (len(said) > _SHORTEST and is_running(said)):
            found.append(said)
    return "\n\n".join(filter(None, found)) or None


def _body(element: _Element) -> str:
    """The text of a story; lines of plain text that were only wrapped are joined."""
    content = element.text or ""
    if len(element) or "<" in content or "\n" not in content.strip() or len(content) > MAX_TEXT:
        return markup_text(element)
    return paragraphs(content.replace("\r\n", "\n").split("\n"))


def _time(value: str | None, name: str, clock: Clock) -> Given | None:
    """A time in ISO 8601, as in e-mail, or with the day first and full stops (``04.03.2019 15:05``)."""
    if not value or value.startswith("0001-") or not any(map(str.isdecimal, value)):  # .NET's "none"
        return None
    if found := _DOTTED.fullmatch(value):
        day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
        try:
            moment = dt.datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone follows
        except ValueError:
            clock.warnings.append(f"{name} {value!r} is no time that can be read.")
            return None
        return clock.zoned(moment, name, value, "minute" if found[4] else "day")
    if value[:1].isalpha():
        try:
            return clock.zoned(email.utils.parsedate_to_datetime(value), name, value, "second")
        except ValueError:
            pass
    return clock.given(value, name)


def _pubstatus(value: str | None) -> Pubstatus | None:
    """The status where it is a word of the IPTC's; numbers and workflow states say nothing."""
    return newscodes.pubstatus(value, [])


def _files(record: _Element) -> Iterator[Link]:
    """Pictures and other files: addresses in elements that are named after them."""
    seen = set()
    for element in record.iter():
        addresses = [value for name, value in attributes(element) if name in _ADDRESSES]
        if not len(element) and element.text:
            addresses.append(element.text.strip())
        around = (element, element.getparent())
        for address in addresses:
            of_a_file = any(
                e is not None and e is not record and _FILES.search(plain_name(e.tag)) for e in around
            )
            if of_a_file and address.startswith(("http://", "https://")) and address not in seen:
                seen.add(address)
                yield Link("rendition", url=address)
