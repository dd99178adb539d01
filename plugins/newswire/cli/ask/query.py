"""``newswire query``: one statement, as the role that sees ``mart`` only and can write nothing."""

from __future__ import annotations

import sys
from typing import Annotated

import psycopg
import typer

from newswire.cli.ask.answer import one_form, print_answer
from newswire.cli.ask.printed import print_as_postgres
from newswire.errors import FatalError
from newswire.warehouse.connect import reader
from newswire.warehouse.failures import in_words

PASSES_OPTIONS_ON = True
"""A statement may begin with a comment, ``-- …``, which is no option."""


_READER = "The reader sees the views of mart, which docs/WAREHOUSE.md describes, and changes nothing."

_BEYOND_THE_READER = (
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.ReadOnlySqlTransaction,
)


class QueryError(FatalError):
    """The statement has no answer. The text is PostgreSQL's own, or names a remedy."""


def command(
    statement: Annotated[str, typer.Argument(metavar="SQL", help="One statement; - reads it from stdin.")],
    as_json: Annotated[
        bool,
        typer.Option("--json", help="Print one JSON object a row. A repeated column name gets a number."),
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV with a header line.")] = False,
) -> None:
    """Run one statement as the reader, who sees the views of mart, and print its rows."""
    one_form(as_json=as_json, as_csv=as_csv)
    names, rows = _answer(sys.stdin.read() if statement == "-" else statement)
    print_answer(names, rows, as_json=as_json, as_csv=as_csv)


def _answer(statement: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the names and rows of a statement's answer. Its transaction is always rolled back.

    Raises:
        QueryError: PostgreSQL refuses the statement, or it answers no rows.
    """
    text = statement.strip().rstrip(";")
    word = text.split()[0].upper() if text.split() else "Nothing"
    if word == "COPY":
        raise QueryError("COPY answers no rows; --csv writes the rows of a SELECT as CSV.")
    with reader() as connection:
        try:
            with connection.transaction(force_rollback=True):
                connection.execute("SET TRANSACTION READ ONLY")
                print_as_postgres(connection)
                # prepare=True: the extended protocol takes one statement, so that none can follow it
                cursor = connection.execute(text.encode(), prepare=True)
                if cursor.description is None:
                    raise QueryError(
                        f"{text.split()[0] if text else 'An empty text'} answers no rows; ask by SELECT."
                    )
                return [column.name for column in cursor.description], cursor.fetchall()
        except psycopg.errors.QueryCanceled as error:
            raise QueryError(
                f"{str(error).strip()}: a reader's statement may take {_limit(connection)}. "
                "PGOPTIONS='-c statement_timeout=1h' in the environment gives it more time."
            ) from None
        except psycopg.errors.StatementTooComplex as error:
            raise QueryError(str(in_words(error))) from None
        except psycopg.errors.ObjectNotInPrerequisiteState as error:  # its hint is for a view's owner
            raise QueryError(f"{error.diag.message_primary}\n{_READER}") from None
        except _BEYOND_THE_READER as error:
            raise QueryError(f"{str(error).strip()}\n{_READER}") from None
        except psycopg.Error as error:
            raise QueryError(str(error).strip()) from None


def _limit(connection: psycopg.Connection) -> str:
    """Return the time that a statement may take, as PostgreSQL writes it."""
    (limit,) = connection.execute("SHOW statement_timeout").fetchone() or ("0",)
    return str(limit)
