"""The organisations that a page's own data states as the source of its text, or as the holder of its rights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

PROPERTIES = ("sourceOrganization", "provider", "copyrightHolder")
"""Properties of schema.org's CreativeWork, the surest first, whose values are organisations."""


def writers_of(thing: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the organisations that an article's JSON-LD names as its author or in the ``PROPERTIES``."""
    authors = thing.get("author")
    organised = [
        one for one in (authors if isinstance(authors, list) else [authors]) if _is_organisation(one)
    ]
    found = [*names(organised), *(name for each in PROPERTIES for name in names(thing.get(each)))]
    return tuple(dict.fromkeys(found))


def _is_organisation(value: object) -> bool:
    return isinstance(value, Mapping) and "Organization" in str(value.get("@type"))


def names(value: object) -> Iterator[str]:
    """Yield the names in a value of JSON-LD: a text, an object with a name, or a list of them."""
    values: Iterable[object] = value if isinstance(value, list) else (value,)
    for one in values:
        name = one.get("name") if isinstance(one, Mapping) else one
        if isinstance(name, str) and name.strip():
            yield " ".join(name.split())
