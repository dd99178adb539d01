"""Keywords that a desk prints between signs below a story: ``+++ Ferries;Fernbay; +++``."""

from __future__ import annotations

import re

_LINE = re.compile(r"\+{3} ?(?P<words>[^+\n]*;[^+\n]*?) ?\+{3}")


def without_keywords(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without a last paragraph of keywords, and the keywords; the same object if it has none.

    The lines of keywords between the notices of a digest stay: each belongs to its notice.
    """
    start = text.rfind("\n\n") + 2
    if start < 2 or not text.startswith("+++", start):
        return text, ()
    line = _LINE.fullmatch(text[start:].rstrip())
    if line is None:
        return text, ()
    words = (word.strip() for word in line["words"].split(";"))
    return text[: start - 2].rstrip(), tuple(dict.fromkeys(filter(None, words)))
