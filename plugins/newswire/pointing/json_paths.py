"""Paths to values of JSON: names with dots between them, such as ``fields.body`` or ``tags.*.title``."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PATH = re.compile(r"[^.\s][^.]*(?:\.[^.\s][^.]*)*")


def check_path(path: str) -> str:
    """Return a path.

    Raises:
        ValueError: a name is missing between two dots.
    """
    if not _PATH.fullmatch(path):
        raise ValueError(f"{path!r} is no path; 'fields.body' or 'tags.*.title' is one")
    return path


def values_at(value: object, path: str) -> Iterator[object]:
    """Yield the values at a path. ``*`` stands for each entry of an array, a number for one of them."""
    name, _, rest = path.partition(".")
    if isinstance(value, dict):
        found = [value[name]] if name in value else []
    elif isinstance(value, list) and name == "*":
        found = value
    elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
        found = [value[int(name)]]
    else:
        found = []
    for one in found:
        if rest:
            yield from values_at(one, rest)
        else:
            yield one


def value_at(value: object, path: str) -> object:
    """Return the value at a path; an array of all of them if the path has ``*``; None if there is none."""
    found = list(values_at(value, path))
    if "*" in path.split("."):
        return found or None
    return found[0] if found else None
