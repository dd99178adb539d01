"""The embargo that an item states in words: in its headline, slugline, notes, first and last lines.

A time that the format itself states counts before words. Words with a time hold the item until then. Words
without one that can be read withhold it, with a warning.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter
from typing import Literal, NamedTuple

from newswire.lexicon.embargoes.notices import (
    LONGEST,
    Notice,
    after_time,
    lifts,
    may_begin,
    may_end_in_notice,
    read_notice,
)
from newswire.lexicon.embargoes.release_times import Release, read_release
from newswire.lexicon.invisible import visible
from newswire.lexicon.month_names import month, weekday
from newswire.lexicon.timezones import timezone
from newswire.lexicon.zones import read_zone
from newswire.model import Defaults, Document, Item
from newswire.parse.completion.derived import Derived

_FIRST, _LAST, _TOP = 6, 4, 2
"""The lines of a text, from its beginning and from its end, in which a notice may stand.

``_TOP`` are those of a heading.
"""
_SHORT = 80
"""Characters of a line that is a notice and no sentence of a story."""
_MOST_WORDS = 10
"""Words of an embargo's end that is no time ("beginning of the speech"); in a text, half of them."""
_MOST_MORE = 3
"""Words behind an hour that cannot be read, in the notice of an embargo."""
_PREFIX = 24
"""Characters before the time in a line whose notice stands after it."""

_PIECES = re.compile(r"\s[-–—|]+\s|\s?//+\s?|[(\[（【](?=[^()\[\]（）【】]*[)\]）】])")
_MAY_SEPARATE = re.compile(r"[-–—|/(\[（【](?:(?<=[-–—|])\s|(?<=/)/|(?<=[(\[（【]))")
"""Characters without which no line has ``_PIECES``: a test that takes a tenth of the time."""
_IN_SLUGLINE = re.compile(r"[;/|(\[]|,(?=[^,]*$)|\s[-–—]\s")
_SENTENCE = re.compile(r"([^\W\d]{3,})[\])]?([.!?;])[\])]?\s+(?=[^\W\d])")
_STOP = re.compile(r"[.!?;][\])]?\s")
_IN_NOTE = re.compile(r"[(\[]")
_SET_OFF = re.compile(r"[\s)\]）】*_.!]*(?:$|[-–—:：|/,;)\]）】])")
_LABELLED = re.compile(r"\s*[:：|)\]】–—-]")
_DIGIT_SOON = re.compile(r"[^-–—:|)\]]{0,60}\d")
_DIGIT = re.compile(r"\d")
_DECORATION = re.compile(r"[\W_]*")

_REFUSED = re.compile(
    # The warning of a format's clock on a field whose value is words: "embargoed 'Next Monday' is no time".
    r"embargo\w* (['\"])(?P<value>.*)\1 (?!is a value that programs)",
    re.IGNORECASE,
)
_NO = frozenset(
    (
        "no",
        "none",
        "false",
        "0",
        "n/a",
        "null",
        "-",
        "nein",
        "non",
        "aucun",
        "ninguno",
        "nessuno",
        "não",
        "нет",
    )
)

_Place = Literal["headline", "slugline", "note", "top", "body", "end"]


class _Held(NamedTuple):
    """A notice as printed. ``until`` is None for one whose time cannot be read."""

    line: str
    until: dt.datetime | None
    doubts: tuple[str, ...] = ()


class _Context(NamedTuple):
    """The facts that complete a printed time: the item's own time, its language, the source's zone."""

    reference: dt.datetime | None
    language: str | None
    timezone: str | None


def embargo(item: Item, completed: Item, document: Document, defaults: Defaults) -> Derived:
    """Return the embargo that an item states in words; nothing if its format states one, or if it has none.

    Args:
        item: the item with its whole text.
        completed: the item with its derived times, language and status.
        document: the document, whose fetch stands for an absent time.
        defaults: the source's.
    """
    if item.embargo_until is not None or completed.pubstatus != "usable":
        return {}
    reference = (
        completed.version_created
        or completed.sent
        or completed.published
        or completed.first_created
        or document.fetched_at
    )
    context = _Context(reference, completed.language or defaults.language, defaults.timezone)
    held: list[_Held] = []
    others: list[tuple[str, bool]] = []
    for place, line in _lines(item):
        begins = may_begin(line)
        may_hold = begins or _DIGIT.search(line, 0, _PREFIX) is not None  # next to no line
        if not may_hold and place != "note":
            continue
        if held and held[-1].line.startswith(line):
            continue  # a part of a line that has been read whole
        notice = read_notice(line) if begins else None
        found = _judged(line, notice, place, context) if may_hold else None
        held += [found] if found else []
        if found is None or found.until is None:
            others.append((line, place == "note"))
    if held and any(lifts(line, anywhere=anywhere) for line, anywhere in others):
        return {}
    timed = [(found.until, found.doubts) for found in held if found.until]
    if timed:
        until, doubts = max(timed, key=itemgetter(0))
        return {"embargo_until": until, "warnings": doubts}
    if held:
        shown = held[0].line.strip()[:100]
        warning = (
            f"The item is embargoed in words ({shown!r}) without a time that can be read; it is withheld."
        )
        return {"pubstatus": "withheld", "pubstatus_given": True, "warnings": (warning,)}
    return {}


