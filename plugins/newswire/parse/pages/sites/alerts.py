"""The alerts of a run: rules of sites that no longer match, counted over the items that a run reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from newswire.model import Item, Rejected

ALERT = "The rules for "
"""The beginning of each warning on an item for which a person has to look at the rules of a site."""

_FINDING = " finds "
"""The words in an alert before what a selector finds; the rest differs from page to page."""

REMEDY = "Mend these rules as docs/sites.md describes, then replay the source."
"""The last sentence of a note and of the log, after the alerts."""

_MOST = 3
"""Most alerts that a note shows in words."""


@dataclass(slots=True)
class Alerts:
    """The alerts on the items of one run: how many items have one, and its first wording."""

    _items: Counter[str] = field(default_factory=Counter)
    _first: dict[str, str] = field(default_factory=dict)

    def add(self, found: Iterable[Item | Rejected]) -> None:
        """Count the alerts on items. A rejection has none."""
        for item in found:
            for warning in item.warnings if isinstance(item, Item) else ():
                if warning.startswith(ALERT):
                    cause = warning.partition(_FINDING)[0]
                    self._items[cause] += 1
                    self._first.setdefault(cause, warning)

    def join(self, other: Alerts) -> None:
        """Count the alerts on later items of the run."""
        self._items.update(other._items)
        self._first = other._first | self._first

    def lines(self) -> list[str]:
        """Return a sentence for each cause, with the number of items; the most frequent cause first.

        Behind them stands the remedy.
        """
        causes = self._causes()
        return [*causes, REMEDY] if causes else []

    def _causes(self) -> list[str]:
        return [
            f"{self._first[cause].rstrip('.')} ({count:,} item{'s' if count > 1 else ''})."
            for cause, count in self._items.most_common()
        ]

    def note(self) -> str | None:
        """Return the alerts as one text for the note of a run; None if there is none."""
        causes = self._causes()
        more = [f"{len(causes) - _MOST} more are in the log."] if len(causes) > _MOST else []
        return " ".join([*causes[:_MOST], *more, REMEDY]) if causes else None
