"""Characters that no reader sees: soft hyphens, and spaces and joiners without a width.

Outlets set them for the layout, or by accident. The fields of an item keep them, like any other character.
Comparison and recognition use the text without them.
"""

from __future__ import annotations

import re

INVISIBLE = "\u00ad\u200b\u2060\ufeff"
"""Soft hyphen, zero width space, word joiner, zero width no-break space."""

_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def has_invisible(text: str) -> bool:
    """Return whether a text has such characters. A text of ASCII alone costs next to nothing."""
    return not text.isascii() and any(map(text.__contains__, INVISIBLE))


def visible(text: str) -> str:
    """Return the text without its invisible characters."""
    return _INVISIBLE.sub("", text) if has_invisible(text) else text


def place_of(visible_character: int, text: str) -> int:
    """Return the position in ``text`` of its n-th visible character, from 0; its length if it has fewer."""
    for place, character in enumerate(text):
        if character in INVISIBLE:
            continue
        if visible_character == 0:
            return place
        visible_character -= 1
    return len(text)
