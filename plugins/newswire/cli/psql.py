"""``newswire psql``: the psql of the embedded server, on the warehouse."""

from __future__ import annotations

import os
import signal
import subprocess
from typing import Annotated, Any

import typer
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from newswire.warehouse.connect import warehouse, warehouse_url
from newswire.warehouse.programs import program
from newswire.warehouse.roles import READER

PASSES_OPTIONS_ON = True


def command(
    arguments: Annotated[list[str] | None, typer.Argument(help="Arguments for psql itself.")] = None,
    owner: Annotated[bool, typer.Option("--owner", help="As the owner, who can change everything.")] = False,
) -> None:
    """Open psql on the warehouse as the reader; further arguments are psql's own."""
    with warehouse_url() as url:
        with warehouse():
            pass  # so that a first call finds the tables
        target: dict[str, Any] = conninfo_to_dict(url)
        # The password goes by the environment: a command line is seen by everybody on the machine.
        password = target.pop("password", None)
        environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
        if not owner:
            as_reader = f"-c role={READER} -c default_transaction_read_only=on"
            target["options"] = f"{target.get('options') or ''} {as_reader}".strip()
        command_line = [str(program("psql")), f"--dbname={make_conninfo(**target)}", *(arguments or [])]
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is psql's: it cancels a query
        try:
            done = subprocess.run(command_line, env=environment, check=False)
        finally:
            signal.signal(signal.SIGINT, handler)
    raise typer.Exit(done.returncode)
