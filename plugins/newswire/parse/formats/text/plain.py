"""Plain wire text: paragraphs, and before them perhaps a date, a headline, a dateline.

The format takes documents that no other format recognises, so it infers little. It finds a headline only
where a dateline or the shape of the text is evidence of one. The rest is body. A leading ``date 2020-11-02``
is evidence of the day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from newswire.errors import Unparsable
from newswire.lexicon import dates, marks
from newswire.lexicon.embargoes.notices import is_notice
from newswire.lexicon.timezones import timezone
from newswire.model import Defaults, Document, Item, Reason, Rejected
from newswire.parse.dateline import prefixes
from newswire.parse.dateline.parser import parse_dateline
from newswire.parse.format import Format
from newswire.parse.formats.text import issuer
from newswire.parse.formats.text.head import Head, read_head
from newswire.parse.formats.text.header import Header, read_header
from newswire.parse.formats.text.time_lines import issued, without_issue_line, without_time_line
from newswire.parse.readers import no_story
from newswire.parse.readers.charset import CONTROLS, decode_document, line_feeds
from newswire.parse.readers.elements import number
from newswire.parse.readers.encodings.typesetting import without_setting
from newswire.parse.readers.machines.files import is_table_of_values
from newswire.parse.readers.paragraphs import paragraphs
from newswire.parse.readers.times import Clock, Given

_SAMPLE = 4096
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"RIFF",
    b"ID3",
    b"\x7fELF",
)
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x08\x1a\x1b\x01\x02\x03\x04\x1e\x1f") | {127})
"""Control characters less those of texts and of teletype messages (SOH to EOT, separators)."""
_LEADING_DATE = re.compile(r"\s*date:?\s+", re.IGNORECASE)
LARGEST = 4 * 1024 * 1024
"""Bytes of the longest text that is read as a story."""


def recognises(document: Document) -> bool:
    """Return whether the document is text: at most one control byte in fifty, no known binary signature."""
    sample = document.content[:_SAMPLE]
    if sample.startswith(_MARKS):
        return True
    if b"\0" in sample or sample.startswith(_BINARY):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    return controls * 50 <= len(sample)


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """Yield the one item of a text.

    Raises:
        Unparsable: the text holds only white space and control characters (``empty``), is longer than any
            story (``too-large``), has too few letters (``too-short``), is a server's error message
            (``http-error``) or a table of values (``machine-file``).
    """
    if len(document.content) > LARGEST:
        raise Unparsable(
            Reason.TOO_LARGE,
            f"A text of {len(document.content):,} bytes is no story; {LARGEST:,} are allowed.",
        )
    text, damage = decode_document(document)
    text = without_setting(CONTROLS.sub(" ", line_feeds(text).replace("\f", "\n\n")))
    _refuse_what_is_no_story(text)
    clock = Clock(defaults, [damage] if damage else [])
    published, text = _leading_date(text, defaults)
    lines = text.split("\n")
    header = read_header(lines)
    if header:
        yield with_header(header, lines, document, clock)
        return
    when = Given(published, "day") if published else issued(lines, clock)
    if when is None:
        when, lines = without_time_line(lines, clock, document.fetched_at)
    notices, lines = _notices(lines)
    signed = issuer.sign_off(lines)
    if signed:
        lines = lines[: signed[1]]
    heading = _heading(lines)
    head = heading.head
    notes = "\n".join(filter(None, (*notices, heading.note)))
    yield Item(
        path=document.path,
        format="text",
        provider=signed[0] if signed else None,
        service=" ".join(head.service) or None,
        urgency=number(head.values.get("urgency")),
        priority=number(head.values.get("priority")),
        category=head.values.get("category"),
        genre=head.values.get("genre"),
        keywords=_keywords(head.values.get("keywords", "")),
        slugline=head.slugline,
        label=head.label,
        headline=heading.headline,
        byline=heading.byline,
        ed_note=notes or None,
        published=when.at if when else None,
        published_precision=when.precision if when else None,
        published_from=("leading date" if published else "issue line") if when else None,
        body_text=paragraphs(without_issue_line(heading.body) if when else heading.body) or None,
        warnings=tuple(clock.warnings),
    )


def _refuse_what_is_no_story(text: str) -> None:
    if not text.strip():
        raise Unparsable(Reason.EMPTY, "The text holds nothing but white space.")
    if message := no_story.http_error(text):
        detail = f"The text is a server's message ({message!r}), no story. Look at the address of the source."
        raise Unparsable(Reason.HTTP_ERROR, detail)
    if is_table_of_values(text):
        detail = "The text is a table of values, no story. A table with stories names its columns."
        raise Unparsable(Reason.MACHINE_FILE, detail)
    if (count := no_story.letters(text)) < no_story.SHORTEST:
        detail = f"The text has {count} letters; a story has at least {no_story.SHORTEST}."
        raise Unparsable(Reason.TOO_SHORT, detail)


def with_header(header: Header, lines: list[str], document: Document, clock: Clock) -> Item:
    """Return the item of a text below ``Name: value`` lines. Lines with unknown names are notes."""
    said = header.values
    given = clock.given(said.get("published"), "published")
    notes = (said.get("ed_note"), *header.others)
    return Item(
        path=document.path,
        format="text",
        provider=said.get("provider"),
        guid=said.get("guid"),
        version=said.get("version"),
        urgency=number(said.get("urgency")),
        priority=number(said.get("priority")),
        category=said.get("category"),
        keywords=_keywords(said.get("keywords", "")),
        genre=said.get("genre"),
        headline=said.get("headline"),
        slugline=said.get("slugline"),
        byline=said.get("byline"),
        standfirst=said.get("standfirst"),
        dateline=said.get("dateline"),
        place=said.get("place"),
        credit=tuple(filter(None, [said.get("credit")])),
        published=given.at if given else None,
        published_precision=given.precision if given else None,
        published_from="header" if given else None,
        embargo_until=clock.read(said.get("embargo_until"), "embargo"),
        language=said.get("language"),
        ed_note="\n".join(filter(None, notes)) or None,
        copyright=said.get("copyright"),
        usage_terms=said.get("usage_terms"),
        body_text=paragraphs(lines[header.length :]) or None,
        warnings=tuple(clock.warnings),
    )


def _keywords(written: str) -> tuple[str, ...]:
    return tuple(filter(None, re.split(r"\s*[,;]\s*", written)))


def _leading_date(text: str, defaults: Defaults) -> tuple[dt.datetime | None, str]:
    """Return a full date before the story (``date 2020-11-02``) and the text without it.

    Return None and the whole text if there is none.
    """
    label = _LEADING_DATE.match(text)
    found = dates.match(text, label.end()) if label else None
    day = found[0].resolve() if found else None
    if not found or not day:
        return None, text
    zone = timezone(defaults.timezone) if defaults.timezone else dt.UTC
    return dt.datetime.combine(day, dt.time(), zone), text[found[1] :].lstrip(" \t,:;-")


def _notices(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the notices of an embargo among the first lines, and the lines without them.

    The line of a notice is no headline. A notice that is no line of its own stays in the text.
    """
    filled = [number for number, line in enumerate(lines[: 3 * HEADING]) if line.strip()][:_NOTICES]
    found = [number for number in filled if is_notice(lines[number])]
    if not found or len(found) == len(filled):
        return [], lines
    return [lines[n].strip() for n in found], [line for n, line in enumerate(lines) if n not in found]


