"""ANPA 1312, the high-speed teletype format of North American wires, as agencies really send it.

Source: ANPA Bulletin 1312 (later 84-2 and 89-3): SYN SYN SOH, service level, story number, US, selector
code; a second header line with priority, category, format, keyword, date and word count; STX; lines that
begin with ``^`` and end with ``<`` (flush left) or ``=`` (centred) for keyword, headline, notes and
byline; paragraphs that begin with a tab; ETX with agency, date and time; EOT. Lines of tables begin with
BS (tab line indicator). Type was set in TTS code: ``_`` is a dash, ``{`` in tables one half.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from newswire.lexicon import agencies, marks
from newswire.lexicon.dates import PrintedDate
from newswire.lexicon.patterns.late import late_pattern
from newswire.model import Defaults, Document, Item, Link, Reason, Rejected
from newswire.parse.format import Format
from newswire.parse.readers import teletype
from newswire.parse.readers.charset import CONTROLS
from newswire.parse.readers.teletype import Message
from newswire.parse.readers.times import Clock, Given

PRIORITIES = {"f": 1, "b": 2, "u": 3, "r": 4, "d": 5, "a": 7, "s": 8}
"""IPTC urgencies by letter: flash, bulletin, urgent, regular, deferred, advance, Sunday."""

_FIRST = late_pattern(r"(?P<service>[A-Za-z])(?P<number>\d{4})[\x1f _]?(?P<selector>[A-Za-z0-9-]{2,8})?")
_SECOND = late_pattern(
    r"(?P<priority>[a-z]) (?P<category>[a-z])(?P<form>[\x0e-\x14]*) *(?P<keyword>\S.*?)"
    r" +(?P<month>\d\d?)[-/](?P<day>\d\d?)(?: +(?P<words>\d{1,6}))?"
)
_TABULAR = "\x12"
_COUNT = late_pattern(r",\s*\d{1,5}\s*$")
_NOTE = late_pattern(
    r"\(?\s*(?:eds?|editors?|attention|attn|note to editors|editor'?s note)\b\s*[:,_-]", re.IGNORECASE
)
_NO_SUMMARY = late_pattern(
    r"\(?(?:HFR\b|hold for release|for (?:immediate )?(?:use|release|global use)|not for |advance for|"
    r"will be (?:updated|led)|moving (?:on|in)|with (?:(?:AP|CP) )?(?:photos?|graphics?|videos?)\b|embargoed|"
    r"eds\b|note contents|(?:for|to) (?:use|move|run) )",
    re.IGNORECASE,
)
"""Beginnings of a line that speaks to editors, beside those of ``marks``."""
_NOTE_BEGINS = late_pattern(r"^(?:eds?|editors?)\s*:\s*", re.IGNORECASE)
_PHOTOS = late_pattern(
    r"(?:\w+ )?(?:photos?|graphics?|videos?)\s+(?P<ids>[A-Z]{1,5}\d+(?:\s*,\s*[A-Z]{1,5}\d+)*)\W*",
    re.IGNORECASE,
)
_AFFILIATION = late_pattern(
    r"\b(?:press|writers?|editors?|correspondents?|reporters?|staff|columnists?|news|photographers?|analysts?)\W*$",
    re.IGNORECASE,
)
_POST = 45
"""Characters of a line that may be a writer's paper."""
_BY = late_pattern(r"by\s", re.IGNORECASE)
_DASH = late_pattern(r"(?<=\s)_(?=\s)|^_(?=\s)|(?<=\s)_$")
_TEXT = ("\t", "\b", "   ")
"""Beginnings of a paragraph or of a line of a table."""
_CELLS = late_pattern(r" *[;\t] *| {2,}")


class Header(NamedTuple):
    """The two header lines of a message. A missing field is empty or None."""

    service: str | None
    sequence: str | None
    priority: int | None
    category: str
    keyword: str
    words: int | None
    day: tuple[int, int]
    tabular: bool
    length: int
    """Number of lines up to the end of the header."""


