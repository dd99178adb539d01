"""Sitemaps of news sites: plain ones (XML or text), news sitemaps, their indexes, and the pages behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal

from pydantic import Field

from newswire.fetch.fetched import (
    Cursor,
    Fetched,
    FetchError,
    FetchFailed,
    Interval,
    NotAnswerable,
    NotModified,
)
from newswire.fetch.kind import SourceKind
from newswire.fetch.transport.address import public_url
from newswire.fetch.transport.http import Answer
from newswire.fetch.web.leading import LeadingSource, Pattern
from newswire.fetch.web.pages import Lead, Pages
from newswire.fetch.web.place import Place, ask
from newswire.fetch.web.stated import Stated
from newswire.fetch.web.xml_sitemap import Entry, NoSitemap, Sitemap, read_sitemap
from newswire.model import Defaults, Document
from newswire.outcomes import counted
from newswire.pointing.address_patterns import is_wanted, matches

ACCEPT = "application/xml, text/xml;q=0.9, application/gzip;q=0.8, text/plain;q=0.8, */*;q=0.5"
DEEPEST = 3
"""Levels of indexes that are followed. The protocol permits one."""


class SitemapSource(LeadingSource):
    """A sitemap, a news sitemap, or an index of them, and the pages that they lead to.

    ``sitemaps`` are patterns of the addresses of sitemaps in an index. Entries of a news sitemap become items
    of their own, with the title, the time and the language that the sitemap states.
    """

    kind: Literal["sitemap"]
    sitemaps: tuple[Pattern, ...] = ("*",)
    max_sitemaps: Annotated[int, Field(ge=1, le=10_000)] = 50
    """Most sitemaps that a run requests. The others wait for the next one."""

    def defaults(self) -> Defaults:
        """Return the defaults of the source. Entries of a news sitemap obey its patterns, as pages do."""
        return replace(super().defaults(), include=self.include, exclude=self.exclude)


@dataclass(slots=True)
class _Round:
    """The state of one fetch."""

    source: SitemapSource
    cursors: Mapping[str, Cursor]
    interval: Interval
    now: dt.datetime
    pages: Pages
    asked: int = 0
    left: int = 0
    is_modified: bool = False
    failed: list[FetchError] = field(default_factory=list)
    is_dated: bool = False
    reaches_back: bool = False

    @property
    def latest(self) -> bool:
        return self.interval.is_latest(self.now)


def fetch(
    source: SitemapSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield news sitemaps that have changed, and the pages of the interval that are new or have changed.

    The latest interval takes the pages without a time, and those of any day since the source's first run.
    An earlier interval takes the pages whose ``lastmod`` or ``publication_date`` lies in it.

    Returns:
        sentences about pages and sitemaps that wait for another run, or None.

    Raises:
        NotAnswerable: the interval has not begun, or is past and the sitemap states no time that reaches it.
        NotModified: no sitemap has changed, and no page waits.
        FetchError: a sitemap cannot be read, is none, or has lost all its entries; or no page can be read.
    """
    if interval.start > now:
        raise NotAnswerable(
            f"Source {source.name}: the interval from {interval.start:%Y-%m-%d} has not begun."
        )
    this = _Round(source, cursors, interval, now, Pages(source, cursors, interval, now))
    yield from _sitemap(this, source.url, None, 0)
    if not this.latest and not this.reaches_back:
        reason = "states no times" if not this.is_dated else "holds nothing as old as that"
        raise NotAnswerable(
            f"Source {source.name}: its sitemap {reason}, so it has no data for the interval from "
            f"{interval.start:%Y-%m-%d %H:%M} to {interval.end:%Y-%m-%d %H:%M %Z}."
        )
    read = 0
    for page in this.pages.read():
        read += 1
        yield page
    this.pages.check()
    if not this.is_modified and not read:
        raise NotModified(f"{source.name} has nothing new.")
    return " ".join(filter(None, (this.pages.sentence(), *_sentences(this)))) or None


def _sentences(this: _Round) -> Iterator[str]:
    if this.left:
        yield (
            f"{counted(this.left, 'sitemap')} of the index {'wait' if this.left > 1 else 'waits'} for the "
            f"next run (max_sitemaps in sources/{this.source.name}.toml is {this.source.max_sitemaps:,})."
        )
    if this.failed:
        failed = counted(len(this.failed), "sitemap")
        yield f"{failed} of the index could not be taken. The first: {this.failed[0]}"


