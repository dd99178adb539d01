"""Fetch a source's documents: the only room that connects to sources."""

from newswire.fetch.fetched import (
    Cursor,
    Fetched,
    FetchError,
    FetchFailed,
    FetchRefused,
    HostWaits,
    Interval,
    NotAnswerable,
    NotModified,
)

__all__ = [
    "Cursor",
    "FetchError",
    "FetchFailed",
    "FetchRefused",
    "Fetched",
    "HostWaits",
    "Interval",
    "NotAnswerable",
    "NotModified",
]
