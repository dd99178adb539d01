"""``newswire restore``: replace the warehouse by a backup."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.filesize import decimal

from newswire.cli.progress import measured
from newswire.warehouse.backups import BackupError, check_place, filled, read_backup, restore
from newswire.warehouse.clients import clients
from newswire.warehouse.connect import connect, owner_url, url_setting
from newswire.warehouse.migrations import check_files, migrate


def command(
    file: Annotated[Path, typer.Argument(help="The file that ./newswire backup wrote.")],
    check: Annotated[
        bool, typer.Option("--check", help="Read the file to its end, and change nothing.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace a warehouse that holds rows. They are lost.")
    ] = False,
) -> None:
    """Replace the warehouse by a backup, all in one transaction, and apply the files of sql/ that are newer.

    The whole file is checked before anything changes. If the restore breaks, the warehouse is as it was.
    """
    if not file.is_file():
        raise typer.BadParameter(f"{file} is no file.")
    begun = time.monotonic()
    with owner_url() as url, connect(url, url_setting()) as connection:
        programs = clients(url, connection.info.server_version // 10_000)
        with measured(f"Checking {file}", file.stat().st_size) as progress:
            backup = read_backup(file, programs, progress)
        check_files(backup.applied, f"The warehouse of {file}")
        print(
            f"{file} is whole: made {backup.made} of a warehouse of schema {max(backup.applied)}, "
            f"{decimal(file.stat().st_size)}."
        )
        check_place(connection, backup)
        rows = filled(connection)
        if check:
            there = (
                f"which holds rows now, so it needs --replace ({', '.join(rows)})"
                if rows
                else "which is empty"
            )
            print(f"Nothing is changed. It fits this warehouse, {there}.")
            return
        if rows and not replace:
            raise BackupError(
                f"Nothing is changed: this warehouse holds rows ({', '.join(rows)}). To replace them, back "
                f"them up and run ./newswire restore --replace {file}."
            )
        with measured(f"Restoring {file}") as progress:
            restore(connection, url, backup, progress)
        applied = migrate(connection)
    print("".join(f"applied {name}\n" for name in applied), end="")
    print(f"The warehouse is that of {file}. It took {time.monotonic() - begun:.1f} s.")
    print(
        "The next run of each source goes on from its cursor there. docs/production.md has the steps for "
        "Airflow."
    )
