"""Whether the answer of a feed's address is a whole, usable document."""

from __future__ import annotations

import datetime as dt
import threading
from dataclasses import dataclass

from newswire.model import Defaults, Document, Item, Reason, Rejected

_EMPTY = frozenset((Reason.NO_ENTRIES, Reason.NO_EVENT))
"""Reasons of a valid feed without entries."""
_IN_PART = frozenset(
    (Reason.DAMAGED, Reason.MALFORMED_JSON, Reason.MALFORMED_XML, Reason.TOO_DEEP, Reason.TOO_MANY_ITEMS)
)
"""Reasons for which the rest of a document is not read."""

_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The use of a document: its items, and the reason if it is not a whole feed.

    ``links`` are the addresses of the items, each with the time of its last change.
    """

    items: int
    reason: str | None = None
    is_empty: bool = False
    links: tuple[tuple[str, dt.datetime | None], ...] = ()


def verdict(document: Document, defaults: Defaults) -> Verdict:
    """Judge a document that a feed's address answered with.

    It is usable if it gives an item and is read to its end, or if it is a valid feed without entries. Threads
    take turns: none is faster beside another one, and the tables of the parsers are made once, on first use.
    """
    with _ONE_AT_A_TIME:
        return _verdict(document, defaults)


def _verdict(document: Document, defaults: Defaults) -> Verdict:
    from newswire.parse.document import parse_to_judge  # noqa: PLC0415 - a process whose crew parses needs no parser

    items = 0
    links: list[tuple[str, dt.datetime | None]] = []
    empty = False
    first: Rejected | None = None
    in_part: Rejected | None = None
    for found in parse_to_judge(document, defaults):
        if isinstance(found, Item):
            items += 1
            if found.source_url:
                links.append((found.source_url, found.version_created or found.published))
            continue
        first = first or found
        empty = empty or found.reason in _EMPTY
        if found.reason in _IN_PART:
            in_part = found
    if items:
        return Verdict(items, in_part.detail if in_part else None, links=tuple(links))
    if empty:
        return Verdict(0, is_empty=True)
    return Verdict(0, first.detail if first else "The document holds no news item.")
