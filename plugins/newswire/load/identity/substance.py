"""The substance of a version: the fields that make it another version if they change.

Times, counts of words and facts of the delivery do not belong to it, because systems write them anew at each
build. Neither do the queries of addresses, where sessions, tokens and campaigns stand. Of a web page its
canonical address counts alone, so that its AMP and printed forms repeat it.
"""

from __future__ import annotations

import json
from typing import Any
from unicodedata import normalize

from newswire.lexicon.addresses import without_query
from newswire.lexicon.invisible import visible
from newswire.load.pages.address_keys import FORMAT
from newswire.parse.pages.address import canonical

NO_SUBSTANCE = [
    "version_id", "item_id", "content_hash", "text_hash", "version_number", "fetch_id", "ordinal",
    "source_name", "issued_at", "loaded_at", "path", "format", "pubstatus_given", "published_from", "sent",
    "links", "warnings", "version_created", "word_count", "published", "published_precision",
    "first_created", "sequence",
]  # fmt: skip
"""Columns of ``news.versions`` without substance."""

_ADDRESSES = ("canonical_url", "source_url")


def substance(row: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a row of ``news.versions`` that have substance and a value."""
    kept = {name: value for name, value in row.items() if value and name not in _NAMES}
    if row.get("format") == FORMAT:
        canonical_url, source_url = (kept.pop(name, None) for name in _ADDRESSES)
        if address := canonical_url or source_url:
            kept["page"] = canonical(address)
    for name in _ADDRESSES:
        if name in kept:
            kept[name] = without_query(kept[name])
    return kept


_NAMES = frozenset(NO_SUBSTANCE)


def fingerprint(row: dict[str, Any]) -> str:
    """Return a text that is equal for rows of equal substance, whatever their invisible characters are."""
    plain = json.dumps(substance(row), ensure_ascii=False, sort_keys=True)
    return plain if plain.isascii() else normalize("NFC", visible(plain))
