"""The length of a text, whatever its script."""

from __future__ import annotations

import re

_DENSE = re.compile("[\u0e00-\u0eff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
"""Characters of scripts that write a word in one or two of them, or no spaces between words."""


def length(text: str, most: int) -> int:
    """Return the length of a text in letters of an alphabet: a character of a dense script counts as three.

    Args:
        text: the text.
        most: the number of characters, from the first, in which dense ones are counted.
    """
    return len(text) if text.isascii() else len(text) + 2 * len(_DENSE.findall(text[:most]))
