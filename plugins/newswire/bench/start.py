"""The start of ``newswire parse`` for one file, and of ``newswire dateline``: processor time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from newswire import settings

_WATCHED = """
import json, resource, subprocess, sys
subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""A small process between: Linux counts the memory of a process into the peak of those that it starts."""

_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in which the system counts a peak of memory."""


@dataclass(frozen=True, slots=True)
class Start:
    """A command from the launcher to its end: processor time of each run in seconds, most bytes of memory."""

    command: str
    seconds: tuple[float, ...]
    peak: int


def measure(files: Sequence[Path], runs: int) -> Iterator[Start]:
    """Yield the start for each file, and that of ``dateline`` without a line.

    A first run, which is not counted, compiles the modules and makes the tables that are absent.
    """
    for words, name in [*((("parse", str(file)), file.name) for file in files), (("dateline",), "dateline")]:
        measured = [_run(*words) for _ in range(runs + 1)][1:]
        yield Start(name, tuple(seconds for seconds, _ in measured), max(peak for _, peak in measured))


def _run(*words: str) -> tuple[float, int]:
    launcher = str(settings.root() / "newswire")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _WATCHED, launcher, *words],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, peak = json.loads(done.stdout)
    return seconds, peak * _UNIT
