"""``newswire enable``: switch sources on, by the line ``enabled`` of their files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newswire import settings
from newswire.sources import switch_source


def command(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names of sources.")],
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
) -> None:
    """Switch sources on: the next run takes them."""
    switch(names, sources, enabled=True)


def switch(names: list[str], sources: Path | None, *, enabled: bool) -> None:
    """Switch each named source on or off, and print its state."""
    for name in names:
        switch_source(sources or settings.sources_directory(), name, enabled=enabled)
        print(f"{name} is {'on' if enabled else 'off'}.")
