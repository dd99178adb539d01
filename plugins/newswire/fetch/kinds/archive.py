"""Archives, zip and tar: in a folder or at an address, each member a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import quote, urlsplit, urlunsplit

from pathspec import GitIgnoreSpec
from pydantic import AfterValidator, Field, model_validator

from newswire.fetch.credentials import ConnectionId, login
from newswire.fetch.dated import checked, days_back, filled, is_dated
from newswire.fetch.fetched import (
    Cursor,
    Fetched,
    FetchFailed,
    FetchRefused,
    Interval,
    NotAnswerable,
    NotModified,
)
from newswire.fetch.kind import Remote, SourceKind
from newswire.fetch.kinds import folder
from newswire.fetch.listing import LATE_DAYS, File, Glob, LateDays, Listed, Unreadable, choose
from newswire.fetch.members import Member, NoArchive, members
from newswire.fetch.transport.address import host_of, public_url
from newswire.fetch.transport.http import Answer, get
from newswire.fetch.validators import HASH, hash_of
from newswire.model import Document

MAX_ARCHIVE_BYTES = 256 * 1024 * 1024
SUFFIXES = ("*.zip", "*.tar", "*.tar.gz", "*.tgz", "*.tar.bz2", "*.tbz2", "*.tar.xz", "*.txz")
_ABSENT = frozenset((404, 410))


class ArchiveSource(Remote, Listed):
    """Archives in the folder ``path``, or at ``url``, which may have placeholders such as ``{year}``.

    ``include`` and ``exclude`` choose archives of the folder, ``members`` the files in each archive.
    """

    kind: Literal["archive"]
    path: Path | None = None
    url: Annotated[str, Field(pattern=r"^https?://"), AfterValidator(checked)] | None = None
    connection: ConnectionId | None = None
    """The connection with user and password for ``url`` (HTTP Basic)."""
    include: tuple[Glob, ...] = SUFFIXES
    members: tuple[Glob, ...] = ("**/*",)
    max_archive_bytes: Annotated[int, Field(gt=0)] = MAX_ARCHIVE_BYTES
    """Largest archive, packed, in bytes. A run holds one in memory."""
    timeout: Annotated[float, Field(gt=0, le=300)] = 60.0
    """Seconds to wait for the server's next byte."""
    late_days: LateDays = LATE_DAYS
    """Days before a run's own whose archives are asked for again, because they appear late."""

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.path is None) == (self.url is None):
            raise ValueError("either path (a folder) or url (an http address) is needed")
        of_url = ("connection", "pause", "connections", "adaptive")
        for key in of_url if self.path else ():
            if getattr(self, key):
                raise ValueError(f"{key} belongs to url")
        if self.url and self.date_in_path:
            raise ValueError("date_in_path belongs to path; url takes {year}, {month} and {day}")
        return self

    def beside(self, folder: Path) -> Self:
        """Return the source with its path resolved against ``folder``.

        Raises:
            ValueError, RuntimeError: the path cannot be resolved (an unknown user's home, a NUL).
        """
        if self.path is None:
            return self
        return self.model_copy(update={"path": (folder / self.path.expanduser()).resolve()})

    def place(self) -> str:
        """Return the folder, or the address without secrets."""
        return public_url(self.url) if self.url else str(self.path)