def recognises(document: Document) -> bool:
    """Return whether the first six lines contain a header, with or without control characters."""
    return header(teletype.opening(document).split("\n")[:6]) is not None


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item a message; a message without a header is rejected, the others are read."""
    for message in teletype.messages(document):
        answer = _item(message, document, Clock(defaults, list(message.warnings)))
        if answer:
            yield answer
        elif len("".join(message[:3]).split()) > 2:
            detail = f"A message has no header of ANPA 1312; it begins {''.join(message[:3]).strip()[:40]!r}."
            yield Rejected(document.path, Reason.NO_HEADER, detail)


def header(lines: list[str], *, expected: bool = False) -> Header | None:
    """Return the header in the first lines of a message, or None.

    The second header line is required. The first one is required too, unless the second one contains
    control characters or a header is ``expected``.
    """
    first = None
    for number, line in enumerate(lines):
        text = line.strip(" \t\x01\x02\x16")
        if first is None and (begun := _FIRST.fullmatch(text)):
            first = begun
        elif (found := _SECOND.fullmatch(text)) and (first or found["form"] or expected):
            return Header(
                first["service"] if first else None,
                first["number"] if first else None,
                PRIORITIES.get(found["priority"]),
                found["category"],
                CONTROLS.sub("", found["keyword"]).strip(),
                int(found["words"]) if found["words"] else None,
                (int(found["month"]), int(found["day"])),
                _TABULAR in found["form"],
                number + 1,
            )
    return None


class _Heading(NamedTuple):
    """The fields in the marked lines above the text."""

    keyword: str | None
    headline: str | None
    standfirst: str | None
    byline: str | None
    credit: tuple[str, ...]
    note: str | None
    photos: tuple[str, ...]


def _item(message: Message, document: Document, clock: Clock) -> Item | None:
    above = message.header.split("\n")
    found = header(above[:8])
    if found is None:
        return None
    lines = message.text.split("\n") if message.text else above[found.length :]
    trailer = message.trailer
    if not trailer.strip():
        lines, trailer = _without_trailer(lines)
    heading, lines = _heading(lines)
    keyword = marks.read_slugline(heading.keyword or found.keyword)
    label = keyword.printed or marks.read_slugline(found.keyword).printed
    agency = teletype.AGENCY_TIME.search(trailer)
    known = agencies.agency(agency["agency"] if agency else clock.defaults.provider or "")
    clock.country = known.country if known else None
    sent = teletype.agency_time(trailer, clock)
    published = sent or _day(found.day, document, clock)
    return Item(
        path=document.path,
        format="anpa1312",
        provider=agency["agency"] if agency else None,
        priority=found.priority,
        category=found.category,
        service=found.service,
        sequence=found.sequence,
        header_word_count=found.words,
        slugline=keyword.rest or None,
        label=label,
        headline=heading.headline,
        standfirst=heading.standfirst,
        byline=heading.byline,
        credit=heading.credit,
        ed_note=heading.note,
        sent=sent.at if sent else None,
        first_created=sent.at if sent and label is None else None,
        version_created=sent.at if sent else None,
        published=published.at if published else None,
        published_precision=published.precision if published else None,
        published_from=("sent" if sent else "header") if published else None,
        body_text=_body(lines, tabular=found.tabular),
        links=tuple(Link("related", guid=photo) for photo in heading.photos),
        warnings=tuple(clock.warnings),
    )


def _heading(lines: list[str]) -> tuple[_Heading, list[str]]:
    """Return the fields in the marked lines above the text, and all other lines."""
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    end = next((n for n in range(start, len(lines)) if not _is_marked(lines[n])), len(lines))
    marked = [(_set(line.strip("^<= ")), not line.rstrip().endswith("=")) for line in lines[start:end]]
    by = next((n for n, (text, flush) in enumerate(marked) if not flush and _BY.match(text)), None)
    keyword = headline = None
    summary: list[str] = []
    notes: list[str] = []
    photos: list[str] = []
    taken = 0
    for number, (text, flush) in enumerate(marked[:by]):
        if keyword is None:
            keyword = _COUNT.sub("", text)
        elif found := _PHOTOS.fullmatch(text):
            photos += re.split(r"\s*,\s*", found["ids"])
        elif _NOTE.match(text) or (headline and (_NO_SUMMARY.match(text) or marks.read_note(text))):
            notes.append(_NOTE_BEGINS.sub("", text.strip("() ")))
        elif headline is None and text:
            headline = text
        elif flush and text:
            summary.append(text)
        else:
            break
        taken = number + 1
    first = after = len(marked) if by is None else by + 1  # the writer's post or agency may follow
    while after < len(marked) and (
        _AFFILIATION.search(marked[after][0]) or (after == first and by is not None and _is_post(marked, by))
    ):
        after += 1
    below = [text for text, _ in marked[first:after]]
    posts = [text for text in below if not agencies.agency(text)]
    said = _Heading(
        keyword,
        headline,
        "\n\n".join(summary) or None,
        ", ".join((marked[by][0], *posts)) if by is not None else None,
        tuple(text for text in below if agencies.agency(text)),
        "\n".join(notes) or None,
        tuple(photos),
    )
    if by is None:
        return said, lines[start + taken :]
    return said, lines[start + taken : start + by] + lines[start + after :]


def _is_post(marked: list[tuple[str, bool]], by: int) -> bool:
    """Return whether the centred line below a person's byline is the writer's paper: ``Norwind Tribune``."""
    text, flush = marked[by + 1]
    writer = _BY.sub("", marked[by][0], count=1)
    if flush or not 0 < len(text) <= _POST or text.isupper() or not text[0].isalpha():
        return False
    is_person = not writer.startswith("The ") and not _AFFILIATION.search(writer)
    return is_person and agencies.agency(writer) is None


def _is_marked(line: str) -> bool:
    """Return whether a line stands above the text: a mark begins or ends it, as one of them may be lost."""
    return line.startswith("^") or (line.rstrip().endswith(("<", "=")) and not line.startswith(_TEXT))


def _set(text: str) -> str:
    """Return text without control characters, with the quotation marks and dashes of TTS in Unicode."""
    text = _DASH.sub("—", " ".join(teletype.lines(text)).strip())
    return text.replace("``", "“").replace("''", "”")


def _body(lines: list[str], *, tabular: bool) -> str | None:
    """Return the body. A tab or a mark begins a paragraph; the lines of a table are one part."""
    parts: list[list[str]] = []
    between: list[str] = []  # separators for the lines of each part
    before = ""  # the kind of the last line: none, an entry or a row
    for line in lines:
        text = line.strip(" \t\f").removeprefix("^")
        if not CONTROLS.sub("", text).strip(" <=^"):
            before = ""
            continue
        kind = "row" if line.startswith("\b") else "entry"
        begins = line.startswith((*_TEXT, "^")) and not (tabular and line.startswith("\t"))
        if before != kind or (kind == "entry" and begins):
            parts.append([])
            between.append("\n" if kind == "row" or tabular else " ")
        parts[-1].append(_row(text) if kind == "row" else _set(re.sub("[<=]$", "", text)))
        before = kind
    return "\n\n".join(sep.join(part) for sep, part in zip(between, parts, strict=True)) or None


def _row(line: str) -> str:
    """Return a line of a table with tabs between columns, and TTS fractions and dashes in Unicode."""
    line = re.sub(
        "[\x1c-\x1f ]*[\x1c-\x1f][\x1c-\x1f ]*", "\t", line.replace("\x10 ", " ").replace("\x10", " ")
    )
    cells = _CELLS.split(CONTROLS.sub("", line).strip(" <=^\t"))
    return "\t".join(
        _DASH.sub("—", cell.strip()).replace("{", "½") if cell.strip() != "_" else "—" for cell in cells
    )


def _without_trailer(lines: list[str]) -> tuple[list[str], str]:
    """Separate the trailer from the lines if ETX is missing: a late line of agency, date and time."""
    for number in range(len(lines) - 1, max(len(lines) - 6, -1), -1):
        if teletype.AGENCY_TIME.match(lines[number].strip(" \t^<\f")):
            return lines[:number], lines[number]
    return lines, ""


def _day(month_and_day: tuple[int, int], document: Document, clock: Clock) -> Given | None:
    """Return the day in the header, in the year that brings it nearest to the fetch. Add a warning."""
    if document.fetched_at is None:
        return None
    printed = PrintedDate(month_and_day[1], (month_and_day[0],))
    day = printed.resolve(document.fetched_at.date())
    if day is None:
        return None
    clock.warnings.append(
        f"The header's date has no year; {day.year} was inferred from the time of the fetch."
    )
    return clock.zoned(dt.datetime.combine(day, dt.time()), "header", f"{day}", "day")


FORMAT = Format("anpa1312", recognises, parse)
