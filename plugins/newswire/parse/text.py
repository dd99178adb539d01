"""Plain wire text: paragraphs, and before them perhaps a date, a headline, a dateline.

It takes what no other format knows, so it promises little: a headline only where a dateline or the shape of
the text says that one stands there, the rest is body. A leading ``date 2020-11-02`` is evidence of the day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.charset import CONTROLS, decode
from newswire.parse.dateline import parse_dateline
from newswire.parse.format import Format, Unparsable

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
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x08\x1a\x1b") | {127})
_LEADING_DATE = re.compile(r"\s*date:?\s+(\d{4})-(\d\d)-(\d\d)(?!\d)[ \t]*[,:;-]?\s*", re.IGNORECASE)


def recognises(document: Document) -> bool:
    """Anything that reads as text: at most one control byte in fifty, no beginning of a known binary file."""
    sample = document.content[:_SAMPLE]
    if sample.startswith(_MARKS):
        return True
    if b"\0" in sample or sample.startswith(_BINARY):
        return False
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    return controls * 50 <= len(sample)


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    """The one item of a text.

    Raises:
        Unparsable: nothing but white space and control characters is in it.
    """
    text, damage = decode(document.content)
    text = CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    published, text = _leading_date(text, defaults)
    headline, note, lines = _headline(text.split("\n"))
    body = paragraphs(lines)
    if not body and not headline:
        raise Unparsable("empty", "The text holds nothing but white space.")
    yield Item(
        path=document.path,
        format="text",
        headline=headline,
        ed_note=note,
        published=published,
        published_precision="day" if published else None,
        published_from="leading date" if published else None,
        body_text=body or None,
        warnings=(damage,) if damage else (),
    )


def _leading_date(text: str, defaults: Defaults) -> tuple[dt.datetime | None, str]:
    found = _LEADING_DATE.match(text)
    if not found:
        return None, text
    try:
        zone = ZoneInfo(defaults.timezone) if defaults.timezone else dt.UTC
        return dt.datetime(*map(int, found.groups()), tzinfo=zone), text[found.end() :]  # type: ignore[arg-type,misc]
    except ValueError:
        return None, text


HEADING = 14
"""Lines before a dateline that may be headline and notes."""


def _headline(lines: list[str]) -> tuple[str | None, str | None, list[str]]:
    """Headline, notes and the lines of the body.

    Lines before a dateline are the headline (the last block of them, of three lines at most) and
    notes. Without a dateline there is no telling a headline from a first sentence; only a line
    right above the rows of a table is its title.
    """
    filled = [number for number, line in enumerate(lines[: 3 * HEADING]) if line.strip()]
    start = next((n for n in filled[:HEADING] if parse_dateline("\n".join(lines[n : n + 3]))), None)
    if not start:
        return _table_title(lines, filled)
    heading = [line.strip() for line in lines[:start]]
    while heading and not heading[-1]:
        heading.pop()
    block = [*heading]
    if "" in block:
        block = block[len(block) - block[::-1].index("") :]
    while block and _NOTE.match(block[0]):
        block.pop(0)
    if not 1 <= len(block) <= 3 or sum(map(len, block)) > 250 or block[-1].endswith((".", ",", ";")):
        return None, None, lines
    notes = [line for line in heading[: len(heading) - len(block)] if line]
    return " ".join(block), "\n".join(notes) or None, lines[start:]


def _table_title(lines: list[str], filled: list[int]) -> tuple[str | None, None, list[str]]:
    if len(filled) < 4 or filled[1] != filled[0] + 1 or _is_row(lines[filled[0]]):
        return None, None, lines
    rows = [_is_row(lines[number]) for number in filled[1:]]
    if not all(rows[:2]) or sum(rows) * 3 < len(rows) * 2:
        return None, None, lines
    return lines[filled[0]].strip(), None, lines[filled[1] :]


def _is_row(line: str) -> bool:
    return "|" in line or "\t" in line.strip()


_NOTE = re.compile(r"[^\W\d_][\w ]{1,24}:\s|(?:media|press|news) release\b", re.IGNORECASE)


def paragraphs(lines: list[str]) -> str:
    """Paragraphs separated by one blank line each, with the breaks undone that only wrapped long lines.

    A paragraph ends at a blank line or before an indented one. A break inside it is a wrap where
    the next word had no room left; where it had room the break was meant (a table, a list) and stays.
    """
    width = max((len(line.rstrip()) for line in lines), default=0)
    wrapped = _NARROWEST <= width <= _WIDEST
    result: list[str] = []
    before = ""
    for line in lines:
        text = line.strip()
        if not text:
            before = ""
            continue
        indented = line[:1] in " \t" and line[:3].isspace()
        if not before or (indented and not before[:1].isspace()):
            result.append(text)
        elif (
            wrapped
            and not _ENTRY.match(text)
            and len(before.rstrip()) + 1 + len(text.split(" ", 1)[0]) > width - _RAGGED
        ):
            result[-1] += " " + text
        else:
            result[-1] += "\n" + text
        before = line
    return "\n\n".join(result)


_NARROWEST, _WIDEST = 50, 110
"""Between which lengths the longest line of a text lies that a hand or a wire's machine has wrapped."""

_ENTRY = re.compile(r"(?:[-*•·–—]|\d{1,2}[.)]) |\S[^|]{0,40}\|")
"""How an entry of a list or a row of a table begins: it stays on a line of its own."""

_RAGGED = 8
"""How much shorter than the longest line a wrapped one may stay, its next word counted in."""

FORMAT = Format("text", recognises, parse)
