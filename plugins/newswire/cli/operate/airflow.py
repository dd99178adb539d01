"""``newswire airflow``: Airflow's own command, in the environment of the installation."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import ExitStack
from typing import Annotated

import typer

from newswire import settings
from newswire.airflow_local.configuration import Installation
from newswire.warehouse.embedded import running
from newswire.warehouse.roles import LOADER

PASSES_EVERYTHING_ON = True
"""Every argument is Airflow's, also ``--help``."""


def command(
    arguments: Annotated[
        list[str] | None, typer.Argument(help="Arguments of Airflow's command; none lists its commands.")
    ] = None,
) -> None:
    """Run Airflow's own command on the installation that ./newswire up made, whether it is up or not."""
    home = settings.home()
    installation = Installation.of(home)
    with ExitStack() as cleanup:
        database = cleanup.enter_context(running(home))
        environment = installation.environment(settings.database_url() or database.url(LOADER, "newswire"))
        # The port of the database may have changed since ``up`` wrote it into airflow.cfg.
        environment["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = installation.metadata(database.url("airflow"))
        handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is Airflow's
        try:
            done = subprocess.run(
                [sys.executable, "-m", "airflow", *(arguments or ["--help"])], env=environment, check=False
            )
        finally:
            signal.signal(signal.SIGINT, handler)
    raise typer.Exit(done.returncode)
