"""From bytes to items: a pure function of a document and its source's defaults."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newswire.parse.document import parse_document, parse_documents

__all__ = ["parse_document", "parse_documents"]


def __getattr__(name: str) -> object:
    """Import the parsers when they are used: a process that leaves parsing to others needs a room or two."""
    if name not in __all__:
        raise AttributeError(name)
    return getattr(import_module("newswire.parse.document"), name)
