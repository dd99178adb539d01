"""What the database answers, as a table, JSON lines or CSV."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import sys
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import typer

from newswire.cli.tables import print_rows


def one_form(*, as_json: bool, as_csv: bool) -> None:
    """Refuse two forms at a time.

    Raises:
        typer.BadParameter: both were asked for.
    """
    if as_json and as_csv:
        raise typer.BadParameter("Either --json or --csv.")


def print_answer(names: Sequence[str], rows: Iterable[Sequence[Any]], *, as_json: bool, as_csv: bool) -> None:
    """Print rows for people, or in a form for programs."""
    if as_json:
        for row in rows:
            print(json.dumps(dict(zip(names, map(_json, row), strict=True)), ensure_ascii=False))
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(map(_text, row) for row in rows)
    else:
        print_rows(names, (map(_text, row) for row in rows))


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
