"""IPTC 7901, the text transmission format, as agencies really send it.

Source: IPTC Recommendation 7901, 5th revision (1995), https://www.iptc.org/std/IPTC7901/: a header line
(source and number, priority, category, word count, optional information), keyword lines, STX, headings
up to a line that ends with "=", the text, ETX, and the day-time group. The parser also reads the
headings of AP, which stand in ANPA's marks ``^…<``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from newswire.lexicon import agencies, dates, marks
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.dateline import prefixes
from newswire.parse.dateline.parser import parse_dateline
from newswire.parse.format import Format
from newswire.parse.formats.text import head, issuer
from newswire.parse.readers import teletype
from newswire.parse.readers.teletype import Message
from newswire.parse.readers.times import Clock

HEADER = re.compile(
    r"(?P<service>[^\W\d_][^\W\d_.-]{0,9})(?P<gap> ?)(?P<number>\d{2,8})[ \t]+(?P<priority>\d)[ \t]+"
    r"(?P<category>[^\W\d_][\w/+-]{0,9})[ \t]+(?P<words>\d{1,6})(?:[ \t]+(?P<rest>\S.*))?"
)
"""The header line: source and number, priority, category, word count, optional information."""
_BEGINS = re.compile(rf"(?P<before>[\s\x01-\x1f]*){HEADER.pattern}[ \t]*(?:\n|$)")
_DATELINE = re.compile(r"\s*DATELINE:\s*(\S.{1,100})")
_WRITERS = re.compile(
    r"\b(?:correspondents?|reporters?|staff|writers?|korrespondent\w*|agency)\b", re.IGNORECASE
)
_SECOND = re.compile(r"(?:Utl|Untertitel|Subtitle|Soustitre|Sous-titre)\.?:\s*", re.IGNORECASE)
"""The beginning of a second headline."""
_AGENCY = re.compile(r"^[A-Za-z]{2,6}\s+(?=\d{6})")
_GROUP_LAST = re.compile(r"[A-Z]{2,6} [^\W\d_]{3,5}\.? \d\d \d{6}")
_UNENDED = 5
"""Lines of a heading without "=" among which a byline may end it."""
_HEADING_LINES = 12
_SHORT = 2


class _Heading(NamedTuple):
    """The fields in the lines above the text, and the number of those lines."""

    headline: str | None = None
    label: str | None = None
    byline: str | None = None
    note: str | None = None
    length: int = 0
    standfirst: str | None = None
    slugline: str | None = None


def recognises(document: Document) -> bool:
    """Return whether the first non-empty line is a header. Without SOH, source and number are one word."""
    found = _BEGINS.match(teletype.opening(document))
    return found is not None and (teletype.SOH in found["before"] or not found["gap"])


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield one item a message; a message without a header is rejected, the others are read."""
    for message in teletype.messages(document, HEADER):
        answer = read_message(message, document, Clock(defaults, list(message.warnings)))
        if answer:
            yield answer
        elif len("".join(message[:3]).split()) > _SHORT:
            detail = f"A message has no header of IPTC 7901; it begins {''.join(message[:3]).strip()[:40]!r}."
            yield Rejected(document.path, Reason.NO_HEADER, detail)


def read_message(message: Message, document: Document, clock: Clock) -> Item | None:
    """Return the item of one message; None if its first lines have no header."""
    above = [line.strip() for line in teletype.lines(message.header)]
    start, header = next(
        ((n, found) for n, line in enumerate(above[:_HEADING_LINES]) if (found := HEADER.fullmatch(line))),
        (0, None),
    )
    if header is None:
        return None
    keywords = above[start + 1 :]
    printed = teletype.lines(message.text)
    body = [_unmarked(line) for line in printed]
    marked = [line.startswith("^") for line in printed]
    if not message.text:  # without STX the keyword is the first line, the headings follow
        first = next((n for n, line in enumerate(keywords) if line), len(keywords))
        body = teletype.lines(message.header)[start + 2 + first :]
        keywords, marked = keywords[first : first + 1], []
    heading = _heading(body, marked, has_keyword=any(keywords))
    text, marked = body[heading.length :], marked[heading.length :]
    if marked[:1] == [True]:
        text, marked = _without_head(text, marked, heading.headline or "")
    text, trailer = _without_trailer(text, message.trailer, header)
    text, notes = teletype.split_notes(text)
    keyword = marks.read_slugline(" ".join(filter(None, keywords)).strip("/ "))
    provider = (
        issuer.in_header(header["rest"], header["service"])
        or issuer.in_keyword(keyword.rest)
        or issuer.in_text(text)
    )
    known = agencies.agency(provider or clock.defaults.provider or "")
    clock.country = known.country if known else None
    sent = teletype.time_group(trailer, clock, document.fetched_at)
    return Item(
        path=document.path,
        format="iptc7901",
        provider=provider,
        priority=int(header["priority"]),
        category=header["category"],
        service=header["service"],
        sequence=header["number"],
        header_word_count=int(header["words"]),
        slugline=keyword.rest or heading.slugline or None,
        label=heading.label or keyword.printed,
        headline=heading.headline or keyword.rest or None,
        standfirst=heading.standfirst,
        byline=heading.byline,
        dateline=next((found[1] for line in text[:40] if (found := _DATELINE.fullmatch(line))), None),
        sent=sent.at if sent else None,
        version_created=sent.at if sent else None,
        published=sent.at if sent else None,
        published_precision=sent.precision if sent else None,
        published_from="sent" if sent else None,
        ed_note="\n".join(filter(None, (heading.note, notes))) or None,
        body_text=teletype.prose(text, [n for n, is_marked in enumerate(marked) if is_marked]) or None,
        warnings=tuple(clock.warnings),
    )


