"""The keys by which a page meets the wire item or feed entry of its story: the addresses of both."""

from __future__ import annotations

from hashlib import sha256

from newswire.dedupe.renamed import plain
from newswire.lexicon.addresses import is_address
from newswire.model import Item
from newswire.parse.pages.address import canonical, is_site

FORMAT = "html"
"""The format of an item that is a page."""

TEASER = "teaser"
"""The signal of an item whose text is the beginning that stands before a paywall."""

SHORTEST = 150
"""Words of such a beginning that is compared with other texts. Half of a shorter one may be the wall's."""


def address_keys(item: Item) -> set[bytes]:
    """Return the keys of the addresses of an item's page, 16 bytes each.

    They are its guid, if that is an address, the address that it came from or points to, and the canonical
    one. Whether the scheme is secure, ``www.`` and a last slash do not count. The address of a whole site is
    that of no story.
    """
    found = set()
    for address in dict.fromkeys((item.guid, item.source_url, item.canonical_url)):
        if address and is_address(address) and not is_site(form := canonical(address)):
            found.add(sha256((plain(form) or form).encode("utf-8", "surrogatepass")).digest()[:16])
    return found


def is_compared(item: Item) -> bool:
    """Return whether an item's text is evidence of its story; False for a short teaser before a paywall."""
    return TEASER not in item.signal or (item.word_count or 0) >= SHORTEST
