"""Connections of the pages to the warehouse, which can change nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from airflow.sdk.exceptions import AirflowNotFoundException
from psycopg import sql
from psycopg.rows import namedtuple_row

from newswire.airflow_tasks.tasks import CONNECTION_ID, warehouse
from newswire.errors import RetriableError
from newswire.warehouse.roles import READER

_LONGEST = "15s"
"""The time after which the server gives up a statement, so that no page holds it longer."""

_SETTINGS = sql.SQL(
    "SET default_transaction_read_only = on; SET timezone = 'UTC'; SET statement_timeout = {limit}; {role}"
)


class NoAnswer(RetriableError):
    """The warehouse does not answer. The text names the remedy."""


@contextmanager
def reader() -> Iterator[psycopg.Connection[Any]]:
    """Yield a connection of the reader, who sees ``mart`` alone. Its rows are named tuples.

    Raises:
        NoAnswer: the warehouse cannot be reached, stopped meanwhile or is too slow.
    """
    with _connection(sql.SQL("SET ROLE {}").format(sql.Identifier(READER))) as connection:
        yield connection


@contextmanager
def ledger() -> Iterator[psycopg.Connection[Any]]:
    """Yield a connection that reads the ledger too, for pages on Airflow's runs and on switches.

    Raises:
        NoAnswer: as with ``reader``.
    """
    with _connection(sql.SQL("")) as connection:
        yield connection


@contextmanager
def _connection(role: sql.Composable) -> Iterator[psycopg.Connection[Any]]:
    try:
        with warehouse() as connection:
            connection.execute(_SETTINGS.format(limit=sql.Literal(_LONGEST), role=role))
            connection.row_factory = namedtuple_row
            yield connection
    except AirflowNotFoundException:
        raise NoAnswer(
            f"Airflow has no connection {CONNECTION_ID}. ./newswire up and the compose file pass it in the "
            f"environment."
        ) from None
    except psycopg.errors.QueryCanceled:
        raise NoAnswer(f"The warehouse did not answer within {_LONGEST}. Narrow the filters.") from None
    except psycopg.errors.UndefinedTable as error:
        raise NoAnswer(
            f"The warehouse lacks a table ({error.diag.message_primary}). ./newswire migrate."
        ) from None
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise NoAnswer(
            f"The warehouse cannot be reached: {reason}. Start it, then load this page again."
        ) from error
