"""One ``up`` at a time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newswire.airflow_local.configuration import AirflowError
from newswire.airflow_local.holder import holder, holding


def test_a_second_holder_is_refused_with_the_process_of_the_first(tmp_path: Path) -> None:
    assert holder(tmp_path) is None
    with holding(tmp_path):
        record = holder(tmp_path)
        assert record is not None
        assert record.pid == os.getpid()
        with (
            pytest.raises(
                AirflowError, match=rf"up already \(process {os.getpid()}\); ./newswire down stops"
            ),
            holding(tmp_path),
        ):
            pass
    assert holder(tmp_path) is None
    with holding(tmp_path):
        pass


def test_a_home_that_cannot_be_is_an_error_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "home" / "up.lock").mkdir(parents=True)
    for home, reason in (("file", "File exists"), ("file/home", "Not a directory"), ("home", "Is a direct")):
        with (
            pytest.raises(AirflowError, match=rf"{home} cannot be made or written: {reason}.*\. Set NEWSW"),
            holding(tmp_path / home),
        ):
            pass


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib; from newswire.airflow_local.holder import holding\n"
        f"with holding(pathlib.Path({str(tmp_path)!r})): print('held', flush=True); input()"
    )
    path = os.pathsep.join(sys.path)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={"PYTHONPATH": path},
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        record = holder(tmp_path)
        assert record is not None
        assert record.pid == other.pid
        other.kill()
    assert holder(tmp_path) is None
