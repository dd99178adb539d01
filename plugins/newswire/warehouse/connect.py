"""Connections to the warehouse, on the user's own server or on the embedded one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from newswire import settings
from newswire.errors import DatabaseError
from newswire.warehouse.embedded import folder, running
from newswire.warehouse.migrations import migrate
from newswire.warehouse.roles import LOADER, READER

Opened = Callable[[], AbstractContextManager[psycopg.Connection]]
"""Opens a connection to the warehouse, in autocommit mode."""

_SETTING = "NEWSWIRE_DATABASE_URL"

# A role's settings hold for its own logins only, so those of the reader are set for any other login. The
# settings that only a superuser may set, and what the client has set itself, are left.
_LIMITS = """
SELECT set_config(name, substr(entry, length(name) + 2), false)
FROM pg_roles CROSS JOIN unnest(rolconfig) AS entry JOIN pg_settings ON name = split_part(entry, '=', 1)
WHERE rolname = %s AND context = 'user' AND source NOT IN ('client', 'session')
"""


class Way(NamedTuple):
    """A login to the warehouse."""

    url: str
    variable: str | None
    """The setting with the URL; None for the embedded server."""
    logs_in: bool
    """Whether it has the right role from the start. Otherwise it must take the reader's."""


@contextmanager
def owner_url() -> Iterator[str]:
    """Yield the URL of whoever migrates: ``NEWSWIRE_DATABASE_URL``, otherwise the embedded server's owner."""
    if url := settings.database_url():
        yield url
        return
    with running(settings.home()) as database:
        yield database.url()


@contextmanager
def warehouse_url() -> Iterator[str]:
    """Yield the URL of whoever loads, with all migrations applied.

    It is ``NEWSWIRE_DATABASE_URL``, otherwise that of the embedded server's loader.

    Raises:
        DatabaseError: the warehouse cannot be reached or prepared. The message has the cause and the remedy.
    """
    with owner_url() as url:
        with connect(url, url_setting()) as owner:
            migrate(owner)
        if settings.database_url():
            yield url
            return
        with running(settings.home()) as database:
            yield database.url(LOADER, "newswire")


@contextmanager
def warehouse() -> Iterator[psycopg.Connection]:
    """Yield an autocommit connection of the loader to the warehouse, with all migrations applied.

    Raises:
        DatabaseError: it cannot be reached or prepared. The message has the cause and the remedy.
    """
    with warehouse_url() as url, connect(url, url_setting()) as connection:
        yield connection


@contextmanager
def reading() -> Iterator[Way]:
    """Yield the way of a reader to the warehouse, with all migrations applied.

    On the embedded server, and with ``NEWSWIRE_READER_URL``, the reader logs in, so no statement can gain
    more rights. On the user's own server without that URL, the owner logs in and sets the reader's role.
    That prevents mistakes only: a statement can reset the role.

    Raises:
        DatabaseError: the warehouse cannot be reached or prepared. The message has the cause and the remedy.
    """
    with warehouse_url() as url:
        if own := settings.reader_url():
            yield Way(own, "NEWSWIRE_READER_URL", logs_in=True)
        elif settings.database_url():
            yield Way(url, _SETTING, logs_in=False)
        else:
            with running(settings.home()) as database:
                yield Way(database.url(READER, "newswire"), None, logs_in=True)


@contextmanager
def reader() -> Iterator[psycopg.Connection]:
    """Yield an autocommit connection of the reader, who sees ``mart`` only (see ``reading``).

    The limits of the reader's role hold for every login, unless its environment (``PGOPTIONS``) has others.

    Raises:
        DatabaseError: the warehouse cannot be reached or prepared. The message has the cause and the remedy.
    """
    with reading() as way, connect(way.url, way.variable) as connection:
        try:
            connection.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(READER)))
        except psycopg.Error as error:
            raise DatabaseError(
                f"{connection.info.user} cannot read: {str(error).strip()}. As the database's superuser: "
                f"GRANT {READER} TO {connection.info.user};"
            ) from error
        connection.execute(_LIMITS, (READER,))
        yield connection


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
