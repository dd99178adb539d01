"""The tables of an installation are made when its environment is, before any command needs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from newswire.lexicon.tables.kept import TAG
from tests.conftest import ROOT

PROGRAM = """
import runpy, sys
sys.prefix = sys.base_prefix  # the home keeps the tables
from newswire.lexicon.tables import kept
made = []
pack = kept._packed
kept._packed = lambda *parts: made.append(1) or pack(*parts)
runpy.run_module("newswire.workers.tables", run_name="__main__")
print(len(made))
"""


def made(home: Path) -> int:
    """Return how many tables the module makes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "NEWSWIRE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True, check=True
    )
    return int(done.stdout)


def test_each_table_is_made_once(tmp_path: Path) -> None:
    assert made(tmp_path) == 6
    names = sorted(path.name for path in (tmp_path / "tables").iterdir() if path.name != TAG)
    assert names == ["characters", "cities", "city_codes", "countries", "languages", "tags"]
    assert made(tmp_path) == 0
