"""The names that agencies and editorial systems give to our fields (``field_names.toml``)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

KNOWN_AS: dict[str, tuple[str, ...]] = {
    field: tuple(names)
    for field, names in tomllib.loads(
        Path(__file__).with_name("field_names.toml").read_text(encoding="utf-8")
    ).items()
}
"""Theirs by ours, the most telling name first, in the form that ``plain`` gives."""

_PUNCTUATION = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """A name without its punctuation and its capitals: ``Updated-Date_Time`` is ``updateddatetime``."""
    return (name if name.isalnum() else _PUNCTUATION.sub("", name)).lower()
