"""Times as documents give them: with a zone or without, to the second or only to the day."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from newswire.model import Defaults, Item, Precision
from newswire.parse import dates
from newswire.parse.zones import read_zone
from newswire.timezones import timezone

_YEAR_OR_MONTH = re.compile(r"(\d{4})(?:-(\d\d))?")
_SECONDS = re.compile(r":\d\d:|T\d{6}")
_TIME = re.compile(
    r"\b(\d?\d)(:[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?(?:\s*([ap])\.?m\b\.?)?(?![\d:])"
    r"(?:\s*([A-Z]{2,5}|[+-]\d\d:?\d\d)\b)?",
    re.IGNORECASE,
)
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
"""Beyond them are fillers ("9999-12-31" for never), and times that Python cannot take to other zones."""
_LONGEST = 200
"""Characters of a time, with all that people write around it."""
_EDGE = re.compile(r"(\d{4}-?\d\d-?\d\dT)(?:24(:?00(?::?00)?)|(\d\d:?\d\d:?)60)((?:[.,]\d+)?\S*)")
_SPACED = re.compile(r"(\d{4}-\d\d-\d\d)\s+(\d\d?:\d\d\S*)(?:\s+([+-]\d\d:?\d\d|Z|UTC|GMT))?")


_ONLY_A_TIME = re.compile(r"\d[\d\s./:-]*(?:T?[\d:.]*(?:Z|[+-]\d\d:?\d\d)?|[A-Z]{1,5})")


def is_only_a_time(line: str) -> bool:
    """Whether a line holds a date or a time in figures and nothing else: no place can be read off it."""
    return _ONLY_A_TIME.fullmatch(line.strip()) is not None


EVIDENCE = ("version_created", "sent", "first_created")
"""An item without a time of publication goes by the first of these that it has."""


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
    _coarse: dict[dt.datetime, Precision] = field(default_factory=dict)

    def dated(self, item: Item) -> Item:
        """The item with how exactly the time was given that it goes by, where that was not to the second."""
        if item.published is None and (name := next(filter(item.__getattribute__, EVIDENCE), None)):
            at = getattr(item, name)
            if precision := self._coarse.get(at):
                return item.changed(published=at, published_precision=precision, published_from=name)
        return item

    def read(self, value: object, name: str) -> dt.datetime | None:
        """The instant that ``value`` (ISO 8601) means, or nothing if it is none; see ``given``."""
        given = self.given(value, name) if value else None
        return given.at if given else None

    def given(self, value: object, name: str) -> Given | None:
        """Read a time in ISO 8601, extended or basic, with or without time of day and zone.

        Args:
            value: the time as the document has it; what is no text, or empty, is no time.
            name: the field, for the warning if the value cannot be read or lacks something.
        """
        if not isinstance(value, str) or not (text := value.strip()):
            return None
        if len(text) > _LONGEST:
            self._unreadable(text, name)
            return None
        given = self._given(text, name)
        if given and not _FIRST_YEAR < given.at.year < _LAST_YEAR:
            self.warnings.append(f"{name} {text[:80]!r} is no time of news.")
            return None
        if given and given.precision != "second":
            self._coarse[given.at] = given.precision
        return given

    def _given(self, text: str, name: str) -> Given | None:
        try:
            moment = dt.datetime.fromisoformat(text)
        except ValueError:
            return self._unusual(text, name)
        if ":" not in text and "T" not in text.upper():
            return self.zoned(moment, name, text, "day")
        seconds = _SECONDS.search(text) is not None
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
        return Given(moment.replace(tzinfo=timezone(zone)), precision)

    def in_zone(
        self, moment: dt.datetime, zone: str, name: str, text: str, precision: Precision = "minute"
    ) -> Given:
        """``moment`` in the zone that is named, or in the source's if none is known."""
        known = read_zone(zone, moment, self.defaults.language, self.defaults.timezone) if zone else None
        if known is None:
            return self.zoned(moment, name, text, precision)
        if known.doubt:
            self.warnings.append(f"{name}: {known.doubt}.")
        return Given(moment.replace(tzinfo=known.offset), precision)

    def _unusual(self, text: str, name: str) -> Given | None:
        """ISO 8601 at its edges or with a space; RFC 5322 (e-mail, HTTP, RSS); dates that people write."""
        if (
            edge := _EDGE.fullmatch(text)
        ) and text < "9000":  # midnight at the end of the day, and leap seconds
            day, midnight, minute, rest = edge.groups()
            given = self._given(f"{day}00{midnight}{rest}" if midnight else f"{day}{minute}59{rest}", name)
            return Given(given.at + dt.timedelta(days=1), given.precision) if given and midnight else given
        if spaced := _SPACED.fullmatch(text):
            day, time, zone = spaced.groups()
            offset = {"UTC": "Z", "GMT": "Z"}.get(zone, zone or "")
            with suppress(ValueError):
                moment = dt.datetime.fromisoformat(f"{day}T{time.rjust(5, '0')}{offset}")
                return self.zoned(moment, name, text, "second" if time.count(":") > 1 else "minute")
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            moment = parsedate_to_datetime(text)
            if moment.tzinfo is not None:
                return Given(moment, "second")
        if printed := self._printed(text, name):
            return printed
        known = _YEAR_OR_MONTH.fullmatch(text)
        if known:
            self.warnings.append(f"{name} {text!r} gives no day.")
        else:
            self._unreadable(text, name)
        return None

    def _unreadable(self, text: str, name: str) -> None:
        self.warnings.append(f"{name} {text[:80]!r} is no time that can be read.")

    def _printed(self, text: str, name: str) -> Given | None:
        """A date as people write it: ``06 June 2016 14:00 CEST``, ``5/13/2024``; never ``5/6/2024``."""
        printed = dates.find(text)
        day = printed.resolve() if printed and printed.year else None
        if day is None:
            return None
        time = _TIME.search(text)
        if time is None:
            return self.zoned(dt.datetime.combine(day, dt.time()), name, text, "day")
        hour, half = int(time[1]), (time[3] or "").lower()
        if hour > (12 if half else 23):
            return self.zoned(dt.datetime.combine(day, dt.time()), name, text, "day")
        hour = hour % 12 + (12 if half == "p" else 0) if half else hour
        moment = dt.datetime.combine(day, dt.time.fromisoformat(f"{hour:02}{time[2]}"))
        precision: Precision = "second" if time[2].count(":") > 1 else "minute"
        return self.in_zone(moment, time[4] or "", name, text, precision)
