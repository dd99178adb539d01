"""Time zones in their written forms: offsets, IANA names, and the abbreviations of ``zones.toml``."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newswire.lexicon import timezones
from newswire.lexicon.patterns.late import late_pattern


def _zone(offset: str) -> dt.timezone:
    hours, minutes = offset[1:].split(":")
    east = dt.timedelta(hours=int(hours), minutes=int(minutes))
    return dt.timezone(-east if offset[0] == "-" else east)


_TOML = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_ZONES = {name: _zone(offset) for offset, names in _TOML["offsets"].items() for name in names.split()}
_SEVERAL: dict[str, dict[str, dt.timezone]] = {
    name: {language: _zone(offset) for language, offset in others.items()}
    for name, others in _TOML["several"].items()
}
_STANDARD = frozenset(_TOML["standard"])
_TOML_REGIONS = [name for names in _TOML["regions"].values() for name in names]


def _key(name: str) -> str:
    """Return the form in which names of regions are compared: no case, no full stops, single spaces."""
    return " ".join(name.replace(".", "").casefold().split())


_REGIONS = {_key(name): zone for zone, names in _TOML["regions"].items() for name in names}

_NUMBERS = r"(?:GMT|UTC|UT|Z)?\s?[+\-−–]\d{1,2}:?(?:\d\d)?"
_OFFSET = late_pattern(
    r"(?:GMT|UTC|UT|Z)?\s?([+\-−–])(\d{1,2}):?(\d\d)?(?:\s?[(\[][^)\]]*[)\]])?", re.IGNORECASE
)
_BOTH = late_pattern(
    # Go's time.String writes the offset and the name, others write the name and the offset.
    rf"(?P<offset>{_NUMBERS})\s*(?P<name>[^\W\d]+|[+\-]\d{{4}})(?:\s+m=[+\-]\S+)?"
    rf"|(?P<first>[^\W\d]+)\s*(?P<after>[+\-−–]\d{{1,2}}:?(?:\d\d)?)",
    re.IGNORECASE,
)


def _any_of(names: Iterable[str]) -> str:
    spaced = (re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))
    return "|".join(spaced)


_PRINTED = late_pattern(
    rf"[(\[]?(?:(?:{_NUMBERS})(?:\s?(?:{_any_of(_ZONES)})\b|Z\b)?(?!\d)|[A-Z][A-Za-z]+/[A-Z]\w+(?:/\w+)?"
    rf"|(?:{_any_of(_ZONES)}|{_any_of(name for name in _TOML_REGIONS if name.isupper())}|gmt|utc)(?!\w)"
    rf"(?:[+\-−–]\d{{1,2}}:?(?:\d\d)?(?!\d))?"
    rf"|[A-Z](?:\.[A-Z]){{1,3}}\."
    rf"|(?i:{_any_of(name for name in _TOML_REGIONS if not name.isupper())})(?!\w))[)\]]?"
)
_FARTHEST = dt.timedelta(hours=14)
_SOME_DAY = dt.datetime(2020, 1, 1)  # noqa: DTZ001 - a day for the test whether a name is known


class Zone(NamedTuple):
    """An offset from UTC, and a doubt about it, if there is one."""

    offset: dt.timezone
    doubt: str | None = None


def read_zone(
    written: str,
    moment: dt.datetime,
    language: str | None = None,
    timezone: str | None = None,
    country: str | None = None,
) -> Zone | None:
    """Return the offset of ``written`` at the naive local time ``moment``, None if it is unknown.

    An abbreviation may stand for several zones (``IST``, ``EST``). It means the source's zone if that
    has the abbreviation, or the offset of one of these zones; otherwise the zone of the country, or the one
    used with the language, otherwise the zone that RFC 5322 defines. If that defines none, it means the zone
    of most people, with a doubt.

    Args:
        written: ``+0100``, ``GMT+9``, ``CEST``, ``Europe/Berlin``; a comment in brackets may follow.
        moment: local time, for zones that change in the course of a year.
        language: BCP 47 tag of the document.
        timezone: IANA name of the source's zone.
        country: country of the writer or of the place (ISO 3166-1 alpha-2).
    """
    written = written.strip()
    if offset := _from_numbers(written):
        return offset
    if both := _BOTH.fullmatch(written):
        return _both(both, moment, language, timezone)
    name = written.strip("()[]").strip()
    if region := _REGIONS.get(_key(name)):
        return Zone(_at(timezones.timezone(region), moment))
    if "/" in name and name in timezones.timezone_names():
        return Zone(_at(timezones.timezone(name), moment))
    name = name.upper().replace(".", "")
    if name not in _ZONES:
        return None
    if timezone and name in _abbreviations(timezone):
        return Zone(_at(timezones.timezone(timezone), moment))
    zone = _ZONES[name]
    if name not in _SEVERAL:
        return Zone(zone)
    others = _SEVERAL[name]
    if timezone and (own := _at(timezones.timezone(timezone), moment)) in (zone, *others.values()):
        return Zone(own)
    tag = language or ""
    tongue, _, region = tag.partition("-")
    for used_with in (country, tag, region, tongue):
        if used_with in others:
            return Zone(others[used_with])
    return Zone(zone, None if name in _STANDARD else f"{name} is several zones; it was read as {zone}")


def is_shared(written: str) -> bool:
    """Return whether an abbreviation stands for several zones, so that the country decides."""
    return written.strip("()[] ").upper().replace(".", "") in _SEVERAL


def match_zone(text: str, position: int = 0) -> int | None:
    """Return the end of the zone that is printed at ``position``, in brackets or not; None without one.

    An abbreviation is in capitals there: ``est`` and ``art`` are words.
    """
    found = _PRINTED.match(text, position)
    return found.end() if found and read_zone(found[0], _SOME_DAY) else None


def _both(
    written: re.Match[str], moment: dt.datetime, language: str | None, timezone: str | None
) -> Zone | None:
    """Return the zone of an offset with a name. The offset counts, with a doubt if they differ."""
    numbers, name = (written["offset"] or written["after"], written["name"] or written["first"])
    zone = _from_numbers(numbers)
    named = read_zone(name, moment, language, timezone) if zone else None
    if zone is None or named is None or named.offset == zone.offset:
        return zone
    others = _SEVERAL.get(name.upper())
    if others is not None and (not others or zone.offset in others.values()):
        return zone
    return Zone(zone.offset, f"{name} contradicts {numbers.strip()}, which was taken")


@lru_cache(maxsize=256)
def _from_numbers(written: str) -> Zone | None:
    """Return the zone of an offset in figures, None if it is no such text or too far from UTC."""
    if not (found := _OFFSET.fullmatch(written)):
        return None
    sign, hours, minutes = found.groups()
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > _FARTHEST or int(minutes or 0) > 59:
        return None
    return Zone(dt.timezone(offset if sign == "+" else -offset))


def _at(zone: ZoneInfo, moment: dt.datetime) -> dt.timezone:
    return dt.timezone(moment.replace(tzinfo=zone).utcoffset() or dt.timedelta())


@cache
def _abbreviations(timezone: str) -> frozenset[str]:
    """Return the names of a zone's clocks in winter and in summer."""
    zone = timezones.timezone(timezone)
    return frozenset(dt.datetime(2020, month, 1, tzinfo=zone).tzname() or "" for month in (1, 7))
