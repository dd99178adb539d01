"""What task processes find imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from newswire.airflow_local.configuration import Installation
from tests.conftest import ROOT


def test_the_process_that_tasks_are_forked_from_imports_the_pipeline(tmp_path: Path) -> None:
    installation = Installation(tmp_path, 8080)
    installation.configure("postgresql://airflow@127.0.0.1/airflow")
    written = (tmp_path / "airflow.cfg").read_text()
    assert "mp_start_method = forkserver\nmp_forkserver_preload = newswire.airflow_tasks.preload\n" in written

    done = subprocess.run(
        [sys.executable, "-c", "import sys, newswire.airflow_tasks.preload; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "plugins")},
    )

    assert {"newswire.pipeline", "airflow.sdk.execution_time.task_runner"} <= set(done.stdout.split())
