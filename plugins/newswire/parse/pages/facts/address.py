"""Addresses on a page: compared, and doubted where they cannot be the page's own."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from newswire.lexicon.addresses import host_of

LONGEST = 2000
"""Characters of an address; servers and browsers refuse longer ones."""


def place_of(address: str | None) -> str | None:
    """Return the path of an address in a form to compare: without host, query, fragment and end slash.

    None for a home page, and for an address that cannot be read.
    """
    if not address:
        return None
    try:
        path = unquote(urlsplit(address.strip()[:LONGEST]).path)
    except ValueError:
        return None
    return path.strip("/").removesuffix("/amp").casefold() or None


def _is_of_one(one: str, other: str) -> bool:
    """Return whether two addresses are on hosts of one owner: one host, or two with the same end."""
    first, second = ((host_of(address) or "").split(".") for address in (one, other))
    length = 3 if len(first[-2:]) == 2 and len(first[-2]) <= 3 and len(first[-1]) == 2 else 2
    return first[-length:] == second[-length:]


def doubt(canonical: str, page: str | None) -> str | None:
    """Return the reason for which a canonical address is not the page's own; None if it may be.

    Google's guide on canonical addresses lists the home page as a usual mistake. Another host is right for
    AMP caches and copies, whose own address holds the host of the canonical one or its path.
    """
    if page is None:
        return None
    path = place_of(canonical)
    if path is None and place_of(page) is not None:
        return "is a home page"
    if _is_of_one(canonical, page) or path == place_of(page):
        return None
    if (host := host_of(canonical)) is None:
        return "cannot be read"
    if host in page or host.replace("-", "--").replace(".", "-") in page:
        return None
    return "is on another host"
