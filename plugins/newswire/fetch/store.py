"""Store fetched documents in the database, each with its cursor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256

import psycopg
from psycopg.rows import scalar_row

from newswire.fetch.fetched import Cursor, Fetched, Interval
from newswire.model import Document

_CREATE_BROUGHT = """
CREATE TEMPORARY TABLE brought (sha256 bytea, content bytea STORAGE EXTERNAL) ON COMMIT DROP
"""
"""EXTERNAL turns compression off: the insert into ``raw.documents`` compresses the bytes once."""

_COPY_BROUGHT = "COPY brought (sha256, content) FROM STDIN (FORMAT BINARY)"
"""COPY holds one document in memory twice; a statement's parameter would be held three times."""

_INSERT_DOCUMENTS = """
INSERT INTO raw.documents (sha256, size, content)
SELECT DISTINCT ON (sha256) sha256, octet_length(content), content
FROM brought
WHERE NOT EXISTS (SELECT FROM raw.documents AS known WHERE known.sha256 = brought.sha256)
ORDER BY sha256
ON CONFLICT (sha256) DO NOTHING
"""
"""Rows are inserted in the order of their hashes, so that two concurrent fetches cannot deadlock."""

_DOCUMENTS = "SELECT sha256, document_id, pruned_at IS NOT NULL FROM raw.documents WHERE sha256 = ANY(%s)"
"""A separate statement sees rows that another transaction committed while the INSERT waited for it."""

_RESTORE = """
UPDATE raw.documents SET content = %s, pruned_at = NULL WHERE document_id = %s AND pruned_at IS NOT NULL
"""
"""The same bytes came again after they were dropped (``newswire.reading.retention``)."""

_DOCUMENTS_AT = """
SELECT locator, document_id, refused, unusable_document_id FROM raw.cursors
WHERE source_name = %s AND md5(locator) IN (SELECT md5(place) FROM unnest(%s::text[]) AS place)
"""
"""A refused document has no bytes; ``refused`` distinguishes it from an empty file at the same place."""

_OPEN_RUN = """
INSERT INTO ledger.runs (source_name, interval_start, interval_end, airflow_run)
VALUES (%(source)s, %(start)s, %(end)s, %(airflow_run)s)
ON CONFLICT (source_name, interval_start, interval_end) WHERE state = 'fetched'
DO UPDATE SET airflow_run = excluded.airflow_run
RETURNING run_id
"""

_INSERT_FETCHES = """
WITH inserted AS (
    INSERT INTO raw.fetches (run_id, document_id, locator, url, content_type, refused, fetched_at, as_of)
    SELECT %(run_id)s, f.* FROM unnest(
        %(document_id)s::bigint[], %(locator)s::text[], %(url)s::text[], %(content_type)s::text[],
        %(refused)s::text[], %(fetched_at)s::timestamptz[], %(as_of)s::timestamptz[]
    ) AS f
    RETURNING 1
)
UPDATE ledger.runs SET documents = documents + (SELECT count(*) FROM inserted) WHERE run_id = %(run_id)s
"""

_MOVE_CURSORS = """
INSERT INTO raw.cursors AS kept (
    source_name, locator, etag, last_modified, size, mtime_ns, asked_whole_at, document_id, refused
)
SELECT %(source)s, c.* FROM unnest(
    %(locator)s::text[], %(etag)s::text[], %(last_modified)s::text[], %(size)s::bigint[],
    %(mtime_ns)s::bigint[], %(asked_whole_at)s::timestamptz[], %(document_id)s::bigint[],
    %(refused)s::boolean[]
) AS c
ON CONFLICT (source_name, md5(locator)) DO UPDATE SET
    etag = excluded.etag, last_modified = excluded.last_modified, size = excluded.size,
    mtime_ns = excluded.mtime_ns, asked_whole_at = excluded.asked_whole_at,
    document_id = excluded.document_id, refused = excluded.refused, unusable_document_id = NULL
WHERE (kept.etag, kept.last_modified, kept.size, kept.mtime_ns, kept.asked_whole_at, kept.document_id,
        kept.refused, kept.unusable_document_id)
    IS DISTINCT FROM (excluded.etag, excluded.last_modified, excluded.size, excluded.mtime_ns,
        excluded.asked_whole_at, excluded.document_id, excluded.refused, NULL)
"""

