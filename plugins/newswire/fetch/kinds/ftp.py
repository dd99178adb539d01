"""Folders of FTP servers, without and with TLS: the new and changed files of an interval."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Mapping
from typing import Literal

from newswire.fetch.fetched import Cursor, Fetched, Interval
from newswire.fetch.kind import SourceKind
from newswire.fetch.remote import RemoteFolder, fetch_files
from newswire.fetch.transport.files.ftp import Tls, opened

PORT = 21
IMPLICIT_PORT = 990


class FtpSource(RemoteFolder):
    """A folder of an FTP server without TLS: a password crosses the network in the clear."""

    kind: Literal["ftp"]


class FtpsSource(RemoteFolder):
    """A folder of an FTP server with TLS, on the control and on the data connection."""

    kind: Literal["ftps"]
    tls: Tls = "explicit"
    """Whether TLS begins after AUTH TLS (port 21) or with the first byte (port 990)."""


def fetch(
    source: FtpSource | FtpsSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield files of the server that are new or changed since their cursor, oldest first, then by name.

    Returns:
        sentences about files that wait for another run, or None.

    Raises:
        NotAnswerable: the server has no folder of the interval.
        FetchError: the server cannot be reached or trusted, refuses the login, or has no such folder.
    """
    known = source.found_login()
    tls = source.tls if isinstance(source, FtpsSource) else None
    endpoint = source.endpoint(known, IMPLICIT_PORT if tls == "implicit" else PORT)
    with opened(endpoint, known, tls) as server:
        return (yield from fetch_files(source, server, cursors, interval, now))


KIND = SourceKind("ftp", FtpSource, fetch)
SECURE_KIND = SourceKind("ftps", FtpsSource, fetch)
