"""``newswire sources``: list the sources, with the last load of each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newswire import settings
from newswire.cli.tables import print_rows
from newswire.fetch.kind import Source
from newswire.sources import SourceError, read_sources
from newswire.warehouse.connect import warehouse

_LAST = """
SELECT DISTINCT ON (source_name) source_name, to_char(loaded_at, 'YYYY-MM-DD HH24:MI "UTC"'), parsed
FROM ledger.runs WHERE state = 'loaded' ORDER BY source_name, load_number DESC
"""


def command(
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
) -> None:
    """List the sources. Show whether each is on, where it reads, and its last load."""
    with warehouse() as connection:
        last = {name: rest for name, *rest in connection.execute(_LAST)}
    rows = []
    for name, source in read_sources(sources or settings.sources_directory()).items():
        loaded, parsed = last.get(name, ("never", None))
        rows.append(
            (name, _state(source), _place(source), loaded, None if parsed is None else f"{parsed:,} items")
        )
    print_rows(("source", "state", "reads", "last load", "brought"), rows)


def _state(source: Source | SourceError) -> str:
    if isinstance(source, SourceError):
        return "broken"
    return "on" if source.enabled else "off"


def _place(source: Source | SourceError) -> str:
    return str(source) if isinstance(source, SourceError) else source.place()
