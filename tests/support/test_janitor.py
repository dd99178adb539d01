"""A test run that is killed leaves nothing running."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil

from newswire.warehouse.embedded import is_running
from tests.conftest import ROOT

RUN = """
import sys
from pathlib import Path
from newswire.warehouse.embedded import running
from tests.support.janitor import watching
temporary, folder = sys.argv[1:]
with watching(Path(temporary), folder), running(Path(temporary) / "home"):
    print("here", flush=True)
    sys.stdin.read()
"""


def begin(temporary: Path, folder: Path) -> tuple[subprocess.Popen[str], psutil.Process]:
    """A run in the middle of its tests, and its janitor."""
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, temporary, folder],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(["plugins", "."])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "here\n"
    [janitor] = psutil.Process(run.pid).children()
    return run, janitor


def test_the_server_of_a_killed_run_is_stopped_and_its_folder_removed(tmp_path: Path) -> None:
    folder = tmp_path / "airflow"
    folder.mkdir()
    run, janitor = begin(tmp_path, folder)
    assert is_running(tmp_path / "home")
    run.kill()
    run.wait()
    janitor.wait(120)
    assert not is_running(tmp_path / "home")
    assert not folder.exists()


def test_a_run_that_ends_by_itself_ends_its_janitor(tmp_path: Path) -> None:
    run, janitor = begin(tmp_path, tmp_path)
    run.communicate("")
    assert run.returncode == 0
    assert not janitor.is_running()
    assert tmp_path.exists()
