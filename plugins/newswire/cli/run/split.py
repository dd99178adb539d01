"""``newswire split``: an item was joined wrongly; it is a story of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from newswire.load.rulings import split
from newswire.warehouse.connect import warehouse


def command(
    guid: Annotated[str, typer.Argument(help='The item, by guid, or by "PROVIDER GUID".')],
    other: Annotated[
        str | None,
        typer.Option("--from", metavar="GUID", help="Only from this item, not from all of the story."),
    ] = None,
    reason: Annotated[str | None, typer.Option(help="Why; kept with the ruling.")] = None,
) -> None:
    """Take an item out of a story it was wrongly joined to. The ruling is kept, and every replay obeys it."""
    with warehouse() as connection:
        story = split(connection, guid, other, reason)
    print(f"{guid} is in story {story} now.")
