"""The country that a record names beside a place: a code, or a name in any language."""

from __future__ import annotations

from newswire.lexicon import country_names
from newswire.parse.readers import newscodes

_LONGEST = 60


def country(said: str | None) -> str | None:
    """Return the ISO 3166 alpha-2 code for a code or a name; None for another word or an ambiguous name."""
    if not said or len(said) > _LONGEST:
        return None
    if code := newscodes.country(said):
        return code
    found = country_names.countries(said)
    return next(iter(found)) if len(found) == 1 else None
