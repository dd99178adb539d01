"""Drop folders: the new and changed files of an interval."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from stat import S_ISREG
from typing import Annotated, Literal, Self

from pathspec import GitIgnoreSpec
from pydantic import AfterValidator, Field

from newswire.fetch.fetched import Cursor, Fetched, FetchFailed, FetchRefused, Interval
from newswire.fetch.kind import Source, SourceKind
from newswire.model import Document

MAX_FILE_BYTES = 32 * 1024 * 1024
"""Default of ``max_bytes``: only archives are larger."""

_DIRECTIVES = {"%Y": r"(?P<Y>\d{4})", "%y": r"(?P<y>\d{2})", "%m": r"(?P<m>\d{2})", "%d": r"(?P<d>\d{2})"}


def _glob(pattern: str) -> str:
    if not any(glob.include is not None for glob in GitIgnoreSpec.from_lines([pattern]).patterns):
        raise ValueError(f"{pattern!r} matches no file; '*.xml' or 'reports/**' does")
    return pattern


def _date_pattern(date_in_path: str) -> str:
    directives = re.findall("%.", date_in_path)
    if set(directives) - {"%Y", "%y", "%m", "%d"} or not set(directives) & {"%Y", "%y"}:
        raise ValueError("a year (%Y or %y), perhaps with a month (%m) and a day (%d), is needed: '%Y/%m/%d'")
    if len(directives) != len(set(directives)) or {"%Y", "%y"} <= set(directives):
        raise ValueError("year, month and day can stand there once each: '%Y/%m/%d'")
    return date_in_path


class FolderSource(Source):
    """A drop folder. A file is read when its name is new or its size or time has changed.

    A relative ``path`` starts at the folder of the TOML file. ``include`` and ``exclude`` are patterns
    as in .gitignore: ``*.xml`` at any depth, ``reports/*.xml`` in that folder only, ``reports/**`` with
    all subfolders. Hidden files are never read, because careful senders write a hidden file and rename
    it. ``date_in_path`` (the ``strptime`` directives ``%Y %y %m %d``, such as ``%Y/%m/%d``) is the form
    of a file's day in its path. Without it, the day of the last change counts.
    """

    kind: Literal["folder"]
    path: Path
    include: tuple[Annotated[str, AfterValidator(_glob)], ...] = ("**/*",)
    exclude: tuple[Annotated[str, AfterValidator(_glob)], ...] = ()
    date_in_path: Annotated[str, AfterValidator(_date_pattern)] | None = None
    max_bytes: Annotated[int, Field(gt=0)] = MAX_FILE_BYTES
    """Largest file that is read, in bytes; a larger one is rejected. A run needs twice that memory."""

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
) -> Iterator[Fetched]:
    """Yield files of the folder that are new or changed since their cursor, oldest first, then by name.

    The latest interval takes every file from before its end, so that no late file is missed. An earlier
    interval takes the files of its own days. An unreadable file or subfolder is yielded as a refused
    document. Its cursor has no size and no time, so the next run tries it again.

    Raises:
        FetchError: the folder is missing or cannot be listed.
    """
    start = None if interval.is_latest(now) else interval.start
    unlisted: list[OSError] = []
    changed = sorted(_changed(source, cursors, start, interval.end, unlisted), key=lambda file: file[:2])
    for _, locator, path, cursor in changed:
        document = _document(source, path, locator, cursor.size or 0, now)
        if document:
            yield Fetched(document, Cursor(locator) if document.refused else cursor)
    for error in unlisted if start is None else ():
        locator = _locator(source, Path(error.filename))
        refused = f"The folder cannot be listed: {error.strerror}."
        yield Fetched(Document(b"", locator, fetched_at=now, refused=refused), Cursor(locator))


def _changed(
    source: FolderSource,
    cursors: Mapping[str, Cursor],
    start: dt.datetime | None,
    end: dt.datetime,
    unlisted: list[OSError],
) -> Iterator[tuple[int, str, Path, Cursor]]:
    for path in _files(source, unlisted):
        locator = _locator(source, path)
        cursor = Cursor(locator)
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # the file was removed after the listing
        except OSError:
            pass  # reading the file gives the reason
        else:
            if not S_ISREG(status.st_mode):
                continue
            cursor = Cursor(locator, size=status.st_size, mtime_ns=status.st_mtime_ns)
            if cursors.get(locator) == cursor:
                continue
        changed = cursor.mtime_ns or 0
        when = _when(source, locator, changed)
        if when < end and (start is None or when >= start):
            yield changed, locator, path, cursor


def _files(source: FolderSource, unlisted: list[OSError]) -> Iterator[Path]:
    """Yield files that match the source's patterns; append the error of each unlistable subfolder."""

    def complain(error: OSError) -> None:
        if Path(error.filename) != source.path:
            unlisted.append(error)
            return
        missing = isinstance(error, (FileNotFoundError, NotADirectoryError))
        state = "does not exist" if missing else f"cannot be listed ({error.strerror})"
        remedy = f"correct path in sources/{source.name}.toml"
        raise (FetchRefused if missing else FetchFailed)(
            f"The folder {source.path} of source {source.name} {state}. "
            + (f"Make it, or {remedy}." if missing else f"Make it readable, or {remedy}.")
        ) from error

    included, excluded = GitIgnoreSpec.from_lines(source.include), GitIgnoreSpec.from_lines(source.exclude)
    for folder, folders, names in os.walk(source.path, onerror=complain):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(folder, name)
            inside = path.relative_to(source.path).as_posix()
            if not name.startswith(".") and included.match_file(inside) and not excluded.match_file(inside):
                yield path


def _locator(source: FolderSource, path: Path) -> str:
    r"""Return the path below the folder. Write bytes that are not UTF-8 as ``\x…``."""
    return os.fsencode(path.relative_to(source.path).as_posix()).decode(errors="backslashreplace")


def _document(source: FolderSource, path: Path, locator: str, size: int, now: dt.datetime) -> Document | None:
    """Return the file as a document, refused with the reason if unreadable; None if the file is gone."""
    if size > source.max_bytes:
        refused = (
            f"The file has {size:,} bytes; source {source.name} takes up to {source.max_bytes:,} (max_bytes)."
        )
        return Document(b"", locator, fetched_at=now, refused=refused)
    try:
        return Document(path.read_bytes(), locator, fetched_at=now)
    except FileNotFoundError:
        return None
    except OSError as error:
        return Document(b"", locator, fetched_at=now, refused=f"The file cannot be read: {error.strerror}.")


def _when(source: FolderSource, locator: str, changed: int) -> dt.datetime:
    """Return a file's time: the day in its path if ``date_in_path`` is set and fits, else its last change."""
    for found in _pattern(source.date_in_path).finditer(locator) if source.date_in_path else ():
        parts = {key: int(value) for key, value in found.groupdict().items()}
        year = parts["Y"] if "Y" in parts else 1900 + parts["y"] + 100 * (parts["y"] < 69)  # as strptime
        try:
            return dt.datetime(year, parts.get("m", 1), parts.get("d", 1), tzinfo=dt.UTC)
        except ValueError:
            continue  # these digits are no date
    return dt.datetime.fromtimestamp(changed / 1e9, dt.UTC)


@cache
def _pattern(date_in_path: str) -> re.Pattern[str]:
    pattern = re.escape(date_in_path)
    for directive, digits in _DIRECTIVES.items():
        pattern = pattern.replace(re.escape(directive), digits)
    return re.compile(pattern)


KIND = SourceKind("folder", FolderSource, fetch)
