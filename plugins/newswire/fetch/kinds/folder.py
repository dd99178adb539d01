"""Drop folders: the new and changed files of an interval.

Each file is named by text, not by a ``Path``, which takes half of the time of listing and reading.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Generator, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import Literal, Self

from newswire.fetch.fetched import Cursor, Fetched, FetchError, FetchFailed, FetchRefused, Interval
from newswire.fetch.kind import SourceKind
from newswire.fetch.listing import File, Listed, Unreadable, bring, choose, is_hidden, is_wanted
from newswire.model import Document


class FolderSource(Listed):
    """A drop folder. A relative ``path`` starts at the folder of the TOML file."""

    kind: Literal["folder"]
    path: Path

    def beside(self, folder: Path) -> Self:
        """Return the source with its path resolved against ``folder``.

        Raises:
            ValueError, RuntimeError: the path cannot be resolved (an unknown user's home, a NUL).
        """
        return self.model_copy(update={"path": (folder / self.path.expanduser()).resolve()})

    def place(self) -> str:
        """Return the folder's path."""
        return str(self.path)


def fetch(
    source: FolderSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield files of the folder that are new or changed since their cursor, oldest first, then by name.

    ``choose`` and ``bring`` have the rules. An unreadable subfolder is yielded as a refused document.

    Returns:
        sentences about files that wait for another run, or None.

    Raises:
        FetchError: the folder is missing or cannot be listed.
    """
    unlisted: list[OSError] = []
    choice = choose(source, files(source, source.path, unlisted), cursors, interval, now)
    remark = yield from bring(source, choice, now, read, look)
    for error in unlisted if interval.is_latest(now) else ():
        locator = _locator(source.path, Path(error.filename))
        refused = f"The folder cannot be listed: {error.strerror}."
        yield Fetched(Document(b"", locator, fetched_at=now, refused=refused), Cursor(locator))
    return remark


def files(source: Listed, path: Path, unlisted: list[OSError]) -> Iterator[File]:
    """Yield the files below a folder that match the source's patterns.

    Append the error of each unlistable subfolder to ``unlisted``.

    Raises:
        FetchError: the folder is missing or cannot be listed.
    """

    def complain(error: OSError) -> None:
        if Path(error.filename) != path:
            unlisted.append(error)
            return
        kind: type[FetchError] = FetchRefused
        if path.is_file():
            state, remedy = "is a file", "Name its folder"
        elif isinstance(error, (FileNotFoundError, NotADirectoryError)):
            state, remedy = "does not exist", "Make it"
        else:
            kind, state, remedy = FetchFailed, f"cannot be listed ({error.strerror})", "Make it readable"
        raise kind(
            f"The folder {path} of source {source.name} {state}. "
            f"{remedy}, or correct path in sources/{source.name}.toml."
        ) from error

    for folder, folders, names in os.walk(path, onerror=complain):
        folders[:] = [name for name in folders if not is_hidden(name)]
        inside = "" if Path(folder) == path else f"{Path(folder).relative_to(path).as_posix()}/"
        for name in names:
            if not is_wanted(source, f"{inside}{name}"):
                continue
            listed = File(_escaped(f"{inside}{name}"), os.path.join(folder, name))  # noqa: PTH118 - as above
            try:
                found = look(listed)
            except Unreadable:
                found = listed  # reading the file gives the reason
            if found:
                yield found


def look(file: File) -> File | None:
    """Return a file in its present state; None if it is gone or is no regular file.

    Raises:
        Unreadable: the system refuses its state.
    """
    try:
        status = os.stat(file.at)  # noqa: PTH116 - as above
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}.") from error
    if not S_ISREG(status.st_mode):
        return None
    return replace(file, size=status.st_size, mtime_ns=status.st_mtime_ns)


def read(file: File) -> bytes | None:
    """Return the bytes of a file, or None if it is gone.

    Raises:
        Unreadable: the system refuses it.
    """
    try:
        with open(file.at, "rb", buffering=0) as opened:  # noqa: PTH123 - as above
            return opened.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}.") from error


def _locator(folder: Path, path: Path) -> str:
    return _escaped(path.relative_to(folder).as_posix())


def _escaped(inside: str) -> str:
    r"""Return a path with the bytes that are not UTF-8 as ``\x…``."""
    return os.fsencode(inside).decode(errors="backslashreplace")


KIND = SourceKind("folder", FolderSource, fetch)
