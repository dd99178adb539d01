"""Folders of SFTP servers: the new and changed files of an interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Mapping
from typing import Annotated, Literal

from pydantic import Field

from newswire.fetch.credentials import ConnectionId
from newswire.fetch.fetched import Cursor, Fetched, FetchRefused, Interval
from newswire.fetch.kind import SourceKind
from newswire.fetch.remote import RemoteFolder, fetch_files

PORT = 22

Fingerprint = Annotated[str, Field(pattern=r"^SHA256:[A-Za-z0-9+/]{43}$")]
"""The fingerprint of a host key, as ``ssh-keygen -l`` prints it."""


class SftpSource(RemoteFolder):
    """A folder of an SFTP server, whose host key is in ``fingerprints`` or in the connection."""

    kind: Literal["sftp"]
    connection: ConnectionId
    fingerprints: tuple[Fingerprint, ...] = ()


def fetch(
    source: SftpSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield files of the server that are new or changed since their cursor, oldest first, then by name.

    Returns:
        sentences about files that wait for another run, or None.

    Raises:
        NotAnswerable: the server has no folder of the interval.
        FetchError: the server cannot be reached or trusted, refuses the login, or has no such folder.
    """
    known = source.found_login()
    try:
        from newswire.fetch.transport.files.sftp import opened  # noqa: PLC0415 - slow, and an extra
    except ImportError:
        raise FetchRefused(
            f"Source {source.name}: the kind sftp needs the package asyncssh. Install newswire[sftp]."
        ) from None
    with opened(source.endpoint(known, PORT), known, source.fingerprints) as server:
        return (yield from fetch_files(source, server, cursors, interval, now))


KIND = SourceKind("sftp", SftpSource, fetch)
