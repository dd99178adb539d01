"""Pages that only lead to another one: a refresh, a script that changes the address, frames."""

from __future__ import annotations

import re

from newswire.parse.pages.tree.page import Page

_REFRESH = re.compile(r"""\s*(\d{1,9})(?:\.\d*)?\s*[;,]?\s*(?:url\s*=)?\s*["']?([^"'\s]*)""", re.IGNORECASE)
_SOON = 10
"""Seconds. A page that refreshes later, or itself, is one that people read."""
_SCRIPTED = re.compile(
    r"""(?:location(?:\.href)?\s*=(?!=)\s*|location\.(?:replace|assign)\s*\(\s*)["']([^"'\s]{1,2000})["']"""
)
_LONGEST_SCRIPT = 2_000
_LONGEST_TEXT = 300
_MOST = 12
"""Addresses in a sentence."""
_LONGEST_ADDRESS = 500
"""Characters of an address in a sentence; a longer one is cut."""


def redirection(page: Page, text: str) -> str | None:
    """Return the address to which a page leads at once; None if it is read itself.

    Args:
        page: the page.
        text: its text; a page with more than a sentence or two is read.
    """
    if len(text) > _LONGEST_TEXT:
        return None
    for meta in page.named("meta"):
        if (meta.get("http-equiv") or "").lower() == "refresh":
            stated = _REFRESH.match(meta.get("content") or "")
            if stated and stated[2] and int(stated[1]) <= _SOON and (address := _other(page, stated[2])):
                return address
    scripts = [script.text or "" for script in page.named("script") if not script.get("src")]
    if sum(map(len, scripts)) > _LONGEST_SCRIPT or page.root.find(".//article") is not None:
        return None
    for script in scripts:
        if (moved := _SCRIPTED.search(script)) and (address := _other(page, moved[1])):
            return address
    return None


def frames(page: Page) -> list[str]:
    """Return the addresses of the frames of a frameset (HTML 4.01, section 16)."""
    if page.root.find(".//frameset") is None:
        return []
    found = [page.address(frame.get("src")) or frame.get("src") for frame in page.root.iter("frame")]
    return [address[:_LONGEST_ADDRESS] for address in found if address][:_MOST]


def _other(page: Page, href: str) -> str | None:
    """Return an address as an absolute one, if it is another than the page's own."""
    address = page.address(href) or (href if page.url is None else None)
    own = (page.url or "").partition("#")[0]
    return address[:_LONGEST_ADDRESS] if address and address.rstrip("/") != own.rstrip("/") else None