def fetch(
    source: ArchiveSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    """Yield the members of the interval's archives that are new or changed.

    The state of an archive (validators, size, time) is a cursor of its own, behind those of its members. So
    an archive counts as read only after all of its members are kept, whatever interrupts the run. A member
    that is refused for its own sake is kept as rejected, and read again only with a changed archive or with
    a ``max_bytes`` that takes it.

    Returns:
        sentences about archives that wait or are absent, or None.

    Raises:
        NotAnswerable: there is no archive of the interval.
        NotModified: the archive has not changed.
        FetchError: an archive cannot be fetched, or one at an address is damaged.
    """
    if source.url:
        return (yield from _from_web(source, source.url, cursors, interval, now))
    return (yield from _from_folder(source, cursors, interval, now))


def _states(source: ArchiveSource, cursors: Mapping[str, Cursor]) -> dict[str, Cursor]:
    """Return the state of each archive that was read, by its locator.

    It is the latest one of those cursors that have the time of a reading: earlier versions of this kind kept
    it in the cursor of the last member. An archive with a member that was too large then and is not now has
    none.
    """
    states: dict[str, Cursor] = {}
    open_again: set[str] = set()
    for cursor in cursors.values():
        archive = cursor.locator.partition("!")[0]
        at = cursor.asked_whole_at
        if at is None and cursor.etag is None and cursor.size is not None and cursor.size <= source.max_bytes:
            open_again.add(archive)
        known = states.get(archive)
        if at and (known is None or known.asked_whole_at is None or known.asked_whole_at < at):
            states[archive] = replace(cursor, locator=archive)
    return {archive: state for archive, state in states.items() if archive not in open_again}


def _from_folder(
    source: ArchiveSource, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    unlisted: list[OSError] = []
    files = (
        replace(file, locator=file.locator.replace("!", "%21"))
        for file in folder.files(source, source.path or Path(), unlisted)
    )
    states = {name: replace(state, asked_whole_at=None) for name, state in _states(source, cursors).items()}
    choice = choose(source, files, states, interval, now)
    for file in choice.taken:
        try:
            content = _read(source, file)
            if content is None:
                choice.remarks.append(f"{file.locator} was still being written; the next run takes it.")
                continue
            state = replace(file.cursor(), asked_whole_at=now)
            yield from _members(source, content, state, cursors, now)
        except (Unreadable, NoArchive) as error:
            refused = f"The archive is not taken: {error}." if isinstance(error, NoArchive) else str(error)
            yield Fetched(Document(b"", file.locator, fetched_at=now, refused=refused), Cursor(file.locator))
    for failure in unlisted if interval.is_latest(now) else ():
        locator = Path(failure.filename).relative_to(source.path or Path()).as_posix()
        refused = f"The folder cannot be listed: {failure.strerror}."
        yield Fetched(Document(b"", locator, fetched_at=now, refused=refused), Cursor(locator))
    return " ".join(choice.remarks) or None


def _read(source: ArchiveSource, file: File) -> bytes | None:
    """Return the bytes of an archive in a folder; None if it is gone or changes meanwhile."""
    largest = source.max_archive_bytes
    if file.size is not None and file.size > largest:
        raise Unreadable(
            f"The archive has {file.size:,} bytes; source {source.name} takes up to {largest:,} "
            "(max_archive_bytes)."
        )
    content = folder.read(file)
    return None if content is None or folder.look(file) != file else content


@dataclass(frozen=True, slots=True)
class _Found:
    """An archive that a server sent, with its locator and the state that its last member will have."""

    answer: Answer
    state: Cursor


def _from_web(
    source: ArchiveSource, url: str, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Generator[Fetched, None, str | None]:
    addresses = _addresses(source, url, interval, now)
    states = _states(source, cursors)
    absent, damaged, unchanged, brought = [], [], 0, 0
    for address in addresses:
        try:
            found = _ask(source, address, states, now)
        except FetchRefused as error:
            if error.http_status not in _ABSENT or not is_dated(url):
                raise
            absent.append(address)
            continue
        if found is None:
            unchanged += 1
            continue
        try:
            for one in _members(source, found.answer.content, found.state, cursors, now):
                yield replace(one, http_status=found.answer.http_status)
            brought += 1
        except NoArchive as error:
            damaged.append(f"{found.state.locator}: {error}")
    if damaged:
        raise FetchFailed(
            f"Source {source.name}: an archive is not taken: {'; '.join(damaged)}. Try later; if it "
            "stays so, ask the publisher."
        )
    if unchanged and not brought:
        raise NotModified(f"{source.name} has nothing new.")
    if len(absent) == len(addresses):
        if len(absent) > 1 and interval.is_latest(now):
            raise FetchRefused(
                f"Source {source.name}: {host_of(addresses[-1])} has none of the {len(absent)} latest "
                f"archives, such as {public_url(addresses[-1])}. Correct url in sources/{source.name}.toml."
            )
        raise NotAnswerable(f"Source {source.name} has no archive {public_url(addresses[-1])}.")
    return f"There is no {', '.join(map(public_url, absent))}." if absent else None


def _addresses(source: ArchiveSource, url: str, interval: Interval, now: dt.datetime) -> list[str]:
    """Return the addresses of an interval, oldest first: of its days, and of late ones if it is the latest.

    Raises:
        NotAnswerable: the interval is to come, or a past one and the address has no date.
    """
    latest = interval.is_latest(now)
    if interval.start > now or not (is_dated(url) or latest):
        raise NotAnswerable(
            f"Source {source.name} has one archive, without a date in its url: it has no data for the "
            f"interval from {interval.start:%Y-%m-%d %H:%M} to {interval.end:%Y-%m-%d %H:%M %Z}."
        )
    if not is_dated(url):
        return [url]
    back = days_back(interval, now, source.late_days)
    return [address for address, first, _ in filled(url, interval, back) if first <= now]


def _ask(
    source: ArchiveSource, address: str, states: Mapping[str, Cursor], now: dt.datetime
) -> _Found | None:
    """Return the archive at an address, or None if it is the one that was read."""
    locator = public_url(address).replace("!", "%21")
    known = states.get(locator) or Cursor(locator)
    asked_by_hash = (known.etag or "").startswith(HASH)
    answer = get(
        _with_login(source, address),
        source.name,
        timeout=source.timeout,
        max_bytes=source.max_archive_bytes,
        etag=None if asked_by_hash else known.etag,
        last_modified=known.last_modified,
        robots=False,
    )
    if answer is None:
        return None
    seen = hash_of(answer.content)
    if seen == known.etag:
        return None
    validated = answer.etag or answer.last_modified
    state = Cursor(
        locator,
        etag=answer.etag if validated else seen,
        last_modified=answer.last_modified,
        size=len(answer.content),
        asked_whole_at=now,
    )
    return _Found(answer, state)


def _with_login(source: ArchiveSource, address: str) -> str:
    """Return an address with user and password of the source's connection. No message may have it."""
    known = login(source.connection, source.name)
    if not known.user:
        return address
    parts = urlsplit(address)
    secret = f"{quote(known.user, safe='')}:{quote(known.password or '', safe='')}"
    return urlunsplit(parts._replace(netloc=f"{secret}@{parts.netloc.rpartition('@')[2]}"))


def _members(
    source: ArchiveSource, content: bytes, state: Cursor, cursors: Mapping[str, Cursor], now: dt.datetime
) -> Iterator[Fetched]:
    """Yield the new and changed members of an archive, then its state.

    Raises:
        NoArchive: it cannot be read. The members of a tar are all yielded, or none.
    """
    wanted = GitIgnoreSpec.from_lines(source.members)
    for member in members(content, source.max_bytes):
        if not wanted.match_file(member.name):
            continue
        one = _fetched(f"{state.locator}!{member.name}", member, now)
        if cursors.get(one.cursor.locator) != one.cursor:
            yield one
    yield Fetched.cursor_alone(state, now)


def _fetched(locator: str, member: Member, now: dt.datetime) -> Fetched:
    """Return a member with its cursor. That of one that is too large has its size alone."""
    document = Document(member.content, locator, fetched_at=now, refused=member.refused)
    if member.refused:
        return Fetched(document, Cursor(locator, size=member.too_large))
    return Fetched(document, Cursor(locator, etag=hash_of(member.content), size=len(member.content)))


KIND = SourceKind("archive", ArchiveSource, fetch)
