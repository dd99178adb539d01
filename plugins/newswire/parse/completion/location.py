"""The location of an item: its place as printed, each place alone, and the country."""

from __future__ import annotations

import re

from newswire.lexicon import agencies, places, providers
from newswire.model import Item
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline.parser import Dateline, read_dateline
from newswire.parse.readers import newscodes


def placed(
    item: Item, dateline: Dateline | None, provider: str | None = None, language: str | None = None
) -> Derived:
    """Return place, places and country: the dateline's, unless the document names another place.

    The writer and the language of the text decide between countries that have a place of the name. The writer
    is the last of the printed credit, otherwise the item's provider, otherwise the source's (``provider``).
    A local identifier is no place: the item loses it, with a warning.
    """
    provider = providers.provider(item.provider or provider or "")
    if item.place and _IDENTIFIER.fullmatch(item.place.strip()):
        said = f"The place {item.place[:40]!r} is an identifier and was left out."
        without: Derived = {"place": None}
        derived = placed(item.changed(place=None), dateline, provider, language)
        return {**without, **derived, "warnings": (*derived.get("warnings", ()), said)}
    elsewhere = dateline and item.place and item.dateline is None and item.place != dateline.place
    if dateline is None or dateline.place is None or elsewhere:
        return _of_own_place(item, provider, language)
    derived = _located(item, dateline, provider, language)
    if item.place is None:
        derived["place"] = dateline.place
    return derived


_USUAL = frozenset({"US", "GB"})
"""Regions that language tags have by default (``en-US``); they are no sign of an outlet's home."""

_IDENTIFIER = re.compile(
    r"[\W\d_]+|[A-Za-z][\w.-]*:\S*|[a-z]+I[Dd]\w*|[A-Za-z]{0,8}[-_]?\d[\w-]*|\{?[0-9A-Fa-f]{8}-[0-9A-Fa-f-]{27}\}?"
)
"""A local identifier: signs and figures, a qcode (``geo:123``), a name that ends in a number or ``ID``."""


def _of_own_place(item: Item, provider: str | None, language: str | None) -> Derived:
    """Return places and country of a place that the document names outside a dateline."""
    if not item.place or (item.country and item.places):
        return {}
    town, country = _coded(item.place)
    read = read_dateline(town)
    if read is None or not read.places:
        return {}
    derived = _located(item, read, provider, language)
    return {**derived, "country": country, "warnings": ()} if country and not item.country else derived


def _coded(place: str) -> tuple[str, str | None]:
    """Return a place without a country's code of three letters (``Lille, FRA``), and the country."""
    town, comma, code = place.rpartition(",")
    code = code.strip()
    if (
        comma
        and len(code) == 3
        and code.isupper()
        and not places.regions(code)
        and (found := newscodes.country(code))
    ):
        return town, found
    return place, None


def _located(item: Item, read: Dateline, provider: str | None, language: str | None) -> Derived:
    """Return the places and the country of a dateline, as far as the item lacks them."""
    derived: Derived = {}
    if not item.places:
        derived["places"] = read.places
    if item.country is None:
        derived.update(_in_country(read, provider, language))
    return derived


def _in_country(dateline: Dateline, provider: str | None, language: str | None) -> Derived:
    """Return the country of a dateline. A provider that writes from one country knows it without its name."""
    if dateline.in_doubt is None:
        return {"country": dateline.country, "warnings": dateline.warnings}
    known = agencies.agency(dateline.credit[-1] if dateline.credit else provider or "")
    home = known.country if known else None
    if home is None and language and (region := language.rpartition("-")[2]).isupper():
        home = None if region in _USUAL else newscodes.country(region)
    located = places.locate(*dateline.in_doubt, home, language)
    return {"country": located.country, "warnings": () if located.country else dateline.warnings}
