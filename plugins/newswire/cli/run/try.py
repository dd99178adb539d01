# ruff: noqa: N999 - the command's name is a word of Python
"""``newswire try``: fetch and parse one source, and show what comes, without writing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from newswire import settings
from newswire.cli.trial import last_days, print_trial, try_source
from newswire.fetch import Interval
from newswire.model import Item, Rejected
from newswire.sources import find_source


def command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of a source.")],
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The UTC day to ask for. [default: the last three days]"),
    ] = None,
    documents: Annotated[int, typer.Option(min=1, help="Most documents to take.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line.")] = False,
) -> None:
    """Fetch and parse one source, and show its items and rejections. Nothing is written.

    No database is used, so no state of earlier runs counts. The exit status is 1 if the source fails or
    brings no item.
    """
    source = find_source(sources or settings.sources_directory(), name)
    now = dt.datetime.now(dt.UTC)
    interval = Interval.day(date.date()) if date else last_days(now)
    found = try_source(source, interval, now, documents)
    if as_json:
        answers: list[Item | Rejected] = [*found.items, *found.rejected]
        for answer in answers:
            print(json.dumps(answer.as_json(), ensure_ascii=False))
        if found.error:
            print(json.dumps({"error": found.error}, ensure_ascii=False))
    else:
        print_trial(found)
    raise typer.Exit(int(not found.worked))
