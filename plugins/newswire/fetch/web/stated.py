"""Times that a sitemap states, in the precision that it states them with."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from newswire.lexicon.timezones import timezone

_W3C = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?:[T ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?)?)?",
    re.IGNORECASE,
)
"""The date of a sitemap (W3C note "Date and Time Formats"), also without its zone, which many omit."""
_MINUTE, _SECOND = dt.timedelta(minutes=1), dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Stated:
    """A stated time: the first instant that it may mean, and the instant after the last one."""

    start: dt.datetime
    end: dt.datetime

    @property
    def ns(self) -> int:
        """Its start in nanoseconds since 1970."""
        return int(self.start.timestamp()) * 1_000_000_000

    def lies_in(self, start: dt.datetime, end: dt.datetime) -> bool:
        """Return whether it may lie between ``start`` and ``end``, exclusive."""
        return self.start < end and self.end > start


def read_stated(written: str | None, zone: str | None) -> Stated | None:
    """Return the time of a sitemap; None if it cannot be read.

    Args:
        written: a W3C date from a year to a second, or a date as in mail.
        zone: the IANA zone of a time that states none; UTC if absent.
    """
    text = (written or "").strip()
    found = _W3C.fullmatch(text)
    try:
        if not found:
            at = parsedate_to_datetime(text)
            return _from(at.replace(tzinfo=at.tzinfo or timezone(zone or "UTC")), _SECOND)
        year, month, day, hour, minute, second = (int(part) if part else None for part in found.groups()[:6])
        if hour is None:
            return _days(year or 0, month, day, zone)
        at = dt.datetime(year or 0, month or 1, day or 1, hour, minute or 0, min(second or 0, 59))  # noqa: DTZ001
        return _from(at.replace(tzinfo=_zone(found["zone"], zone)), _MINUTE if second is None else _SECOND)
    except (ValueError, OverflowError):
        return None


def _from(at: dt.datetime, length: dt.timedelta) -> Stated:
    start = at.astimezone(dt.UTC)
    return Stated(start, start + length)


def _days(year: int, month: int | None, day: int | None, zone: str | None) -> Stated:
    first = dt.datetime(year, month or 1, day or 1, tzinfo=timezone(zone or "UTC"))
    if day:
        after = first + dt.timedelta(days=1)
    else:
        after = first.replace(year=year + 1) if month in (None, 12) else first.replace(month=(month or 1) + 1)
        after = after.replace(month=1) if month in (None, 12) else after
    return Stated(first.astimezone(dt.UTC), after.astimezone(dt.UTC))


def _zone(written: str | None, zone: str | None) -> dt.tzinfo:
    if not written:
        return timezone(zone or "UTC")
    if written[0] not in "+-":
        return dt.UTC
    digits = written[1:].replace(":", "")
    offset = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-offset if written[0] == "-" else offset)