_NOTICES = 4
"""First lines of which one may be a notice."""
HEADING = 14
"""Lines before a dateline that may be headline and notes."""


@dataclass(slots=True)
class _Heading:
    """The fields above the body, and the lines of the body."""

    headline: str | None
    byline: str | None
    note: str | None
    body: list[str]
    head: Head = field(default_factory=Head)


def _heading(lines: list[str]) -> _Heading:
    """Return headline, byline, notes, slugline and the lines of the body.

    Notes and the headline stand before a dateline and its byline. The headline is the last block, of
    at most three lines. Without a dateline, a headline is the lines above the line of issue, or a short
    line without a full stop above running text or the rows of a table.
    """
    filled = [number for number, line in enumerate(lines[: 3 * HEADING]) if any(map(str.isalnum, line))]
    found = next((n for n in filled[:HEADING] if _begins(lines, n)), None)
    if not found:
        found = next((n for n in filled[:HEADING] if _ISSUED.match(lines[n])), None)
    if not found:
        found = _at_byline(lines, filled)
    if not found:
        title = _title(lines, filled)
        return _Heading(title, None, None, lines[filled[1] :] if title else lines)
    above = [number for number in filled if number < found]
    byline, above, found = _byline(lines, above, found)
    noted: list[str] = []
    while above and _belongs_to_dateline(lines[above[-1]].strip()):
        last = above.pop()
        if byline:  # it stands above the byline, which the body no longer has
            noted.insert(0, lines[last].strip())
        else:
            found = last
    head = read_head(lines, above)
    head.notes += noted
    before = head.rest
    if not before:
        return _Heading(None, byline, _joined(head.notes), lines[found:] if byline or above else lines, head)
    block = [before.pop()]
    while before and before[-1] == block[0] - 1 and not _NOTE.match(lines[before[-1]].strip()):
        block.insert(0, before.pop())
    if len(block) == 2 and head.slugline is None and _is_catch(*(lines[n].strip() for n in block)):
        head.slugline = lines[block.pop(0)].strip()  # "HOME Ferry" above a headline in capitals
    headline = " ".join(lines[number].strip() for number in block).removesuffix(" =")
    if len(block) > 3 or len(headline) > 250 or headline.endswith((".", ",", ";")):
        return _Heading(None, None, None, lines)
    notes = [*(lines[number].strip() for number in before), *head.notes]
    return _Heading(headline, byline, _joined(notes), lines[found:], head)


