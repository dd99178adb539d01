"""Documents for the tests of the XML formats: fixtures by name, and XML written in place."""

from __future__ import annotations

from pathlib import Path

from newswire.model import Defaults, Document, Item
from newswire.parse.document import answers
from newswire.parse.format import Container, Format
from newswire.parse.registry import recognise

NONE = Defaults()
FIXTURES = Path(__file__).parents[1] / "fixtures"


def fixture(path: str) -> Document:
    return Document((FIXTURES / path).read_bytes(), path)


def xml(content: str) -> Document:
    return Document(content.encode(), "wire.xml")


def items(document: Document, expected: Format | Container, defaults: Defaults = NONE) -> list[Item]:
    """What the format that takes the document for its own (the expected one) says, nothing derived."""
    assert recognise(document) is expected
    found = list(answers(expected, document, defaults))
    assert all(isinstance(item, Item) for item in found)
    return [item for item in found if isinstance(item, Item)]
