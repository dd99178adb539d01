"""Portions of bounded number and size, which fit a statement and memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

_T = TypeVar("_T")


def portions(
    things: Iterable[_T], size: Callable[[_T], int], *, most: int, largest: int
) -> Iterator[list[_T]]:
    """Yield the things in their order, in lists of up to ``most``.

    A list ends with the thing by which the sum of the sizes reaches ``largest``. So it exceeds ``largest``
    by less than that one thing, and is never empty.
    """
    portion: list[_T] = []
    total = 0
    for one in things:
        portion.append(one)
        total += size(one)
        del one  # nothing is held here that its reader has let go
        if len(portion) >= most or total >= largest:
            full, portion, total = [portion], [], 0
            yield full.pop()
    if portion:
        yield portion
