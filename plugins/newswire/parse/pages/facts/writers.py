"""The organisations that a page's data names as author or source of its text, or as holder of its rights."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain

from newswire.parse.pages.facts.structured import json_ld

PROPERTIES = ("sourceOrganization", "provider", "copyrightHolder")
"""Properties of schema.org's CreativeWork, the surest first, whose values are organisations."""


def writers_of(values: Callable[[str], Iterable[object]]) -> tuple[str, ...]:
    """Return the organisations that an article's JSON-LD names as its author or in the ``PROPERTIES``.

    ``values`` gives the values of one property of the article.
    """
    organised = [one for one in values("author") if _is_organisation(one)]
    stated = chain(organised, *(values(each) for each in PROPERTIES))
    return tuple(dict.fromkeys(name for one in stated if (name := json_ld.name_of(one))))


def _is_organisation(value: object) -> bool:
    return isinstance(value, Mapping) and "Organization" in str(value.get("@type"))
