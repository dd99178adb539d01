"""From bytes to items: a pure function of a document and its source's defaults."""

from newswire.parse.document import parse_document

__all__ = ["parse_document"]
