"""The origin of an item: the outlets that carry and write it, and the places in its dateline."""

from __future__ import annotations

from newswire.lexicon import agencies, places
from newswire.model import Defaults, Item
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline.parser import Dateline, read_dateline


def credited(item: Item, dateline: Dateline | None, defaults: Defaults) -> Derived:
    """Return the credit in canonical names, and the provider: the source's, otherwise the credit's writer."""
    derived: Derived = {}
    credit = item.credit
    if not credit and dateline and dateline.credit:
        credit = derived["credit"] = dateline.credit
    elif credit and (named := _canonical(credit, item)) != credit:
        credit = derived["credit"] = named
    if item.provider is None:
        derived["provider"] = defaults.provider or (credit[-1] if credit else None)
    return derived


def _canonical(credit: tuple[str, ...], item: Item) -> tuple[str, ...]:
    people = (*item.authors, item.byline or "")
    return tuple(dict.fromkeys(name for printed in credit for name in agencies.line(printed, people)))


def placed(item: Item, dateline: Dateline | None) -> Derived:
    """Return place, places and country: the dateline's, unless the document names another place."""
    elsewhere = dateline and item.place and item.dateline is None and item.place != dateline.place
    if dateline is None or dateline.place is None or elsewhere:
        return _of_own_place(item)
    derived: Derived = {}
    if item.place is None:
        derived["place"] = dateline.place
    if not item.places:
        derived["places"] = dateline.places
    if item.country is None:
        derived["country"] = dateline.country
        derived["warnings"] = dateline.warnings
    return derived


def _of_own_place(item: Item) -> Derived:
    """Return places and country of a place that the document names outside a dateline."""
    derived: Derived = {}
    if not item.place or (item.country and item.places):
        return derived
    read = read_dateline(item.place)
    if read is None or not read.places:
        return derived
    if not item.places:
        derived["places"] = read.places
    if item.country is None:
        country = read.country
        if read.warnings and (writer := agencies.agency(item.provider or "")):
            country = places.locate(read.places[0], (), writer.country).country
        derived["country"] = country
        derived["warnings"] = read.warnings if country is None else ()
    return derived
