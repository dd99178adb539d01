"""The poster of a page: the outlet or agency whose site it stands on."""

from __future__ import annotations

from collections.abc import Iterable

from newswire.lexicon import providers
from newswire.lexicon.addresses import is_address, site
from newswire.lexicon.agencies import Agency

WRITERS = frozenset({"agencies", "releases"})
"""Kinds of organisations that write for others; the texts of their kind stand on sites of others, too."""

_MOST = 80
"""Characters of a publisher's name. A longer text is a slogan."""


def poster(publisher: str | None, host: str | None) -> str | None:
    """Return the canonical name of the poster; None if the page has neither a publisher nor an address.

    A host that is known names it, otherwise the publisher that the page states, otherwise the host. An agency
    that a page on another site states as its publisher wrote the text and does not post it.
    """
    place = site(f"https://{host}/") if host else None
    owner = providers.of_host(place) if place else None
    if owner is not None:
        return owner.name
    stated = _stated(publisher)
    if stated is None:
        return place
    known = providers.issuer(stated)
    if place and known and known.kind in WRITERS and not _is_named_after(place, known):
        return place
    return providers.provider(stated) or place


def writers_of(carrier: str | None, *evidence: Iterable[str]) -> tuple[str, ...]:
    """Return the agencies of the first evidence that names one other than the poster, as it names them."""
    for names in evidence:
        found = [name for name in names if _is_other_writer(name, carrier)]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _is_other_writer(name: str, carrier: str | None) -> bool:
    known = providers.issuer(name)
    return known is not None and known.kind in WRITERS and known.name != carrier


def _stated(publisher: str | None) -> str | None:
    """Return a publisher's name; None for the address of its page in a network, and for a slogan."""
    name = " ".join((publisher or "").split())
    return name if name and len(name) <= _MOST and not is_address(name) else None


def _is_named_after(place: str, agency: Agency) -> bool:
    """Return whether a label of a host is the name or an alias of an agency: ``dpa.example``."""
    labels = {label.replace("-", "") for label in place.split(".")[:-1]}
    names = {"".join(filter(str.isalnum, name)).casefold() for name in (agency.name, *agency.aliases)}
    return not labels.isdisjoint(names | {agency.code.replace("-", "")})
