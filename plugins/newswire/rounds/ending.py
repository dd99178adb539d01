"""The end of a round: what is done once for all of its loads, and what of it can be done meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from newswire.errors import DatabaseError
from newswire.reading.learning import Learned, settle_lines
from newswire.search import SearchError, index
from newswire.translations.reading import Known, nothing_known
from newswire.translations.stage import link
from newswire.warehouse.connect import Opened

_INDEX_EVERY = 5.0
"""Seconds between two portions of the index during the loads."""


@contextmanager
def index_behind(opened: Opened) -> Iterator[None]:
    """Make loaded stories searchable every few seconds, by a connection and a thread of its own.

    ``end_round`` indexes the rest. That call raises any error, so that one here is no news.
    """
    ended = threading.Event()

    def work() -> None:
        with suppress(SearchError, DatabaseError, psycopg.Error), opened() as connection:
            while not ended.wait(_INDEX_EVERY):
                index(connection)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def end_round(
    connection: psycopg.Connection,
    directory: Path | None = None,
    opened: Opened | None = None,
    known: Known = nothing_known,
) -> Learned:
    """Leave out the lines that pages repeat, make the stories searchable, and join their translations.

    With ``opened`` the last two are done beside each other. ``known`` has keys that were made before.
    """
    learned = settle_lines(connection, directory)
    if opened is None:
        index(connection)
        link(connection, known)
    else:
        with link_beside(opened, known) as linking:
            index(connection, opened)
        linking.result()
    return learned


@contextmanager
def link_beside(opened: Opened, known: Known = nothing_known) -> Iterator[Future[int]]:
    """Join translations beside the block, which makes stories searchable: the server does that, and we this.

    Yield the number of new links, or the error, as it will be known behind the block.
    """
    with ThreadPoolExecutor(1) as beside:
        yield beside.submit(_link, opened, known)


def _link(opened: Opened, known: Known) -> int:
    with opened() as connection:
        return link(connection, known)
