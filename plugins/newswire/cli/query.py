"""``newswire query``: one statement, as the role that sees ``mart`` only and can write nothing."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import sys
from decimal import Decimal
from typing import Annotated, Any

import psycopg
import typer

from newswire.cli.tables import print_rows
from newswire.errors import NewswireError
from newswire.warehouse.connect import reader

PASSES_OPTIONS_ON = True
"""A statement may begin with a comment, ``-- …``, which is no option."""


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
    names, rows = _answer(sys.stdin.read() if statement == "-" else statement)
    if as_json:
        for row in rows:
            print(json.dumps(dict(zip(names, map(_json, row), strict=True)), ensure_ascii=False))
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(map(_text, row) for row in rows)
    else:
        print_rows(names, (map(_text, row) for row in rows))


def _answer(statement: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Names and rows that a statement answers; it is taken back, whatever it did."""
    text = statement.strip().rstrip(";")
    word = text.split()[0].upper() if text.split() else "Nothing"
    if word == "COPY":
        raise QueryError("COPY answers no rows; --csv writes what a SELECT answers as CSV.")
    with reader() as connection:
        try:
            with connection.transaction(force_rollback=True):
                connection.execute("SET TRANSACTION READ ONLY")
                # prepare=True: the extended protocol takes one statement, none can be smuggled in behind it
                cursor = connection.execute(text.encode(), prepare=True)
                if cursor.description is None:
                    raise QueryError(
                        f"{text.split()[0] if text else 'Nothing'} answers no rows; ask by SELECT."
                    )
                return [column.name for column in cursor.description], cursor.fetchall()
        except psycopg.Error as error:
            raise QueryError(str(error).strip()) from None


def _json(value: object) -> Any:  # noqa: ANN401 - whatever JSON can write
    """A value as JSON has it: numbers as numbers where JSON has such ones, everything else as text."""
    if isinstance(value, Decimal):
        value = int(value) if value.is_finite() and value == value.to_integral_value() else float(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, (dt.datetime, dt.date, dt.time)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    if isinstance(value, list):
        return [_json(part) for part in value]
    if isinstance(value, dict):
        return {name: _json(part) for name, part in value.items()}
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def _text(value: object) -> str:
    """A value as a table and CSV show it: nothing for null, JSON for lists and objects."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return str(value)
    plain = _json(value)
    return json.dumps(plain, ensure_ascii=False) if isinstance(plain, (list, dict, bool)) else str(plain)
