"""Several sources of a round at once: they wait for the network most of the time."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from contextvars import copy_context
from typing import Any

import psycopg

from newswire.errors import FatalError, NewswireError
from newswire.fetch.fetched import FetchError
from newswire.outcomes import storable
from newswire.rounds.source import Order, answered, ingest_source
from newswire.workers.work import Parsers

AT_ONCE = 8
"""Sources that one process works on at a time."""

Opened = Callable[[], AbstractContextManager[psycopg.Connection]]
"""Opens a connection to the warehouse, in autocommit mode."""

logger = logging.getLogger(__name__)


def ingest(
    names: Sequence[str], order: Order, opened: Opened, parsers: Parsers, at_once: int = AT_ONCE
) -> Iterator[dict[str, Any]]:
    """Yield the row of each source when its work has ended. A source that fails stops no other one.

    A row is the ledger's, or it has a ``note`` (nothing is new) or an ``error``. With an error stand
    ``is_final``, whether another try cannot help, and ``retry_at``, the time at which a host asks to be
    called again, in ISO form or None. Each of ``at_once`` threads opens its own connection. The threads end
    with their process: a source that is interrupted is left with nothing half done.

    Raises:
        DatabaseError, psycopg.Error: the warehouse is lost. Another call with the same order goes on where
            this one stopped.
    """
    with opened() as connection:
        answers = answered(connection, names, order)

    def row_of(connection: psycopg.Connection, name: str) -> dict[str, Any]:
        return ingest_source(connection, name, order, answers.get(name), parsers)

    for row in _rows(names, row_of, opened, at_once):
        yield _told(*row) if isinstance(row, tuple) else row


def _rows(
    names: Sequence[str],
    row_of: Callable[[psycopg.Connection, str], dict[str, Any]],
    opened: Opened,
    at_once: int,
) -> Iterator[dict[str, Any] | tuple[str, Exception]]:
    """Yield the row or the error of each source when its work has ended.

    The work is that of threads with a connection each.
    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    rows: queue.SimpleQueue[dict[str, Any] | tuple[str, Exception] | BaseException | None] = (
        queue.SimpleQueue()
    )
    for name in names:
        waiting.put(name)

    def work() -> None:
        try:
            with opened() as connection:
                for name in _taken(waiting):
                    try:
                        rows.put(row_of(connection, name))
                    except Exception as error:
                        if connection.closed:
                            raise
                        rows.put((name, error))
        except BaseException as error:  # noqa: BLE001 - the reader of the rows raises it
            rows.put(error)
        else:
            rows.put(None)

    threads = min(at_once, len(names))
    for _ in range(threads):
        threading.Thread(target=copy_context().run, args=(work,), daemon=True).start()
    lost: BaseException | None = None
    try:
        while threads:
            row = rows.get()
            if row is None or isinstance(row, BaseException):
                threads -= 1
                lost = lost or row
            else:
                yield row
    finally:
        for _ in _taken(waiting):
            pass
    if lost is not None:
        raise lost


def _taken(waiting: queue.SimpleQueue[str]) -> Iterator[str]:
    with suppress(queue.Empty):
        while True:
            yield waiting.get_nowait()


def _told(name: str, error: Exception) -> dict[str, Any]:
    """Log why a source failed. Return its row."""
    if isinstance(error, NewswireError):
        reason = storable(str(error))
        logger.error("%s", reason)
    else:
        logger.error("Source %s failed; the others go on.", name, exc_info=error)
        reason = storable(f"{type(error).__name__}: {error}")
    until = error.retry_at if isinstance(error, FetchError) else None
    return {
        "source": name,
        "error": reason,
        "is_final": isinstance(error, FatalError),
        "retry_at": until and until.isoformat(),
    }
