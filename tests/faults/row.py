"""The row of a test in the table of docs/reliability.md, and the number of its rounds."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeVar

ROUNDS = int(os.environ.get("FAULT_ROUNDS", "6"))
"""Rounds of a test with random moments. CONTRIBUTING.md has the command for many."""

SECONDS = 300 + 60 * ROUNDS
"""Time limit of a test with random moments: a round takes seconds, and more on a busy machine."""

Test = TypeVar("Test", bound=Callable[..., object])


def fault(*, name: str, does: str, shows: str, heals: str) -> Callable[[Test], Test]:
    """State a fault for the table: its name, what Newswire does, what a person sees, how it heals.

    ``./newswire docs`` reads the texts from the file of the test.
    """
    assert all((name, does, shows, heals))
    return lambda test: test
