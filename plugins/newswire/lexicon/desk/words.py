"""The words of ``words.toml``, which desks put around a story, in the form in which they are compared."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from newswire.lexicon.desk.folding import folded

_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)


def words_of(*tables: str) -> frozenset[str]:
    """Return the words of some tables of ``words.toml`` as they are written there.

    Raises:
        KeyError: there is no such table.
    """
    return frozenset(word for table in tables for words in _TABLES[table].values() for word in words)


def pattern(table: str) -> str:
    """Return a pattern for any word of a table of ``words.toml``, the longest first.

    Raises:
        KeyError: there is no such table.
    """
    return "|".join(re.escape(word) for word in sorted(words_of(table), key=lambda word: (-len(word), word)))


def _folded(table: str) -> frozenset[str]:
    return frozenset(map(folded, words_of(table)))


ENDS = _folded("ends")
"""Words that end a text."""

ENDS_IN_SIGNS = _folded("ends_in_signs")
"""Those that are ordinary words too. They end a text only in brackets, between signs or in capitals."""

CONTINUES = _folded("continues")
"""Words after which the text goes on in another take."""

SERVICES = frozenset(_TABLES["services"]["any"])
"""Services of an agency, in capitals, after its name in a sign-off."""

DESKS = _folded("desks")
"""Rooms of an agency beside an address."""

ADDRESSES = _folded("addresses")
"""Labels before an address or a number."""

NOTEPAD = _folded("notepad") - frozenset(map(folded, _TABLES["notepad"]["after_a_sign"]))
"""Headings of a desk's notepad."""

NOTEPAD_AFTER_A_SIGN = _folded("notepad")
"""Headings of a desk's notepad that begin with a number sign."""

NOTES = _folded("notes")
"""Headings and labels of a note to editors."""

RIGHTS = pattern("rights")
"""A pattern for words that reserve rights."""

NOT_FOR_PUBLICATION = _folded("not_for_publication")
"""Sentences about information that is not for publication."""

VIGNETTES = frozenset(map(folded, _TABLES["vignettes"]["in_brackets"]))
"""Words in brackets, alone in a paragraph, that stand for a film, a picture or a graphic."""

PLACEHOLDERS = {
    field: frozenset(map(str.casefold, (*_TABLES["placeholders"]["any"], *values)))
    for field, values in _TABLES["placeholders"].items()
    if field != "any"
}
"""Values that stand for none, by field, in small letters."""
