"""One fetch of a source: ask it, judge the answer, keep the bytes, and book the outcome."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import psycopg

from newswire.fetch import book
from newswire.fetch.fetched import (
    Fetched,
    FetchError,
    FetchFailed,
    FetchRefused,
    Interval,
    NotAnswerable,
    NotModified,
)
from newswire.fetch.kind import Source
from newswire.fetch.registry import fetch
from newswire.fetch.store import cursors, keep
from newswire.outcomes import storable
from newswire.portions import portions
from newswire.usable import Verdict, verdict

logger = logging.getLogger(__name__)

_DOCUMENTS_AT_ONCE = 500
_BYTES_AT_ONCE = 16 * 1024 * 1024


@dataclass(slots=True)
class Asked:
    """The result of asking a source: the run of its new documents (None: there are none), and a note.

    ``unusable`` is the error of an answer that is no whole feed. Its document is kept. ``remark`` is a
    sentence of the kind of source, such as one about documents that wait for another run. ``trouble`` is the
    error of one document, with the moment before which its host is not to be called.
    """

    run_id: int | None = None
    documents: int = 0
    note: str | None = None
    remark: str | None = None
    unusable: FetchFailed | None = None
    http_status: int | None = None
    is_empty: bool = False
    trouble: FetchError | None = None


def ask(
    connection: psycopg.Connection,
    source: Source,
    interval: Interval,
    now: dt.datetime,
    airflow_run: str | None = None,
) -> Asked:
    """Fetch a source's documents, keep them with their cursors, and book the outcome in ``ledger.fetches``.

    The answer of a feed is parsed at once: only if it is a whole, usable document its cursor is kept.

    Raises:
        NotAnswerable: the source has no data for the interval.
        FetchError: the source cannot be read; documents that it brought before are kept.
    """
    asked = Asked()
    write = partial(_book, connection, source, interval, airflow_run, asked)
    try:
        book.check_wait(connection, source, now)
        _bring(connection, source, interval, now, airflow_run, asked)
    except NotModified as reason:
        asked.note, asked.http_status = str(reason), 304
    except NotAnswerable as reason:
        write("no answer", str(reason))
        raise
    except FetchError as error:
        write(_outcome(error), str(error), error)
        raise
    except psycopg.Error:
        raise
    except Exception as error:
        write("failed", f"{type(error).__name__}: {error}")
        raise
    if asked.unusable is not None:
        write("unusable", str(asked.unusable))
    elif asked.is_empty:
        asked.note = f"{source.name} is a valid feed without entries."
        write("empty", asked.note)
    else:
        write("documents" if asked.documents else "unchanged")
    return asked


def _outcome(error: FetchError) -> book.Outcome:
    if isinstance(error, book.HostWaits):
        return "waiting"
    return "refused" if isinstance(error, FetchRefused) else "failed"


def _bring(
    connection: psycopg.Connection,
    source: Source,
    interval: Interval,
    now: dt.datetime,
    airflow_run: str | None,
    asked: Asked,
) -> None:
    arriving = _remarked(fetch(source, cursors(connection, source.name), interval, now), asked)
    for some in portions(
        _judged(arriving, source, asked),
        lambda one: len(one.document.content),
        most=_DOCUMENTS_AT_ONCE,
        largest=_BYTES_AT_ONCE,
    ):
        into, kept = keep(connection, source.name, interval, some, airflow_run)
        asked.run_id, asked.documents = into or asked.run_id, asked.documents + kept
        if kept:
            logger.info("%s: %s documents kept so far.", source.name, f"{asked.documents:,}")


def _remarked(arriving: Any, asked: Asked) -> Iterator[Fetched]:  # noqa: ANN401 - any iterator, or a generator
    """Yield the documents, and note the sentence that a generator returns at its end."""
    asked.remark = yield from arriving


def _judged(arriving: Iterator[Fetched], source: Source, asked: Asked) -> Iterator[Fetched]:
    """Yield the documents, each marked whether it is usable. Only the answers of feeds are judged."""
    defaults = source.defaults()
    for one in arriving:
        asked.http_status = asked.http_status or one.http_status
        if one.trouble and one.trouble.retry_at:
            asked.trouble = one.trouble
        is_feed = one.kept and defaults.expects_feed(one.document.path)
        found = verdict(one.document, defaults) if is_feed else Verdict(0)
        asked.is_empty = asked.is_empty or found.is_empty
        if found.reason is None:
            yield one
            continue
        asked.unusable = FetchFailed(
            f"Source {source.name}: the answer is no whole, usable feed. {found.reason}",
            http_status=one.http_status,
        )
        yield replace(one, usable=False)


def _book(
    connection: psycopg.Connection,
    source: Source,
    interval: Interval,
    airflow_run: str | None,
    asked: Asked,
    outcome: book.Outcome,
    reason: str | None = None,
    error: FetchError | None = None,
) -> None:
    held = error or asked.trouble
    entry = book.Entry(
        outcome,
        reason and storable(reason),
        asked.documents,
        asked.run_id,
        error.http_status if error else asked.http_status,
        held.host if held else None,
        held.retry_at if held else None,
    )
    book.write(connection, source, interval, airflow_run, entry)
