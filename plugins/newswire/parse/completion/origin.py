"""The origin of an item: the outlets that carry and write it."""

from __future__ import annotations

from newswire.lexicon import agencies, providers
from newswire.model import Defaults, Item
from newswire.parse.byline.credits import without_legal_form
from newswire.parse.completion.authors import read_credits, writers
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline.parser import Dateline

_OF_SITES = frozenset({"html", "rss", "atom", "jsonfeed", "wxr", "icalendar"})
"""Formats of web sites: a notice there is the site's, and names the writer of a text that others issue."""


def credited(item: Item, dateline: Dateline | None, defaults: Defaults, signed: str | None = None) -> Derived:
    """Return the credit and the provider in canonical names.

    The provider is the document's, otherwise the source's, otherwise the agency that signs the text
    (``signed``), the authority in the guid, the holder in the copyright notice, or the agency in the credit.
    A warning states that a printed provider is none. The agency that signs a text carries it: it is the first
    of a credit that lacks it. Agencies that stand for an author are the credit of an item without one.
    """
    derived: Derived = {}
    credit = item.credit
    if not credit and dateline and dateline.credit:
        credit = derived["credit"] = dateline.credit
    elif credit and (named := _canonical(item)) != credit:
        credit = derived["credit"] = named
    if signed and not item.credit and not any(_is_one_house(signed, name) for name in credit):
        credit = derived["credit"] = (signed, *credit)
    stated = _stated(item)
    if item.provider and stated is None:
        derived["warnings"] = (f"The provider {item.provider[:80]!r} names nobody who issues news.",)
    provider = stated or _configured(defaults) or signed or _evident(item, credit)
    if provider != item.provider or provider is None:
        derived["provider"] = provider
    if not credit and (named := writers(item)):
        derived["credit"] = named
    return derived


def _is_one_house(one: str, other: str) -> bool:
    """Return whether two names are one agency's, or those of services that one agency issues."""
    issuers = providers.issuer(one), providers.issuer(other)
    return one == other or (issuers[0] is not None and issuers[0] == issuers[1])


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
    """Return the organisations of all credit lines, each company once, with or without its legal form."""
    names: dict[str, str] = {}
    for name in (name for credit in read_credits(item) for name in credit.names):
        names.setdefault(without_legal_form(name).casefold(), _named(name))
    return tuple(dict.fromkeys(names.values()))


def _named(name: str) -> str:
    """Return the canonical name of a known agency in a credit. Any other name stays as it is."""
    if agencies.agency(name) or (known := providers.issuer(name)) is None:
        return name
    return known.name
