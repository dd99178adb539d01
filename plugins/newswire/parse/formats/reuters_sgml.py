"""The SGML of Reuters-21578: wire stories of 1987 with the topics that Reuters' indexers gave them.

Source: the README of the collection (D. Lewis, Reuters-21578, Distribution 1.0, section VI, "Formatting").
The SGML does not follow the rules of XML, so the parser cuts out each story by its tags. ``UNKNOWN`` holds
the header of ANPA 1312 that came with the story.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterator

from newswire.errors import Unparsable
from newswire.lexicon import month_names
from newswire.model import Defaults, Document, Item, Reason, Rejected, Subject
from newswire.parse.format import Format
from newswire.parse.formats.teletype import anpa1312
from newswire.parse.readers.charset import CONTROLS, decode_document, line_feeds
from newswire.parse.readers.paragraphs import paragraphs
from newswire.parse.readers.teletype import refuse_too_much
from newswire.parse.readers.times import Clock

_BEGINS = re.compile(rb"\s*(?:<!DOCTYPE\s+lewis\b|<REUTERS\s[^>]*\b(?:NEWID|LEWISSPLIT)=)", re.IGNORECASE)
_STORY = re.compile(r"<REUTERS\b([^>]*)>")
_ID = re.compile(r'\bNEWID="(\d+)"')
_SCHEMES = {
    "TOPICS": "topics",
    "PLACES": "places",
    "PEOPLE": "people",
    "ORGS": "orgs",
    "EXCHANGES": "exchanges",
    "COMPANIES": "companies",
}
_DATE = re.compile(r"\s*(\d{1,2})-([A-Za-z]{3})-(\d{4})\s+(\d\d:\d\d:\d\d)(\.\d+)?")
_SIGNATURE = re.compile(r"(?<!\s)\s*reuters?\W*$", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\W*(?:blah\W*)+", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Z]+(?:\s[^<>]*)?>")


def recognises(document: Document) -> bool:
    """Return whether the document begins with type ``lewis`` or a ``REUTERS`` element of the collection."""
    return _BEGINS.match(document.content[:512]) is not None


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item a ``REUTERS`` element.

    Raises:
        Unparsable: there is none (``empty``), or far too many (``too-large``).
    """
    refuse_too_much(document.content, b"<REUTERS")
    text, doubt = decode_document(document)
    starts = [*_STORY.finditer(text)]
    if not starts:
        raise Unparsable(Reason.EMPTY, "The file holds no REUTERS element.")
    for number, start in enumerate(starts):
        end = starts[number + 1].start() if number + 1 < len(starts) else len(text)
        clock = Clock(defaults, [doubt] if doubt else [])
        yield _item(start[1], text[start.end() : end], document, clock)


def _item(attributes: str, story: str, document: Document, clock: Clock) -> Item:
    if "</REUTERS>" not in story:
        clock.warnings.append("The story has no end; the file is cut off.")
    text = _element(story, "TEXT") or ""
    sent_with = _plain(_element(story, "UNKNOWN") or "", keep=True).strip().split("\n")
    header = anpa1312.header(sent_with, expected=True)
    title, body = _parts(text, clock)
    identifier = _ID.search(attributes)
    dateline, author = _element(text, "DATELINE"), _element(text, "AUTHOR")
    created = _created(_element(story, "DATE") or "", clock)
    return Item(
        path=document.path,
        format="reuters-sgml",
        provider="Reuters",
        guid=f"reuters-21578:{identifier[1]}" if identifier else None,
        kind="text" if body else "alert",
        priority=header.priority if header else None,
        category=header.category if header else None,
        service=header.service if header else None,
        sequence=header.sequence if header else None,
        header_word_count=header.words if header else None,
        slugline=header.keyword if header else None,
        subjects=_subjects(story),
        headline=title,
        byline=" ".join(_plain(author).split()) or None if author else None,
        dateline=_plain(dateline).strip() or None if dateline else None,
        version_created=created,
        body_text=body,
        warnings=tuple(clock.warnings),
    )


def _element(text: str, name: str) -> str | None:
    """Return the content of the first element of a name, to the end of the text if no end tag follows."""
    start = text.find(f"<{name}")
    begun = text.find(">", start) if start >= 0 else -1
    if begun < 0:
        return None
    end = text.find(f"</{name}>", begun)
    return text[begun + 1 : end if end >= 0 else None]


def _plain(text: str, *, keep: bool = False) -> str:
    """Resolve references in text. Drop control characters, unless ``keep`` is set for a header."""
    # html.unescape drops references to control characters, so they are read first.
    text = re.sub(r"&#(\d{1,3});", lambda found: chr(int(found[1])), text)
    text = html.unescape(line_feeds(text))
    return text if keep else CONTROLS.sub("", text)


def _parts(text: str, clock: Clock) -> tuple[str | None, str | None]:
    """Return headline and body. A text that is not divided has its headline in the first line."""
    title, body = _element(text, "TITLE"), _element(text, "BODY")
    if body is None:
        rest = text.partition("</TITLE>")[2] if title is not None else text
        body = _TAG.sub(" ", rest)
    lines = _SIGNATURE.sub("", _plain(body).strip("\n* ")).rstrip().split("\n")
    if title is None:
        title, lines = lines[0], lines[1:] or [""]
    headline = " ".join(_plain(title).strip(" *\n").split()) or None
    if _PLACEHOLDER.fullmatch("\n".join(lines)):
        clock.warnings.append("The collection left the body out.")
        return headline, None
    # The dateline filled a part of the first line, so its length counts in the wrapping.
    room = "x" * len((_element(text, "DATELINE") or "").rpartition("\n")[2])
    return headline, paragraphs([room + lines[0], *lines[1:]])[len(room) :].strip() or None


def _created(text: str, clock: Clock) -> dt.datetime | None:
    found = _DATE.match(text)
    months = month_names.month(found[2]) if found else ()
    if not found or not months:
        return clock.read(_plain(text), "DATE")
    return clock.read(f"{found[3]}-{months[0]:02}-{int(found[1]):02}T{found[4]}", "DATE")


def _subjects(story: str) -> tuple[Subject, ...]:
    return tuple(
        Subject(code, None, scheme)
        for element, scheme in _SCHEMES.items()
        for code in re.findall(r"<D>([^<]*)</D>", _element(story, element) or "")
    )


FORMAT = Format("reuters-sgml", recognises, parse)
