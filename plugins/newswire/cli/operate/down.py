"""``newswire down``: stop all processes, also those of a killed ``up``."""

from __future__ import annotations

from pathlib import Path

import psutil
from rich.console import Console

from newswire import settings
from newswire.airflow_local import processes
from newswire.airflow_local.configuration import AirflowError
from newswire.airflow_local.holder import holder
from newswire.warehouse import embedded

_SECONDS = 60
"""Seconds that ``up`` may take to stop its processes."""


def command() -> None:
    """Stop ./newswire up and everything that it started, also the processes of one that was killed."""
    stop(settings.home())


def stop(home: Path) -> None:
    """Stop everything that runs for a home, and print it.

    Raises:
        AirflowError: ``up`` does not end.
        DatabaseError: the embedded server does not end.
    """
    console = Console(highlight=False)
    stopped = []
    with console.status("Stopping"):
        if record := holder(home):
            _end(record)
            stopped.append("up")
        if processes.stop(home / "airflow" / processes.RECORDS):
            stopped.append("Airflow")
        if embedded.stop(home):
            stopped.append("PostgreSQL")
    console.print(f"Stopped: {', '.join(stopped)}." if stopped else "Nothing was running.")


def _end(record: processes.Record) -> None:
    if (up := record.process()) is None:
        return
    try:
        up.terminate()
        up.wait(_SECONDS)
    except psutil.NoSuchProcess:
        return
    except psutil.TimeoutExpired:
        raise AirflowError(
            f"./newswire up (process {up.pid}) has not stopped within {_SECONDS} s. "
            f"End it by force with kill -9 {up.pid}, and run ./newswire down again."
        ) from None
