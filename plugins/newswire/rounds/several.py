"""Several sources of a round at once: they wait for the network most of the time."""

from __future__ import annotations

import logging
import queue
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from contextvars import copy_context
from functools import partial
from typing import Any

import psycopg

from newswire.errors import FatalError, NewswireError
from newswire.fetch.fetched import FetchError
from newswire.outcomes import storable
from newswire.rounds.source import Answered, Order, answered, ingest_source
from newswire.warehouse.failures import in_words
from newswire.workers.crew import Crew
from newswire.workers.work import Parsers

AT_ONCE = 8
"""Sources that one process works on at a time."""

Opened = Callable[[], AbstractContextManager[psycopg.Connection]]
"""Opens a connection to the warehouse, in autocommit mode."""

logger = logging.getLogger(__name__)


def ingest(
    names: Sequence[str], order: Order, opened: Opened, at_once: int = AT_ONCE
) -> Iterator[dict[str, Any]]:
    """Yield the row of each source when its work has ended. A source that fails stops no other one.

    A row is the ledger's, or it has a ``note`` (nothing is new) or an ``error``. With an error stand
    ``is_final``, whether another try cannot help, and ``retry_at``, the time at which a host asks to be
    called again, in ISO form or None. Each of ``at_once`` threads opens its own connection.

    Raises:
        DatabaseError, psycopg.Error: the warehouse is lost. Another call with the same order goes on where
            this one stopped.
    """
    with opened() as connection:
        answers = answered(connection, names, order)
    with Crew() as crew:
        yield from _rows(names, partial(_row, order=order, answers=answers, parsers=crew), opened, at_once)


def _rows(
    names: Sequence[str],
    row_of: Callable[[psycopg.Connection, str], dict[str, Any]],
    opened: Opened,
    at_once: int,
) -> Iterator[dict[str, Any]]:
    """Yield the row of each source when its work has ended, in threads with a connection each."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    rows: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
    for name in names:
        waiting.put(name)

    def work() -> None:
        try:
            with opened() as connection:
                for name in _taken(waiting):
                    rows.put(row_of(connection, name))
        finally:
            rows.put(None)

    threads = min(at_once, len(names))
    with ThreadPoolExecutor(max(threads, 1), "source") as pool:
        working = [pool.submit(copy_context().run, work) for _ in range(threads)]
        try:
            while threads:
                row = rows.get()
                if row is None:
                    threads -= 1
                else:
                    yield row
        finally:
            for _ in _taken(waiting):
                pass
    for one in working:
        one.result()


def _taken(waiting: queue.SimpleQueue[str]) -> Iterator[str]:
    with suppress(queue.Empty):
        while True:
            yield waiting.get_nowait()


def _row(
    connection: psycopg.Connection,
    name: str,
    order: Order,
    answers: Mapping[str, Answered],
    parsers: Parsers,
) -> dict[str, Any]:
    """Return the row of a source's outcome.

    Raises:
        psycopg.Error: the connection is lost.
    """
    failed: Exception
    try:
        return ingest_source(connection, name, order, answers.get(name), parsers)
    except NewswireError as error:
        failed, reason = error, storable(str(error))
        logger.error("%s", reason)  # noqa: TRY400 - the text is complete; a traceback helps nobody
    except psycopg.OperationalError as error:
        if connection.closed:
            raise
        failed = in_words(error)
        reason = storable(str(failed))
        logger.error("%s: %s", name, reason)  # noqa: TRY400
    except Exception as error:
        if connection.closed:
            raise
        logger.exception("Source %s failed; the others go on.", name)
        failed, reason = error, storable(f"{type(error).__name__}: {error}")
    until = failed.retry_at if isinstance(failed, FetchError) else None
    return {
        "source": name,
        "error": reason,
        "is_final": isinstance(failed, FatalError),
        "retry_at": until and until.isoformat(),
    }
