"""Times of documents, with a zone or without, to the second or only to the day."""

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

_OF_NO_TIME = 80
"""Most characters that a warning shows of a text that is no time."""

_UNSET = frozenset(
    # Programs write these days for "no time": zero in .NET, Windows, Excel, SQL Server and Unix.
    dt.date(*day)
    for day in ((1, 1, 1), (1601, 1, 1), (1899, 12, 30), (1900, 1, 1), (1970, 1, 1), (1969, 12, 31))
)

_LAST_UNSET = 1970
"""The last year of them, in any zone."""

_ONLY_A_TIME = re.compile(r"\d[\d\s./:-]*(?:T?[\d:.]*(?:Z|[+-]\d\d:?\d\d)?|[A-Z]{1,5}(?:[+-]\d\d:?\d\d)?)")


def is_only_a_time(line: str) -> bool:
    """Return whether a line is a date or a time in figures; such a line names no place."""
    return _ONLY_A_TIME.fullmatch(line.strip()) is not None


EVIDENCE = ("version_created", "sent", "first_created")
"""The fields that stand for an absent time of publication; the first one with a value counts."""


@dataclass(frozen=True, slots=True)
class Given:
    """An instant, and the precision that the document gave it with."""

    at: dt.datetime
    precision: Precision


class Rules(NamedTuple):
    """The differences between kinds of documents: the years that are believed, and the words of two warnings.

    ``earliest`` is the first year, ``latest`` the year after the last one. Each kind keeps its own words, as
    warnings are stored with items.
    """

    earliest: int
    latest: int
    no_zone: str
    unreadable: str


OF_DOCUMENTS = Rules(1000, 9000, "has no time zone; {} was taken", "is no time that can be read")
"""Documents write an embargo without an end as a far year; years from 9000 on are fillers for "never"."""

OF_FEEDS = Rules(1700, 2100, "has no time zone; taken in {}", "is no time that can be read surely")
"""Publishing systems write far years by mistake. No story is published in them."""

OF_FEEDS_AHEAD = OF_FEEDS._replace(latest=10_000)
"""The rules for embargoes and expiries in feeds, which may lie in any year to come."""

OF_MESSAGES = OF_DOCUMENTS._replace(earliest=1970, latest=2100)
"""Mail is younger than 1970. A far year is a mistake of the sender's clock, as in feeds."""


@dataclass(slots=True)
class Clock:
    """The reader of one document's times. It adds a warning for each assumption and each refused time.

    It refuses a time that is not sure. The warning keeps the raw text. ``fetched_at`` decides between two
    readings of a day, never whether a time is read: the same words then give the same version at each fetch.
    Without ``language`` the source's language counts. ``country`` is that of the writer or the place; it
    decides between zones of one name.
    """

    defaults: Defaults
    warnings: list[str] = field(default_factory=list)
    language: str | None = None
    fetched_at: dt.datetime | None = None
    rules: Rules = OF_DOCUMENTS
    country: str | None = None
    _coarse: dict[dt.datetime, Precision] = field(default_factory=dict)

    def dated(self, item: Item) -> Item:
        """Return the item. Fill its absent time of publication if the time that stands for it is coarse.

        The first field of ``EVIDENCE`` with a value stands for it; coarse is less exact than a second.
        """
        if item.published is None and (name := next(filter(item.__getattribute__, EVIDENCE), None)):
            at = getattr(item, name)
            if precision := self._coarse.get(at):
                return item.changed(published=at, published_precision=precision, published_from=name)
        return item

    def read(self, value: object, name: str) -> dt.datetime | None:
        """Return the instant of ``value``, or None if it is none; see ``given``."""
        given = self.given(value, name) if value else None
        return given.at if given else None

    def given(self, value: object, name: str) -> Given | None:
        """Read a time in any form (see ``written_times``), with or without time of day and zone.

        Return None, with a warning, if it cannot be read surely.

        Args:
            value: the time from the document. A blank text or another type is no time and gives no warning.
            name: the field, for the warning if the value cannot be read or lacks a zone or a time of day.
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
        """Return ``moment`` with its zone. Without one, use the source's, else UTC, and warn."""
        if moment.tzinfo is not None:
            return Given(moment, precision)
        zone = self.defaults.timezone or "UTC"
        doubt = "gives only the day, taken in {}" if precision == "day" else self.rules.no_zone
        self.warnings.append(f"{name} {text!r} {doubt.format(zone)}.")
        return Given(moment.replace(tzinfo=self._own_zone()), precision)

    def in_zone(
        self, moment: dt.datetime, zone: str, name: str, text: str, precision: Precision = "minute"
    ) -> Given:
        """Return ``moment`` in the named zone; in the source's, with a warning, if it is not known."""
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
        if not written:
            return None
        return read_zone(written, moment, self._language, self.defaults.timezone, self.country)

    @property
    def _language(self) -> str | None:
        return self.language or self.defaults.language

    def _own_zone(self) -> ZoneInfo:
        return timezone(self.defaults.timezone or "UTC")

    def _is_plausible(self, at: dt.datetime) -> bool:
        """Return whether an instant surely passes ``_check``, which decides and explains the other cases."""
        return max(_LAST_UNSET + 1, self.rules.earliest) <= at.year < self.rules.latest

    def _check(self, written: Written, zone: Zone | None) -> None:
        if written.zone and zone is None:
            raise Unsure(f"has a time zone that is not known ({written.zone!r})")
        at = written.moment.replace(tzinfo=zone.offset if zone else self._own_zone())
        if at.year <= _LAST_UNSET and (
            at.date() in _UNSET or (at.astimezone(dt.UTC).date() in _UNSET and not at.hour)
        ):
            raise Unsure("is a value that programs write for no time")
        if not self.rules.earliest <= at.year < self.rules.latest:
            raise Unsure("is too far away to be true")