def _heading(body: list[str], marked: list[bool], *, has_keyword: bool) -> _Heading:
    """Return the heading: a first line marked by ``^``, lines up to one ending in "=", or the first line.

    Without a keyword above it, a keyword of parts may begin it: ``Fernbay-floods,LEAD``.
    """
    if marked[:1] == [True]:
        return _Heading(body[0] or None, length=1)
    ends = next((n for n, line in enumerate(body[:_HEADING_LINES]) if line.rstrip().endswith("=")), None)
    if ends is None or any(not line.strip() for line in body[1:ends]):
        return _unended(body)
    found = [line.strip(" =\t") for line in body[: ends + 1]]
    found = [line for line in found if line]
    byline = found.pop() if len(found) > 1 and _is_byline(found[-1]) else None
    notes = [
        found.pop()
        for _ in range(2)
        if len(found) > 1 and found[-1].startswith("(") and found[-1].endswith(")")
    ]
    labels = []
    while len(found) > 1 and (_is_label(found[0]) or found[0].endswith(":")):
        labels.append(found.pop(0))
    slugline = None
    if labels and not has_keyword and not marks.read_line(labels[0]) and (said := head.keyword(labels[0])):
        slugline, mark = said
        labels[:1] = [mark] if mark else []
    second = next((n for n, line in enumerate(found) if n and _SECOND.match(line)), len(found))
    return _Heading(
        " ".join(found[:second]) or None,
        " ".join(label for label in labels if not label.endswith(":")) or None,
        byline,
        "\n".join(reversed(notes)) or None,
        ends + 1,
        _SECOND.sub("", " ".join(found[second:])) or None,
        slugline,
    )


def _unended(body: list[str]) -> _Heading:
    """Return a heading that no "=" ends: the lines above a byline, otherwise the first line."""
    first = next((n for n, line in enumerate(body) if line.strip()), None)
    if first is None or parse_dateline("\n".join(body[first : first + 3])):
        return _Heading(length=first or 0)  # the text begins at once
    block = list(takewhile(str.strip, body[first : first + _UNENDED]))
    by = next((n for n, line in enumerate(block) if n and _is_byline(line.strip())), None)
    if by is None:
        return _above_dateline(body, first, block) or _Heading(body[first].strip(), length=first + 1)
    above = [line.strip() for line in block[:by]]
    notes = [line for line in above[1:] if line[0] == "(" and line[-1] == ")"]
    *labels, headline = [line for line in above if line not in notes]
    note = "\n".join(notes) or None
    return _Heading(headline, " ".join(labels) or None, block[by].strip(), note, first + by + 1)


def _above_dateline(body: list[str], first: int, block: list[str]) -> _Heading | None:
    """Return the heading of a block of lines above a dateline: a keyword in capitals, then the headline."""
    end = first + len(block)
    text = next((n for n in range(end, min(end + _SHORT + 1, len(body))) if body[n].strip()), None)
    if len(block) not in {2, 3} or text is None or not parse_dateline("\n".join(body[text : text + 3])):
        return None
    keyword, *others = [line.strip() for line in block]
    if keyword.isupper() and not others[0].isupper():
        return _Heading(" ".join(others), slugline=keyword, length=end)
    return _Heading(" ".join([keyword, *others]), length=end)


def _is_byline(line: str) -> bool:
    return prefixes.is_byline(line) or (
        prefixes.begins_byline(line) is not None and _WRITERS.search(line) is not None
    )


def _is_label(line: str) -> bool:
    """Return whether a line above the headline is a label.

    A label is a known word, in capitals, in brackets, or has one or two words (``Situation``).
    """
    return (
        marks.read_line(line) is not None
        or line.isupper()
        or (line[0] == "(" and line[-1] == ")")
        or line.count(" ") < _SHORT
    )


def _unmarked(line: str) -> str:
    """Return the line without ANPA's marks for flush left (``^…<``) and for centred (``^…=``)."""
    return line[1:].rstrip(" ^<=") if line.startswith("^") else line.removesuffix("<")


def _without_head(text: list[str], marked: list[bool], headline: str) -> tuple[list[str], list[bool]]:
    """Drop the marked lines below the headline that repeat it or print the day of transmission."""
    for number, line in enumerate(text):
        said = line.strip()
        printed = dates.match(said) if said else None
        is_day = printed is not None and printed[1] == len(said)
        if said and not (marked[number] and (is_day or said in headline)):
            return text[number:], marked[number:]
    return text, marked


def _without_trailer(text: list[str], trailer: str, header: re.Match[str]) -> tuple[list[str], str]:
    """Return the text without the lines of transmission at its end, and the trailer.

    Such a line is a day-time group, alone or with the agency (``AFP 131042 GMT MAI 24``), or the source and
    the number again, with the time (``APA0215    2024-05-13/10:42``). Without ETX the group is the trailer.
    """
    again = f"{header['service']}{header['number']}"
    length = len(text)
    while length:
        line = text[length - 1].strip()
        if line:
            group = _AGENCY.sub("", line)
            if teletype.is_time_group(group):
                trailer = trailer if trailer.strip() else group
            elif not (line.startswith(again) and len(line) < 2 * _HEADING_LINES + len(again)) and not (
                _GROUP_LAST.fullmatch(line)
            ):
                break
        length -= 1
    return text[:length], trailer


FORMAT = Format("iptc7901", recognises, parse)
