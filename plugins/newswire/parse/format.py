"""A wire format: a name, a test that recognises it by content, and a parser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse.inside import Inside

Parse = Callable[[Document, Defaults], Iterator[Item | Rejected]]


@dataclass(frozen=True, slots=True)
class Format:
    """One wire format.

    ``recognises`` decides from the bytes whether ``parse`` takes them. It is cheap, never raises, and
    never trusts the file's name. ``parse`` yields the facts that the document states and no
    others: ``completion`` derives the other fields (dateline, place, credit, evidence of publication,
    language, word count, identity). A parser may raise ``Unparsable``; any other exception is a
    defect, which ``parse_document`` turns into a rejected row.
    """

    name: str
    recognises: Callable[[Document], bool]
    parse: Parse


@dataclass(frozen=True, slots=True)
class Container:
    """A format whose documents may hold other documents; ``parse`` reads those through ``Inside``."""

    name: str
    recognises: Callable[[Document], bool]
    parse: Callable[[Document, Defaults, Inside], Iterator[Item | Rejected]]


def parser_of(module: str) -> Parse:
    """Return the ``parse`` of a module that is imported with the first document that its format takes."""

    def parse(document: Document, defaults: Defaults) -> Iterator[Item | Rejected]:
        found: Iterator[Item | Rejected] = import_module(module).parse(document, defaults)
        return found

    return parse
