"""Listings of files, wherever they lie: the files of an interval, in order, and those still being written.

A kind lists its files with size and time, and reads one. The rules here are the same for all of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, ClassVar, Self

from pathspec import GitIgnoreSpec
from pydantic import AfterValidator, Field, model_validator

from newswire.fetch.dated import directives, is_dated, period
from newswire.fetch.fetched import Cursor, Fetched, FetchFailed, HostWaits, Interval
from newswire.fetch.kind import Source
from newswire.model import MAX_FILE_BYTES, Document, too_large
from newswire.outcomes import counted

_DIRECTIVES = {"%Y": r"(?P<Y>\d{4})", "%y": r"(?P<y>\d{2})", "%m": r"(?P<m>\d{2})", "%d": r"(?P<d>\d{2})"}

_UNFINISHED = (".part", ".partial", ".filepart", ".tmp", ".temp", ".crdownload", ".writing", ".uploading")
"""Endings of names under which programs write a file before they rename it."""


def _glob(pattern: str) -> str:
    if not any(glob.include is not None for glob in GitIgnoreSpec.from_lines([pattern]).patterns):
        raise ValueError(f"{pattern!r} matches no file; '*.xml' or 'reports/**' does")
    return pattern


def _date_pattern(date_in_path: str) -> str:
    date_in_path = directives(date_in_path)
    found = re.findall("%.", date_in_path)
    if set(found) - {"%Y", "%y", "%m", "%d"} or not set(found) & {"%Y", "%y"}:
        raise ValueError("a year (%Y or %y), perhaps with a month (%m) and a day (%d), is needed: '%Y/%m/%d'")
    if len(found) != len(set(found)) or {"%Y", "%y"} <= set(found):
        raise ValueError("year, month and day can stand there once each: '%Y/%m/%d'")
    return date_in_path


Glob = Annotated[str, AfterValidator(_glob)]
"""A pattern as in .gitignore that matches a file."""


class Timed(Source):
    """A source of documents that each belong to a time, such as files and messages."""

    max_bytes: Annotated[int, Field(gt=0)] = MAX_FILE_BYTES
    """Largest file that is read, in bytes; a larger one is rejected. A run needs twice that memory."""

    def is_dated(self) -> bool:
        """Return whether the paths of files name their days."""
        return False

    def form_of_days(self) -> str | None:
        """Return the form of a day in a file's path, with directives of ``strptime``."""
        return None


class Listed(Timed):
    """A source of files. A file is read when its name is new or its size, time or entity tag has changed.

    ``include`` and ``exclude`` are patterns as in .gitignore: ``*.xml`` at any depth, ``reports/*.xml`` in
    that folder only, ``reports/**`` with all subfolders. Hidden files and names such as ``x.part`` are never
    read, because careful senders write such a file and rename it. ``date_in_path`` (``%Y %y %m %d``, such as
    ``%Y/%m/%d``, or ``{year}/{month}/{day}``) is the form of a file's day in its path. Without it, the day
    of the last change counts. With it, the days before the source's first run are an archive, which
    ``./newswire backfill`` loads.
    """

    include: tuple[Glob, ...] = ("**/*",)
    exclude: tuple[Glob, ...] = ()
    date_in_path: Annotated[str, AfterValidator(_date_pattern)] | None = None

    def is_dated(self) -> bool:
        """Return whether the paths of files name their days."""
        return self.date_in_path is not None

    def form_of_days(self) -> str | None:
        """Return ``date_in_path``."""
        return self.date_in_path


LateDays = Annotated[int, Field(ge=0, le=366)]
LATE_DAYS = 3


class InDatedFolders(Listed):
    """Files below a folder with ``{year}``, ``{month}`` and ``{day}``, or none. ``folder_key`` is its key."""

    folder_key: ClassVar[str]
    late_days: LateDays = LATE_DAYS
    """Days before a run's own whose dated folders are listed again, because files appear late."""

    @model_validator(mode="after")
    def _has_one_date(self) -> Self:
        if is_dated(getattr(self, self.folder_key)) and self.date_in_path:
            raise ValueError(f"date_in_path is for a {self.folder_key} without {{year}}")
        return self

    def is_dated(self) -> bool:
        """Return whether the paths of files name their days."""
        return super().is_dated() or is_dated(getattr(self, self.folder_key))


@dataclass(frozen=True, slots=True)
class File:
    """A file of a listing: its place below the source's folder, and its state. ``at`` is its whole path.

    Without size and entity tag nothing is known of the file: each run reads it. ``days`` are the first and
    the last instant that it belongs to, if the path of its folder shows them.
    """

    locator: str
    at: str
    size: int | None = None
    mtime_ns: int | None = None
    etag: str | None = None
    days: tuple[dt.datetime, dt.datetime] | None = None

    def cursor(self) -> Cursor:
        """Return the cursor of the file in this state."""
        return Cursor(self.locator, etag=self.etag, size=self.size, mtime_ns=self.mtime_ns)

    def is_known(self, cursors: Mapping[str, Cursor]) -> bool:
        """Return whether the file was read in this state."""
        has_state = self.size is not None or self.etag is not None
        return has_state and cursors.get(self.locator) == self.cursor()


class Unreadable(Exception):
    """A single file cannot be read. The text is a sentence for people."""


class Passing(Unreadable):
    """A single file or folder cannot be read now, and the server states that this passes."""


