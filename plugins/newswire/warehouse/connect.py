"""A connection to the warehouse, wherever it is: the user's own server, or the embedded one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from newswire import settings
from newswire.warehouse.embedded import DatabaseError, running
from newswire.warehouse.migrations import migrate


@contextmanager
def warehouse_url() -> Iterator[str]:
    """URL of the warehouse's owner: ``NEWSWIRE_DATABASE_URL``, else the embedded server, up meanwhile."""
    if url := settings.database_url():
        yield url
        return
    with running(settings.home()) as database:
        yield database.url()


@contextmanager
def warehouse() -> Iterator[psycopg.Connection]:
    """An autocommit connection to the warehouse, with all migrations applied.

    Raises:
        DatabaseError: it cannot be reached or prepared; the text says why and what to do.
    """
    with warehouse_url() as url:
        try:
            connection = psycopg.connect(
                url, autocommit=True, connect_timeout=15, application_name="newswire"
            )
        except psycopg.OperationalError as error:
            raise DatabaseError(
                f"The warehouse cannot be reached: {error}. Is NEWSWIRE_DATABASE_URL right?"
            ) from error
        with connection:
            migrate(connection)
            yield connection
