"""Words of pages that are no story, in many languages: errors, walls, forms, searches."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from newswire.parse.pages.body.noise.phrases import WALLS

_WORDS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
_WORDS["subscribe"] += WALLS
_WHOLE = {kind: frozenset(_WORDS[kind]) for kind in ("not_found", "login", "search", "bots_titles")}
_PARTS = {
    kind: re.compile("|".join(map(re.escape, _WORDS[kind]))) for kind in ("bots", "consent", "subscribe")
}
_SEPARATORS = re.compile(r"\s+[|\u2013\u2014\u00b7\u2022\u00bb-]\s+|\s*[|\u2022\u00bb]\s*")
_EDGES = " \t\n.!?\u2026\u3002\uff01,;:'\"\u201c\u201d\u00ab\u00bb()[]\u00a1\u00bf-\u2013\u2014"


def is_called(kind: str, *titles: str) -> bool:
    """Return whether a title, or a part of it beside the name of the site, is one of the words of a kind.

    >>> is_called("not_found", "Page not found | The Weir")
    True
    >>> is_called("not_found", "Page not found in the archive of the city")
    False
    """
    words = _WHOLE[kind]
    for title in titles:
        plain = _plain(title)
        if plain.removeprefix("404").strip(_EDGES) in words:
            return True
        if any(part.strip(_EDGES) in words for part in _SEPARATORS.split(plain)):
            return True
    return False


def found(kind: str, text: str) -> str | None:
    """Return the first words of a kind in a text; None if there are none."""
    words = _PARTS[kind].search(_plain(text))
    return words[0] if words else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("\u2019", "'").split()).strip(_EDGES)
