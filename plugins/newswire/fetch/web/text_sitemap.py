"""Sitemaps as plain text: an address in each line (https://www.sitemaps.org/protocol.html#otherformats)."""

from __future__ import annotations

import re

_ADDRESS = re.compile(r"https?://[^\s/?#<>\"]+\S*", re.IGNORECASE)


def addresses(content: bytes) -> list[str] | None:
    """Return the addresses of a plain text that has nothing else, each once; None if it is another document.

    Empty lines are passed over.
    """
    if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:4].lower() != b"http":
        return None
    lines = [line.strip() for line in content.decode("utf-8-sig", "replace").splitlines()]
    found = dict.fromkeys(filter(None, lines))
    return list(found) if all(map(_ADDRESS.fullmatch, found)) else None
