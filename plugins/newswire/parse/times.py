"""Times as documents give them: with a zone or without, to the second or only to the day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from newswire.model import Defaults, Precision

_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")
_SPACED = re.compile(r"(\d{4}-\d\d-\d\d)\s+(\d\d?:\d\d\S*)(?:\s+([+-]\d\d:?\d\d|Z|UTC|GMT))?")


@dataclass(frozen=True, slots=True)
class Given:
    """An instant and how exactly the document gave it."""

    at: dt.datetime
    precision: Precision


@dataclass(slots=True)
class Clock:
    """Reads the times of one document; what had to be assumed is put into ``warnings``."""

    defaults: Defaults
    warnings: list[str] = field(default_factory=list)

    def read(self, value: object, name: str) -> dt.datetime | None:
        """The instant that ``value`` (ISO 8601) means, or nothing if it is none; see ``given``."""
        given = self.given(value, name)
        return given.at if given else None

    def given(self, value: object, name: str) -> Given | None:
        """Read a time in ISO 8601, extended or basic, with or without time of day and zone.

        Args:
            value: the time as the document has it; what is no text, or empty, is no time.
            name: the field, for the warning if the value cannot be read or lacks something.
        """
        if not isinstance(value, str) or not (text := value.strip()):
            return None
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            return self._unusual(text, name)
        if ":" not in text and "T" not in text.upper():
            return self.zoned(moment, name, text, "day")
        seconds = text.count(":") > 1 or re.search(r"T\d{6}", text) is not None
        return self.zoned(moment, name, text, "second" if seconds else "minute")

    def zoned(self, moment: dt.datetime, name: str, text: str, precision: Precision) -> Given:
        """``moment`` made aware; without a zone of its own it takes the source's, else UTC, and warns."""
        if moment.tzinfo is not None:
            return Given(moment, precision)
        zone = self.defaults.timezone or "UTC"
        if precision == "day":
            self.warnings.append(f"{name} {text!r} gives only the day, taken in {zone}.")
        else:
            self.warnings.append(f"{name} {text!r} has no time zone; {zone} was taken.")
        return Given(moment.replace(tzinfo=ZoneInfo(zone)), precision)

    def _unusual(self, text: str, name: str) -> Given | None:
        """ISO 8601 with a space or with a day that is missing; RFC 5322 (e-mail, HTTP, RSS)."""
        if spaced := _SPACED.fullmatch(text):
            day, time, zone = spaced.groups()
            offset = {"UTC": "Z", "GMT": "Z"}.get(zone, zone or "")
            try:
                moment = dt.datetime.fromisoformat(f"{day}T{time.rjust(5, '0')}{offset}")
            except ValueError:
                moment = None
            if moment:
                return self.zoned(moment, name, text, "second" if time.count(":") > 1 else "minute")
        if "," in text or text[:1].isdigit():
            try:
                return self.zoned(parsedate_to_datetime(text), name, text, "second")
            except (ValueError, TypeError, IndexError, OverflowError):
                pass
        known = _YEAR_OR_MONTH.fullmatch(text)
        what = "gives no day" if known else "is no time that can be read"
        self.warnings.append(f"{name} {text[:80]!r} {what}.")
        return None
