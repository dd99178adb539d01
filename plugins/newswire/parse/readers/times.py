"""Times as documents give them: with a zone or without, to the second or only to the day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import NamedTuple
from zoneinfo import ZoneInfo

from newswire.lexicon.timezones import timezone
from newswire.lexicon.zones import Zone, read_zone
from newswire.model import Defaults, Item, Precision
from newswire.parse.readers.written_times import LONGEST, Unsure, Written, instant, read_written

AHEAD = dt.timedelta(minutes=10)
"""How far a clock of a publisher may be ahead of ours."""

_OF_NO_TIME = 80
"""Characters that a warning shows of what is no time."""

_UNSET = frozenset(
    # What programs write for "no time": zero in .NET, Windows, Excel, SQL Server and Unix.
    dt.date(*day)
    for day in ((1, 1, 1), (1601, 1, 1), (1899, 12, 30), (1900, 1, 1), (1970, 1, 1), (1969, 12, 31))
)

_LAST_UNSET = 1970
"""The last year of them, in any zone."""

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


class Rules(NamedTuple):
    """The differences between kinds of documents: the years that are true, and the words of two warnings.

    Warnings are kept with items, so those of a kind of document stay. Years end before ``latest``.
    """

    earliest: int
    latest: int
    no_zone: str
    unreadable: str


OF_DOCUMENTS = Rules(1000, 9000, "has no time zone; {} was taken", "is no time that can be read")
"""An embargo without an end is written as a far year; beyond 9000 are fillers for "never"."""

OF_FEEDS = Rules(1700, 2100, "has no time zone; taken in {}", "is no time that can be read surely")
"""Publishing systems write far years by mistake, which would lead every list."""


@dataclass(slots=True)
class Clock:
    """Reads the times of one document; what was assumed or refused is put into ``warnings``.

    A time that cannot be read surely is refused, and so is one that lies after ``fetched_at``, where that
    is given. The warning keeps the raw text. Without ``language`` that of the source is taken.
    """

    defaults: Defaults
    warnings: list[str] = field(default_factory=list)
    language: str | None = None
    fetched_at: dt.datetime | None = None
    rules: Rules = OF_DOCUMENTS
    _coarse: dict[dt.datetime, Precision] = field(default_factory=dict)

    def dated(self, item: Item) -> Item:
        """Return the item with how exactly the time was given that it goes by, where not to the second."""
        if item.published is None and (name := next(filter(item.__getattribute__, EVIDENCE), None)):
            at = getattr(item, name)
            if precision := self._coarse.get(at):
                return item.changed(published=at, published_precision=precision, published_from=name)
        return item

    def read(self, value: object, name: str) -> dt.datetime | None:
        """Return the instant that ``value`` means, or None if it is none; see ``given``."""
        given = self.given(value, name) if value else None
        return given.at if given else None

    def given(self, value: object, name: str) -> Given | None:
        """Read a time in any form (see ``written_times``), with or without time of day and zone.

        Args:
            value: the time as the document has it; what is no text, or empty, is no time.
            name: the field, for the warning if the value cannot be read or lacks something.
        """
        if not isinstance(value, str) or not (text := value.strip()):
            return None
        if (at := instant(text)) and self._is_plausible(at):
            return Given(at, "second")
        shown = text[:LONGEST]
        reference = self.fetched_at.date() if self.fetched_at else None
        try:
            written = read_written(" ".join(text.split()), self._language, reference)
            zone = self._zone(written.zone, written.moment)
            self._check(written, zone)
        except Unsure as unsure:
            self.warnings.append(f"{name} {shown!r} {unsure}.")
            return None
        except (ValueError, OverflowError):
            self.warnings.append(f"{name} {text[:_OF_NO_TIME]!r} {self.rules.unreadable}.")
            return None
        if written.doubt:
            self.warnings.append(f"{name} {shown!r} {written.doubt}.")
        given = self._at(written.moment, zone, name, shown, written.precision)
        if given.precision != "second":
            self._coarse[given.at] = given.precision
        return given

    def zoned(self, moment: dt.datetime, name: str, text: str, precision: Precision) -> Given:
        """Return ``moment`` made aware; without a zone it takes the source's, else UTC, and warns."""
        if moment.tzinfo is not None:
            return Given(moment, precision)
        zone = self.defaults.timezone or "UTC"
        doubt = "gives only the day, taken in {}" if precision == "day" else self.rules.no_zone
        self.warnings.append(f"{name} {text!r} {doubt.format(zone)}.")
        return Given(moment.replace(tzinfo=self._own_zone()), precision)

    def in_zone(
        self, moment: dt.datetime, zone: str, name: str, text: str, precision: Precision = "minute"
    ) -> Given:
        """Return ``moment`` in the zone that is named, or in the source's if none is known."""
        return self._at(moment, self._zone(zone, moment), name, text, precision)

    def _at(
        self, moment: dt.datetime, zone: Zone | None, name: str, text: str, precision: Precision
    ) -> Given:
        if zone is None:
            return self.zoned(moment, name, text, precision)
        if zone.doubt:
            self.warnings.append(f"{name}: {zone.doubt}.")
        return Given(moment.replace(tzinfo=zone.offset), precision)

    def _zone(self, written: str, moment: dt.datetime) -> Zone | None:
        return read_zone(written, moment, self._language, self.defaults.timezone) if written else None

    @property
    def _language(self) -> str | None:
        return self.language or self.defaults.language

    def _own_zone(self) -> ZoneInfo:
        return timezone(self.defaults.timezone or "UTC")

    def _is_plausible(self, at: dt.datetime) -> bool:
        """Return whether an instant surely passes ``_check``, which decides and explains the other cases."""
        return max(_LAST_UNSET + 1, self.rules.earliest) <= at.year < self.rules.latest and (
            self.fetched_at is None or at <= self.fetched_at
        )

    def _check(self, written: Written, zone: Zone | None) -> None:
        if written.zone and zone is None:
            raise Unsure(f"has a time zone that is not known ({written.zone!r})")
        at = written.moment.replace(tzinfo=zone.offset if zone else self._own_zone())
        if at.year <= _LAST_UNSET and (
            at.date() in _UNSET or (at.astimezone(dt.UTC).date() in _UNSET and not at.hour)
        ):
            raise Unsure("is what programs write for no time")
        if not self.rules.earliest <= at.year < self.rules.latest:
            raise Unsure("is too far away to be true")
        # A day begins up to 14 hours before it does in Greenwich.
        ahead = dt.timedelta(hours=14) if written.precision == "day" else AHEAD
        if self.fetched_at and at > self.fetched_at + ahead:
            raise Unsure(f"lies after the fetch ({self.fetched_at:%Y-%m-%dT%H:%M:%SZ})")