def _lines(item: Item) -> list[tuple[_Place, str]]:
    """Return the lines, and the parts of lines, that may be a notice."""
    found: list[tuple[_Place, str]] = []
    for note in filter(None, (item.ed_note, item.label, *item.signal)):
        for line in map(_shown, filter(None, note.split("\n"))):
            found += [("note", piece) for piece in (*_parts(line, _IN_NOTE), *_sentences(line))]
    for refused in filter(None, map(_REFUSED.match, item.warnings)):
        if refused["value"].casefold() not in _NO:
            found.append(("note", f"Embargo: {refused['value']}"[:LONGEST]))
    if item.headline:
        found += [("headline", piece) for piece in _pieces(_shown(item.headline))]
    if item.slugline:
        found += [("slugline", piece) for piece in _parts(_shown(item.slugline), _IN_SLUGLINE)]
    for text in filter(None, (item.standfirst, item.body_text)):
        first, last = _edges(text)
        lines: list[tuple[_Place, str]] = [("top", line) for line in first[:_TOP]]
        lines += [("body", line) for line in first[_TOP:]]
        lines += [("end", line) for line in last]
        for place, line in lines:
            if len(line) <= 2 * _SHORT:
                found += [(place, piece) for piece in _pieces(line)]
            else:
                found.append((place, line))
    return found


def _sentences(line: str) -> list[str]:
    """Return the sentences of a note. The full stop of a month or a weekday ("Dec.") ends none."""
    if not _STOP.search(line):
        return []
    ends = [
        found.end()
        for found in _SENTENCE.finditer(line)
        if found[2] != "." or not (month(found[1]) or weekday(found[1]) is not None)
    ]
    return [line[start:end] for start, end in pairwise([0, *ends, len(line)])] if ends else []


def _pieces(line: str) -> list[str]:
    """Return a line, and the parts of it behind the signs of a headline."""
    return _parts(line, _PIECES) if _MAY_SEPARATE.search(line) else [line]


def _parts(line: str, separator: re.Pattern[str]) -> list[str]:
    """Return a line, and the parts of it behind a separator."""
    pieces = separator.split(line)
    return [line, *pieces[1:]] if len(pieces) > 1 else [line]


def _edges(text: str) -> tuple[list[str], list[str]]:
    """Return the first and the last lines of a text, cut to a length."""
    if len(text) > 2 * LONGEST * (_FIRST + _LAST):
        lines = [*text[: LONGEST * _FIRST].split("\n"), *text[-LONGEST * _LAST :].split("\n")[1:]]
    else:
        lines = text.split("\n")
    filled = list(filter(str.strip, lines))
    first, last = filled[:_FIRST], filled[max(_FIRST, len(filled) - _LAST) :]
    return list(map(_shown, first)), list(map(_shown, last))


def _shown(line: str) -> str:
    line = line[:LONGEST]
    return line if line.isascii() else visible(line).replace("’", "'")


def _judged(line: str, notice: Notice | None, place: _Place, context: _Context) -> _Held | None:
    """Return the embargo of a line, None if the line states none. ``notice`` is the one that begins it."""
    if notice is None:
        return _after(line, place, context)
    release = read_release(line, notice.end)
    if release and not release.time and notice.kind != "label" and not _is_set_off(line, release):
        return _Held(line, None)  # "24 December after the speech"
    if release and (notice.kind != "label" or _is_set_off(line, release)):
        return _timed(line, release, context)
    if release and release.time and place not in {"body", "end"} and notice.words == notice.words.upper():
        # "EMBARGO ALLE 6.00 DI DOMANI": a noun in capitals, an hour and a few words more
        is_all = len(line) <= _SHORT and len(line[release.stop :].split()) <= _MOST_MORE
        return _Held(line, None) if is_all else None
    return _Held(line, None) if release is None and _holds(line, notice, place) else None


