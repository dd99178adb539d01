"""The origin of an item: the outlets that carry and write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from newswire.lexicon import agencies, providers
from newswire.lexicon.bylines import words
from newswire.model import Defaults, Item
from newswire.parse.byline.credits import without_legal_form
from newswire.parse.completion.authors import makers, read_credits, writers
from newswire.parse.completion.derived import Derived
from newswire.parse.dateline.parser import Dateline

_OF_SITES = frozenset({"html", "rss", "atom", "jsonfeed", "wxr", "icalendar"})
"""Formats of web sites: a notice there is the site's, and names the writer of a text that others issue."""


_WRITERS = frozenset({"agencies", "releases"})
"""Kinds of organisations that write what others post."""

_BY = re.compile(rf"(?:{words.alternatives(words.SHORT)})\s+", re.IGNORECASE)
"""The word before the name in a byline."""

_PARTS = re.compile(rf"[,/|;•·()\n]|\s(?:{words.alternatives(words.JOINERS)})\s")


def credited(item: Item, dateline: Dateline | None, defaults: Defaults, signed: str | None = None) -> Derived:
    """Return the credit and the provider in canonical names.

    The provider is the document's, otherwise the source's, otherwise the agency that signs the text
    (``signed``), the authority in the guid, the holder in the copyright notice, or the agency in the credit.
    A warning states that a printed provider is none. The agency that signs a text carries it: it is the first
    of a credit that lacks it. Agencies that stand for an author are the credit of an item without one.
    """
    if item.format == "html":
        return _of_page(item, dateline, defaults, signed)
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


def _of_page(item: Item, dateline: Dateline | None, defaults: Defaults, signed: str | None) -> Derived:
    """Return the credit and the provider of a web page, whose ``provider`` is the poster.

    The text decides who wrote it: its dateline, its sign-off, its byline, the line or fact of the page that
    credits it (``item.credit``), a notice of copyright, and last the place of the page in its site, if no
    person is its author. The first that names another house than the poster's gives the writer, who is the
    provider; an agency that signs its own page is that itself. The poster stands first in the credit.
    """
    carrier = providers.provider(item.provider) if item.provider else None
    credit: tuple[str, ...] = ()
    for names in _written(item, dateline, signed):
        credit = tuple(name for name in names if not (carrier and _is_one_house(carrier, name)))
        if credit or (names and carrier and _is_writer(carrier)):
            break
    provider = _sender(credit) or _configured(defaults) or carrier
    return {"credit": (carrier, *credit) if carrier else credit, "provider": provider}


def _written(item: Item, dateline: Dateline | None, signed: str | None) -> Iterator[tuple[str, ...]]:
    """Yield the writers that each kind of evidence names, the surest first."""
    yield dateline.credit if dateline else ()
    yield (signed,) if signed else ()
    yield _agencies((*item.authors, item.byline or "")) or writers(item)
    yield tuple(dict.fromkeys(name for name in map(_named, _canonical(item)) if _is_writer(name)))
    held = providers.holder(item.copyright) if item.copyright and item.provider else None
    yield (held.name,) if held and _is_writer(held.name) else ()
    if not makers(item):
        yield _agencies((item.category or "",)) or _of_path(item.source_url or item.guid or "")


def _of_path(address: str) -> tuple[str, ...]:
    """Return the agency that a part of a page's address names: ``/news/reuters/2020/03/14/mill-burns``.

    Names that are words, too, and those of several agencies are no evidence there.
    """
    path = address[:_LONGEST].partition("?")[0]
    parts = [part.casefold() for part in path.split("/")[3:-1]]
    found = (
        agencies.agency(part)
        for part in parts
        if len(part) > 2
        and not any(part in agencies.listed(name) for name in ("plain_words", "given_names", "shared"))
    )
    return tuple(dict.fromkeys(one.name for one in found if one and one.kind == "agencies" and one.domains))


_LONGEST = 2_000
"""Characters of an address that are read."""


def _agencies(printed: Iterable[str]) -> tuple[str, ...]:
    """Return the agencies whose names, with words for a desk, are parts of a byline: ``By Reuters Staff``."""
    parts = (part for line in printed for part in _PARTS.split(line[:_LONGEST]))
    names = (_BY.sub("", " ".join(part.split())).strip(" .:-–—") for part in parts)
    found = (providers.issuer(name) for name in names if name)
    return tuple(dict.fromkeys(one.name for one in found if one and one.kind in _WRITERS))


def _is_writer(name: str) -> bool:
    found = providers.issuer(name)
    return found is not None and found.kind in _WRITERS


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
    return _sender(credit)


def _sender(credit: tuple[str, ...]) -> str | None:
    """Return the issuer of a text with this credit: the first agency, otherwise the last name."""
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
