"""The program that forks: its processes are its own, and it knows how each ended."""

from __future__ import annotations

from signal import SIGKILL

import pytest

from newswire.model import Defaults
from newswire.workers import tasks
from newswire.workers.nursery import Nursery
from tests.workers.test_crew import documents


def test_a_process_parses_and_its_end_is_known() -> None:
    nursery = Nursery()
    first, second = nursery.start(), nursery.start()
    tasks.send(first.connection, (documents(1), Defaults("wire")))
    assert first.connection.recv().items == 1
    assert first.end(hangs=True) == -SIGKILL
    assert second.end(hangs=False) == 0
    nursery.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        nursery.start()
