"""One ``up`` at a time for a home: a lock that the system releases, however its holder ends."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from newswire.airflow_local.configuration import AirflowError
from newswire.airflow_local.processes import Record


@contextmanager
def holding(home: Path) -> Iterator[None]:
    """Hold the lock of a home, as its one ``up``.

    Raises:
        AirflowError: another ``up`` holds it, or the home cannot be made or written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        opened = (home / "up.lock").open("a+")
    except OSError as error:
        raise AirflowError(
            f"The home {home} cannot be made or written: {error.strerror}. "
            "Set NEWSWIRE_HOME to a folder of your own, or run ./newswire as its owner."
        ) from error
    with opened as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            pid = json.loads(lock.read() or "{}").get("pid", "unknown")
            raise AirflowError(f"Newswire is up already (process {pid}); ./newswire down stops it.") from None
        lock.truncate(0)
        lock.write(json.dumps(asdict(Record.of("up", os.getpid()))))
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def holder(home: Path) -> Record | None:
    """Return the record of the ``up`` that holds a home now, or None."""
    file = home / "up.lock"
    if not file.exists():
        return None
    with file.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            text = lock.read()
            return Record(**json.loads(text)) if text else None
    return None
