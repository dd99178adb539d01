"""Drop folders: files that are new or changed, for the day that is asked for."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath

from newswire.fetch.fetched import Cursor, Fetched, FetchError, Interval
from newswire.model import Document
from newswire.sources import FolderSource

_DIRECTIVES = {"%Y": r"(?P<Y>\d{4})", "%y": r"(?P<y>\d{2})", "%m": r"(?P<m>\d{2})", "%d": r"(?P<d>\d{2})"}


def fetch_folder(
    source: FolderSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    """Files of the folder that are new or changed since their cursor, oldest first, then by name.

    The latest interval takes all that came before its end, so that nothing that was dropped late is
    missed; an interval further back takes the files of its own days.

    Raises:
        FetchError: the folder is missing or cannot be listed.
    """
    if not source.path.is_dir():
        raise FetchError(
            f"The folder {source.path} of source {source.name} does not exist. "
            f"Make it, or correct path in sources/{source.name}.toml.",
            lasting=True,
        )
    start = None if interval.is_latest(now) else interval.start
    for _, locator, path, cursor in sorted(
        _changed(source, cursors, start, interval.end), key=lambda c: c[:2]
    ):
        yield Fetched(_document(source, path, locator, cursor.size or 0, now), cursor)


def _changed(
    source: FolderSource, cursors: Mapping[str, Cursor], start: dt.datetime | None, end: dt.datetime
) -> Iterator[tuple[int, str, Path, Cursor]]:
    for path in _files(source):
        locator = path.relative_to(source.path).as_posix()
        try:
            status = path.stat()
        except FileNotFoundError:
            continue  # taken away between listing and looking
        cursor = Cursor(locator, size=status.st_size, mtime_ns=status.st_mtime_ns)
        known = cursors.get(locator)
        if known and (known.size, known.mtime_ns) == (cursor.size, cursor.mtime_ns):
            continue
        when = _when(source, locator, status.st_mtime)
        if when < end and (start is None or when >= start):
            yield status.st_mtime_ns, locator, path, cursor


def _files(source: FolderSource) -> Iterator[Path]:
    try:
        found = {path for glob in source.include for path in source.path.glob(glob)}
    except OSError as error:
        raise FetchError(
            f"The folder {source.path} of source {source.name} cannot be listed: {error.strerror}."
        ) from error
    for path in found:
        inside = PurePosixPath(path.relative_to(source.path).as_posix())
        hidden = any(part.startswith(".") for part in inside.parts)
        if not hidden and path.is_file() and not any(inside.match(glob) for glob in source.exclude):
            yield path


def _document(source: FolderSource, path: Path, locator: str, size: int, now: dt.datetime) -> Document:
    if size > source.max_bytes:
        refused = (
            f"The file has {size:,} bytes; source {source.name} takes up to {source.max_bytes:,} (max_bytes)."
        )
        return Document(b"", locator, fetched_at=now, refused=refused)
    try:
        return Document(path.read_bytes(), locator, fetched_at=now)
    except OSError as error:
        return Document(b"", locator, fetched_at=now, refused=f"The file cannot be read: {error.strerror}.")


def _when(source: FolderSource, locator: str, changed: float) -> dt.datetime:
    """A file's time: the day that its path tells, where the source says how, else its last change."""
    if source.date_in_path and (found := _pattern(source.date_in_path).search(locator)):
        parts = {key: int(value) for key, value in found.groupdict().items()}
        year = parts["Y"] if "Y" in parts else 2000 + parts.get("y", 0)
        try:
            return dt.datetime(year, parts.get("m", 1), parts.get("d", 1), tzinfo=dt.UTC)
        except ValueError:
            pass  # no such day: the path tells something else
    return dt.datetime.fromtimestamp(changed, dt.UTC)


@cache
def _pattern(date_in_path: str) -> re.Pattern[str]:
    pattern = re.escape(date_in_path)
    for directive, digits in _DIRECTIVES.items():
        pattern = pattern.replace(re.escape(directive), digits)
    return re.compile(pattern)
