"""What one fetch brings: documents, each with the cursor that moves when the document is kept."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from newswire.errors import FatalError, NewswireError, RetriableError, Skippable
from newswire.model import Document


@dataclass(frozen=True, slots=True)
class Interval:
    """The span of time a run is about: ``start`` inclusive, ``end`` exclusive, both aware."""

    start: dt.datetime
    end: dt.datetime

    @classmethod
    def day(cls, date: dt.date) -> Interval:
        """Return the whole UTC day ``date``."""
        start = dt.datetime.combine(date, dt.time(), dt.UTC)
        return cls(start, start + dt.timedelta(days=1))

    def is_latest(self, now: dt.datetime) -> bool:
        """Return whether no later interval of this length is over yet.

        True for the interval that ``now`` is in, and for the one before it, which a scheduler
        runs as soon as it has ended. What knows only the present can answer for these two.
        """
        return now < self.end + (self.end - self.start)


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a source has been read at one place of it (a file's path, a URL).

    ``etag`` and ``last_modified`` are a web server's validators, as it sent them; ``size`` (bytes)
    and ``mtime_ns`` those of a file.
    """

    locator: str
    etag: str | None = None
    last_modified: str | None = None
    size: int | None = None
    mtime_ns: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document and the cursor that belongs to it; both are kept in one transaction."""

    document: Document
    cursor: Cursor


class FetchError(NewswireError):
    """A source could not be read: either ``FetchFailed`` or ``FetchRefused``."""


class FetchFailed(FetchError, RetriableError):
    """A source could not be read now; a later try may succeed."""


class FetchRefused(FetchError, FatalError):
    """A source cannot be read until a person acts: no such folder, 404, a certificate that does not fit."""


class NotAnswerable(Skippable):
    """A source has no answer for an interval: the run is skipped, with this text."""
