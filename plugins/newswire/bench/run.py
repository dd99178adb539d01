"""``ingest`` over a folder of documents, from the start of the process to its end, in a throw-away home."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import psutil

from newswire.bench.fetch import all_of, clocked, postmaster
from newswire.bench.stories import stories
from newswire.warehouse.embedded import running

_LOOK_EVERY = 0.02
"""Seconds between two looks at the peaks, which the kernel keeps."""

_MEMORY = {"MALLOC_MMAP_THRESHOLD_": "1048576"}
"""The setting of the allocator that ``./newswire`` and the image give to each command."""

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of ``ingest``: seconds, exit status, and the ledger's rows.

    ``processor`` and ``database`` are seconds of processor time: of the run's processes, and of PostgreSQL
    for it. ``peaks`` has the bytes of memory at most of each of the run's processes, by its number; only
    Linux has them.
    """

    seconds: float
    processor: float
    database: float
    status: int
    rows: list[dict[str, Any]]
    peaks: dict[int, int]


def measure(folder: Path, runs: int = 2) -> Iterator[Run]:
    """Yield runs over all files of a folder: the first brings all, the others nothing new.

    The server runs already, with an empty warehouse.
    """
    with (
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as home,
        tempfile.TemporaryDirectory(prefix="newswire-bench-") as sources,
        running(Path(home)) as database,
    ):
        postgres = postmaster(database.url())
        path = json.dumps(str(folder.resolve()))
        Path(sources, "quay.toml").write_text(
            f'name = "quay"\nkind = "folder"\npath = {path}\nprovider = "Quay"\n'
        )
        environment = _MEMORY | os.environ | {"NEWSWIRE_DATABASE_URL": "", "NEWSWIRE_HOME": home}
        for _ in range(runs):
            yield _run(Path(sources), environment, postgres)


def _run(sources: Path, environment: dict[str, str], postgres: psutil.Process) -> Run:
    peaks: dict[int, int] = {}
    with tempfile.TemporaryFile("w+") as output:
        with (
            clocked(postgres) as used,
            psutil.Popen(
                [sys.executable, "-m", "newswire.cli", "ingest", "--json", "--sources", str(sources)],
                env=environment,
                stdout=output,
                stderr=subprocess.DEVNULL,
            ) as process,
        ):
            while (status := process.poll()) is None:
                for one in all_of([process]):
                    if peak := _peak(one.pid):
                        peaks[one.pid] = peak
                time.sleep(_LOOK_EVERY)
        output.seek(0)
        rows = [json.loads(line) for line in output]
    return Run(used.seconds, used.processor, used.database, status, rows, peaks)


def _peak(pid: int) -> int | None:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:  # it has ended, or the system has no such file
        return None
    found = _PEAK.search(status)
    return int(found[1]) * 1024 if found else None


def write(folder: Path, documents: int) -> None:
    """Write so many invented stories into a folder, each as a file of ninjs."""
    for number, item in enumerate(islice(stories(documents), documents)):
        news = {
            "uri": item.guid,
            "type": "text",
            "version": item.version,
            "provider": item.provider,
            "versioncreated": f"{item.version_created:%Y-%m-%dT%H:%M:%SZ}",
            "language": item.language,
            "headlines": [{"role": "main", "value": item.headline}],
            "bodies": [{"role": "main", "value": f"{item.dateline} {item.body_text}"}],
        }
        (folder / f"{number}.json").write_text(json.dumps(news))
