"""Connections to the warehouse, on the user's own server or on the embedded one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from newswire import settings
from newswire.errors import DatabaseError
from newswire.warehouse.embedded import running
from newswire.warehouse.migrations import migrate
from newswire.warehouse.roles import READER


@contextmanager
def warehouse_url() -> Iterator[str]:
    """Yield the owner's URL: ``NEWSWIRE_DATABASE_URL``, otherwise that of the embedded server."""
    if url := settings.database_url():
        yield url
        return
    with running(settings.home()) as database:
        yield database.url()


@contextmanager
def warehouse() -> Iterator[psycopg.Connection]:
    """Yield an autocommit connection to the warehouse, with all migrations applied.

    Raises:
        DatabaseError: it cannot be reached or prepared. The message has the cause and the remedy.
    """
    with warehouse_url() as url, connect(url) as connection:
        migrate(connection)
        yield connection


@contextmanager
def reader() -> Iterator[psycopg.Connection]:
    """Yield an autocommit connection of the reader, who sees ``mart`` only, with all migrations applied.

    On the embedded server, and with ``NEWSWIRE_READER_URL``, the reader logs in, so no statement can gain
    more rights. On the user's own server without that URL, the owner logs in and sets the reader's role.
    That prevents mistakes only: a statement can reset the role.

    Raises:
        DatabaseError: the warehouse cannot be reached or prepared. The message has the cause and the remedy.
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
    with running(settings.home()) as database:  # warehouse_url keeps it running afterwards
        return connect(database.url(READER, "newswire"))


def connect(url: str, variable: str = "NEWSWIRE_DATABASE_URL") -> psycopg.Connection:
    """Return an autocommit connection, without migrations. ``variable`` names the setting with the URL.

    Raises:
        DatabaseError: the URL is invalid, or its server cannot be reached.
    """
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=15, application_name="newswire")
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise DatabaseError(f"The warehouse cannot be reached: {reason}. Is {variable} right?") from error
    except psycopg.ProgrammingError:
        raise _no_url(variable) from None


def parameters(url: str, variable: str = "NEWSWIRE_DATABASE_URL") -> dict[str, str]:
    """Return the parameters of a URL by libpq's names. ``variable`` names the setting with the URL.

    Raises:
        DatabaseError: the URL is invalid.
    """
    try:
        return {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError:
        raise _no_url(variable) from None


def _no_url(variable: str) -> DatabaseError:
    """Return an error that replaces libpq's, whose text contains the URL with its password."""
    return DatabaseError(
        f"{variable} is no URL of a PostgreSQL database, such as postgresql://user:password@host/news."
    )
