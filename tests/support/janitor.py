"""Ends what a killed test run leaves running: ``kill -9`` of pytest lets no fixture do that.

A process in a session of its own, which waits for the end of the run's process by the end of a pipe.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def watching(temporary: Path, *folders: str) -> Iterator[None]:
    """If this process is killed within the block: stop all that runs for homes below ``temporary``.

    Args:
        temporary: the run's folder, which pytest removes some days later.
        folders: others, which are removed at once.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "tests.support.janitor", str(temporary), *folders],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as janitor:
        yield
        janitor.kill()


def _clean(temporary: Path, folders: list[str]) -> None:
    from newswire.cli.operate.down import stop  # noqa: PLC0415 - it waits in little memory
    from newswire.errors import NewswireError  # noqa: PLC0415

    for state in temporary.rglob("postgres.json"):
        with suppress(NewswireError):  # the others have their turn
            stop(state.parent)
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.stdin.read()
    _clean(Path(sys.argv[1]), sys.argv[2:])