class NoFolder(Exception):
    """A folder does not exist on the server."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a folder's listing. Bytes of the name that are no UTF-8 stand in it as surrogates."""

    name: str
    is_folder: bool
    size: int | None = None
    mtime_ns: int | None = None


@dataclass(slots=True)
class Choice:
    """The files of an interval, oldest first, and sentences on those that wait for another run."""

    taken: list[File] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def is_wanted(source: Listed, inside: str) -> bool:
    """Return whether a path below the source's folder matches its patterns and is a finished file's."""
    included, excluded = _patterns(source.include), _patterns(source.exclude)
    name = inside.rpartition("/")[2]
    if is_hidden(name) or name.lower().endswith(_UNFINISHED):
        return False
    return included.match_file(inside) and not excluded.match_file(inside)


def is_hidden(name: str) -> bool:
    """Return whether a file or folder is hidden, so that it is not read."""
    return name.startswith(".")


@cache
def _patterns(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    return GitIgnoreSpec.from_lines(patterns)


def choose(
    source: Timed, files: Iterable[File], cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Choice:
    """Return the files that are new or changed since their cursor and belong to the interval.

    The latest interval takes every file from before its end, so that no late file is missed. In a dated
    source it leaves out unread files of days before the source's first run: they are an archive, whose days a
    backfill loads each as a run of its own. An earlier interval takes the files of its own days.

    Files that could not be read before come last: one whose transfer always breaks off keeps no other back.
    """
    latest = interval.is_latest(now)
    first = min(interval.start, interval.since or interval.start)
    taken: list[File] = []
    older: list[dt.datetime] = []
    later: list[dt.datetime] = []
    for file in files:
        if file.is_known(cursors):
            continue
        when, until = _when(source, file)
        if when >= interval.end:
            later.append(when)
        elif when >= interval.start or (
            latest and (not source.is_dated() or until > first or file.locator in cursors)
        ):
            taken.append(file)
        elif latest:
            older.append(when)
    taken.sort(key=lambda file: (_was_tried(file, cursors), file.mtime_ns or 0, file.locator))
    return Choice(taken, list(_waiting(source.name, older, later if latest else [])))


def _was_tried(file: File, cursors: Mapping[str, Cursor]) -> bool:
    return cursors.get(file.locator) == Cursor(file.locator)


def bring(
    source: Timed,
    choice: Choice,
    now: dt.datetime,
    read: Callable[[File], bytes | None],
    look: Callable[[File], File | None],
) -> Generator[Fetched, None, str | None]:
    """Yield the chosen files as documents, and leave out those that change while they are read.

    An unreadable file is yielded as a refused document. Its cursor has no state, so the next run tries it
    again. Such a cursor alone is yielded before the error of a transfer that breaks off.

    Args:
        source: the source.
        choice: its files.
        now: the time of the fetch.
        read: return a file's bytes, or None if it is gone. It raises ``Unreadable``.
        look: return the file in its state after the reading, or None if it is gone.

    Returns:
        sentences about files that wait for another run, or None.

    Raises:
        FetchError: from ``read`` or ``look``: the connection is lost.
    """
    unsettled = 0
    for file in choice.taken:
        refused, content = None, b""
        try:
            _refuse_large(file, source.max_bytes)
            found = read(file)
            if found is None:
                continue
            if file.size is not None and (len(found) != file.size or look(file) != file):
                unsettled += 1
                continue
            content = found
        except Unreadable as error:
            refused = str(error)
        except HostWaits:
            raise
        except FetchFailed:
            yield Fetched.cursor_alone(Cursor(file.locator), now)
            raise
        document = Document(content, file.locator, fetched_at=now, refused=refused)
        yield Fetched(document, Cursor(file.locator) if refused else file.cursor())
    if unsettled:
        choice.remarks.append(
            f"{unsettled:,} file{'s were' if unsettled > 1 else ' was'} still being written; the next run "
            f"takes {'them' if unsettled > 1 else 'it'}."
        )
    return " ".join(choice.remarks) or None


def _refuse_large(file: File, most: int) -> None:
    if file.size is not None and file.size > most:
        raise Unreadable(too_large(file.size, most))


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
    return f"{counted(len(days), 'file')} of {first}{f' to {last}' if last > first else ''}"


def _wait(days: list[dt.datetime]) -> str:
    return "wait" if len(days) > 1 else "waits"


def _when(source: Timed, file: File) -> tuple[dt.datetime, dt.datetime]:
    """Return the first and last instant of a file: of the day, month or year that its path names.

    Return the time of its last change as both if its path names none.
    """
    if file.days:
        return file.days
    form = source.form_of_days()
    for found in _pattern(form).finditer(file.locator) if form else ():
        parts = {key: int(value) for key, value in found.groupdict().items()}
        year = parts["Y"] if "Y" in parts else 1900 + parts["y"] + 100 * (parts["y"] < 69)  # as strptime
        try:
            return period(year, parts.get("m"), parts.get("d"))
        except ValueError:
            continue  # these digits are no date
    changed_at = dt.datetime.fromtimestamp((file.mtime_ns or 0) / 1e9, dt.UTC)
    return changed_at, changed_at


@cache
def _pattern(date_in_path: str) -> re.Pattern[str]:
    pattern = re.escape(date_in_path)
    for directive, digits in _DIRECTIVES.items():
        pattern = pattern.replace(re.escape(directive), digits)
    return re.compile(pattern)
