"""Rows of the database, as a table, JSON lines or CSV."""

from __future__ import annotations

import csv
import datetime as dt
import json
import math
import sys
from collections.abc import Iterable, Sequence
from itertools import count

import typer

from newswire.cli.ask.printed import Written
from newswire.cli.tables import print_rows


def one_form(*, as_json: bool, as_csv: bool) -> None:
    """Refuse two forms at a time.

    Raises:
        typer.BadParameter: both were asked for.
    """
    if as_json and as_csv:
        raise typer.BadParameter("Give either --json or --csv.")


def print_answer(
    names: Sequence[str], rows: Iterable[Sequence[object]], *, as_json: bool, as_csv: bool
) -> None:
    """Print rows for people, or in a form for programs.

    JSON numbers columns of the same name: ``count``, ``count_2``. A table and CSV print the names unchanged.
    """
    if as_json:
        keys = [f"{_json(name)}: " for name in _distinct(names)]
        for row in rows:
            print("{" + ", ".join(key + _json(value) for key, value in zip(keys, row, strict=True)) + "}")
    elif as_csv:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(map(_text, row) for row in rows)
    else:
        print_rows(names, (map(_text, row) for row in rows))


def _distinct(names: Sequence[str]) -> list[str]:
    """Return distinct names: a repeated one gets the lowest number, from 2 on, that makes it a new name."""
    distinct: list[str] = []
    taken = set(names)
    for place, name in enumerate(names):
        own = name
        if name in names[:place]:
            own = next(new for number in count(2) if (new := f"{name}_{number}") not in taken)
            taken.add(own)
        distinct.append(own)
    return distinct


def _json(value: object) -> str:
    """Return a value in JSON. Values without a type in JSON, such as infinity, are text."""
    if isinstance(value, Written):
        return value
    if isinstance(value, list):
        return f"[{', '.join(map(_json, value))}]"
    if value is None or (isinstance(value, (int, float)) and math.isfinite(value)):
        return json.dumps(value)
    return json.dumps(_text(value), ensure_ascii=False)


def _text(value: object) -> str:
    """Return a value as a table and CSV show it: null is empty, lists and truth values are JSON."""
    match value:
        case None:
            return ""
        case list() | bool():
            return _json(value)
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case bytes() | memoryview():
            return bytes(value).hex()
    return str(value)
