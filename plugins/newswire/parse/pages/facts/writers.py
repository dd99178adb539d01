"""The organisations that a page's data names as author or source of its text, or as holder of its rights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

PROPERTIES = ("sourceOrganization", "provider", "copyrightHolder")
"""Properties of schema.org's CreativeWork, the surest first, whose values are organisations."""


def writers_of(values: Callable[[str], Iterable[object]]) -> tuple[str, ...]:
    """Return the organisations that an article's JSON-LD names as its author or in the ``PROPERTIES``.

    ``values`` gives the values of one property of the article.
    """
    organised = [one for one in values("author") if _is_organisation(one)]
    found = [*names(organised), *(name for each in PROPERTIES for name in names(values(each)))]
    return tuple(dict.fromkeys(found))


def names(values: Iterable[object]) -> Iterator[str]:
    """Yield the names in values of JSON-LD: a text, or an object with a name."""
    for one in values:
        name = one.get("name") if isinstance(one, Mapping) else one
        if isinstance(name, str) and name.strip():
            yield " ".join(name.split())


def _is_organisation(value: object) -> bool:
    return isinstance(value, Mapping) and "Organization" in str(value.get("@type"))
