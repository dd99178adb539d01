"""``newswire join``: two items are one story, whatever their texts say."""

from __future__ import annotations

from typing import Annotated

import typer

from newswire.load.rulings import join
from newswire.warehouse.connect import warehouse


def command(
    guid: Annotated[str, typer.Argument(help='An item, by guid, or by "PROVIDER GUID".')],
    other: Annotated[str, typer.Argument(help="The other item.")],
    reason: Annotated[str | None, typer.Option(help="Why; kept with the ruling.")] = None,
) -> None:
    """Make one story of two items' stories. The ruling is kept, and every replay obeys it."""
    with warehouse() as connection:
        story = join(connection, guid, other, reason)
    print(f"Both are in story {story} now.")
