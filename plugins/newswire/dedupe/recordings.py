"""The recordings of an item, audio or video: episodes of a programme have one blurb, often one title."""

from __future__ import annotations

import re
from collections.abc import Iterable

_KINDS = frozenset({"audio", "video"})
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg|bmp|tiff?)(?:[?#]|$)", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:/*(?:www\.)?", re.IGNORECASE)

_TELLING = 480
"""Characters. A longer text is a story that two outlets may have read aloud, or a programme's only entry."""


def recordings(kind: str | None, addresses: Iterable[str]) -> frozenset[str]:
    """Return the addresses of an item's audio or video, without scheme; nothing for other kinds of items.

    ``addresses`` are those of all renditions. Pictures are left out by their names.
    """
    if kind not in _KINDS:
        return frozenset()
    return frozenset(_SCHEME.sub("", address) for address in addresses if not _PICTURE.search(address))


def are_others(a: frozenset[str], b: frozenset[str], *, same_agency: bool, characters: int) -> bool:
    """Return whether two items have other recordings, so that an equal blurb does not join them.

    An address may be part of the other one: services that count listeners put theirs before it. Of two
    agencies a text of ``characters`` that tells a story counts more than the recordings.
    """
    only_a, only_b = a - b, b - a
    if not (only_a and only_b) or (not same_agency and characters >= _TELLING):
        return False
    return not any(one.endswith(other) or other.endswith(one) for one in only_a for other in only_b)
