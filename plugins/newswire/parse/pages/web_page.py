"""Web pages as a format. ``story`` reads them."""

from __future__ import annotations

from newswire.parse.format import Format, parser_of
from newswire.parse.pages.recognition import is_page

FORMAT = Format("html", is_page, parser_of("newswire.parse.pages.story"))
"""Formats that are asked after this one, such as plain text, need no reader of pages."""