_MOVE_ALONE = """
INSERT INTO raw.cursors AS kept (
    source_name, locator, etag, last_modified, size, mtime_ns, asked_whole_at, refused
)
SELECT %(source)s, c.*, false FROM unnest(
    %(locator)s::text[], %(etag)s::text[], %(last_modified)s::text[], %(size)s::bigint[],
    %(mtime_ns)s::bigint[], %(asked_whole_at)s::timestamptz[]
) AS c
ON CONFLICT (source_name, md5(locator)) DO UPDATE SET
    etag = excluded.etag, last_modified = excluded.last_modified, size = excluded.size,
    mtime_ns = excluded.mtime_ns, asked_whole_at = excluded.asked_whole_at
WHERE (kept.etag, kept.last_modified, kept.size, kept.mtime_ns, kept.asked_whole_at)
    IS DISTINCT FROM (excluded.etag, excluded.last_modified, excluded.size, excluded.mtime_ns,
        excluded.asked_whole_at)
"""
"""The document that was at the place last stays noted, so that the same bytes are not stored again."""

_NOTE_UNUSABLE = """
INSERT INTO raw.cursors AS kept (source_name, locator, refused, unusable_document_id)
SELECT %(source)s, c.locator, false, c.document_id
FROM unnest(%(locator)s::text[], %(document_id)s::bigint[]) AS c (locator, document_id)
ON CONFLICT (source_name, md5(locator)) DO UPDATE SET unusable_document_id = excluded.unusable_document_id
WHERE kept.unusable_document_id IS DISTINCT FROM excluded.unusable_document_id
"""
"""The cursor itself stays where it was, or empty: the next fetch asks as this one did."""


def keep(
    connection: psycopg.Connection,
    source_name: str,
    interval: Interval,
    fetched: Sequence[Fetched],
    airflow_run: str | None = None,
) -> tuple[int | None, int]:
    """Store documents and move their cursors in one transaction.

    A document that its place had already is not stored again. The cursor of an unusable document is not
    moved. Of a document that is not to be kept the cursor alone is stored. ``airflow_run`` is the run_id of
    the Airflow run that fetches, if any.

    Returns:
        the number of the run and the number of documents stored; None and 0 if all were there already.
    """
    with connection.transaction():
        _move_alone(connection, source_name, [one.cursor for one in fetched if not one.kept])
        fetched = [one for one in fetched if one.kept]
        documents, pruned = _documents(connection, fetched)
        places = [one.cursor.locator for one in fetched]
        rows = connection.execute(_DOCUMENTS_AT, (source_name, places))
        known = {
            locator: (document_id, refused, unusable) for locator, document_id, refused, unusable in rows
        }
        brought = [
            (one, document_id)
            for one, document_id in zip(fetched, documents, strict=True)
            if not _is_known(one, document_id, *known.get(one.cursor.locator, (None, False, None)))
        ]
        for one, document_id in brought if pruned else ():
            if document_id in pruned:
                connection.execute(_RESTORE, (one.document.content, document_id))
        run_id = _book(connection, source_name, interval, brought, airflow_run) if brought else None
        _move_cursors(
            connection, source_name, dict(zip(places, zip(fetched, documents, strict=True), strict=True))
        )
    return run_id, len(brought)


def cursors(connection: psycopg.Connection, source_name: str) -> dict[str, Cursor]:
    """Return the cursors of a source by place."""
    rows = connection.execute(
        "SELECT locator, etag, last_modified, size, mtime_ns, asked_whole_at FROM raw.cursors"
        " WHERE source_name = %s",
        (source_name,),
    )
    return {row[0]: Cursor(*row) for row in rows}


