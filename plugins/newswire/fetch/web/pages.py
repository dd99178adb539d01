"""The pages to which a source's documents lead: which are new, which wait, and their reading.

A page that is found is noted with a cursor that waits (``WAITS``) before the cursor of the document that
leads to it moves. So no page is forgotten, whether the limit of a run is reached, the page cannot be read,
or the fetch is killed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import urldefrag, urlsplit

from newswire.fetch.fetched import WAITS, Cursor, Fetched, FetchError, FetchFailed, FetchRefused, Interval
from newswire.fetch.transport.address import public_url
from newswire.fetch.transport.http import get
from newswire.fetch.transport.robots import RobotsDisallow
from newswire.fetch.validators import to_keep
from newswire.fetch.web.leading import LeadingSource
from newswire.fetch.web.stated import Stated
from newswire.model import Document
from newswire.outcomes import counted
from newswire.pointing.address_patterns import is_wanted

ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.5"
MOST_FAILURES = 3
"""Pages in succession that cannot be read, after which the others are left for the next run."""
_LONGEST = 2_000
"""Characters of an address; servers and browsers refuse longer ones."""
_FOR_NOW = frozenset((None, 401, 403))
"""Refusals that end: a wrong certificate, a check for robots, a login that has ended."""
_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Lead:
    """A page that a document leads to. The document states when it changed, and when it was published."""

    url: str
    changed: Stated | None = None
    published: Stated | None = None

    @property
    def moved(self) -> Stated | None:
        """The time by which a change of the page shows."""
        return self.changed or self.published


class Pages:
    """The pages of one fetch of a source. ``failure`` is the last error if no page could be read."""

    def __init__(
        self,
        source: LeadingSource,
        cursors: Mapping[str, Cursor],
        interval: Interval,
        now: dt.datetime,
        *,
        has_past: bool = True,
    ) -> None:
        """Find the pages that wait. ``has_past`` is false if no backfill can bring pages of earlier days."""
        self._has_past = has_past
        self._source = source
        self._cursors = cursors
        self._interval = interval
        self._now = now
        self._latest = interval.is_latest(now)
        self._first = min(interval.start, interval.since or interval.start)
        self._waiting: dict[str, tuple[str, Cursor]] = {
            locator: (locator, cursor)
            for locator, cursor in cursors.items()
            if cursor.size == WAITS and "…" not in locator and self._is_due(cursor)
        }
        self._older: list[dt.datetime] = []
        self._unread: list[str] = []
        self._refused: list[str] = []
        self._read = 0
        self.failure: FetchError | None = None

    def is_new(self, address: str) -> bool:
        """Return whether a page is wanted, and was not noted by an earlier run."""
        url = _clean(address)
        wanted = url is not None and is_wanted(url, self._source.include, self._source.exclude)
        return wanted and public_url(url or "") not in self._cursors

    def note(self, leads: Iterable[Lead]) -> Iterator[Fetched]:
        """Yield a waiting cursor for each page that is new, or that has changed since it was read.

        The last page comes first. So a run that is killed has noted none in front of one that it has not: a
        source that is read up to a page that is known misses nothing afterwards.
        """
        noted: list[Cursor] = []
        for lead in leads:
            url = _clean(lead.url)
            if url is None or not is_wanted(url, self._source.include, self._source.exclude):
                continue
            locator = public_url(url)
            known = self._cursors.get(locator)
            if locator in self._waiting and (known is None or known.size != WAITS):
                continue  # the source leads to it twice
            if not self._is_in_interval(lead, is_known=known is not None):
                continue
            if known and known.size != WAITS and not _is_newer(lead.moved, known):
                continue
            known_as = known or Cursor(locator)
            moved = lead.moved.ns if lead.moved else known_as.mtime_ns
            cursor = replace(known_as, size=WAITS, mtime_ns=moved)
            self._waiting[locator] = (url, cursor)
            if cursor != known:
                noted.append(cursor)
        yield from (Fetched.cursor_alone(cursor, self._now) for cursor in reversed(noted))

    def read(self) -> Iterator[Fetched]:
        """Yield the pages that wait, up to the limit of a run: untried ones first, and the newest of them.

        A page that another try may bring is left waiting. A page that is gone is yielded as a refused
        document, and is asked for again only if a sitemap states a later change.
        """
        queue = sorted(self._waiting.values(), key=_turn)
        in_succession = 0
        for url, cursor in queue[: self._source.max_pages]:
            if in_succession >= MOST_FAILURES:
                break
            try:
                fetched = self._page(url, cursor)
            except FetchError as error:
                reason = _reason(error, cursor.locator)
                self.failure = error
                in_succession += 1
                if _is_for_good(error):
                    self._refused.append(reason)
                    del self._waiting[cursor.locator]
                    gone = Document(b"", cursor.locator, fetched_at=self._now, refused=reason)
                    yield Fetched(gone, replace(cursor, size=0), error.http_status)
                    continue
                self._unread.append(reason)
                yield Fetched.cursor_alone(replace(cursor, asked_whole_at=self._now), self._now)
                if error.retry_at:
                    break
            else:
                in_succession = 0
                self._read += 1
                del self._waiting[cursor.locator]
                yield fetched

    def check(self) -> None:
        """Return if a page was read, or too few were tried to judge the source by them.

        Raises:
            FetchError: no page of several could be read.
        """
        reasons = self._unread + self._refused
        if self.failure and not self._read and len(reasons) >= MOST_FAILURES:
            raise type(self.failure)(
                f"Source {self._source.name}: no page could be read. One of them: {reasons[0]}",
                http_status=self.failure.http_status,
                host=self.failure.host,
                retry_at=self.failure.retry_at,
            )

    def sentence(self) -> str | None:
        """Return the sentences about the pages that wait; None if there are none."""
        found = []
        if waiting := len(self._waiting):
            limit = f"max_pages in sources/{self._source.name}.toml is {self._source.max_pages:,}"
            found.append(f"{counted(waiting, 'page')} {_wait(waiting)} for the next run ({limit}).")
        if self._unread:
            count = len(self._unread)
            found.append(
                f"{counted(count, 'page')} could not be read and {_wait(count)}. The first: {self._unread[0]}"
            )
        if self._older:
            first, last = f"{min(self._older):%Y-%m-%d}", f"{max(self._older):%Y-%m-%d}"
            days = f"{first} {last}" if last > first else f"{first} {first}"
            command = f"./newswire backfill {days} --source {self._source.name}"
            count = len(self._older)
            found.append(f"{counted(count, 'page')} of earlier days {_wait(count)}: {command} loads them.")
        return " ".join(found) or None

    def _page(self, url: str, cursor: Cursor) -> Fetched:
        answer = get(
            url,
            self._source.name,
            timeout=self._source.timeout,
            max_bytes=self._source.max_bytes,
            accept=ACCEPT,
            etag=cursor.etag,
            last_modified=cursor.last_modified,
            tries=1,
            found_in=self._source.url,
        )
        if answer is None:
            return Fetched.cursor_alone(replace(cursor, size=0), self._now)
        if not answer.content.strip():
            raise FetchFailed("The answer is empty.")
        read = replace(
            to_keep(cursor, answer, self._now),
            size=len(answer.content),
            mtime_ns=cursor.mtime_ns,
            asked_whole_at=None,
        )
        document = Document(
            answer.content, cursor.locator, answer.url, answer.content_type, fetched_at=self._now
        )
        return Fetched(document, read, answer.http_status)

    def _is_due(self, cursor: Cursor) -> bool:
        """Return whether a waiting page is read in this interval: the latest one takes all of them."""
        if self._latest:
            return True
        if cursor.mtime_ns is None:
            return False
        at = dt.datetime.fromtimestamp(cursor.mtime_ns / 1e9, dt.UTC)
        return self._interval.start <= at < self._interval.end

    def _is_in_interval(self, lead: Lead, *, is_known: bool) -> bool:
        times = [time for time in (lead.changed, lead.published) if time]
        if not self._latest:
            return any(time.lies_in(self._interval.start, self._interval.end) for time in times)
        if not times or is_known or not self._has_past or any(time.end > self._first for time in times):
            return True
        self._older.append(max(time.start for time in times))
        return False


def _clean(url: str) -> str | None:
    """Return a page's address without user, password and fragment; None if it is none."""
    try:
        parts = urlsplit(urldefrag(url.strip())[0])
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or len(url) > _LONGEST:
        return None
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def _turn(waiting: tuple[str, Cursor]) -> tuple[dt.datetime, int]:
    """Return the place of a page in the queue: its last try without success, then its age."""
    cursor = waiting[1]
    return cursor.asked_whole_at or _FIRST, -(cursor.mtime_ns or 1 << 62)


def _is_newer(moved: Stated | None, known: Cursor) -> bool:
    return moved is not None and (known.mtime_ns is None or moved.ns > known.mtime_ns)


def _is_for_good(error: FetchError) -> bool:
    """Return whether a page is gone or must not be read. Another refusal without a status may be mended."""
    if isinstance(error, RobotsDisallow):
        return True
    return isinstance(error, FetchRefused) and error.http_status not in _FOR_NOW and error.retry_at is None


def _reason(error: FetchError, locator: str) -> str:
    if error.http_status and error.http_status >= 400:
        return f"{locator} answered {error.http_status}."
    return f"{locator}: {error}"


def _wait(count: int) -> str:
    return "wait" if count != 1 else "waits"
