"""``newswire join``: make one story of two items, whatever their texts."""

from __future__ import annotations

from typing import Annotated

import typer

from newswire.load.rulings import join
from newswire.warehouse.connect import warehouse


def command(
    guid: Annotated[str, typer.Argument(help='Guid of an item, or "PROVIDER GUID".')],
    other: Annotated[str, typer.Argument(help="The other item, in the same form.")],
    reason: Annotated[str | None, typer.Option(help="The reason, which is kept with the ruling.")] = None,
) -> None:
    """Join the stories of two items into one. The ruling is kept, and every replay obeys it."""
    with warehouse() as connection:
        story = join(connection, guid, other, reason)
    print(f"Both are in story {story} now.")
