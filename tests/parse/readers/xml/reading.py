"""The reading of XML for a test."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.model import Document
from newswire.parse.readers.xml.reader import read_xml

if TYPE_CHECKING:
    from lxml import etree


def root(content: bytes) -> etree._Element:
    """Return the root element."""
    return read_xml(Document(content, "wire.xml"))


def read(content: bytes, content_type: str | None = None) -> tuple[str, list[str]]:
    """Return the text of the root element, and the warnings."""
    warnings: list[str] = []
    element = read_xml(Document(content, "wire.xml", content_type=content_type), warnings)
    return "".join(map(str, element.itertext())), warnings
