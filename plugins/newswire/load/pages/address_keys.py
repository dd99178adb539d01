"""The keys of the addresses that a page and the other items of its story have in common."""

from __future__ import annotations

from hashlib import sha256

from newswire.dedupe.renamed import plain
from newswire.lexicon.addresses import is_address
from newswire.model import Item
from newswire.parse.pages.address import canonical, is_front

FORMAT = "html"
"""The format of an item that is a page."""


def address_keys(item: Item) -> set[bytes]:
    """Return the keys of the addresses of an item's page, 16 bytes each.

    They are its guid, if that is an address, the address that it came from or points to, and the canonical
    one. A page also has the address that was asked for, which may have redirected. Whether the scheme is
    secure, ``www.`` and a last slash do not count. The address of a whole site is that of no story.
    """
    found = set()
    asked = item.path if item.format == FORMAT else None
    for address in dict.fromkeys((item.guid, item.source_url, item.canonical_url, asked)):
        if address and is_address(address) and not is_front(canonical(address)):
            found.add(key_of(address))
    return found


def key_of(address: str) -> bytes:
    """Return the key of one address."""
    form = canonical(address)
    return sha256((plain(form) or form).encode("utf-8", "surrogatepass")).digest()[:16]
