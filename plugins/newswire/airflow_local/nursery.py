"""The nursery: a process that imports Airflow once, and forks Airflow's services from itself.

``python -m newswire.airflow_local.nursery MODULE...`` imports the modules and answers the lines of its stdin
until that ends. A forked process begins without the seconds that the imports take, and shares their memory.
So no module may open a connection or leave a thread running.
"""

from __future__ import annotations

import gc
import json
import os
import runpy
import signal
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib import import_module

from setproctitle import setproctitle

_NEEDLESS = "rfc3987_syntax"
"""A grammar of addresses that jsonschema reads if it can: 20 MB and a second, for a format nobody checks."""


@dataclass(frozen=True, slots=True)
class Request:
    """A process to fork: ``airflow ARGUMENTS``, with a file to which its output is added.

    The answer is a line with its process id. If ``waits``, a second line has its exit status in the end.
    """

    arguments: Sequence[str]
    log: str
    waits: bool = False

    def line(self) -> bytes:
        """Return the request as the nursery reads it."""
        return json.dumps(asdict(self)).encode() + b"\n"


def main(modules: list[str]) -> None:
    """Import the modules, then fork for each request. In a forked process, run Airflow's command."""
    answers = os.dup(1)
    os.dup2(2, 1)  # what a module prints is no answer
    sys.modules[_NEEDLESS] = None  # type: ignore[assignment] # Python's sign that it cannot be imported
    # A garbage collection writes into each object that it visits, and a page that is written is no longer
    # shared. It also leaves holes, into which the forked processes would write. So there is none before a
    # fork, and later ones leave these objects alone (the documentation of gc.freeze).
    gc.disable()
    for module in modules:
        import_module(module)
    gc.freeze()
    if arguments := _fork_for_each_request(answers):
        gc.enable()
        if sys.platform != "darwin":  # there it crashes, and Airflow leaves it out too
            setproctitle(" ".join(["airflow", *arguments]))
        sys.argv = ["airflow", *arguments]
        runpy.run_module("airflow", run_name="__main__", alter_sys=True)


def _fork_for_each_request(answers: int) -> Sequence[str]:
    """Return Airflow's arguments in each forked process. In the nursery, return nothing once stdin ends."""
    for line in sys.stdin.buffer:
        request = Request(**json.loads(line))
        # Nobody waits for a service, so the kernel removes one that ended.
        signal.signal(signal.SIGCHLD, signal.SIG_DFL if request.waits else signal.SIG_IGN)
        pid = os.fork()
        if not pid:
            os.close(answers)
            _leave(request.log)
            return request.arguments
        _answer(answers, pid)
        if request.waits:
            _answer(answers, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    return ()


def _leave(log: str) -> None:
    """Leave the nursery's session, signals and files."""
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    output = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for ours, theirs in ((nothing, 0), (output, 1), (output, 2)):
        os.dup2(ours, theirs)
    os.close(nothing)
    os.close(output)


def _answer(answers: int, number: int) -> None:
    os.write(answers, b"%d\n" % number)


if __name__ == "__main__":
    main(sys.argv[1:])
