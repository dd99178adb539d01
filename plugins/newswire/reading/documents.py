"""The items and rejections of kept documents, in the order of arrival, by the parsers of today."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from newswire import settings
from newswire.errors import FatalError
from newswire.load.answers import Answer
from newswire.load.pages.lines import known_lines
from newswire.model import Defaults, Document
from newswire.sources import SourceError, find_source
from newswire.workers.work import HERE, Batch, Kept, Parsers, answers_of, weight_of

logger = logging.getLogger(__name__)


class DocumentPruned(FatalError):
    """The bytes of a document are asked for that were dropped."""


_DOCUMENTS_AT_ONCE = 500
_BYTES_AT_ONCE = 4 * 1024 * 1024
_LAST = 2**63 - 1
"""The largest number of a fetch."""

_PORTIONS = """
SELECT min(fetch_id), max(fetch_id), count(*), sum(size)
FROM (
    SELECT
        fetch_id,
        size,
        row_number() OVER arrival / %(documents)s AS by_number,
        div(sum(size) OVER arrival, %(bytes)s) AS by_size
    FROM raw.fetches JOIN raw.documents USING (document_id)
    WHERE run_id = %(run_id)s
    WINDOW arrival AS (ORDER BY fetch_id)
) AS arrived
GROUP BY by_number, by_size
ORDER BY 1
"""
"""The first and last fetch of each portion of a run's documents, in the order of their arrival; its size."""

_COLUMNS = "fetch_id, content, locator, url, content_type, fetched_at, refused"

_DOCUMENTS = f"""
SELECT {_COLUMNS}
FROM raw.fetches JOIN raw.documents USING (document_id)
WHERE run_id = %s AND fetch_id BETWEEN %s AND %s
ORDER BY fetch_id
"""  # noqa: S608 - a constant

_DOCUMENT = f"""
SELECT {_COLUMNS} FROM raw.fetches JOIN raw.documents USING (document_id) WHERE fetch_id = %s
"""  # noqa: S608 - a constant


def read_run(
    connection: psycopg.Connection,
    run_id: int,
    defaults: Defaults,
    parsers: Parsers = HERE,
    *,
    is_one: bool = False,
) -> Iterator[Batch]:
    """Yield the items and rejections of a run's documents, in the order of their arrival.

    ``is_one``: the run has one document, which is a portion by itself.
    """
    limits = {"run_id": run_id, "documents": _DOCUMENTS_AT_ONCE, "bytes": _BYTES_AT_ONCE}
    portions = [(0, _LAST, 1, 0)] if is_one else connection.execute(_PORTIONS, limits).fetchall()
    weight = sum(weight_of(documents, int(size)) for _, _, documents, size in portions)
    bounds = [(first, last) for first, last, *_ in portions]
    return parsers.read(_documents(connection, run_id, bounds), defaults, weight)


def _documents(
    connection: psycopg.Connection, run_id: int, bounds: Iterable[tuple[int, int]]
) -> Iterator[Kept]:
    """Yield a run's documents. None is held here, nor is the server's answer, while its reader works."""
    for first, last in bounds:
        rows = connection.execute(_DOCUMENTS, (run_id, first, last), binary=True).fetchall()
        rows.reverse()
        while rows:
            yield _kept(rows.pop())


def answers_of_fetches(
    connection: psycopg.Connection, fetch_ids: Iterable[int], defaults: Defaults
) -> Iterator[Answer]:
    """Yield the items and rejections of single documents, in the order of the fetches."""
    for fetch_id in fetch_ids:
        rows = connection.execute(_DOCUMENT, (fetch_id,), binary=True).fetchall()
        yield from answers_of(map(_kept, rows), defaults)


def _kept(row: Sequence[Any]) -> Kept:
    fetch_id, content, locator, url, content_type, fetched_at, refused = row
    if content is None:  # no caller chooses such a document: its items would be lost
        raise DocumentPruned(f"The bytes of {locator} (fetch {fetch_id}) were dropped. Nothing was changed.")
    return fetch_id, Document(content, locator, url, content_type, fetched_at, refused)


def defaults_of(connection: psycopg.Connection, source_name: str, directory: Path | None) -> Defaults:
    """Return the source's defaults with the known lines of pages.

    If its file is gone or wrong, take its name alone.
    """
    try:
        defaults = find_source(directory or settings.sources_directory(), source_name).defaults()
    except SourceError as error:
        logger.warning("%s: documents are parsed without the source's defaults. %s", source_name, error)
        defaults = Defaults(source=source_name)
    return replace(defaults, page_lines=known_lines(connection))