def _begins(lines: list[str], number: int) -> bool:
    """Return whether a dateline begins with a line, or stands in it behind a byline."""
    if parse_dateline("\n".join(lines[number : number + 3])):
        return True
    found = parse_dateline(lines[number]) if prefixes.begins_byline(lines[number].lstrip()) else None
    return found is not None and found.byline is not None


def _at_byline(lines: list[str], filled: list[int]) -> int | None:
    """Return the number of a byline alone below at most three short lines, before text without a dateline."""
    for place in range(1, min(4, len(filled) - 1)):
        line = filled[place]
        if _is_byline(lines[line]) and not "".join(lines[line + 1 : line + 2]).strip():
            above = [lines[n].strip() for n in filled[:place]]
            return None if any(len(one) > _TITLE_LENGTH or _ENDS.search(one) for one in above) else line
    return None


def _is_catch(first: str, second: str) -> bool:
    """Return whether a line above a headline is a catchline (``HOME Ferry``) or keywords in capitals."""
    if first.isupper() and not second.isupper() and second.upper() != second:
        return first.count(" ") < 4 and not prefixes.is_genre(first)
    is_catch = not first.isupper() and first.count(" ") < 4 and first.split(" ", maxsplit=1)[0].isupper()
    return is_catch and second.isupper()


_TITLE_LENGTH = 120
"""Characters of a line that is a title."""


def head_of(lines: list[str], clock: Clock, document: Document) -> dict[str, Any]:
    """Return the fields of the lines above a dateline, and the body; nothing without a headline there."""
    _, lines = without_time_line(lines, clock, document.fetched_at)
    heading = _heading(lines)
    if not heading.headline or not any(_begins(heading.body, n) for n in range(min(2, len(heading.body)))):
        return {}
    found = {
        "headline": heading.headline,
        "byline": heading.byline,
        "slugline": heading.head.slugline,
        "label": heading.head.label,
        "ed_note": heading.note,
        "body_text": "\n".join(heading.body).strip(),
    }
    return {name: value for name, value in found.items() if value}


def _joined(notes: list[str]) -> str | None:
    return "\n".join(notes) or None


def _byline(lines: list[str], before: list[int], found: int) -> tuple[str | None, list[int], int]:
    """Return a byline of several lines above the dateline: the writer, then the writer's post or agency.

    Returns:
        The byline, the numbers of the lines above it, and the number of the line where the text begins.
        None, ``before`` and ``found`` if there is none. A byline of one line stays in the text.
    """
    last = len(before) - 1
    by = next((n for n in range(last - 1, max(last - 3, -1), -1) if _is_byline(lines[before[n]])), None)
    if by is None or any(_ENDS.search(lines[n]) or len(lines[n]) > _POST for n in before[by + 1 :]):
        return None, before, found
    if any(lower + 1 != upper for lower, upper in pairwise(before[by:])):
        return None, before, found
    byline = " ".join(lines[number].strip() for number in before[by:])
    return byline, before[:by], found


def _is_byline(line: str) -> bool:
    return prefixes.is_byline(line.strip())


_ENDS = re.compile(r"[.:;!?]\s*$")
_POST = 60
"""Characters of a line that may be a writer's post: "Norwind Science Writer"."""

_ISSUED = re.compile(r"\s*(?:issued|published|released) (?:at|by|on)\b", re.IGNORECASE)
_NOTE = re.compile(r"[^\W\d_][\w ]{1,24}:\s|(?:media|press|news) release\b|\([^()]*\)$", re.IGNORECASE)


def _belongs_to_dateline(line: str) -> bool:
    return prefixes.is_byline(line) or prefixes.notes(line + "\n").end >= len(line)


def _title(lines: list[str], filled: list[int]) -> str | None:
    """Return the first line, if it is the title of a table or of running text, or has a mark."""
    if len(filled) < 2:
        return None
    first, second, *_ = filled
    title, following = lines[first].strip(), lines[second].strip()
    if second == first + 1:
        rows = [_is_row(lines[number]) for number in filled[1:]]
        surely = len(rows) > 2 and not _is_row(title) and all(rows[:2]) and sum(rows) * 3 >= len(rows) * 2
    else:
        words = title.split()
        prose = len(following) > 150 or (
            len(following) > 50 and lines[second + 1 : second + 2] not in ([], [""])
        )
        if len(title) > _TITLE_LENGTH:
            return None
        mark = marks.read_headline(title)
        surely = (len(words) >= 3 and prose and _TITLE.fullmatch(title) is not None) or bool(
            mark.label and mark.rest
        )
    return title if surely else None


_TITLE = re.compile(r"[^\W_a-zß-ÿ].*[^.,:;!…。،]")
"""A line that begins without a small letter and ends neither as a sentence nor as a salutation."""


def _is_row(line: str) -> bool:
    return "|" in line or "\t" in line.strip()


FORMAT = Format("text", recognises, parse)