def _is_known(
    one: Fetched, document_id: int, last: int | None, last_refused: bool, unusable: int | None
) -> bool:
    if not one.usable:
        return document_id == unusable
    return (document_id, one.document.refused is not None) == (last, last_refused)


def _documents(
    connection: psycopg.Connection, fetched: Sequence[Fetched]
) -> tuple[list[int], frozenset[int]]:
    """Store the bytes that are new. Return the document of each, and those whose bytes were dropped."""
    hashes = [sha256(one.document.content).digest() for one in fetched]
    connection.execute(_CREATE_BROUGHT)
    with connection.cursor() as cursor, cursor.copy(_COPY_BROUGHT) as copy:
        for digest, one in zip(hashes, fetched, strict=True):
            copy.write_row((digest, one.document.content))
    connection.execute(_INSERT_DOCUMENTS)
    connection.execute("DROP TABLE brought")
    rows = connection.execute(_DOCUMENTS, (hashes,)).fetchall()
    ids: dict[bytes, int] = {digest: document_id for digest, document_id, _ in rows}
    pruned = frozenset(document_id for _, document_id, is_pruned in rows if is_pruned)
    return [ids[digest] for digest in hashes], pruned


def _book(
    connection: psycopg.Connection,
    source_name: str,
    interval: Interval,
    brought: Sequence[tuple[Fetched, int]],
    airflow_run: str | None,
) -> int:
    key = {
        "source": source_name,
        "start": interval.start,
        "end": interval.end,
        "airflow_run": airflow_run,
    }
    with connection.cursor(row_factory=scalar_row) as cursor:
        run_id: int = cursor.execute(_OPEN_RUN, key).fetchone()  # type: ignore[assignment]
    documents = [one.document for one, _ in brought]
    connection.execute(
        _INSERT_FETCHES,
        {
            "run_id": run_id,
            "document_id": [document_id for _, document_id in brought],
            "locator": [one.cursor.locator for one, _ in brought],
            "url": [document.url for document in documents],
            "content_type": [document.content_type for document in documents],
            "refused": [document.refused for document in documents],
            "fetched_at": [document.fetched_at for document in documents],
            "as_of": [_as_of(document, interval) for document in documents],
        },
    )
    return run_id


def _as_of(document: Document, interval: Interval) -> dt.datetime | None:
    """Return the time for which a document stands: that of its fetch, or the end of a backfilled interval."""
    at = document.fetched_at
    return at if at is None or interval.is_latest(at) else interval.end


def _move_cursors(
    connection: psycopg.Connection, source_name: str, places: dict[str, tuple[Fetched, int]]
) -> None:
    moved = [(one.cursor, document_id) for one, document_id in places.values() if one.usable]
    refused = [one.document.refused is not None for one, _ in places.values() if one.usable]
    unusable = [(one.cursor.locator, document_id) for one, document_id in places.values() if not one.usable]
    if unusable:
        names, numbers = zip(*unusable, strict=True)
        connection.execute(
            _NOTE_UNUSABLE, {"source": source_name, "locator": list(names), "document_id": list(numbers)}
        )
    connection.execute(
        _MOVE_CURSORS,
        {
            **_columns(source_name, [cursor for cursor, _ in moved]),
            "document_id": [document_id for _, document_id in moved],
            "refused": refused,
        },
    )


def _move_alone(connection: psycopg.Connection, source_name: str, moved: Sequence[Cursor]) -> None:
    if moved:
        places = {cursor.locator: cursor for cursor in moved}
        connection.execute(_MOVE_ALONE, _columns(source_name, [*places.values()]))


def _columns(source_name: str, moved: Sequence[Cursor]) -> dict[str, object]:
    return {
        "source": source_name,
        "locator": [cursor.locator for cursor in moved],
        "etag": [cursor.etag for cursor in moved],
        "last_modified": [cursor.last_modified for cursor in moved],
        "size": [cursor.size for cursor in moved],
        "mtime_ns": [cursor.mtime_ns for cursor in moved],
        "asked_whole_at": [cursor.asked_whole_at for cursor in moved],
    }
