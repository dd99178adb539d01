"""``newswire sources``: list the sources, with the last answer and the last load of each."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from newswire import settings
from newswire.cli.tables import print_rows
from newswire.fetch.kind import Source
from newswire.sources import SourceError, read_sources
from newswire.switches import switched
from newswire.warehouse.connect import warehouse

_LAST = """
SELECT DISTINCT ON (source_name) source_name, loaded_at, parsed
FROM ledger.runs WHERE state = 'loaded' ORDER BY source_name, load_number DESC
"""

_ANSWERS = "SELECT source_name, last_answer_at FROM mart.source_state"


def command(
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a source.")] = False,
) -> None:
    """List the sources. Show whether each is on, where it reads, when it last answered, and its last load."""
    with warehouse() as connection:
        moves = dict(
            connection.execute("SELECT source_name, ARRAY[place, moved_to] FROM ledger.moves").fetchall()
        )
        last = {name: rest for name, *rest in connection.execute(_LAST)}
        answers: dict[str, dt.datetime | None] = dict(connection.execute(_ANSWERS).fetchall())
        switches = switched(connection)
    rows = [
        _row(name, source, switches.get(name), moves.get(name), *last.get(name, (None, None)))
        | {"asked_here": name in answers, "last_answer": _utc(answers.get(name))}
        for name, source in read_sources(sources or settings.sources_directory()).items()
    ]
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    else:
        head = ("source", "state", "switched by", "reads", "last answer", "last load", "brought")
        print_rows(head, map(_cells, rows))


def _row(
    name: str,
    source: Source | SourceError,
    switch: bool | None,
    move: list[str] | None,
    loaded: dt.datetime | None,
    parsed: int | None,
) -> dict[str, Any]:
    row: dict[str, Any] = {"source": name, "state": "broken", "switch": switch}
    if isinstance(source, SourceError):
        row |= {"state": "off"} if switch is False else {}
        row |= {"error": str(source)}
    else:
        on = source.enabled if switch is None else switch
        row |= {"state": "on" if on else "off", "kind": source.kind, "title": source.title}
        row |= {"provider": source.provider, "reads": source.place()}
        row |= {"moved_to": move[1] if move and move[0] == source.place() else None}
        row |= {"seen": source.seen and source.seen.isoformat()}
    return row | {"last_load": _utc(loaded), "items": parsed}


def _utc(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat() if moment else None


def _cells(row: dict[str, Any]) -> tuple[str | None, ...]:
    return (
        row["source"],
        row["state"],
        {None: "its file", True: "enable", False: "disable"}[row["switch"]],
        row.get("error") or " → ".join(filter(None, (row["reads"], row["moved_to"]))),
        _minute(row["last_answer"]) or _unanswered(row),
        _minute(row["last_load"]) or "never",
        None if row["items"] is None else f"{row['items']:,} items",
    )


def _unanswered(row: dict[str, Any]) -> str:
    here = "never answered here" if row["asked_here"] else "never asked here"
    return f"{here}; seen working on {row['seen']}" if row.get("seen") else here


def _minute(moment: str | None) -> str | None:
    return f"{moment[:10]} {moment[11:16]} UTC" if moment else None
