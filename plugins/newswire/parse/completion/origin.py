"""The origin of an item: the outlets that carry and write it, and the places in its dateline."""

from __future__ import annotations

from newswire.lexicon import agencies, places, providers
from newswire.model import Defaults, Item
from newswire.parse.completion.authors import read_credits
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline.parser import Dateline, read_dateline

_OF_SITES = frozenset({"html", "rss", "atom", "jsonfeed", "wxr", "icalendar"})
"""Formats of web sites: a notice there is the site's, and names the writer of a text that others issue."""


def credited(item: Item, dateline: Dateline | None, defaults: Defaults, signed: str | None = None) -> Derived:
    """Return the credit and the provider in canonical names.

    The provider is the document's, otherwise the source's, otherwise the agency that signs the text
    (``signed``), the authority in the guid, the holder in the copyright notice, or the agency in the credit.
    A warning states that a printed provider is none. The agency that signs a text carries it: it is the first
    of a credit that lacks it.
    """
    derived: Derived = {}
    credit = item.credit
    if not credit and dateline and dateline.credit:
        credit = derived["credit"] = dateline.credit
    elif credit and (named := _canonical(item)) != credit:
        credit = derived["credit"] = named
    if signed and not item.credit and signed not in credit:
        credit = derived["credit"] = (signed, *credit)
    stated = _stated(item)
    if item.provider and stated is None:
        derived["warnings"] = (f"The provider {item.provider[:80]!r} names nobody who issues news.",)
    provider = stated or _configured(defaults) or signed or _evident(item, credit)
    if provider != item.provider or provider is None:
        derived["provider"] = provider
    return derived


def _stated(item: Item) -> str | None:
    """Return the canonical name of the document's own provider; None if it is an author of the item."""
    if not item.provider:
        return None
    name = providers.provider(item.provider)
    people = {person.casefold() for person in item.authors}
    return None if name and name.casefold() in people and not providers.issuer(name) else name


def _configured(defaults: Defaults) -> str | None:
    return providers.provider(defaults.provider) if defaults.provider else None


def _evident(item: Item, credit: tuple[str, ...]) -> str | None:
    """Return the provider by the evidence in an item that names none, the surest first.

    Of several agencies in a credit the first one issues the item: ``(ats afp)`` is a text that ats sends.
    """
    if item.guid and (named := providers.authority(item.guid)):
        return named
    if item.copyright and item.kind == "text" and item.format not in _OF_SITES:
        held = providers.holder(item.copyright)
        if held and held.kind in {"agencies", "releases"}:
            return held.name
    known = (agencies.agency(name) for name in credit)
    sender = next((agency.name for agency in known if agency and agency.kind == "agencies"), None)
    return providers.provider(sender or credit[-1]) if credit else None


def _canonical(item: Item) -> tuple[str, ...]:
    names = (name for credit in read_credits(item) for name in credit.names)
    return tuple(dict.fromkeys(map(_named, names)))


def _named(name: str) -> str:
    """Return the canonical name of a known agency in a credit. Any other name stays as it is."""
    if agencies.agency(name) or (known := providers.issuer(name)) is None:
        return name
    return known.name


def placed(
    item: Item, dateline: Dateline | None, provider: str | None = None, language: str | None = None
) -> Derived:
    """Return place, places and country: the dateline's, unless the document names another place.

    The writer and the language of the text decide between countries that have a place of the name. The writer
    is the last of the printed credit, otherwise the item's provider, otherwise the source's (``provider``).
    """
    provider = providers.provider(item.provider or provider or "")
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
