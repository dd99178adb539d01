"""The result of a fetch: documents, each with the cursor that is stored with it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from newswire.errors import FatalError, NewswireError, RetriableError, Skippable
from newswire.model import Document


@dataclass(frozen=True, slots=True)
class Interval:
    """A run's data interval: ``start`` inclusive, ``end`` exclusive, both with a time zone.

    ``since`` is the start of the first interval that was fetched while it was the latest: from then on
    the source is read day by day. It is None before the source has brought a document.
    """

    start: dt.datetime
    end: dt.datetime
    since: dt.datetime | None = field(default=None, compare=False)

    @classmethod
    def day(cls, date: dt.date) -> Interval:
        """Return the whole UTC day ``date``."""
        start = dt.datetime.combine(date, dt.time(), dt.UTC)
        return cls(start, start + dt.timedelta(days=1))

    def is_latest(self, now: dt.datetime) -> bool:
        """Return whether no later interval of this length has ended yet.

        This holds for the interval that contains ``now`` and for the one before it, which a
        scheduler runs when it ends. A source without history can serve these two.
        """
        return now < self.end + (self.end - self.start)


WAITS = -1
"""The size in the cursor of a web page that is known and waits to be read."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last state read at one place of a source (a file's path, a URL).

    ``etag`` and ``last_modified`` are the web server's validators, as sent. A file has ``size``
    (bytes) and ``mtime_ns`` (nanoseconds since 1970). ``asked_whole_at`` is the time of the last answer of a
    web server to a request without validators. A web page has the bytes of its last reading as ``size``, or
    ``WAITS`` if it is known and not read yet, and the time that its sitemap states as ``mtime_ns``. Its
    ``asked_whole_at`` is the time of the last try without success.
    """

    locator: str
    etag: str | None = None
    last_modified: str | None = None
    size: int | None = None
    mtime_ns: int | None = None
    asked_whole_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """A document and its cursor. Both are stored in one transaction.

    ``http_status`` is the web server's, if one answered. The cursor of a document that is not ``usable`` is
    not stored: the place stays unread. Of a document that is not ``kept`` the cursor alone is stored: it only
    leads to other documents, as a sitemap does, or its place waits to be read.
    """

    document: Document
    cursor: Cursor
    http_status: int | None = None
    usable: bool = True
    kept: bool = True

    @classmethod
    def cursor_alone(cls, cursor: Cursor, now: dt.datetime, http_status: int | None = None) -> Fetched:
        """Return a cursor to store without a document."""
        return cls(Document(b"", cursor.locator, fetched_at=now), cursor, http_status, kept=False)


class FetchError(NewswireError):
    """A source could not be read: either ``FetchFailed`` or ``FetchRefused``.

    ``http_status`` is the web server's, if one answered. ``retry_at`` is the moment before which ``host``
    asks not to be called again.
    """

    def __init__(
        self,
        message: str,
        *,
        http_status: int | None = None,
        host: str | None = None,
        retry_at: dt.datetime | None = None,
    ) -> None:
        super().__init__(message)
        self.http_status = http_status
        self.host = host
        self.retry_at = retry_at


class FetchFailed(FetchError, RetriableError):
    """A source could not be read now; a later try may succeed."""


class HostWaits(FetchFailed):
    """A host asked not to be called before ``retry_at``, or its turn is far away. It was not called.

    A kind that has brought documents lets it pass: they are kept, and the next run goes on.
    """


class FetchRefused(FetchError, FatalError):
    """A source cannot be read until a person acts: a missing folder, a 404, an invalid certificate."""


class NotAnswerable(Skippable):
    """A source has no answer for an interval: the run is skipped, with this text."""


class NotModified(Skippable):
    """A web server answers that nothing has changed (304)."""
