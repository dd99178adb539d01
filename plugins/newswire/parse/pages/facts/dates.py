"""Times of a page: published, modified and created, each with the best evidence and its contradictions."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable

from newswire.lexicon.month_names import month_in
from newswire.model import Precision
from newswire.parse.readers.times import Clock
from newswire.parse.readers.written_times import Unsure, instant, read_written

_LONGEST = 160
"""Characters of a text that are looked at; a time with the name of its zone is shorter."""
_FAR = dt.timedelta(hours=26)
"""Time by which two statements of one day in different zones differ at most."""
_ZONES_APART = dt.timedelta(hours=14)
_QUARTER = dt.timedelta(minutes=15)
_MINUTE = dt.timedelta(minutes=1)
_IN_ADDRESS = re.compile(
    r"(?<![\d])(?P<year>(?:19|20)\d\d)(?:[/_.-]?)(?P<month>0[1-9]|1[0-2])(?:[/_.-]?)(?P<day>0[1-9]|[12]\d|3[01])(?!\d)"
)
_PERMALINK = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<month>0?[1-9]|1[0-2]|[a-z]{3})/(?P<day>0?[1-9]|[12]\d|3[01])(?=[/-]|$)",
    re.IGNORECASE,
)
"""The day in the address that a publishing system gives a story: ``/2017/7/12/``, ``/2017/jul/12/``."""
_IN_KEY = re.compile(
    r"(?<!\d)(?P<year>(?:199|20[0-4])\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"
    r"(?:[01]\d|2[0-3])[0-5]\d\d{0,9}(?!\d)"
)
"""The minute with which the key of a story begins, as in Korea and Spain: ``A2017071209150001234``."""
_FIRST = dt.timedelta(days=2)
"""Time from the day in an address to a stated one from which the address has that of an earlier version."""
_GLUED_ZONE = re.compile(r"(?<=\d)\s*(?:\[[\w/]+\]|\(.*\))\s*$")

Stated = tuple[str, str]
"""A text and the place where it stands."""


@dataclasses.dataclass(frozen=True, slots=True)
class When:
    """A time that a page states: with its precision, its place, whether it has a zone, and doubts."""

    at: dt.datetime
    precision: Precision
    place: str
    zoned: bool
    written: str
    doubts: tuple[str, ...] = ()


def read_time(text: str, place: str, clock: Clock) -> When | None:
    """Return the time in a text; None, without a warning, if it is none that can be read surely."""
    text = _GLUED_ZONE.sub("", text[:_LONGEST].strip())
    doubts: list[str] = []
    scratch = Clock(
        clock.defaults, doubts, language=clock.language, fetched_at=clock.fetched_at, rules=clock.rules
    )
    if (given := scratch.given(text, place)) is None:
        return None
    zoned = instant(text) is not None
    if not zoned:
        try:
            zoned = bool(read_written(" ".join(text.split()), clock.language).zone)
        except (Unsure, ValueError, OverflowError):
            zoned = False
    return When(given.at, given.precision, place, zoned, text, tuple(doubts))


def best(stated: Iterable[Stated], clock: Clock) -> tuple[When | None, list[str]]:
    """Return the best statement of one time, and a warning if two of them contradict each other.

    The first one counts. One that is the same with a zone, or more exact on the same day, is taken in its
    place. Where the same clock time stands with Greenwich's offset and with another one, the other is
    right: programs write ``Z`` after local times.
    """
    first: When | None = None
    warnings: list[str] = []
    for text, place in stated:
        other = read_time(text, place, clock)
        if other is None:
            continue
        if first is None:
            first = other
        elif _is_better(other, first):
            if first.zoned and other.zoned:
                warnings.append(_contradiction(first, other))
            first = other
        elif _contradict(first, other) and not warnings:
            warnings.append(_contradiction(first, other))
    return first, warnings


def _is_better(other: When, first: When) -> bool:
    if other.precision == "day":
        return False
    if first.precision == "day":
        return first.at.date() == other.at.date() or (
            not first.zoned and abs(first.at.replace(tzinfo=dt.UTC) - other.at) < _FAR
        )
    apart = abs(first.at.replace(tzinfo=None) - other.at.replace(tzinfo=None))
    if not first.zoned:
        return other.zoned and (apart < _MINUTE or (apart <= _ZONES_APART and _is_of_zones(apart)))
    is_local = first.at.utcoffset() == dt.timedelta() != other.at.utcoffset()
    return other.zoned and is_local and apart < _MINUTE


def _is_of_zones(apart: dt.timedelta) -> bool:
    """Return whether two times may be one in two zones, which differ by quarters of an hour."""
    rest = apart % _QUARTER
    return rest < _MINUTE or _QUARTER - rest < _MINUTE


def _contradict(first: When, other: When) -> bool:
    return abs(first.at - other.at) > _FAR


def _contradiction(first: When, other: When) -> str:
    return (
        f"{first.place} {first.written!r} and {other.place} {other.written!r} contradict each other;"
        f" {'the second' if not _contradict(first, other) else 'the first'} was taken."
    )


def day_in_address(address: str | None) -> str | None:
    """Return the day in the path of an address (``/2025/06/03/``, ``-20250603-``); None without one."""
    if not address:
        return None
    path = _path(address)
    for form in (_IN_ADDRESS, _PERMALINK, _IN_KEY):
        days = {day for found in form.finditer(path) if (day := _day(found))}
        if days:
            return days.pop() if len(days) == 1 else None
    return None


def first_in_address(stated: When, address: str | None, clock: Clock) -> When | None:
    """Return the day with which an address begins its path if it is days before the stated time.

    A page states the day of its last version as that of publication; its address keeps the first one.
    """
    found = _PERMALINK.search(_path(address)) if address else None
    day = _day(found) if found else None
    when = read_time(day, "address", clock) if day else None
    if when is None or stated.at.date() - when.at.date() < _FIRST:
        return None
    doubt = f"{stated.place} {stated.written!r} is later than the day in the address, which was taken."
    return dataclasses.replace(when, doubts=(*when.doubts, doubt))


def _path(address: str) -> str:
    return f"/{address.partition('://')[2].partition('?')[0].partition('/')[2]}"[:500]


def _day(found: re.Match[str]) -> str | None:
    """Return the day that an address holds in ISO 8601; None if there is no such day."""
    written = found["month"]
    month = int(written) if written.isdigit() else month_in(written, "en")
    try:
        return dt.date(int(found["year"]), month or 0, int(found["day"])).isoformat()
    except ValueError:
        return None
