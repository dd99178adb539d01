"""Work beside the loads, which go on in one order: fetches of several sources ahead, the index behind."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager, suppress
from typing import TypeVar

import psycopg

from newswire.search import SearchError, index
from newswire.warehouse.connect import connect

AT_ONCE = 8
"""Fetches that go on at once. They wait for the network most of the time."""

_INDEX_EVERY = 5.0
"""Seconds between two portions of the index during the loads."""

_T = TypeVar("_T")


class Room:
    """The room for results that wait: some bytes, which threads take and give back."""

    def __init__(self, size: int) -> None:
        self._left = size
        self._lock = threading.Lock()

    def is_full(self) -> bool:
        """Return whether nothing more should be taken. What is taken by then may exceed the room."""
        return self._left <= 0

    def take(self, size: int) -> None:
        """Take some bytes; a negative number gives them back."""
        with self._lock:
            self._left -= size


def ahead(
    names: Sequence[str], url: str, fetch: Callable[[psycopg.Connection, str], _T], at_once: int = AT_ONCE
) -> Iterator[tuple[str, Future[_T]]]:
    """Yield each name, in order, with the result of its fetch, while the fetches of later names go on.

    Each of ``at_once`` threads has its own connection to the warehouse at ``url``. The threads end with
    their process: a fetch that is interrupted leaves nothing half done.
    """
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    results: dict[str, Future[_T]] = {}
    for name in names:
        results[name] = Future()
        waiting.put(name)

    def work() -> None:
        with ExitStack() as stack:
            connection: psycopg.Connection | None = None
            while True:
                try:
                    name = waiting.get_nowait()
                except queue.Empty:
                    return
                try:
                    if connection is None or connection.closed:
                        connection = stack.enter_context(connect(url))
                    results[name].set_result(fetch(connection, name))
                except BaseException as error:  # noqa: BLE001 - the reader of the result raises it
                    results[name].set_exception(error)

    for _ in range(min(at_once, len(results))):
        threading.Thread(target=work, daemon=True).start()
    for name in names:
        results[name].exception()  # waits
        yield name, results.pop(name)


@contextmanager
def index_behind(url: str) -> Iterator[None]:
    """Make loaded stories searchable every few seconds, by a connection and a thread of its own.

    The caller indexes the rest at the end. That call raises any error, so that one here is no news.
    """
    ended = threading.Event()

    def work() -> None:
        with suppress(SearchError, psycopg.Error), connect(url) as connection:
            while not ended.wait(_INDEX_EVERY):
                index(connection)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