def _sitemap(this: _Round, url: str, stated: Stated | None, depth: int) -> Iterator[Fetched]:
    """Yield the documents that one sitemap brings, its waiting pages, and its cursor behind them."""
    this.asked += 1
    source = this.source
    place = Place(url, "a sitemap", ACCEPT)
    found = ask(source, place, this.cursors, this.now, always=not this.latest)
    known = this.cursors.get(public_url(url))
    if found is None:
        if known and stated and known.mtime_ns != stated.ns:
            yield Fetched.cursor_alone(replace(known, mtime_ns=stated.ns), this.now)
        return
    answer, cursor = found
    this.is_modified = True
    sitemap = _read(source, answer, cursor.locator)
    if not sitemap.entries and known and known.size:
        raise FetchFailed(
            f"Source {source.name}: {cursor.locator} has lost all its entries; it had {known.size:,}. That "
            "is doubted: its state is not moved. Look at it in a browser, and try later.",
            http_status=answer.http_status,
        )
    if sitemap.is_index:
        whole = yield from _index(this, sitemap, depth)
    else:
        whole = True
        _date(this, sitemap.entries)
        yield from this.pages.note(Lead(one.url, one.changed, one.published) for one in sitemap.entries)
    if not this.latest:
        return  # its other pages are of other days, and no run has noted them
    moved = replace(cursor, size=len(sitemap.entries), mtime_ns=stated.ns if stated else None)
    if not whole:
        moved = replace(moved, mtime_ns=None)
    if not whole or (sitemap.is_index and not all(one.changed for one in sitemap.entries)):
        moved = replace(moved, etag=None, last_modified=None)  # a 304 would hide its sitemaps
    if any(_is_story(one, source) for one in sitemap.entries):
        document = Document(
            answer.content, cursor.locator, answer.url, answer.content_type, fetched_at=this.now
        )
        yield Fetched(document, moved, answer.http_status)
    else:
        yield Fetched.cursor_alone(moved, this.now, answer.http_status)


def _index(this: _Round, index: Sitemap, depth: int) -> Generator[Fetched, None, bool]:
    """Yield the documents of the sitemaps of an index. Return whether all that are due were asked for."""
    if depth >= DEEPEST:
        raise FetchFailed(f"Source {this.source.name}: its indexes of sitemaps are nested too deeply.")
    due = [one for one in index.entries if matches(one.url, this.source.sitemaps) and _is_due(this, one)]
    whole, failed = True, 0
    for one in sorted(due, key=lambda one: _turn(this, one)):
        if this.asked > this.source.max_sitemaps:
            this.left += 1
            whole = False
            continue
        try:
            yield from _sitemap(this, one.url, one.changed, depth + 1)
        except FetchError as error:
            whole, failed = False, failed + 1
            this.failed.append(error)
            if error.retry_at:
                break
    if failed and failed == len(due):
        raise this.failed[-1]
    return whole


def _is_due(this: _Round, one: Entry) -> bool:
    """Return whether a sitemap of an index may hold pages that the interval takes and no run has noted."""
    first = this.interval.start
    if this.latest:
        first = min(first, this.interval.since or first)
        known = this.cursors.get(public_url(one.url))
        if known and known.mtime_ns is not None and one.changed and one.changed.ns <= known.mtime_ns:
            return False
    if one.changed and one.changed.end <= first:
        this.reaches_back = True
        return False
    return True


def _turn(this: _Round, one: Entry) -> tuple[bool, float, int]:
    """Return the place of a sitemap in the queue: those with a time, then the least recently asked."""
    known = this.cursors.get(public_url(one.url))
    asked = known.asked_whole_at.timestamp() if known and known.asked_whole_at else 0
    return one.changed is None, asked, -(one.changed.ns if one.changed else 0)


def _date(this: _Round, entries: list[Entry]) -> None:
    """Note whether the entries state times, and whether these reach back to the interval."""
    times = [time for one in entries for time in (one.changed, one.published) if time]
    this.is_dated = this.is_dated or bool(times)
    this.reaches_back = this.reaches_back or any(time.start < this.interval.end for time in times)


def _read(source: SitemapSource, answer: Answer, locator: str) -> Sitemap:
    try:
        return read_sitemap(answer.content, answer.url, source.timezone)
    except NoSitemap as reason:
        raise FetchFailed(
            f"Source {source.name}: {locator} cannot be taken: {reason}.", http_status=answer.http_status
        ) from None


def _is_story(one: Entry, source: SitemapSource) -> bool:
    return one.is_news and is_wanted(one.url, source.include, source.exclude)


KIND = SourceKind("sitemap", SitemapSource, fetch)
