"""Folders of servers: the settings that they share, the walk through them, and the order of a fetch."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Generator, Iterator, Mapping
from typing import Annotated, Protocol, Self

from pydantic import AfterValidator, Field, model_validator

from newswire.fetch.credentials import ConnectionId, Login, login
from newswire.fetch.dated import checked, days_back, filled, fixed, is_dated
from newswire.fetch.fetched import Cursor, Fetched, FetchFailed, FetchRefused, Interval, NotAnswerable
from newswire.fetch.kind import Remote
from newswire.fetch.listing import (
    Entry,
    File,
    InDatedFolders,
    NoFolder,
    Passing,
    Unreadable,
    bring,
    choose,
    is_hidden,
    is_wanted,
)
from newswire.fetch.transport.files.dial import Endpoint
from newswire.model import Document

_DEEPEST = 32
"""Folders in each other. Deeper ones are a circle of links or a mistake."""


class OnServer(Remote):
    """A source on a server. Host, user, password and key come from the ``connection``.

    ``host`` and ``port`` outweigh those of the connection.
    """

    connection: ConnectionId | None = None
    host: Annotated[str, Field(pattern=r"^[^\s/@]+$")] | None = None
    port: Annotated[int, Field(gt=0, lt=65536)] | None = None
    timeout: Annotated[float, Field(gt=0, le=300)] = 30.0
    """Seconds to wait for the server's next answer."""

    @model_validator(mode="after")
    def _has_a_host(self) -> Self:
        if self.connection is None and self.host is None:
            raise ValueError("a connection or a host is needed")
        return self

    def place_of(self, path: str) -> str:
        """Return the server as the file names it, and a path on it."""
        if self.host is None:
            return f"{self.connection}: {path}"
        port = f":{self.port}" if self.port else ""
        return f"{self.kind}://{self.host}{port}/{path.lstrip('/')}"

    def found_login(self) -> Login:
        """Return the connection with host and port of the file in the place of its own.

        Raises:
            FetchRefused: there is no such connection, or it has no host.
        """
        known = login(self.connection, self.name)
        host = self.host or known.host
        if not host:
            raise FetchRefused(
                f"Source {self.name}: the connection {self.connection} has no host. Write it there, or as "
                f"host into sources/{self.name}.toml."
            )
        return Login(host, self.port or known.port, known.user, known.password, known.extra)

    def endpoint(self, known: Login, port: int) -> Endpoint:
        """Return the host and port to connect to. ``port`` is the protocol's own."""
        return Endpoint(self.name, known.host or "", known.port or port, self.timeout, usual=port)


class RemoteFolder(OnServer, InDatedFolders):
    """A folder of a server. ``path`` may have ``{year}``, ``{month}`` and ``{day}``."""

    folder_key = "path"
    path: Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f]*$"), AfterValidator(checked)] = "/"

    def place(self) -> str:
        """Return the server as the file names it, and the path."""
        return self.place_of(self.path)


class Server(Protocol):
    """An open connection to a server of folders. Every method may raise a ``FetchError`` as well."""

    def entries(self, folder: str) -> list[Entry]:
        """Return the files and folders in a folder.

        Raises:
            NoFolder: there is none.
            Unreadable: the server refuses the listing.
        """

    def read(self, file: File) -> bytes | None:
        """Return the bytes of a file, or None if it is gone.

        Raises:
            Unreadable: the server refuses it.
        """

    def look(self, file: File) -> File | None:
        """Return a file in its present state, or None if it is gone.

        Raises:
            Unreadable: the server refuses it.
        """


def fetch_files(
    source: RemoteFolder,
    server: Server,
    cursors: Mapping[str, Cursor],
    interval: Interval,
    now: dt.datetime,
) -> Generator[Fetched, None, str | None]:
    """Yield files of the server's folder that are new or changed since their cursor.

    ``choose`` and ``bring`` have the rules. An unlistable subfolder is yielded as a refused document.

    Returns:
        sentences about files that wait for another run, or None.

    Raises:
        NotAnswerable: there is no folder of the interval.
        FetchError: the folder cannot be listed, or the connection is lost.
    """
    unlisted: dict[str, str] = {}
    found = list(_listed(source, server, interval, now, unlisted))
    choice = choose(source, found, cursors, interval, now)
    remark = yield from bring(source, choice, now, server.read, server.look)
    for locator, refused in unlisted.items() if interval.is_latest(now) else ():
        yield Fetched(Document(b"", locator, fetched_at=now, refused=refused), Cursor(locator))
    return remark


def _listed(
    source: RemoteFolder, server: Server, interval: Interval, now: dt.datetime, unlisted: dict[str, str]
) -> Iterator[File]:
    """Yield the files of the source's folder, or of the folders of its days."""
    base = fixed(source.path)
    if not is_dated(source.path):
        try:
            yield from _walk(source, server, base, base, None, unlisted)
        except NoFolder:
            raise FetchRefused(
                f"Source {source.name}: the server has no folder {source.path}. Correct path in "
                f"sources/{source.name}.toml."
            ) from None
        return
    missing = []
    roots = list(filled(source.path, interval, days_back(interval, now, source.late_days)))
    for root, first, last in roots:
        try:
            yield from _walk(source, server, root, base, (first, last), unlisted)
        except NoFolder:
            missing.append(root)
    if len(missing) < len(roots):
        return
    if len(missing) > 1 and interval.is_latest(now):
        raise FetchRefused(
            f"Source {source.name}: the server has none of the {len(missing)} latest folders, such as "
            f"{missing[-1]}. Correct path in sources/{source.name}.toml."
        )
    raise NotAnswerable(f"Source {source.name} has no folder {missing[-1]}.")


def _walk(
    source: RemoteFolder,
    server: Server,
    root: str,
    base: str,
    days: tuple[dt.datetime, dt.datetime] | None,
    unlisted: dict[str, str],
) -> Iterator[File]:
    """Yield the wanted files below ``root``, with places below ``base``. Links to folders are not followed.

    Raises:
        NoFolder: there is no ``root``.
        FetchFailed: the server cannot list it now.
        FetchRefused: the server refuses to list it.
    """
    waiting = [(root, 0)]
    while waiting:
        folder, depth = waiting.pop()
        try:
            entries = server.entries(folder)
        except NoFolder:
            if folder == root:
                raise
            continue  # it was removed after the listing
        except Unreadable as error:
            if folder == root and isinstance(error, Passing):
                raise FetchFailed(
                    f"Source {source.name}: the folder {root} cannot be listed now. {error} Try later."
                ) from None
            if folder == root:
                raise FetchRefused(
                    f"Source {source.name}: the folder {root} cannot be listed. {error} Ask the publisher "
                    "for the permission, or correct path."
                ) from None
            unlisted[_locator(base, folder)] = f"The folder cannot be listed. {error}"
            continue
        for entry in entries:
            if is_hidden(entry.name) or "/" in entry.name or not entry.name:
                continue
            path = f"{folder.rstrip('/')}/{entry.name}"
            if entry.is_folder:
                if depth < _DEEPEST:
                    waiting.append((path, depth + 1))
            elif is_wanted(source, path.removeprefix(root).lstrip("/")):
                yield File(_locator(base, path), path, entry.size, entry.mtime_ns, days=days)


def _locator(base: str, path: str) -> str:
    r"""Return the path below the source's folder. Write bytes that are not UTF-8 as ``\x…``."""
    inside = path.removeprefix(base).lstrip("/")
    return os.fsencode(inside).decode(errors="backslashreplace")
