"""``newswire upgrade``: show the changes that this version makes to the warehouse, and make them."""

from __future__ import annotations

import re
import sys
import textwrap
from itertools import takewhile
from pathlib import Path
from typing import Annotated

import psycopg
import typer

from newswire import settings
from newswire.warehouse.backups import filled
from newswire.warehouse.connect import connect, owner_url, url_setting
from newswire.warehouse.migrations import migrate, pending


def command(
    yes: Annotated[bool, typer.Option("--yes", help="Apply them without a question.")] = False,
) -> None:
    """Show the schema of the warehouse and the files of sql/ that it lacks, and apply them after a question.

    They are applied all in one transaction. Changes go forward only: a backup leads back.
    """
    with owner_url() as url, connect(url, url_setting()) as connection:
        lacking = _announce(connection)
        if not lacking:
            print("The warehouse is up to date: nothing to apply.")
            return
        if not yes:
            if not sys.stdin.isatty():
                print("Nothing is applied. Give --yes to apply them without a question.", file=sys.stderr)
                raise typer.Exit(1)
            typer.confirm("Apply them?", abort=True)
        applied = migrate(connection)
    print("\n".join(f"applied {name}" for name in applied))
    print("New parsers reach kept documents by a replay: ./newswire replay --dry-run shows its changes.")


def _announce(connection: psycopg.Connection) -> list[Path]:
    """Print the versions and each file that is to be applied. Return these files."""
    applied, lacking = pending(connection)
    server = connection.info.parameter_status("server_version")
    place = "NEWSWIRE_DATABASE_URL" if settings.database_url() else str(settings.home())
    schema = f"schema {applied[-1][:4]}, {len(applied)} files of sql/" if applied else "no tables yet"
    print(f"Newswire:  {settings.version()}")
    print(f"Warehouse: {schema}, on PostgreSQL {server} ({place})")
    if lacking:
        print(f"To apply:  {len(lacking)} file{'s' * (len(lacking) > 1)} of sql/, all or none\n")
        for file in lacking:
            print(
                textwrap.fill(
                    f"{file.name}  {purpose(file)}", 110, initial_indent="  ", subsequent_indent="    "
                )
            )
        if filled(connection):
            print(
                "\nThe warehouse holds rows, and changes go forward only. Back it up first: ./newswire "
                "backup FILE"
            )
        print("Stop whatever loads meanwhile (./newswire down); it starts again with the new tables.")
    return lacking


def purpose(file: Path) -> str:
    """Return the first sentence of the comment at the head of a file of ``sql/``."""
    lines = takewhile(lambda line: line.startswith("--"), file.read_text(encoding="utf-8").splitlines())
    text = " ".join(line.removeprefix("--").strip() for line in lines)
    return re.split(r"(?<=[.:])\s+(?=[A-Z])", text, maxsplit=1)[0]
