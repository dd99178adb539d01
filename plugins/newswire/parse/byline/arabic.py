"""The Arabic ``and`` between two names, which is written with the second one: ``سارة أحمد ومحمد علي``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.lexicon.bylines import words
from newswire.lexicon.patterns.late import late_pattern

if TYPE_CHECKING:
    import re

_AND = late_pattern(r"(?<=[^\W\d_] )و(?P<name>[^\W\d_]{3,})(?= [^\W\d_]{2,})")


def with_and_apart(names: str) -> str:
    """Return names with the letter of ``and`` apart from the name behind it; the same text without one."""
    return _AND.sub(_apart, names) if " و" in names else names


def _apart(found: re.Match[str]) -> str:
    """Return the letter apart where a whole name stands before it. Given names that begin so stay whole."""
    is_second = len(found.string[: found.start()].split()) > 1
    return f"و {found['name']}" if is_second and found[0] not in words.NAMES_WITH_AND else found[0]
