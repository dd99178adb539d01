"""Zones of time as feeds write them: offsets, abbreviations, IANA names; what could be two is told."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newswire import timezones

# RFC 5322, section 4.3 (UT, GMT, EST to PDT), and the abbreviations of the IANA time zone database and of
# national laws; minutes east of UTC. "Z" alone of the military letters: the others were used with both signs.
_MINUTES = {
    name: minutes
    for minutes, names in {
        0: "Z UT UTC GMT WET TUC",
        60: "CET MEZ WEST WAT BST HNEC",
        120: "CEST MESZ EET CAT SAST OEZ HAEC",
        180: "EEST MSK EAT TRT OESZ",
        210: "IRST",
        240: "GST SAMT AZT GET AMT MSD",
        270: "AFT IRDT",
        300: "PKT UZT YEKT TMT TJT",
        330: "IST SLST",
        345: "NPT",
        360: "OMST BTT KGT",
        390: "MMT",
        420: "ICT WIB KRAT HOVT",
        480: "HKT SGT PHT WITA AWST MYT ULAT IRKT",
        540: "JST KST WIT YAKT TLT",
        570: "ACST",
        600: "AEST VLAT CHST PGT",
        630: "ACDT",
        660: "AEDT MAGT SBT NCT",
        720: "NZST FJT PETT",
        780: "NZDT",
        -150: "NDT",
        -180: "ADT BRT ART UYT CLST",
        -210: "NST",
        -240: "AST EDT CLT BOT VET GYT",
        -300: "EST CDT COT PET ECT",
        -360: "CST MDT",
        -420: "MST PDT",
        -480: "PST AKDT",
        -540: "AKST",
        -600: "HST",
    }.items()
    for name in names.split()
}

_SEVERAL = {
    # What else the abbreviation stands for, by the language (or language and country) that it is used in.
    "IST": {"he": 120, "ga": 60, "en-IE": 60},
    "BST": {"bn": 360},
    "CST": {"zh": 480, "es-CU": -300},
    "AST": {"ar": 180},
    "AMT": {"pt": -240},
    "GST": {},
    "ECT": {},
    "PST": {"fil": 480, "tl": 480, "en-PH": 480},
    "MST": {"ms": 480, "my": 390},
}
_STANDARD = frozenset(("CST", "MST", "PST"))
"""Those that RFC 5322 defines: elsewhere they are sure."""

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
    """The offset that ``written`` means at the naive local time ``moment``; nothing if it is not known.

    An abbreviation that stands for several zones (``IST``, ``CST``) means that of the source's own
    zone if that has it, then the one used with the language, then that of RFC 5322 or of most
    people, with a doubt.

    Args:
        written: ``+0100``, ``GMT+9``, ``CEST``, ``Europe/Berlin``; a comment in brackets may follow.
        moment: local time, for zones that change in the course of a year.
        language: BCP 47 tag of the document.
        timezone: IANA name of the source's zone.
    """
    written = written.strip()
    if found := _OFFSET.fullmatch(written):
        return _from_numbers(found)
    name = written.strip("()").strip()
    if "/" in name and name in timezones.timezone_names():
        return Zone(_at(timezones.timezone(name), moment))
    name = name.upper().replace(".", "")
    if name not in _MINUTES:
        return None
    if timezone and name in _abbreviations(timezone):
        return Zone(_at(timezones.timezone(timezone), moment))
    zone = dt.timezone(dt.timedelta(minutes=_MINUTES[name]))
    if name not in _SEVERAL:
        return Zone(zone)
    tag = language or ""
    for used_with, minutes in _SEVERAL[name].items():
        if tag == used_with or tag.split("-")[0] == used_with:
            return Zone(dt.timezone(dt.timedelta(minutes=minutes)))
    return Zone(zone, None if name in _STANDARD else f"{name} is several zones; it was read as {zone}")


def _from_numbers(found: re.Match[str]) -> Zone | None:
    sign, hours, minutes = found.groups()
    offset = dt.timedelta(hours=int(hours), minutes=int(minutes or 0))
    if offset > _FARTHEST or int(minutes or 0) > 59:
        return None
    return Zone(dt.timezone(offset if sign == "+" else -offset))


def _at(zone: ZoneInfo, moment: dt.datetime) -> dt.timezone:
    return dt.timezone(moment.replace(tzinfo=zone).utcoffset() or dt.timedelta())


@cache
def _abbreviations(timezone: str) -> frozenset[str]:
    """What the clocks of a zone are called in winter and in summer."""
    zone = timezones.timezone(timezone)
    return frozenset(dt.datetime(2020, month, 1, tzinfo=zone).tzname() or "" for month in (1, 7))
