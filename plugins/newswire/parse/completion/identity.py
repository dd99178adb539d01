"""An identity for items whose document states none: the same on every run and every machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from newswire.lexicon.addresses import is_address, without_visit
from newswire.lexicon.desk.folding import folded
from newswire.model import Item

_SLICE = 1 << 18


def content_guid(item: Item, source: str | None) -> str:
    """Return a guid from an item's source and content: ``urn:newswire:<source>:<32 hex digits>``.

    The content is the item's own address. Without one it is the text, without case, punctuation,
    spacing and the differences between equal characters (Unicode NFKC): another line break or
    quotation mark makes no other story. All fields of text take part in the order of a page, so
    that the guid stays when a better parser finds the headline. The document's path takes no part:
    the same file elsewhere is the same item.
    """
    parts = (item.ed_note, item.headline, item.byline, item.dateline, item.body_text or item.slugline)
    said = [without_visit(item.canonical_url)] if item.canonical_url else [part for part in parts if part]
    digest, nothing = hashlib.sha256(), hashlib.sha256().digest()
    for part in said:
        for start in range(0, len(part), _SLICE):  # slices avoid a copy of a huge text
            digest.update(folded(part[start : start + _SLICE]).encode("utf-8", "surrogatepass"))
    if not said:  # its references identify a package without text
        digest.update("\n".join(link.guid or link.url or "" for link in item.links).encode())
    elif digest.digest() == nothing:  # signs without letters vanish in `folded`
        digest.update("\n".join(said).encode("utf-8", "surrogatepass"))
    return _guid(source, digest.hexdigest())


def derived_guid(told: Sequence[str], source: str | None) -> str:
    """Return a guid from a source and the values that identify an item in it."""
    return _guid(source, hashlib.sha256("\n".join(told).encode("utf-8", "surrogatepass")).hexdigest())


def stated_guid(guid: str) -> str:
    """Return an identifier as it identifies the item: an address without the parts of a visit."""
    return without_visit(guid) if is_address(guid) else guid


def _guid(source: str | None, digest: str) -> str:
    return f"urn:newswire:{source or 'item'}:{digest[:32]}"
