"""The plugin's part that every process of Airflow loads."""

from __future__ import annotations

import subprocess
import sys

from tests.conftest import ROOT


def test_processes_that_serve_no_page_do_not_import_the_desk() -> None:
    program = """
import sys
from newswire.desk.entrance import Entrance
Entrance()
print([name for name in ("airflow", "fastapi", "jinja2", "newswire.desk.app") if name in sys.modules])
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "[]\n", done.stderr
