"""``newswire split``: take an item out of a story that it was wrongly joined to."""

from __future__ import annotations

from typing import Annotated

import typer

from newswire.load.rulings import split
from newswire.warehouse.connect import warehouse


def command(
    guid: Annotated[str, typer.Argument(help='Guid of the item, or "PROVIDER GUID".')],
    other: Annotated[
        str | None,
        typer.Option("--from", metavar="GUID", help="Split it only from this item, not from the story."),
    ] = None,
    reason: Annotated[str | None, typer.Option(help="The reason, which is kept with the ruling.")] = None,
) -> None:
    """Take an item out of a story that it was wrongly joined to.

    The ruling is kept, and every replay obeys it.
    """
    with warehouse() as connection:
        story = split(connection, guid, other, reason)
    print(f"{guid} is in story {story} now.")
