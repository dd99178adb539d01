"""Feeds over HTTP, requested with the validators of the last whole answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from newswire.fetch.fetched import Cursor, Fetched, FetchFailed, Interval, NotAnswerable, NotModified
from newswire.fetch.kind import SourceKind
from newswire.fetch.transport.address import public_url
from newswire.fetch.transport.http import get
from newswire.fetch.validators import to_keep, to_send
from newswire.fetch.web.leading import LeadingSource
from newswire.fetch.whole import CUT, is_cut
from newswire.model import Defaults, Document

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, */*;q=0.5"
)


class FeedSource(LeadingSource):
    """An RSS, Atom, RDF or JSON feed over HTTP. A feed has no history, so past intervals are skipped.

    With ``full_text`` the page of each entry is fetched too.
    """

    kind: Literal["feed"]
    max_bytes: Annotated[int, Field(gt=0)] = 32 * 1024 * 1024
    full_text: bool = False

    @model_validator(mode="after")
    def _has_pages(self) -> Self:
        given = self.model_fields_set & {"include", "exclude", "max_pages"}
        if given and not self.full_text:
            raise ValueError(f"{', '.join(sorted(given))} choose pages, which full_text = true fetches")
        return self

    def defaults(self) -> Defaults:
        """Return the defaults of a source whose address answers with feeds alone."""
        return replace(super().defaults(), feed=True, feed_at=self.place() if self.full_text else None)


def fetch(
    source: FeedSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    """Yield the current feed.

    Raises:
        NotAnswerable: the interval is not the latest one; a feed has no history.
        NotModified: the feed has not changed since its cursor (HTTP 304).
        FetchError: the feed cannot be fetched, or its document is cut.
    """
    if not interval.start <= now or not interval.is_latest(now):
        raise NotAnswerable(
            f"Source {source.name} is a feed, which knows only the present: it has no data for the interval "
            f"from {interval.start:%Y-%m-%d %H:%M} to {interval.end:%Y-%m-%d %H:%M %Z}."
        )
    locator = public_url(source.url)
    known = to_send(locator, cursors, now)
    answer = get(
        source.url,
        source.name,
        timeout=source.timeout,
        max_bytes=source.max_bytes,
        accept=ACCEPT,
        etag=known.etag,
        last_modified=known.last_modified,
        robots=False,
    )
    if answer is None:
        raise NotModified(f"{source.name} has nothing new.")
    if is_cut(answer.content):
        raise FetchFailed(f"Source {source.name}: the document {CUT}", http_status=answer.http_status)
    document = Document(answer.content, locator, answer.url, answer.content_type, fetched_at=now)
    yield Fetched(document, to_keep(known, answer, now), answer.http_status)


KIND = SourceKind("feed", FeedSource, fetch)
