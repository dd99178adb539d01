"""Plain wire text."""
from __future__ import annotations
from collections.abc import Iterator
from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.format import Format


def recognises(document: Document) -> bool:
    return b"\0" not in document.content


def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
    yield Item(path=document.path, format="text", body_text=document.content.decode("utf-8", "replace"))


FORMAT = Format("text", recognises, parse)
