"""The process that forks services, asked by its pipes; a small program stands in for ``airflow``."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from newswire.airflow_local import nursery
from newswire.airflow_local.nursery import Request
from tests.conftest import ROOT

PROGRAM = """
import gc, os, signal, sys

leads, hears = os.getsid(0) == os.getpid(), bool(sys.stdin.read())
print(sys.argv[1:], leads, hears, gc.isenabled(), gc.get_freeze_count() > 0)
print("an error", file=sys.stderr)
sys.exit(3)
"""


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    (tmp_path / "airflow.py").write_text(PROGRAM)
    (tmp_path / "talks.py").write_text("print('a module talks')")
    process = subprocess.Popen(
        [sys.executable, "-m", nursery.__name__, "talks"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "plugins")])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    yield process
    process.communicate()


def ask(running: subprocess.Popen[bytes], request: Request) -> list[int]:
    """Return the numbers that the nursery answers."""
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(request.line())
    running.stdin.flush()
    return [int(running.stdout.readline()) for _ in range(1 + request.waits)]


def test_a_forked_process_leads_a_session_and_adds_its_output_to_its_log(
    running: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    log = tmp_path / "migrate.log"
    log.write_text("earlier\n")

    pid, status = ask(running, Request(["db", "migrate"], str(log), waits=True))

    assert pid != running.pid
    assert status == 3
    lines = log.read_text().splitlines()
    assert sorted(lines) == ["['db', 'migrate'] True False True True", "an error", "earlier"]


def test_a_service_that_ended_leaves_no_zombie(running: subprocess.Popen[bytes], tmp_path: Path) -> None:
    [pid] = ask(running, Request(["scheduler"], str(tmp_path / "scheduler.log")))
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).wait(60)  # of a zombie that nobody waits for, it would take for ever
    assert not psutil.pid_exists(pid)
