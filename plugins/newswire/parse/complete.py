"""What can be derived from an item once its format has been read: dateline, place, credit, date, language."""

from __future__ import annotations

from newswire.model import Defaults, Document, Item


def complete(item: Item, document: Document, defaults: Defaults) -> Item:
    """The item with its derived fields filled in; what the document itself said is never overwritten."""
    return item
