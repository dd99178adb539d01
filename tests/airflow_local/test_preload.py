"""The imports of Airflow's services, done before they are forked."""

from __future__ import annotations

import os
import subprocess
import sys

from newswire.airflow_local.processes import PRELOAD, SERVICES
from tests.conftest import ROOT


def test_nothing_that_a_fork_would_break_is_open_after_the_imports() -> None:
    program = "import threading, psutil; print(threading.active_count(), psutil.Process().net_connections())"
    assert run(program)[-2:] == ["1", "[]"]


def test_the_command_of_each_service_is_imported() -> None:
    commands = {f"airflow.cli.commands.{name.replace('-', '_')}_command" for name in SERVICES}
    assert commands <= set(run("print(*sys.modules)"))


def run(program: str) -> list[str]:
    """Return the words that a program prints after it imports the modules of the nursery."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {', '.join(PRELOAD)}\n{program}"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "plugins")},
    )
    return done.stdout.split()
