"""The origin of an item: the outlets that carry and write it, and the places in its dateline."""

from __future__ import annotations

from newswire.lexicon import agencies, places
from newswire.model import Defaults, Item
from newswire.parse.byline.credits import without_legal_form
from newswire.parse.completion.authors import read_credits, writers
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline.parser import Dateline, read_dateline


def credited(item: Item, dateline: Dateline | None, defaults: Defaults) -> Derived:
    """Return the credit in canonical names, and the provider: the source's, otherwise the credit's writer.

    Agencies that stand for an author are the credit of an item without one.
    """
    derived: Derived = {}
    credit = item.credit
    if not credit and dateline and dateline.credit:
        credit = derived["credit"] = dateline.credit
    elif credit and (named := _canonical(item)) != credit:
        credit = derived["credit"] = named
    if item.provider is None:
        derived["provider"] = defaults.provider or (credit[-1] if credit else None)
    if not credit and (named := writers(item)):
        derived["credit"] = named
    return derived


def _canonical(item: Item) -> tuple[str, ...]:
    """Return the organisations of all credit lines, each company once, with or without its legal form."""
    names: dict[str, str] = {}
    for name in (name for credit in read_credits(item) for name in credit.names):
        names.setdefault(without_legal_form(name).casefold(), name)
    return tuple(names.values())


def placed(
    item: Item, dateline: Dateline | None, provider: str | None = None, language: str | None = None
) -> Derived:
    """Return place, places and country: the dateline's, unless the document names another place.

    The writer and the language of the text decide between countries that have a place of the name. The writer
    is the last of the printed credit, otherwise the item's provider, otherwise the source's (``provider``).
    """
    provider = item.provider or provider
    elsewhere = dateline and item.place and item.dateline is None and item.place != dateline.place
    if dateline is None or dateline.place is None or elsewhere:
        return _of_own_place(item, provider, language)
    derived = _located(item, dateline, provider, language)
    if item.place is None:
        derived["place"] = dateline.place
    return derived


def _of_own_place(item: Item, provider: str | None, language: str | None) -> Derived:
    """Return places and country of a place that the document names outside a dateline."""
    if not item.place or (item.country and item.places):
        return {}
    read = read_dateline(item.place)
    if read is None or not read.places:
        return {}
    return _located(item, read, provider, language)


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
    located = places.locate(*dateline.in_doubt, known.country if known else None, language)
    return {"country": located.country, "warnings": () if located.country else dateline.warnings}
