"""Drop folders: the new and changed files of an interval."""

from __future__ import annotations

import datetime as dt
import os
import re
from calendar import monthrange
from collections.abc import Generator, Iterator, Mapping
from functools import cache
from pathlib import Path
from stat import S_ISREG
from typing import Annotated, Literal, Self

from pathspec import GitIgnoreSpec
from pydantic import AfterValidator, Field

from newswire.fetch.fetched import Cursor, Fetched, FetchFailed, FetchRefused, Interval
from newswire.fetch.kind import Source, SourceKind
from newswire.model import Document, too_large

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
    of a file's day in its path. Without it, the day of the last change counts. With it, the days before
    the source's first run are an archive, which ``./newswire backfill`` loads.
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
) -> Generator[Fetched, None, str | None]:
    """Yield files of the folder that are new or changed since their cursor, oldest first, then by name.

    The latest interval takes every file from before its end, so that no late file is missed. With
    ``date_in_path`` it leaves out unread files of days before the source's first run: they are an archive,
    whose days a backfill loads each as a run of its own. An earlier interval takes the files of its own
    days. An unreadable file or subfolder is yielded as a refused document. Its cursor has no size and no
    time, so the next run tries it again.

    Returns:
        a sentence about files that wait for another run, or None.

    Raises:
        FetchError: the folder is missing or cannot be listed.
    """
    latest = interval.is_latest(now)
    first = min(interval.start, interval.since or interval.start)
    unlisted: list[OSError] = []
    taken: list[tuple[int, str, Path, Cursor]] = []
    older: list[dt.datetime] = []
    later: list[dt.datetime] = []
    for locator, path, cursor in _changed(source, cursors, unlisted):
        when, until = _when(source, locator, cursor.mtime_ns or 0)
        if when >= interval.end:
            later.append(when)
        elif when >= interval.start or (
            latest and (not source.date_in_path or until > first or locator in cursors)
        ):
            taken.append((cursor.mtime_ns or 0, locator, path, cursor))
        elif latest:
            older.append(when)
    for _, locator, path, cursor in sorted(taken, key=lambda file: file[:2]):
        document = _document(source, path, locator, cursor.size or 0, now)
        if document:
            yield Fetched(document, Cursor(locator) if document.refused else cursor)
    for error in unlisted if latest else ():
        locator = _locator(source, Path(error.filename))
        refused = f"The folder cannot be listed: {error.strerror}."
        yield Fetched(Document(b"", locator, fetched_at=now, refused=refused), Cursor(locator))
    return " ".join(_waiting(source.name, older, later if latest else [])) or None


def _changed(
    source: FolderSource, cursors: Mapping[str, Cursor], unlisted: list[OSError]
) -> Iterator[tuple[str, Path, Cursor]]:
    """Yield the files that are new or changed since their cursor, each with its new cursor."""
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
        yield locator, path, cursor


def _waiting(name: str, older: list[dt.datetime], later: list[dt.datetime]) -> Iterator[str]:
    """Yield a sentence about the files of days before the first run, and one about those of later days."""
    if older:
        days = f"{min(older):%Y-%m-%d} {max(older):%Y-%m-%d}"
        yield (
            f"{_files_of(older)}, before the source's first run, {_wait(older)} for "
            f"./newswire backfill {days} --source {name}."
        )
    if later:
        yield f"{_files_of(later)} {_wait(later)} for the run of that day."


def _files_of(days: list[dt.datetime]) -> str:
    first, last = f"{min(days):%Y-%m-%d}", f"{max(days):%Y-%m-%d}"
    return f"{len(days):,} file{'s' * (len(days) > 1)} of {first}{f' to {last}' if last > first else ''}"


def _wait(days: list[dt.datetime]) -> str:
    return "wait" if len(days) > 1 else "waits"


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
        return Document(b"", locator, fetched_at=now, refused=too_large(size, source.max_bytes))
    try:
        return Document(path.read_bytes(), locator, fetched_at=now)
    except FileNotFoundError:
        return None
    except OSError as error:
        return Document(b"", locator, fetched_at=now, refused=f"The file cannot be read: {error.strerror}.")


def _when(source: FolderSource, locator: str, changed: int) -> tuple[dt.datetime, dt.datetime]:
    """Return the first and last instant of a file: of the day, month or year that its path names.

    Return the time of its last change as both if ``date_in_path`` is not set or does not fit.
    """
    for found in _pattern(source.date_in_path).finditer(locator) if source.date_in_path else ():
        parts = {key: int(value) for key, value in found.groupdict().items()}
        year = parts["Y"] if "Y" in parts else 1900 + parts["y"] + 100 * (parts["y"] < 69)  # as strptime
        month, day = parts.get("m"), parts.get("d")
        try:
            first = dt.datetime(year, month or 1, day or 1, tzinfo=dt.UTC)
        except ValueError:
            continue  # these digits are no date
        last_month = month or 12
        last = first.replace(month=last_month, day=day or monthrange(year, last_month)[1])
        return first, dt.datetime.combine(last, dt.time.max, dt.UTC)
    changed_at = dt.datetime.fromtimestamp(changed / 1e9, dt.UTC)
    return changed_at, changed_at


@cache
def _pattern(date_in_path: str) -> re.Pattern[str]:
    pattern = re.escape(date_in_path)
    for directive, digits in _DIRECTIVES.items():
        pattern = pattern.replace(re.escape(directive), digits)
    return re.compile(pattern)


KIND = SourceKind("folder", FolderSource, fetch)
