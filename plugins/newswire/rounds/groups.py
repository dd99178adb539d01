"""The division of a round's sources among tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, zip_longest


def spread(names: Iterable[str], host: Callable[[str], str | None]) -> list[str]:
    """Return the names so that those of one host are far apart: a slow host holds up no other one."""
    hosts: dict[str | None, list[str]] = {}
    for name in names:
        hosts.setdefault(host(name), []).append(name)
    return [name for name in chain.from_iterable(zip_longest(*hosts.values())) if name is not None]


def groups(names: Sequence[str], host: Callable[[str], str | None], most: int) -> list[list[str]]:
    """Return the names in at most so many groups of equal size, each with its share of every host.

    Up to ``most`` names have a group each, in their order.
    """
    if len(names) <= most:
        return [[name] for name in names]
    far_apart = spread(names, host)
    return [far_apart[first::most] for first in range(most)]
