"""Limits of a page, so that reading takes time in proportion to its size: bytes, tags, attributes, depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from lxml import etree

from newswire.errors import Unparsable
from newswire.model import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import ParserTarget

MAX_BYTES = 10_000_000
"""Bytes of a page, in its encoding and in UTF-8. libxml2 silently ends a page at a text that is longer."""
MAX_TAGS = 300_000
"""Tags of a page. libxml2 needs about 200 bytes for an element; the longest pages have a tenth of it."""
MAX_ATTRIBUTES = 1_000
"""Attributes of one tag. libxml2 needs time in proportion to the square of their number."""
DEEPEST = 250
"""Elements in elements. libxml2 silently ends a page at 256."""
_KEPT = 60
"""Open elements that are kept of a page that is too deep. Some, as ``li``, are not counted."""

_SHORTEST = 3
"""Bytes of a tag."""
_START = re.compile(rb"""<[a-zA-Z](?:[^"'>]++|"[^"]*+"|'[^']*+')*+""")
"""A start tag up to its end. The search goes on behind it, so that no byte is looked at again and again."""
_ATTRIBUTE = rb"""(?:[^"'>\s]++\s*+|"[^"]*+"\s*+|'[^']*+'\s*+|\s++)"""
_CROWDED = re.compile(rb"<[a-zA-Z]" + _ATTRIBUTE + rb"{%d}" % MAX_ATTRIBUTES)
_TAG = re.compile(rb"<(/?)([a-zA-Z][^\s/<>]*)[^<>]*>")
_ENDING_THEMSELVES = frozenset(
    b"p li dt dd tr td th thead tbody tfoot option br hr img input meta link wbr area base col embed source "
    b"track param frame".split()
)
_BLOCKS = frozenset(b"div section article main center blockquote ul ol dl table aside figure".split())
_BREAKS = re.compile(rb"(?:<br><br>\s*+){2,}+")
_NEAR = 20


def check_size(data: bytes) -> None:
    """Refuse a page with too many bytes, tags or attributes.

    Raises:
        Unparsable: ``too-large``.
    """
    if len(data) > MAX_BYTES:
        raise Unparsable(
            Reason.TOO_LARGE, f"A web page of {len(data):,} bytes is no story; {MAX_BYTES:,} are allowed."
        )
    if (
        len(data) > MAX_TAGS * _SHORTEST
        and data.count(b"<") > MAX_TAGS
        and (tags := len(_TAG.findall(data))) > MAX_TAGS
    ):
        raise Unparsable(Reason.TOO_LARGE, f"The web page has {tags:,} tags; {MAX_TAGS:,} are allowed.")
    if _is_crowded(data) and (most := _most_attributes(data)) > MAX_ATTRIBUTES:
        raise Unparsable(
            Reason.TOO_LARGE,
            f"A tag of the web page has {most:,} attributes; {MAX_ATTRIBUTES:,} are allowed.",
        )


def _is_crowded(data: bytes) -> bool:
    """Return whether a tag may have too many attributes, in time in proportion to the size of the page."""
    return any(
        tag.end() - tag.start() > 2 * MAX_ATTRIBUTES and _CROWDED.match(data, tag.start())
        for tag in _START.finditer(data)
    )


def _most_attributes(data: bytes) -> int:
    """Return the number of attributes of the tag with most of them.

    It asks the parser: what looks like a tag may stand in a script. Without a tree, time is proportional.
    """
    counter = _Counter()
    parser = etree.HTMLParser(target=cast("ParserTarget", counter), encoding="utf-8")
    parser.feed(data)
    parser.close()
    return counter.most


class _Counter:
    """A parser's target that counts attributes."""

    most = 0

    def start(self, name: str, attributes: Mapping[str, object]) -> None:  # noqa: ARG002 - the parser calls it
        """Count the attributes of a start tag."""
        self.most = max(self.most, len(attributes))

    def close(self) -> None:
        """End the count."""


def shallow(data: bytes) -> bytes:
    """Return a page without the start tags that nest too deep; a block becomes a blank line.

    Elements that are never closed nest in each other: a page with 300 open ``font`` is flat to its readers.
    """
    opened: list[bytes] = []

    def kept(found: re.Match[bytes]) -> bytes:
        name = found[2].lower()
        if name in _ENDING_THEMSELVES:
            return found[0]
        if not found[1]:
            if len(opened) < _KEPT or name in (b"script", b"style"):
                opened.append(name)
                return found[0]
            opened.append(name)
            return b"<br><br>" if name in _BLOCKS else b""
        if name in opened[-_NEAR:]:
            closes_kept = True
            while opened:
                closes_kept = len(opened) <= _KEPT or name in (b"script", b"style")
                if opened.pop() == name:
                    break
            return found[0] if closes_kept else (b"<br><br>" if name in _BLOCKS else b"")
        return found[0]

    return _BREAKS.sub(b"<br><br>", _TAG.sub(kept, data))
