"""What a process finds after it has imported some modules."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from tests.conftest import ROOT


def printed_after(modules: Sequence[str], program: str) -> list[str]:
    """Return the words that a program prints after it imports the modules."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, {', '.join(modules)}\n{program}"],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT / "plugins")},
    )
    return done.stdout.split()
