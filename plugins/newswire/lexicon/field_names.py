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
"""Their names by our fields, the most specific name first, in the form of ``plain``."""

FIRST_IN_JSON: _Names = _table("json")
"""The names that JSON prefers to those of ``KNOWN_AS``. Other fields have only those of ``KNOWN_AS``."""

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
"""All names that JSON has for a field, in the order of the search."""

IN_FEEDS: _Names = _table("feeds")
"""The names of the elements that agencies add to feeds."""

_PUNCTUATION = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """Return a name in small letters without punctuation: ``updateddatetime`` for ``Updated-Date_Time``."""
    return (name if name.isalnum() else _PUNCTUATION.sub("", name)).lower()
