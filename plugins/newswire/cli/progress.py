"""Progress of a long step: on a terminal a line that moves, otherwise nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.filesize import decimal


@contextmanager
def measured(step: str, total: int = 0) -> Iterator[Callable[[int], None]]:
    """Show a step until it ends. Yield a function that takes the bytes done so far.

    Args:
        step: a participle and its object, such as ``Checking news.backup``.
        total: bytes of the whole; 0 if nobody knows.
    """
    begun = time.monotonic()
    with Console(stderr=True, highlight=False).status(step) as status:

        def show(done: int) -> None:
            share = f", {min(done / total, 1):.0%} of {decimal(total)}" if total else f", {decimal(done)}"
            status.update(f"{step}{share}, {time.monotonic() - begun:.0f} s")

        yield show
