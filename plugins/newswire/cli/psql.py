"""``newswire psql``: the psql of the embedded server, on the warehouse."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from newswire.warehouse.connect import warehouse, warehouse_url
from newswire.warehouse.embedded import READER, program

PASSES_OPTIONS_ON = True


def command(
    arguments: Annotated[list[str] | None, typer.Argument(help="Arguments for psql itself.")] = None,
    owner: Annotated[bool, typer.Option("--owner", help="As the owner, who can change everything.")] = False,
) -> None:
    """Open psql on the warehouse as the reader; further arguments are psql's own."""
    with warehouse_url() as url:
        with warehouse():
            pass  # so that a first call finds the tables
        parts = urlsplit(url)
        # The password goes by the environment: a command line is seen by everybody on the machine.
        environment = {**os.environ, "PGPASSWORD": unquote(parts.password or "")}
        if not owner:
            environment["PGOPTIONS"] = f"-c role={READER} -c default_transaction_read_only=on"
        port = f":{parts.port}" if parts.port else ""
        query = f"?{parts.query}" if parts.query else ""
        target = f"postgresql://{parts.username or ''}@{parts.hostname or ''}{port}{parts.path}{query}"
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is psql's: it cancels a query
        try:
            done = subprocess.run([program("psql"), target, *(arguments or [])], env=environment, check=False)
        finally:
            signal.signal(signal.SIGINT, handler)
    raise typer.Exit(done.returncode)
