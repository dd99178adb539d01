"""The registry of source kinds, and ``fetch``, which calls the kind of a source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points

from newswire.errors import FatalError
from newswire.fetch.fetched import Cursor, Fetched, Interval, NotAnswerable
from newswire.fetch.kind import Source, SourceKind
from newswire.fetch.kinds import api, archive, feed, folder, ftp, imap, object, page, sftp, sitemap

KINDS: tuple[SourceKind, ...] = (
    api.KIND,
    archive.KIND,
    feed.KIND,
    folder.KIND,
    ftp.KIND,
    ftp.SECURE_KIND,
    imap.KIND,
    object.KIND,
    page.KIND,
    sftp.KIND,
    sitemap.KIND,
)


class SourceKindError(FatalError):
    """A kind from an installed package is unusable. The message names the kind, the cause and the remedy."""


@cache
def source_kinds() -> Mapping[str, SourceKind]:
    """Return all kinds by name: the project's own, then those of installed packages.

    A package registers a kind by an entry point of the group ``newswire.source_kinds``.

    Raises:
        SourceKindError: an entry point cannot be loaded, is no kind, or has a name that is taken.
    """
    kinds = {kind.name: kind for kind in KINDS}
    for point in entry_points(group="newswire.source_kinds"):
        kind = _load(point)
        if kind.name in kinds:
            raise SourceKindError(
                f"The source kind {point.name} ({point.value}) has the name {kind.name!r}, which is taken. "
                "Remove one of the packages that bring it, or let its author rename it."
            )
        kinds[kind.name] = kind
    return kinds


def _load(point: EntryPoint) -> SourceKind:
    try:
        loaded = point.load()
        if not isinstance(loaded, SourceKind):
            raise TypeError("that is no newswire.api.SourceKind")  # noqa: TRY301 - explained like the others
    except Exception as error:
        raise SourceKindError(
            f"The source kind {point.name} ({point.value}) cannot be loaded: {type(error).__name__}: {error}."
            " Mend its package or remove it."
        ) from error
    return loaded


def fetch(
    source: Source, cursors: Mapping[str, Cursor], interval: Interval, now: dt.datetime
) -> Iterator[Fetched]:
    """Return the source's documents of an interval that are newer than its cursors.

    A generator of a kind may return a sentence for people at its end.

    Raises:
        FetchError: the source cannot be read.
        NotAnswerable: the source has no data for the interval, or the interval ends before its first day.
    """
    if source.start_date and interval.end <= Interval.day(source.start_date).start:
        raise NotAnswerable(
            f"Source {source.name} begins on {source.start_date} (start_date in sources/{source.name}.toml): "
            f"nothing is fetched for intervals that end before."
        )
    return source_kinds()[source.kind].fetch(source, cursors, interval, now)
