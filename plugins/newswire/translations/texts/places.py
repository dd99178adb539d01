"""Countries and cities under their names in the language of a text, as codes for all languages.

The names are those of CLDR, and for cities those of GeoNames in any language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from newswire.translations.texts import city_codes

_ALIASES = {
    "ja": {"米国": "US", "アメリカ": "US", "英国": "GB", "独": "DE", "仏": "FR", "欧州連合": "EU"},
    "zh": {"美国": "US", "英国": "GB", "美國": "US", "英國": "GB", "韩国": "KR", "朝鲜": "KP", "南韓": "KR"},
    "ko": {"미국": "US", "영국": "GB", "북한": "KP"},
    "en": {"us": "US", "uk": "GB", "britain": "GB", "america": "US", "korea": "KR"},
    "de": {"usa": "US", "großbritannien": "GB"},
    "ru": {"сша": "US", "великобритания": "GB", "рф": "RU"},
}  # fmt: skip
"""Short names that the press prefers to those of CLDR."""

_SHORTEST = 5
"""Letters of a name whose last letters may be an inflection."""
_ENDING = 2
_SHORTEST_CITY = 4
_UNSPACED = frozenset({"zh", "ja", "th", "ko"})


def places(words: Iterable[tuple[str, int]], text: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield the places among the words (in small letters, with positions), or in a text without spaces."""
    if is_spaced(language):
        for word, at in words:
            if (place := place_of(word, language)) is not None:
                yield place, at
    else:
        yield from within(text, language)


def is_spaced(language: str) -> bool:
    """Return whether the places of a language are words of their own."""
    return language not in _UNSPACED


def place_of(word: str, language: str) -> str | None:
    """Return the place that a word in small letters names, in any inflection; None for another word."""
    if (place := _known(language).get(word) or _city(word)) is not None or len(word) < _SHORTEST:
        return place
    stems = _stems(language)
    shortest = max(_SHORTEST, len(word) - _ENDING)
    cut = (word[:end] for end in range(len(word) - 1, shortest - 1, -1))
    return next((stems[stem] for stem in cut if stem in stems), None)


def within(text: str, language: str) -> Iterator[tuple[str, int]]:
    """Yield the places in a text of a language that is not spaced."""
    known = _known(language)
    for match in _pattern(language).finditer(text):
        yield known[match[0]], match.start()
    yield from city_codes.within(text)


def _city(word: str) -> str | None:
    return city_codes.code(word) if len(word) >= _SHORTEST_CITY else None


@cache
def _known(language: str) -> dict[str, str]:
    """Return the places of one word by their names in a language."""
    try:
        locale = Locale.parse(language)
    except (ValueError, UnknownLocaleError):
        return {}
    # English calls most of these cities as their zones are called, and then CLDR does not repeat it.
    zones = {zone: zone.rpartition("/")[2] for zone in get_global("zone_territories")}
    cities = {city: city for city in zones.values()} if language == "en" else {}
    cities |= {
        about["city"]: zones[zone]
        for zone, about in locale.time_zones.items()
        if "city" in about and zone in zones
    }
    names = {name: code for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}
    found = {name.casefold(): place for name, place in {**cities, **names}.items() if " " not in name}
    return {name: place for name, place in found.items() if len(name) > 1} | _ALIASES.get(language, {})


@cache
def _stems(language: str) -> dict[str, str]:
    """Return the places by their names without the last letter or two, where an inflection stands."""
    stems: dict[str, str] = {}
    for name, place in _known(language).items():
        for end in (len(name), len(name) - 1, len(name) - 2):
            if end >= _SHORTEST:
                stems.setdefault(name[:end], place)
    return stems


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return a pattern for the countries and greatest cities of a language that is not spaced."""
    return re.compile("|".join(sorted(map(re.escape, _known(language)), key=len, reverse=True)) or "(?!)")
