"""``newswire prune``: drop bytes and settled rejections that are older than the settings allow."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

import typer

from newswire.reading.retention import prune
from newswire.warehouse.connect import warehouse


def command(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and change nothing.")] = False,
) -> None:
    """Drop bytes and settled rejections that are older than the settings allow.

    NEWSWIRE_KEEP_BYTES_DAYS and NEWSWIRE_KEEP_REJECTED_DAYS are numbers of days; without them everything is
    kept. The row of a document stays, with its SHA-256, size, places and times, and so do all of its items. A
    replay leaves its run as it is.
    """
    with warehouse() as connection:
        print(prune(connection, dt.datetime.now(dt.UTC), dry_run=dry_run).sentence)
