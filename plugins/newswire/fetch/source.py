"""From a source to what it has for an interval: one function for each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from newswire.fetch.fetched import Cursor, Fetched, Interval, NotAnswerable
from newswire.fetch.kinds.feed import fetch_feed
from newswire.fetch.kinds.folder import fetch_folder
from newswire.sources import FeedSource, FolderSource, Source


def fetch(
    source: Source, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    """What the source has for the interval and its cursors do not know yet.

    Raises:
        FetchError: the source cannot be read.
        NotAnswerable: it cannot tell about this interval, or the interval ends before its first day.
    """
    if source.start_date and interval.end <= Interval.day(source.start_date).start:
        raise NotAnswerable(
            f"Source {source.name} begins on {source.start_date} (start_date in sources/{source.name}.toml): "
            f"nothing is fetched for intervals that end before."
        )
    match source:
        case FolderSource():
            return fetch_folder(source, cursors, interval, now)
        case FeedSource():
            return fetch_feed(source, cursors, interval, now)
