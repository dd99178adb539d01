"""Teasers: the beginning of a text before a paywall, which is no evidence of a story while it is short."""

from __future__ import annotations

from newswire.model import Item

SIGNAL = "teaser"
"""The signal of an item whose text is such a beginning."""

SHORTEST = 150
"""Words of a beginning that is compared with other texts. Half of a shorter one may be the wall's."""


def is_compared(item: Item) -> bool:
    """Return whether an item's text is evidence of its story; False for a short teaser before a paywall."""
    return SIGNAL not in item.signal or (item.word_count or 0) >= SHORTEST
