"""``newswire replay``: parse kept documents anew, with the parsers of today."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from newswire.cli.tables import print_counts
from newswire.fetch import Interval
from newswire.logs.about import name_in_lines
from newswire.pipeline import Replayed, replay
from newswire.rounds.ending import end_round
from newswire.warehouse.connect import warehouse
from newswire.workers.crew import Crew

STOPPED = "Stopped. A replay is one transaction: one that has printed no counts has changed nothing."

_DAY = ["%Y-%m-%d"]


def command(
    source: Annotated[str | None, typer.Option(help="Replay only this source.")] = None,
    start: Annotated[
        dt.datetime | None, typer.Option("--from", formats=_DAY, help="First UTC day to replay.")
    ] = None,
    end: Annotated[
        dt.datetime | None, typer.Option("--to", formats=_DAY, help="Last UTC day to replay.")
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show the runs, counts and changes of the replay, and change nothing."
        ),
    ] = False,
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a run.")] = False,
) -> None:
    """Parse kept documents anew and load them in place of their earlier items, in one transaction.

    Later runs that met the same items go along; the log names them first. The changes are listed: items
    that are new, changed (by field) or gone. The stories become searchable afterwards.
    """
    name_in_lines()
    interval = None
    if start or end:
        first = Interval.day((start or dt.datetime(1970, 1, 1)).date())  # noqa: DTZ001 - a day has no zone yet
        last = Interval.day(end.date() if end else dt.datetime.now(dt.UTC).date())
        if first.start >= last.end:
            raise typer.BadParameter("--from lies after --to.")
        interval = Interval(first.start, last.end)
    with Crew() as crew, warehouse() as connection:
        replayed = replay(connection, source, interval, dry_run=dry_run, directory=sources, parsers=crew)
        _print(replayed, as_json=as_json, dry_run=dry_run)
        if not dry_run:
            end_round(connection, sources)


def _print(replayed: Replayed, *, as_json: bool, dry_run: bool) -> None:
    rows = [one.as_dict() for one in replayed.loadings]
    if as_json:
        for row in rows:
            print(json.dumps(row))
        return
    if rows:
        print_counts(rows)
        print("\n".join(replayed.changes.lines(dry_run=dry_run)))
    verb = "would be" if dry_run else "were"
    nothing = "Nothing to replay." if replayed.scope else "No loaded run matches: nothing to replay."
    print(f"{len(rows):,} runs {verb} replayed." if rows else nothing)
