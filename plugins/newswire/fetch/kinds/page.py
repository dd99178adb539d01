"""Listings: web pages whose links, found by a CSS selector, lead to the pages of stories."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from newswire.fetch.fetched import Cursor, Fetched, FetchFailed, Interval, NotAnswerable, NotModified
from newswire.fetch.kind import SourceKind
from newswire.fetch.web.leading import LeadingSource
from newswire.fetch.web.listing import links_in
from newswire.fetch.web.pages import Lead, Pages
from newswire.fetch.web.place import Place, ask
from newswire.fetch.web.stated import Stated, read_stated
from newswire.lexicon.timezones import timezone
from newswire.pointing.selector import Selector

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_DIRECTIVE = re.compile(r"\{([^{}]*)\}")
_DIRECTIVES = frozenset(("year", "month", "day"))
_INSTANT = dt.timedelta(microseconds=1)


def _dated(url: str) -> str:
    names = set(_DIRECTIVE.findall(url))
    if names and names != _DIRECTIVES:
        raise ValueError("{year}, {month} and {day} stand for a day, all three of them; nothing else does")
    return url


class PageSource(LeadingSource):
    """A page that lists stories. ``links`` is the CSS selector of the links, or of elements around them.

    A listing has only the present. If ``url`` has ``{year}``, ``{month}`` and ``{day}``, there is a listing
    for each day of ``timezone`` (UTC if absent), also of past ones.
    """

    kind: Literal["page"]
    url: Annotated[str, Field(pattern=r"^https?://"), AfterValidator(_dated)]
    links: Selector
    max_bytes: Annotated[int, Field(gt=0)] = 8 * 1024 * 1024

    @property
    def is_dated(self) -> bool:
        """Whether there is a listing for each day."""
        return "{" in self.url


def fetch(
    source: PageSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield the pages that a listing leads to and that were not read before.

    Returns:
        a sentence about pages that wait for another run, or None.

    Raises:
        NotAnswerable: the interval has not begun, or is past and the listing has only the present.
        NotModified: the listing has not changed, and no page waits.
        FetchError: the listing cannot be read, the selector finds no link in it, or no page can be read.
    """
    if interval.start > now or not (source.is_dated or interval.is_latest(now)):
        raise NotAnswerable(
            f"Source {source.name} is a listing, which knows only the present: it has no data for the "
            f"interval from {interval.start:%Y-%m-%d %H:%M} to {interval.end:%Y-%m-%d %H:%M %Z}."
        )
    pages = Pages(source, cursors, interval, now, has_past=source.is_dated)
    modified = False
    for url, day in _listings(source, interval, now):
        for one in _listing(source, url, day, cursors, now, pages):
            modified = True
            yield one
    for page in pages.read():
        modified = True
        yield page
    pages.check()
    if not modified:
        raise NotModified(f"{source.name} has nothing new.")
    return pages.sentence()


def _listings(
    source: PageSource, interval: Interval, now: dt.datetime
) -> Iterator[tuple[str, Stated | None]]:
    """Yield the addresses of the listings of an interval, each with its day."""
    if not source.is_dated:
        yield source.url, None
        return
    zone = timezone(source.timezone or "UTC")
    end = min(interval.end, now + _INSTANT) - _INSTANT
    day, last = interval.start.astimezone(zone).date(), end.astimezone(zone).date()
    while day <= last:
        parts = {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
        url = _DIRECTIVE.sub(lambda found, parts=parts: parts[found[1]], source.url)  # type: ignore[misc]
        yield url, read_stated(day.isoformat(), source.timezone)
        day += dt.timedelta(days=1)


def _listing(
    source: PageSource,
    url: str,
    day: Stated | None,
    cursors: Mapping[str, Cursor],
    now: dt.datetime,
    pages: Pages,
) -> Iterator[Fetched]:
    """Yield the pages of a listing as waiting ones, and its cursor behind them."""
    found = ask(source, Place(url, "a listing", ACCEPT), cursors, now, html=True)
    if found is None:
        return
    answer, cursor = found
    links = links_in(answer.content, answer.url, source.links)
    if not links:
        raise FetchFailed(
            f"Source {source.name}: the selector {source.links.css!r} finds no link in {cursor.locator}. "
            "That is doubted: its state is not moved. Look at the page in a browser: its layout may have "
            "changed, or a script may draw its links. Then correct links in the source's file.",
            http_status=answer.http_status,
        )
    yield from pages.note(Lead(link, published=day) for link in links)
    moved = replace(cursor, size=len(links))
    if moved != cursors.get(cursor.locator):
        yield Fetched.cursor_alone(moved, now, answer.http_status)


KIND = SourceKind("page", PageSource, fetch)
