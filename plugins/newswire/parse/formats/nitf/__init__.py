"""NITF, the News Industry Text Format: its heading, its content and the fields of its head."""

from newswire.parse.formats.nitf.content import body_text
from newswire.parse.formats.nitf.heading import heading
from newswire.parse.formats.nitf.parts import Parts, parts_of

__all__ = ["Parts", "body_text", "heading", "parts_of"]
