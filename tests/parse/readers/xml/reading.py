"""The reading of XML for a test."""

from __future__ import annotations

from newswire.model import Document
from newswire.parse.readers.xml.reader import read_xml


def read(content: bytes, content_type: str | None = None) -> tuple[str, list[str]]:
    """Return the text of the root element, and the warnings."""
    warnings: list[str] = []
    root = read_xml(Document(content, "wire.xml", content_type=content_type), warnings)
    return "".join(root.itertext()), warnings
