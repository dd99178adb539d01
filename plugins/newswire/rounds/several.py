"""Several sources of a round at once: they wait for the network most of the time."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from contextvars import copy_context
from typing import Any

import psycopg

from newswire.errors import FatalError, NewswireError
from newswire.fetch.fetched import FetchError
from newswire.logs.about import about
from newswire.outcomes import storable
from newswire.rounds.source import Order, Read, answered, load, read
from newswire.warehouse.connect import Opened
from newswire.warehouse.failures import in_words
from newswire.workers.work import Parsers

AT_ONCE = 8
"""Sources that one process works on at a time."""

logger = logging.getLogger(__name__)


def ingest(
    names: Sequence[str], order: Order, opened: Opened, parsers: Parsers, at_once: int = AT_ONCE
) -> Iterator[dict[str, Any]]:
    """Yield the row of each source when its work has ended. A source that fails stops no other one.

    A row is the ledger's, or it has a ``note`` (nothing is new) or an ``error``. With an error stand
    ``is_final``, whether another try cannot help, and ``retry_at``, the time at which a host asks to be
    called again, in ISO form or None. Threads read ``at_once`` sources, each by a connection of its own, and
    this one loads them: a connection that has loaded before is quicker than a new one.

    Raises:
        DatabaseError, psycopg.Error: the warehouse is lost. Another call with the same order goes on where
            this one stopped.
    """
    with opened() as connection:
        answers = answered(connection, names, order)

        def read_one(its_own: psycopg.Connection, name: str) -> Read:
            with about(name):
                return read(its_own, name, order, answers.get(name), parsers)

        for name, found in _read(names, read_one, opened, at_once):
            if isinstance(found, Exception):
                with about(name):
                    row = _failed(name, found)
                yield row
            else:
                yield _loaded(connection, name, found, order, parsers)


def _loaded(
    connection: psycopg.Connection, name: str, found: Read, order: Order, parsers: Parsers
) -> dict[str, Any]:
    with about(name, found.run_id):
        try:
            return load(connection, name, found, order, parsers)
        except Exception as error:
            if connection.closed:
                raise  # every further source would fail as well
            return _failed(name, error)


def _read(
    names: Sequence[str],
    read_one: Callable[[psycopg.Connection, str], Read],
    opened: Opened,
    at_once: int,
) -> Iterator[tuple[str, Read | Exception]]:
    """Yield each source as a thread has read it, or the error, while threads go on with later ones.

    The threads end with their process: a fetch that is interrupted leaves nothing half done.
    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for name in names:
        waiting.put(name)
    threads = min(at_once, len(names))
    done: queue.Queue[tuple[str, Read | Exception] | BaseException | None] = queue.Queue(max(threads, 1))

    def work() -> None:
        try:
            with opened() as connection:
                for name in _taken(waiting):
                    done.put((name, _read_or_error(connection, name, read_one)))
        except BaseException as error:  # noqa: BLE001 - the reader of the results raises it
            done.put(error)
        else:
            done.put(None)

    for _ in range(threads):
        threading.Thread(target=copy_context().run, args=(work,), daemon=True).start()
    lost: BaseException | None = None
    try:
        while threads:
            one = done.get()
            if isinstance(one, tuple):
                yield one
            else:
                threads -= 1
                lost = lost or one
    finally:
        for _ in _taken(waiting):
            pass
    if lost is not None:
        raise lost


def _read_or_error(
    connection: psycopg.Connection, name: str, read_one: Callable[[psycopg.Connection, str], Read]
) -> Read | Exception:
    try:
        return read_one(connection, name)
    except Exception as error:
        if connection.closed:
            raise
        return error


def _taken(waiting: queue.SimpleQueue[str]) -> Iterator[str]:
    with suppress(queue.Empty):
        while True:
            yield waiting.get_nowait()


def _failed(name: str, error: Exception) -> dict[str, Any]:
    """Log why a source failed. Return its row."""
    if isinstance(error, NewswireError):
        reason = storable(str(error))
        logger.error("%s", reason)
    elif isinstance(error, psycopg.OperationalError):
        reason = storable(str(in_words(error)))
        logger.error("%s: %s", name, reason)
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
