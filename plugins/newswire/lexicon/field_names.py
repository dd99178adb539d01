"""The names that agencies and editorial systems give to our fields; all are in ``field_names.toml``."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_Names = dict[str, tuple[str, ...]]


def _table(name: str) -> _Names:
    return {field: tuple(names) for field, names in _TABLES[name].items()}


_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)

KNOWN_AS: _Names = _table("names")
"""Theirs by ours, the most telling name first, in the form that ``plain`` gives."""

FIRST_IN_JSON: _Names = _table("json")
"""The names that JSON asks for before those of ``KNOWN_AS``; a field without any asks for those alone."""

IN_JSON: _Names = {
    field: tuple(
        dict.fromkeys(
            (
                *FIRST_IN_JSON.get(field, ()),
                *(name for name in KNOWN_AS.get(field, ()) if name not in _TABLES["not_json"].get(field, ())),
            )
        )
    )
    for field in KNOWN_AS | FIRST_IN_JSON
}
"""All names that JSON has for a field, in the order in which they are asked."""

IN_FEEDS: _Names = _table("feeds")
"""The names of the elements that agencies add to feeds."""

_PUNCTUATION = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """A name without its punctuation and its capitals: ``Updated-Date_Time`` is ``updateddatetime``."""
    return (name if name.isalnum() else _PUNCTUATION.sub("", name)).lower()
