"""The origin of an item: the outlets that carry and write it."""

from __future__ import annotations

from newswire.lexicon import agencies
from newswire.model import Defaults, Item
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline.parser import Dateline


def credited(item: Item, dateline: Dateline | None, defaults: Defaults) -> Derived:
    """Return the credit in canonical names, and the provider: the source's, otherwise the credit's writer."""
    derived: Derived = {}
    credit = item.credit
    if not credit and dateline and dateline.credit:
        credit = derived["credit"] = dateline.credit
    elif credit and (named := _canonical(credit, item)) != credit:
        credit = derived["credit"] = named
    if item.provider is None:
        derived["provider"] = defaults.provider or (credit[-1] if credit else None)
    return derived


def _canonical(credit: tuple[str, ...], item: Item) -> tuple[str, ...]:
    people = (*item.authors, item.byline or "")
    return tuple(dict.fromkeys(name for printed in credit for name in agencies.line(printed, people)))
