"""Listings: web pages whose links, found by a CSS selector, lead to the pages of stories."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from newswire.fetch.dated import checked, filled, is_dated
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
from newswire.fetch.web.leading import LeadingSource
from newswire.fetch.web.listing import links_in
from newswire.fetch.web.pages import Lead, Pages
from newswire.fetch.web.place import Place, ask
from newswire.fetch.web.stated import Stated
from newswire.lexicon.timezones import timezone
from newswire.pointing.selector import Selector

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
_INSTANT = dt.timedelta(microseconds=1)
_CUT_SHORT = 0
"""The size in the cursor of a listing of which a later page could not be read."""


class PageSource(LeadingSource):
    """A page that lists stories. ``links`` is the CSS selector of the links, or of elements around them.

    A listing has only the present. If ``url`` has ``{year}`` and ``{month}``, or ``{day}`` too, there is a
    listing for each month or day of ``timezone`` (UTC if absent), also of past ones. ``next`` is the selector
    of the link to the next page of a listing.
    """

    kind: Literal["page"]
    url: Annotated[str, Field(pattern=r"^https?://"), AfterValidator(checked)]
    links: Selector
    next: Selector | None = None
    max_listings: Annotated[int, Field(ge=1, le=1_000)] = 10
    """Most pages of a listing that a run requests."""
    max_bytes: Annotated[int, Field(gt=0)] = 8 * 1024 * 1024

    @model_validator(mode="after")
    def _has_further_pages(self) -> Self:
        if "max_listings" in self.model_fields_set and self.next is None:
            raise ValueError("max_listings limits the pages that next leads to; next is missing")
        return self

    @property
    def is_dated(self) -> bool:
        """Whether there is a listing for each day or month."""
        return is_dated(self.url)


@dataclass(slots=True)
class _Listing:
    """The pages of one listing: the links of each, the cursor of the first, and a sentence on its end."""

    url: str
    day: Stated | None
    links: list[list[str]] = field(default_factory=list)
    cursor: Cursor | None = None
    http_status: int | None = None
    sentence: str | None = None
    is_cut_short: bool = False


def fetch(
    source: PageSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield the pages that a listing leads to and that were not read before.

    Returns:
        sentences about pages that wait for another run, and about an end of the listing that was not
        reached; or None.

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
    sentences: list[str | None] = []
    for listing in _listings(source, interval, now):
        _walk(source, listing, cursors, now, pages)
        sentences.append(listing.sentence)
        for one in _noted(listing, cursors, now, pages):
            modified = True
            yield one
    for page in pages.read():
        modified = True
        yield page
    pages.check()
    if not modified:
        raise NotModified(f"{source.name} has nothing new.")
    return " ".join(filter(None, [pages.sentence(), *sentences])) or None


def _listings(source: PageSource, interval: Interval, now: dt.datetime) -> Iterator[_Listing]:
    """Yield the listings of an interval, each with the days that it stands for."""
    if not source.is_dated:
        yield _Listing(source.url, None)
        return
    until_now = replace(interval, end=min(interval.end, now + _INSTANT))
    for url, first, last in filled(source.url, until_now, zone=timezone(source.timezone or "UTC")):
        yield _Listing(url, Stated(first, last + _INSTANT))


def _walk(
    source: PageSource, listing: _Listing, cursors: Mapping[str, Cursor], now: dt.datetime, pages: Pages
) -> None:
    """Read a listing page by page into ``listing``, up to a page without a new story.

    All pages are read of a dated listing, of one that was never read whole, and of one of which a later page
    could not be read the last time.

    Raises:
        FetchError: its first page cannot be read, or has no link.
    """
    found = ask(source, Place(listing.url, "a listing", ACCEPT), cursors, now, html=True)
    if found is None:
        return
    answer, cursor = found
    known = cursors.get(cursor.locator)
    whole = source.is_dated or known is None or known.size == _CUT_SHORT
    listing.http_status = answer.http_status
    listing.links.append(_links(source, answer))
    listing.cursor = replace(cursor, size=len(listing.links[0]))
    asked = {listing.url}
    while whole or any(map(pages.is_new, listing.links[-1])):
        url = _next(source, answer)
        if url is None or url in asked:
            return
        if len(asked) >= source.max_listings:
            listing.sentence = (
                f"{public_url(listing.url)} goes on behind its page {len(asked):,}, the last one that a run "
                f"reads (max_listings in sources/{source.name}.toml)."
            )
            return
        asked.add(url)
        try:
            further = ask(source, Place(url, "a listing", ACCEPT), cursors, now, always=True, html=True)
            answer = further[0] if further else answer
            listing.links.append(_links(source, answer))
        except FetchError as error:
            listing.sentence = f"A further page of the listing could not be read. The next run tries. {error}"
            listing.is_cut_short = True
            return


def _links(source: PageSource, answer: Answer) -> list[str]:
    links = links_in(answer.content, answer.url, source.links)
    if not links:
        raise FetchFailed(
            f"Source {source.name}: the selector {source.links.css!r} finds no link in "
            f"{public_url(answer.url)}. That is doubted: its state is not moved. Look at the page in a "
            "browser: its layout may have changed, or a script may draw its links. Then correct links in the "
            "source's file.",
            http_status=answer.http_status,
        )
    return links


def _next(source: PageSource, answer: Answer) -> str | None:
    if source.next is None:
        return None
    found = links_in(answer.content, answer.url, source.next)
    return next((link for link in found if link.startswith(("http://", "https://"))), None)


def _noted(
    listing: _Listing, cursors: Mapping[str, Cursor], now: dt.datetime, pages: Pages
) -> Iterator[Fetched]:
    """Yield the stories of a listing as waiting ones, the last one first, and its cursor."""
    moved = listing.cursor
    if moved and listing.is_cut_short:
        moved = replace(moved, size=_CUT_SHORT, etag=None, last_modified=None)  # a 304 would hide the others
        yield Fetched.cursor_alone(moved, now, listing.http_status)
    yield from pages.note(Lead(link, published=listing.day) for links in listing.links for link in links)
    if moved and not listing.is_cut_short and moved != cursors.get(moved.locator):
        yield Fetched.cursor_alone(moved, now, listing.http_status)


KIND = SourceKind("page", PageSource, fetch)
