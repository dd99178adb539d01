"""Patterns of addresses, by which a source takes some pages of a site and leaves out others."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase


def matches(address: str, patterns: Sequence[str]) -> bool:
    """Return whether a whole address fits one of the patterns: ``*`` is any text, ``?`` any one sign."""
    return any(fnmatchcase(address, pattern) for pattern in patterns)


def is_wanted(address: str, include: Sequence[str], exclude: Sequence[str]) -> bool:
    """Return whether an address fits a pattern of ``include`` and none of ``exclude``."""
    return matches(address, include) and not matches(address, exclude)
