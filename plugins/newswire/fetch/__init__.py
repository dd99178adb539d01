"""From a source to bytes: all that talks to the outside, and nothing else."""

from newswire.fetch.fetched import (
    Cursor,
    Fetched,
    FetchError,
    FetchFailed,
    FetchRefused,
    Interval,
    NotAnswerable,
)

__all__ = ["Cursor", "FetchError", "FetchFailed", "FetchRefused", "Fetched", "Interval", "NotAnswerable"]
