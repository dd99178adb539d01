"""An identity for items whose document gives none: the same on every run and every machine."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from newswire.invisible import visible
from newswire.model import Item

_SLICE = 1 << 18
_SPACES_AND_MARKS = re.compile(r"[\W_]+")


def content_guid(item: Item, source: str | None) -> str:
    """A guid made from where an item came from and what it says: ``urn:newswire:<source>:<32 hex digits>``.

    An item with an address of its own is that address; else it is its text without case,
    punctuation, spacing and the differences between equal characters (Unicode NFKC), so that
    another line break or quotation mark is not another story. All fields that text goes to take
    part in the order of a page, so that it is no other story either when a better parser finds
    the headline. The document's path takes no part: the same file elsewhere is the same item.
    """
    parts = (item.ed_note, item.headline, item.byline, item.dateline, item.body_text or item.slugline)
    said = [item.canonical_url] if item.canonical_url else [part for part in parts if part]
    digest, nothing = hashlib.sha256(), hashlib.sha256().digest()
    for part in said:
        for start in range(0, len(part), _SLICE):  # a huge text is not copied whole
            digest.update(_normal(part[start : start + _SLICE]).encode("utf-8", "surrogatepass"))
    if not said:  # a package of references alone is what it refers to
        digest.update("\n".join(link.guid or link.url or "" for link in item.links).encode())
    elif digest.digest() == nothing:  # signs without a letter are told apart by themselves
        digest.update("\n".join(said).encode("utf-8", "surrogatepass"))
    return f"urn:newswire:{source or 'item'}:{digest.hexdigest()[:32]}"


def _normal(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", visible(text))
    return _SPACES_AND_MARKS.sub("", text.casefold())
