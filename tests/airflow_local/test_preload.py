"""The imports of Airflow's services, done before they are forked."""

from __future__ import annotations

from newswire.airflow_local.processes import PRELOAD, SERVICES
from tests.support.imported import printed_after


def test_nothing_that_a_fork_would_break_is_open_after_the_imports() -> None:
    program = "import threading, psutil; print(threading.active_count(), psutil.Process().net_connections())"
    assert printed_after(PRELOAD, program)[-2:] == ["1", "[]"]


def test_the_command_of_each_service_is_imported() -> None:
    commands = {f"airflow.cli.commands.{name.replace('-', '_')}_command" for name in SERVICES}
    assert commands <= set(printed_after(PRELOAD, "print(*sys.modules)"))
