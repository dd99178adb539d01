"""Settings and places, read from the environment here and nowhere else."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from newswire.errors import FatalError


def root() -> Path:
    """Return the project's folder: the one that holds ``newswire``, ``sql/`` and ``sources/``."""
    return Path(__file__).resolve().parents[2]


def home() -> Path:
    """Return the folder of all state (database, Airflow, logs): ``NEWSWIRE_HOME`` or ``.newswire/``."""
    return Path(os.environ.get("NEWSWIRE_HOME") or root() / ".newswire").expanduser().resolve()


def sources_directory() -> Path:
    """Return the folder of the sources' TOML files: ``NEWSWIRE_SOURCES`` or ``sources/``."""
    return Path(os.environ.get("NEWSWIRE_SOURCES") or root() / "sources").expanduser().resolve()


def readable(name: str) -> str:
    r"""Return a file's name as text for columns and terminals. Bytes that are no UTF-8 become ``\x…``."""
    return os.fsencode(name).decode(errors="backslashreplace")


def database_url() -> str | None:
    """Return ``NEWSWIRE_DATABASE_URL``, the warehouse to use instead of the embedded one, or None."""
    return os.environ.get("NEWSWIRE_DATABASE_URL") or None


def reader_url() -> str | None:
    """Return ``NEWSWIRE_READER_URL``, or None: the warehouse for a login that is a member of the reader."""
    return os.environ.get("NEWSWIRE_READER_URL") or None


def allows_private_addresses() -> bool:
    """Return whether addresses of the inner network may be fetched: ``NEWSWIRE_ALLOW_PRIVATE_ADDRESSES=1``.

    Without it only a source whose own URL names a private host reaches that host, so that a name or
    a redirect from outside cannot lead into the network that Newswire runs in.
    """
    return os.environ.get("NEWSWIRE_ALLOW_PRIVATE_ADDRESSES", "").strip().lower() in {"1", "true", "yes"}


def copy_window() -> dt.timedelta:
    """Return the longest time between two near-copies: ``NEWSWIRE_COPY_WINDOW_DAYS``, by default 7 days.

    Raises:
        FatalError: the value is no number of days.
    """
    said = os.environ.get("NEWSWIRE_COPY_WINDOW_DAYS") or "7"
    try:
        window = dt.timedelta(days=float(said))
    except (ValueError, OverflowError):
        window = dt.timedelta(-1)
    if window < dt.timedelta():
        raise FatalError(f"NEWSWIRE_COPY_WINDOW_DAYS is {said!r}; a number of days such as 7 is right.")
    return window
