"""``newswire disable``: switch sources off, in this installation."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newswire.cli.operate.enable import switch_all


def command(
    names: Annotated[list[str], typer.Argument(metavar="NAME...", help="Names of sources.")],
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
) -> None:
    """Switch sources off: the next run leaves them out. Their stories stay. No file changes."""
    switch_all(names, sources, enabled=False)
