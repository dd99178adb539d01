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
    with warehouse_url() as url, connect(url) as connection:
        migrate(connection)
        yield connection


def connect(url: str) -> psycopg.Connection:
    """An autocommit connection, without migrations.

    Raises:
        DatabaseError: the URL is none, or its server cannot be reached.
    """
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=15, application_name="newswire")
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise DatabaseError(
            f"The warehouse cannot be reached: {said}. Is NEWSWIRE_DATABASE_URL right?"
        ) from error
    except psycopg.ProgrammingError:
        # Its text would show the URL, and with it the password.
        raise DatabaseError(
            "NEWSWIRE_DATABASE_URL is no URL of a PostgreSQL database, such as postgresql://user:password@host/news."
        ) from None
