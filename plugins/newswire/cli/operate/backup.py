"""``newswire backup``: write the warehouse into one file."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.filesize import decimal

from newswire.cli.progress import measured
from newswire.warehouse.backups import back_up
from newswire.warehouse.connect import connect, owner_url, url_setting


def command(
    file: Annotated[
        Path, typer.Argument(help="The file. An older backup in it stays until the new one is whole.")
    ],
) -> None:
    """Write the warehouse, as it is now, into one file of mode 600. Loads may go on meanwhile.

    It has all documents, items, stories, runs, cursors and rulings, and the list of applied files of sql/. It
    has no source files, and nothing of Airflow: docs/production.md lists both.
    """
    begun = time.monotonic()
    with (
        owner_url() as url,
        connect(url, url_setting()) as connection,
        measured(f"Writing {file}") as progress,
    ):
        size = back_up(connection, url, file, progress)
    print(f"{file} has the warehouse: {decimal(size)}, written in {time.monotonic() - begun:.1f} s.")
    print(f"To check it: ./newswire restore --check {file}")
