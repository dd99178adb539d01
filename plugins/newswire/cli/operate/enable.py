"""``newswire enable``: switch sources on, in this installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newswire import settings
from newswire.sources import find_file, find_source
from newswire.switches import switch
from newswire.warehouse.connect import warehouse


def command(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names of sources.")],
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
) -> None:
    """Switch sources on: the next run takes them. The switch is kept in the warehouse; no file changes."""
    switch_all(names, sources, enabled=True)


def switch_all(names: list[str], sources: Path | None, *, enabled: bool) -> None:
    """Switch each named source on or off, all or none, and print its state.

    A source whose file is wrong can be switched off only.
    """
    directory = sources or settings.sources_directory()
    for name in names:
        (find_source if enabled else find_file)(directory, name)
    with warehouse() as connection, connection.transaction():
        for name in names:
            switch(connection, name, enabled=enabled)
    for name in names:
        print(f"{name} is {'on' if enabled else 'off'}.")
