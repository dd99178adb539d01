"""The result of a fetch: paths and cursors of its documents, its last sentence, and files for it to find."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from newswire.fetch import Cursor, Fetched


def paths(fetched: Iterable[Fetched]) -> list[str]:
    """Return the paths of the documents that are kept."""
    return [one.document.path for one in fetched if one.kept]


def moved(fetched: Iterable[Fetched]) -> dict[str, Cursor]:
    """Return the cursors after the documents were stored."""
    return {one.cursor.locator: one.cursor for one in fetched}


def remarked(arriving: Iterator[Fetched]) -> str | None:
    """Return the sentence with which a fetch ends."""
    while True:
        try:
            next(arriving)
        except StopIteration as end:
            return str(end.value) if end.value else None


def put(folder: Path, *names: str, at: dt.datetime, content: bytes | None = None) -> None:
    """Write files that hold their own names, or a content, last changed at ``at``."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() if content is None else content)
        os.utime(path, (at.timestamp(),) * 2)
