"""A process that parses stays small, whatever the size of its source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from newswire.workers.crew import Crew
from tests.workers.test_crew import WIRE, documents, processes

LARGEST = 250
"""Megabytes of a process at its peak."""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="Linux alone has the peak of a process")
def test_the_memory_of_a_process_is_bounded() -> None:
    """Thirty megabytes of stories in two processes."""
    body = "The harbour council of Port Albers voted to rebuild the northern pier. " * 140
    with Crew(2) as crew:
        crew.start(2)
        items = sum(batch.items for batch in crew.read(documents(3_000, body), WIRE, 3_000))
        assert items == 2_700
        peaks = [
            int(re.findall(r"VmHWM:\s+(\d+)", Path(f"/proc/{one.pid}/status").read_text())[0]) // 1024
            for one in processes()
        ]
    assert len(peaks) == 2
    assert max(peaks) < LARGEST
