"""Time zones in their written forms: offsets, IANA names, and the abbreviations of ``zones.toml``."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newswire.lexicon import timezones


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

_OFFSET = re.compile(
    r"(?:GMT|UTC|UT|Z)?\s?([+\-−])(\d{1,2}):?(\d\d)?(?:\s?[(\[][^)\]]*[)\]])?", re.IGNORECASE
)
_FARTHEST = dt.timedelta(hours=14)


class Zone(NamedTuple):
    """An offset from UTC, and a doubt about it, if there is one."""

    offset: dt.timezone
    doubt: str | None = None


def read_zone(
    written: str, moment: dt.datetime, language: str | None = None, timezone: str | None = None
) -> Zone | None:
    """Return the offset of ``written`` at the naive local time ``moment``, None if it is unknown.

    An abbreviation may stand for several zones (``IST``, ``CST``). It means the source's zone if that has the
    abbreviation, otherwise the zone used with the language, otherwise the zone that RFC 5322 defines. If that
    defines none, it means the zone of most people, with a doubt.

    Args:
        written: ``+0100``, ``GMT+9``, ``CEST``, ``Europe/Berlin``; a comment in brackets may follow.
        moment: local time, for zones that change in the course of a year.
        language: BCP 47 tag of the document.
        timezone: IANA name of the source's zone.
    """
    written = written.strip()
    if offset := _from_numbers(written):
        return offset
    name = written.strip("()").strip()
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
    tag = language or ""
    for used_with, other in _SEVERAL[name].items():
        if tag == used_with or tag.split("-")[0] == used_with:
            return Zone(other)
    return Zone(zone, None if name in _STANDARD else f"{name} is several zones; it was read as {zone}")


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
