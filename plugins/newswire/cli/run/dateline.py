"""``newswire dateline``: read the first lines of stories, and print place, date and credit."""

from __future__ import annotations

import datetime as dt
import io
import json
import sys
from typing import Annotated, Any

import typer

from newswire.parse.dateline.parser import parse_dateline

_EMPTY: dict[str, Any] = dict.fromkeys(("line", "place", "country", "date", "date_precision", "byline")) | {
    "places": [],
    "credit": [],
}


def command(
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object for each line, in order.")
    ] = False,
    reference: Annotated[
        dt.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day of the stories, from which dates without a year get theirs."
        ),
    ] = None,
) -> None:
    """Read the first lines of stories from stdin, and print the place, date and credit of each dateline."""
    day = reference.date() if reference else None
    for line in io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n"):
        text = line.rstrip("\r\n")
        found = parse_dateline(text)
        answer = found.as_json(day) if found else {**_EMPTY, "rest": text}
        print(
            json.dumps(answer, ensure_ascii=False) if as_json else _readable(answer), flush=sys.stdin.isatty()
        )


def _readable(answer: dict[str, Any]) -> str:
    """Return the fields with a value, one a line, then the rest of the text."""
    filled = {
        key: value for key, value in answer.items() if value and key not in {"line", "date_precision", "rest"}
    }
    if not answer["line"]:
        return f"no dateline  {answer['rest'][:100]}\n"
    shown = [
        f"{key:>8}  {', '.join(value) if isinstance(value, list) else value}" for key, value in filled.items()
    ]
    return "\n".join([answer["line"], *shown, f"{'rest':>8}  {answer['rest'][:100]}", ""])
