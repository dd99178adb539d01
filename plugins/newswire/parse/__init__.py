"""From bytes to items: a pure function of a document and its source's defaults."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newswire.parse.document import parse_document

__all__ = ["parse_document"]


def __getattr__(name: str) -> object:
    """Import the parsers when they are used: a process that leaves parsing to others needs a room or two."""
    if name != "parse_document":
        raise AttributeError(name)
    return import_module("newswire.parse.document").parse_document
