"""Characters that no reader sees: soft hyphens, and spaces and joiners without a width.

Outlets set them for the layout, or by accident. The fields of an item keep them, as every other character;
what is compared and recognised goes by the text without them.
"""

from __future__ import annotations

import re

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero width space, word joiner, zero width no-break space."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def has_invisible(text: str) -> bool:
    """Whether a text has such characters; next to nothing for one of ASCII alone."""
    return not text.isascii() and any(map(text.__contains__, INVISIBLE))


def visible(text: str) -> str:
    """Return the text without them."""
    return _INVISIBLE.sub("", text) if has_invisible(text) else text


def place_of(visible_character: int, text: str) -> int:
    """Return where in ``text`` its n-th visible character, from 0, stands; the end where it has no more."""
    for place, character in enumerate(text):
        if character in INVISIBLE:
            continue
        if visible_character == 0:
            return place
        visible_character -= 1
    return len(text)
