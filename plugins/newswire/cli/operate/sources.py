"""``newswire sources``: list the sources, with the last load of each."""

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


def command(
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object a source.")] = False,
) -> None:
    """List the sources. Show whether each is on, where it reads, and its last load."""
    with warehouse() as connection:
        moves = dict(
            connection.execute("SELECT source_name, ARRAY[place, moved_to] FROM ledger.moves").fetchall()
        )
        last = {name: rest for name, *rest in connection.execute(_LAST)}
        switches = switched(connection)
    rows = [
        _row(name, source, switches.get(name), moves.get(name), *last.get(name, (None, None)))
        for name, source in read_sources(sources or settings.sources_directory()).items()
    ]
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False))
    else:
        head = ("source", "state", "switched by", "reads", "last load", "brought")
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
    return row | {"last_load": loaded and loaded.astimezone(dt.UTC).isoformat(), "items": parsed}


def _cells(row: dict[str, Any]) -> tuple[str | None, ...]:
    loaded = row["last_load"]
    return (
        row["source"],
        row["state"],
        {None: "its file", True: "enable", False: "disable"}[row["switch"]],
        row.get("error") or " → ".join(filter(None, (row["reads"], row["moved_to"]))),
        f"{loaded[:10]} {loaded[11:16]} UTC" if loaded else "never",
        None if row["items"] is None else f"{row['items']:,} items",
    )