def _holds(line: str, notice: Notice, place: _Place) -> bool:
    """Return whether a notice without a time that can be read holds an item back."""
    rest = line[notice.end :]
    is_alone = not any(map(str.isalnum, rest))
    is_short = len(line) <= _SHORT
    is_loud = notice.words == notice.words.upper()  # in capitals, or in a script without them
    is_loud &= rest != rest.upper() or rest == rest.lower()
    if notice.kind == "until":
        return is_short or is_loud or place == "note"
    if notice.kind == "closed":
        return is_alone and place not in {"body", "end"}
    if notice.kind == "timed" or place == "slugline":
        return notice.kind == "hold" and is_alone
    if notice.kind == "hold":
        is_set_off = notice.is_label or _LABELLED.match(rest) is not None
        is_bracketed = line.lstrip()[:1] in tuple("[(【（")
        return is_alone or (notice.leads and is_loud) or (is_set_off and (is_loud or is_bracketed))
    if place == "headline":
        return is_loud and (is_alone or notice.leads or notice.is_label)
    few = _MOST_WORDS if place == "note" else _MOST_WORDS // 2
    return is_short and (is_alone or ((notice.leads or notice.is_label) and len(rest.split()) <= few))


def _is_set_off(line: str, release: Release) -> bool:
    """Return whether nothing follows a time, or a sign sets off the rest of the line."""
    return line[: release.end].endswith(tuple(")]")) or _SET_OFF.match(line, release.stop) is not None


def _after(line: str, place: _Place, context: _Context) -> _Held | None:
    """Return the embargo of a line whose words stand after the time."""
    if (
        len(line) > 2 * _SHORT
        or not (digit := _DIGIT.search(line, 0, _PREFIX))
        or not may_end_in_notice(line)
    ):
        return None
    decoration = _DECORATION.match(line)
    starts = [decoration.end() if decoration else 0, digit.start()]
    for start in dict.fromkeys(starts):
        release = read_release(line, start)
        if (
            release
            and (release.time or place == "note")
            and any(after_time(line, end) for end in (release.end, release.stop))
        ):
            return _timed(line, release, context)
    return None


def _timed(line: str, release: Release, context: _Context) -> _Held:
    """Return the embargo of a printed time, in the zone of the words, otherwise in the source's.

    Without a day, it is the first such time, or the first such weekday, from the item's own time on.
    """
    shown = line.strip()[:100]
    unread = _Held(line, None)
    hour, minute = release.time or (0, 0)
    near = context.reference or dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    naive = near.replace(tzinfo=None, hour=0, minute=0)
    zone = read_zone(release.zone, naive, context.language, context.timezone) if release.zone else None
    own: dt.tzinfo = zone.offset if zone else timezone(context.timezone or "UTC")
    day = _day(release, near.astimezone(own), context)
    if release.is_odd or day is None:
        return unread
    if release.day is None and _DIGIT_SOON.match(line, release.end):
        return unread  # a day that cannot be read follows
    at = dt.datetime.combine(day, dt.time()) + dt.timedelta(hours=hour, minutes=minute)
    if release.zone:
        zone = read_zone(release.zone, at, context.language, context.timezone)
        own = zone.offset if zone else own
    until = at.replace(tzinfo=own)
    doubts = [f"embargo: {zone.doubt}."] if zone and zone.doubt else []
    if release.day is None and release.weekday is None and until < near:
        until += dt.timedelta(days=1)
    if not release.zone:
        doubts.append(f"embargo {shown!r} has no time zone; {context.timezone or 'UTC'} was taken.")
    if release.time is None:
        doubts.append(f"embargo {shown!r} gives no hour; the beginning of the day was taken.")
    if release.day is None:
        doubts.append(
            f"embargo {shown!r} gives no date; {until.date()} was inferred from the item's own time."
        )
    elif release.weekday is not None and day.weekday() != release.weekday:
        doubts.append(f"embargo {shown!r} names another weekday than its date has ({day:%A}).")
    return _Held(line, until, tuple(doubts))


def _day(release: Release, near: dt.datetime, context: _Context) -> dt.date | None:
    """Return the day of a printed time; None if it may be several, or if nothing shows the year."""
    reference = near.date() if context.reference else None
    language = (context.language or "").split("-")[0]
    if release.day is None:
        if reference is None:
            return None
        ahead = 0 if release.weekday is None else (release.weekday - reference.weekday()) % 7
        return reference + dt.timedelta(days=ahead)
    printed = release.day
    if printed.swapped and language not in {"", "en"}:
        printed = replace(printed, swapped=False)
    if len(printed.months) > 1 and language:
        printed = printed.read("HR" if language in {"hr", "bs"} else "")
    return printed.resolve(reference, weekday=release.weekday)
