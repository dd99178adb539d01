"""A connection to the warehouse, wherever it is: the user's own server, or the embedded one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from newswire import settings
from newswire.warehouse.embedded import READER, DatabaseError, running
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


@contextmanager
def reader() -> Iterator[psycopg.Connection]:
    """An autocommit connection of the reader, who sees ``mart`` only, to the warehouse with all migrations.

    On the embedded server, and with ``NEWSWIRE_READER_URL``, it is the reader who logged in: nothing that a
    statement says makes more of it. Without, on a server of the user's own, the owner logs in and takes the
    reader's role, which keeps from mistakes, and not from who means to go back.

    Raises:
        DatabaseError: the warehouse cannot be reached or prepared; the text says why and what to do.
    """
    with warehouse_url() as url:
        with connect(url) as owner:
            migrate(owner)
        with _reader(url) as connection:
            try:
                connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(READER)))
            except psycopg.Error as error:
                raise DatabaseError(
                    f"{connection.info.user} cannot read: {str(error).strip()}. As the database's superuser: "
                    f"GRANT {READER} TO {connection.info.user};"
                ) from error
            yield connection


def _reader(owner_url: str) -> psycopg.Connection:
    if own := settings.reader_url():
        return connect(own, "NEWSWIRE_READER_URL")
    if settings.database_url():
        return connect(owner_url)
    with running(settings.home()) as database:  # its other user, warehouse_url, keeps it running
        return connect(database.url(READER, "newswire"))


def connect(url: str, variable: str = "NEWSWIRE_DATABASE_URL") -> psycopg.Connection:
    """An autocommit connection, without migrations. ``variable`` is where the URL comes from.

    Raises:
        DatabaseError: the URL is none, or its server cannot be reached.
    """
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=15, application_name="newswire")
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split()).rstrip(".")
        raise DatabaseError(f"The warehouse cannot be reached: {said}. Is {variable} right?") from error
    except psycopg.ProgrammingError:
        raise _no_url(variable) from None


def parameters(url: str, variable: str = "NEWSWIRE_DATABASE_URL") -> dict[str, str]:
    """What a connection URL says, by libpq's names. ``variable`` is where the URL comes from.

    Raises:
        DatabaseError: the URL is none.
    """
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError:
        raise _no_url(variable) from None


def _no_url(variable: str) -> DatabaseError:
    """The error in place of libpq's, whose text would show the URL, and with it the password."""
    return DatabaseError(
        f"{variable} is no URL of a PostgreSQL database, such as postgresql://user:password@host/news."
    )
