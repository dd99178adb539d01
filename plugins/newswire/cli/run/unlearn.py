"""``newswire unlearn``: keep a line of web pages as text that was wrongly learned as boilerplate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from newswire.load.pages.rulings import rule
from newswire.reading.learning import alone
from newswire.rounds.ending import end_round
from newswire.warehouse.connect import warehouse


def command(
    host: Annotated[str, typer.Argument(help="Host of the pages: example.com.")],
    line: Annotated[str, typer.Argument(help="The line, as mart.page_lines shows it.")],
    reason: Annotated[str | None, typer.Option(help="The reason, which is kept with the ruling.")] = None,
    sources: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the sources' files.")] = None,
    back: Annotated[bool, typer.Option("--back", help="Take the ruling back.")] = False,
) -> None:
    """Keep a line of web pages as text that was wrongly learned as boilerplate.

    The pages with it are read again. The ruling is kept, and every replay obeys it.
    """
    with warehouse() as connection:
        with alone(connection):
            rule(connection, host, line, is_text=not back, reason=reason)
        pages = end_round(connection, sources).pages
    print(f"The line is {'left out' if back else 'text'} now; {pages:,} pages of {host} were read again.")
