"""Connections to the warehouse, on the user's own server or on the embedded one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from newswire import settings
from newswire.errors import DatabaseError
from newswire.warehouse.embedded import folder, running
from newswire.warehouse.migrations import migrate
from newswire.warehouse.roles import READER

_SETTING = "NEWSWIRE_DATABASE_URL"


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
    with warehouse_url() as url, connect(url, url_setting()) as connection:
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
        with connect(url, url_setting()) as owner:
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
        return connect(database.url(READER, "newswire"), None)


def url_setting() -> str | None:
    """Return the name of the setting with the warehouse's URL if it is set."""
    return _SETTING if settings.database_url() else None


def connect(url: str, variable: str | None = _SETTING) -> psycopg.Connection:
    """Return an autocommit connection, without migrations.

    Args:
        url: of the server.
        variable: the name of the setting with the URL; None for the embedded server.

    Raises:
        DatabaseError: the URL is invalid, or its server cannot be reached.
    """
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=15, application_name="newswire")
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        if variable is None:
            log = folder(settings.home()) / "server.log"
            remedy = (
                f"It is the embedded one, and its log is {log}. ./newswire down stops it; then try again."
            )
        else:
            remedy = f"Is {variable} right?"
        raise DatabaseError(f"The warehouse cannot be reached: {reason}. {remedy}") from error
    except psycopg.ProgrammingError:
        raise _no_url(variable or _SETTING) from None


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
