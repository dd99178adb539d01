"""Retention by setting: drop the bytes of old documents, and rejections that a later delivery has settled.

The row of a document stays, with its SHA-256, size, places and times. Bytes go only if all items in them are
loaded. The work is done in small transactions: if it is killed, the next call goes on.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass

import psycopg

from newswire import settings
from newswire.load.run import lock
from newswire.outcomes import counted

logger = logging.getLogger(__name__)

_DOCUMENTS_AT_ONCE = 500
_REJECTIONS_AT_ONCE = 5000

_DUE = """
SELECT document_id, size FROM raw.documents AS document
WHERE document_id > %(after)s AND pruned_at IS NULL AND size > 0
  AND EXISTS (SELECT FROM raw.fetches AS fetched WHERE fetched.document_id = document.document_id)
  AND NOT EXISTS (
    SELECT FROM raw.fetches AS fetched JOIN ledger.runs AS run ON run.run_id = fetched.run_id
    WHERE fetched.document_id = document.document_id
      AND (run.state <> 'loaded' OR greatest(fetched.fetched_at, run.loaded_at) >= %(before)s)
  )
  AND NOT EXISTS (
    SELECT FROM raw.fetches AS fetched JOIN mart.rejected AS refused ON refused.fetch_id = fetched.fetch_id
    WHERE fetched.document_id = document.document_id AND refused.settled_at IS NULL
  )
"""
"""Documents that every run that brought them has loaded, all before a moment, without an open rejection."""

_TOTALS = f"SELECT count(*), coalesce(sum(size), 0) FROM ({_DUE}) AS due"  # noqa: S608 - constants

_DROP = f"""
WITH due AS ({_DUE} ORDER BY document_id LIMIT %(most)s),
dropped AS (
    UPDATE raw.documents AS document SET content = NULL, pruned_at = now()
    FROM due WHERE document.document_id = due.document_id
    RETURNING document.document_id, document.size
),
noted AS (
    UPDATE news.page_notes SET is_readable = false
    WHERE fetch_id IN (SELECT fetch_id FROM raw.fetches JOIN dropped USING (document_id))
)
SELECT count(*), coalesce(sum(size), 0), max(document_id) FROM dropped
"""  # noqa: S608 - constants

_LOCK_DOCUMENTS = "LOCK TABLE raw.documents IN SHARE ROW EXCLUSIVE MODE"
"""A fetch that brings the same bytes again waits for the end of the batch, and then stores them again.
Without the lock it would have seen them as kept, just before they went."""

_SETTLED = """
SELECT DISTINCT fetch_id, path FROM mart.rejected WHERE settled_at < %(before)s
"""

_COUNT_SETTLED = f"SELECT count(*) FROM ({_SETTLED}) AS due"  # noqa: S608 - constants

_DELETE_SETTLED = f"""
DELETE FROM ledger.rejected AS refused USING ({_SETTLED} LIMIT %(most)s) AS due
WHERE (refused.fetch_id, refused.path) = (due.fetch_id, due.path)
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Pruned:
    """The numbers of documents without their bytes, of these bytes, and of deleted rejections.

    ``is_on`` is false if no setting asks for any of it. ``dry_run``: nothing was changed.
    """

    documents: int = 0
    size: int = 0
    rejections: int = 0
    is_on: bool = True
    dry_run: bool = False

    @property
    def sentence(self) -> str:
        """The numbers as text."""
        if not self.is_on:
            return (
                "Everything is kept. NEWSWIRE_KEEP_BYTES_DAYS and NEWSWIRE_KEEP_REJECTED_DAYS set the number "
                "of days after which bytes of loaded documents and settled rejections go."
            )
        verb = "would go" if self.dry_run else "are gone"
        return (
            f"Bytes of {counted(self.documents, 'document')} ({_megabytes(self.size)}) and "
            f"{counted(self.rejections, 'settled rejection')} {verb}."
        )


def prune(connection: psycopg.Connection, now: dt.datetime, *, dry_run: bool = False) -> Pruned:
    """Drop the bytes and the settled rejections that are older than their settings allow.

    Args:
        connection: in autocommit mode.
        now: the time that ages are counted from.
        dry_run: count, and change nothing.

    Raises:
        FatalError: a setting is no number of days.
    """
    bytes_age, rejected_age = settings.keep_bytes(), settings.keep_rejected()
    documents = size = rejections = 0
    if bytes_age is not None:
        before = now - bytes_age
        if dry_run:
            documents, size = _row(connection, _TOTALS, {"before": before, "after": 0})
        else:
            documents, size = _drop_bytes(connection, before)
    if rejected_age is not None:
        key = {"before": now - rejected_age}
        if dry_run:
            (rejections,) = _row(connection, _COUNT_SETTLED, key)
        else:
            rejections = _delete_settled(connection, key["before"])
    is_on = bytes_age is not None or rejected_age is not None
    return Pruned(documents, int(size), rejections, is_on, dry_run)


def _drop_bytes(connection: psycopg.Connection, before: dt.datetime) -> tuple[int, int]:
    documents = size = after = 0
    while True:
        key = {"before": before, "after": after, "most": _DOCUMENTS_AT_ONCE}
        with connection.transaction():
            lock(connection)  # replays and readings of pages need the bytes of the documents that they chose
            connection.execute(_LOCK_DOCUMENTS)
            number, some, last = _row(connection, _DROP, key)
        if not number:
            return documents, size
        documents, size, after = documents + number, size + int(some), last
        logger.info("The bytes of %s documents (%s) are gone.", f"{documents:,}", _megabytes(size))


def _delete_settled(connection: psycopg.Connection, before: dt.datetime) -> int:
    total = 0
    while True:
        with connection.transaction():
            lock(connection)
            key = {"before": before, "most": _REJECTIONS_AT_ONCE}
            number = connection.execute(_DELETE_SETTLED.encode(), key).rowcount
        if not number:
            return total
        total += number
        logger.info("%s settled rejections are gone.", f"{total:,}")


def _row(connection: psycopg.Connection, statement: str, key: Mapping[str, object]) -> tuple[int, ...]:
    row = connection.execute(statement.encode(), key).fetchone()
    assert row is not None  # noqa: S101 - an aggregate has one row
    return row


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
