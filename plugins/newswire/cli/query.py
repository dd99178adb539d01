"""``newswire query``: one statement, as the role that sees ``mart`` only and can write nothing."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sys
from decimal import Decimal
from typing import Annotated, Any

import psycopg
import typer

from newswire.cli.tables import print_rows
from newswire.errors import NewswireError
from newswire.warehouse.connect import warehouse
from newswire.warehouse.embedded import READER


class QueryError(NewswireError):
    """The statement could not be run; the text is PostgreSQL's own."""


def command(
    statement: Annotated[str, typer.Argument(metavar="SQL", help="One statement; - reads it from stdin.")],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a row.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV with a header line.")] = False,
) -> None:
    """Run one statement as the reader, who sees the views of mart, and print what it answers."""
    if as_json and as_csv:
        raise typer.BadParameter("Either --json or --csv.")
    text = sys.stdin.read() if statement == "-" else statement
    with warehouse() as connection, connection.transaction():
        connection.execute("SET TRANSACTION READ ONLY")
        connection.execute(psycopg.sql.SQL("SET LOCAL ROLE {}").format(psycopg.sql.Identifier(READER)))
        try:
            # prepare=True: the extended protocol takes one statement, so none can be smuggled in behind it
            cursor = connection.execute(text.strip().rstrip(";").encode(), prepare=True)
        except psycopg.Error as error:
            raise QueryError(f"{error}".strip()) from None
        names = [column.name for column in cursor.description or ()]
        if as_json:
            for row in cursor:
                print(json.dumps(dict(zip(names, row, strict=True)), default=_plain, ensure_ascii=False))
        elif as_csv:
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(names)
            writer.writerows([_plain(value) if value is not None else "" for value in row] for row in cursor)
        else:
            print_rows(names, cursor)


def _plain(value: object) -> Any:  # noqa: ANN401 - whatever JSON and CSV can write
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, (str, int, float, bool, list, dict)) else str(value)
