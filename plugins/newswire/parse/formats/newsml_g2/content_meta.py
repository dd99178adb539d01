"""Metadata of a NewsML-G2 item's content: ``contentMeta``, and the names of the concepts in it.

Source: NewsML-G2 Specification, "Generic Processing of G2 Items", the groups of administrative and
descriptive metadata.
"""

from __future__ import annotations

import re
from itertools import starmap
from typing import TYPE_CHECKING, Any

from newswire.lexicon import agencies, country_names
from newswire.model import Subject
from newswire.parse.dateline import prefixes
from newswire.parse.readers import newscodes
from newswire.parse.readers.elements import (
    XML_LANG,
    Groups,
    attribute,
    children,
    first,
    local,
    named,
    number,
    once,
    text,
    text_in,
    texts,
)
from newswire.parse.readers.markup import block_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

_SUMMARIES = frozenset(("", "summary", "teaser", "abstract", "intro", "lead", "standfirst"))
"""Roles of a description that is the standfirst; one without a role is it, too."""
_CATEGORIES = ("cat", "category", "categories", "categorycode")
_SUBTITLES = ("subtitle", "subheadline", "sub")
_WRITERS = ("author", "writer", "reporter", "journalist")
_PICTURE_MAKERS = ("photo", "camera", "cinemato")
_COMPANY = re.compile(
    r"\W(?:Agency|AG|Corp|Fernsehen|GmbH|Inc|LLC|Ltd|Media|Network|News|plc|Press|Radio|S\.?A|Television|TV)\.?$"
)
_ORIGINS = ("originfo", "origprov", "contentsource", "origcont")
"""Roles of those from whom the issuer has the information or the content."""
_NOWHERE = ("no-data-available", "unknown", "n/a", "-")
_LOCAL_ID = re.compile(r"(?:[a-z]+ID|poi)[\w-]*|ID\d\w*")
"""An identifier that holds in its document alone: ``poiID0``, ``ID0EHF``."""


def content_meta(
    about: Groups, asserts: list[_Element], aliases: Mapping[str, str], language: str | None, kind: str
) -> dict[str, Any]:
    """Return the fields of an item that its ``contentMeta`` holds, by their names in ``Item``.

    Args:
        about: the children of ``contentMeta`` by name.
        asserts: the ``assert`` elements of the item, which describe concepts outside of ``contentMeta``.
        aliases: usual names of schemes, by their names in the item's catalogs.
        language: the item's language, which selects among values in several languages.
        kind: the item's kind. The photographer of a text's pictures did not write the text.
    """
    located = _described(first(about, "located"), asserts, aliases)
    return {
        "urgency": number(text_in(about, "urgency")),
        "category": _category(about),
        "subjects": _with_asserted(_subjects(about, aliases, language), asserts, aliases, language),
        "keywords": texts(about.get("keyword")),
        "genre": _genre(about, language),
        "headline": _headline(about.get("headline", []), language),
        "slugline": next(iter(texts(about.get("slugline")) or texts(about.get("slug"))), None),
        "byline": ", ".join(_stated(texts(about.get("by")))) or None,
        "authors": _authors(about, kind),
        "standfirst": _standfirst(about) or _subheadline(about, language),
        "dateline": next(iter(texts(about.get("dateline"))), None),
        "place": _place(located),
        "country": _country(located),
        "credit": _credit(about),
    }


def _genre(about: Groups, language: str | None) -> str | None:
    names = (concept_name(e, language) or newscodes.code(e) for e in about.get("genre", ()))
    return ", ".join(once(names)) or None


def concept_name(element: _Element, language: str | None = None) -> str | None:
    """Return the name of a concept in ``language``, or else its first name."""
    inside: list[_Element] = element[:]  # type: ignore[index, assignment] # as in elements.children
    names = [child for child in inside if local(child.tag) == "name"]
    if len(names) > 1:
        return text(next((name for name in names if speaks(name, language)), names[0]))
    return text(names[0]) if names else None


def _headline(headlines: list[_Element], language: str | None) -> str | None:
    """Return the main headline. Prefer one that is no subtitle, then ``language``, then the best rank."""
    if len(headlines) == 1:
        return text(headlines[0])

    def order(headline: _Element) -> tuple[bool, bool, int]:
        return (
            _role(headline) in _SUBTITLES,
            not speaks(headline, language),
            number(headline.get("rank")) or 1,
        )

    return next((found for headline in sorted(headlines, key=order) if (found := text(headline))), None)


def speaks(element: _Element, language: str | None) -> bool:
    """Return whether an element may be in ``language``: it declares that language or none."""
    own = attribute(element, XML_LANG)
    return not own or not language or own[:2].lower() == language[:2].lower()


def _role(element: _Element) -> str:
    """Return the role of an element in lower case without its scheme: ``drol:summary`` is ``summary``."""
    role = element.get("role") or element.get("roleuri") or ""
    return role.rpartition("/")[2].rpartition(":")[2].lower()


def _standfirst(about: Groups) -> str | None:
    for description in about.get("description", ()):
        if _role(description) in _SUMMARIES and (found := block_text(description)):
            return found
    return None


def _subheadline(about: Groups, language: str | None) -> str | None:
    """Return the headline below the main one. It replaces a missing description."""
    below = [e for e in about.get("headline", []) if _role(e) in _SUBTITLES]
    return _headline(below, language)


def _subjects(about: Groups, aliases: Mapping[str, str], language: str | None) -> tuple[Subject, ...]:
    found = []
    for element in about.get("subject", ()):
        scheme, code = newscodes.concept(element, aliases)
        holder = element
        # Since 2.26 a concept with facets may stand inside: Specification, "mainConcept"
        if (
            code is None
            and not element.keys()
            and (main := first(children(element), "mainConcept")) is not None
        ):
            holder = main
            scheme, code = newscodes.concept(main, aliases)
        name = concept_name(holder, language)
        if code or name:
            found.append((code, name, scheme))
        if holder is not element:  # a facet with a code is a concept too: the stroke of a swimmer
            for facet in children(element).get("facetConcept", ()):
                scheme, code = newscodes.concept(facet, aliases)
                found += [(code, concept_name(facet, language), scheme)] if code else []
    return tuple(starmap(Subject, dict.fromkeys(found)))


def _with_asserted(
    subjects: tuple[Subject, ...],
    asserts: list[_Element],
    aliases: Mapping[str, str],
    language: str | None,
) -> tuple[Subject, ...]:
    """Return the subjects; those without a name take it from an ``assert`` (Specification, "assert")."""
    if not asserts:
        return subjects
    names = {newscodes.concept(element, aliases): concept_name(element, language) for element in asserts}
    return tuple(
        subject
        if subject.name or not (name := names.get((subject.scheme, subject.code)))
        else Subject(subject.code, name, subject.scheme)
        for subject in subjects
    )


def _category(about: Groups) -> str | None:
    """Return the desk's category: a subject of the type, or of a scheme, of categories (``a1312cat``)."""
    for subject in about.get("subject", ()):
        alias, _, code = (subject.get("qcode") or "").partition(":")
        kind = (subject.get("type") or "").lower()
        if code and (alias.lower().endswith(_CATEGORIES) or "category" in kind):
            return code
        if not alias and kind.endswith(":cat") and (literal := attribute(subject, "literal")):
            return literal
    return None


def _authors(about: Groups, kind: str) -> tuple[str, ...]:
    """Return the people among creators and writing contributors.

    Omit names of one word, as logins are, agencies and other organisations. Names in scripts without
    capitals may have no spaces.
    """
    writing = [e for e in about.get("contributor", ()) if _role(e) in _WRITERS]
    people = [e for e in (*about.get("creator", ()), *writing) if _is_person(e, kind)]
    if not people:
        return ()
    stated = filter(None, (concept_name(e) or attribute(e, "literal") for e in people))
    names = [name for said in stated if " " in (name := prefixes.names(said)) or name.upper() == name.lower()]
    issuers = (*texts(about.get("creditline")), *_sources(about)) if names else ()
    return once(name for name in names if name not in issuers and not _is_company(name))


def _is_company(name: str) -> bool:
    return agencies.agency(name) is not None or _COMPANY.search(name) is not None


def _is_person(element: _Element, kind: str) -> bool:
    if "organi" in (element.get("type") or "") or "organisationDetails" in children(element):
        return False
    roles = (_role(element), (element.get("qcode") or "").rpartition(":")[2].lower())
    return not (kind == "text" and any(role.startswith(_PICTURE_MAKERS) for role in roles))


def _sources(about: Groups, *, originators: bool = False) -> tuple[str, ...]:
    """Return the sources of the information, or the originators of the content among them."""
    sources = (e for e in about.get("infoSource", ()) if not originators or _role(e) in _ORIGINS)
    return _stated(once(concept_name(e) or attribute(e, "literal") for e in sources))


def _credit(about: Groups) -> tuple[str, ...]:
    """Return the credit lines with the originators behind them, otherwise the sources of the information."""
    lines = _stated(texts(about.get("creditline")))
    return once((*lines, *_sources(about, originators=True))) if lines else _sources(about)


def _stated(values: tuple[str, ...]) -> tuple[str, ...]:
    """Return the values. Omit placeholders, and values that begin with one: ``No-Data-Available, MAR 04``."""
    return tuple(value for value in values if value.partition(",")[0].lower() not in _NOWHERE)


def _described(
    located: _Element | None, asserts: list[_Element], aliases: Mapping[str, str]
) -> _Element | None:
    """Return the ``assert`` of a place that has no name of its own; otherwise the place."""
    if located is None or not asserts or concept_name(located):
        return located
    concept = newscodes.concept(located, aliases)
    return next((found for found in asserts if newscodes.concept(found, aliases) == concept), located)


def _place(located: _Element | None) -> str | None:
    """Return the name of a place: its locality's, where an address describes it."""
    if located is None:
        return None
    localities = named(located, "locality")
    found = next(filter(None, map(concept_name, localities)), None) or concept_name(located)
    if not found and (literal := attribute(located, "literal")):
        found = None if _LOCAL_ID.fullmatch(literal) else literal
    elif not found and (qcode := attribute(located, "qcode")):
        found = qcode.partition(":")[2]
        found = None if found.isdecimal() else found
    return None if found and found.lower() in _NOWHERE else found


def venue(concepts: Iterable[_Element]) -> dict[str, str | None]:
    """Return town and country of the place where an event takes place, as fields of an item."""
    for location in (found for concept in concepts for found in named(concept, "location")):
        town = next(filter(None, map(concept_name, named(location, "locality"))), None)
        if town:
            return {"place": town, "country": _country(location)}
    return {}


def _country(located: _Element | None) -> str | None:
    """Return the country of a place, if an ISO 3166 code or the name of an address's country gives it."""
    if located is None:
        return None
    for element in located.iter():
        scheme, code = newscodes.concept(element, {})
        of_countries = scheme and ("3166" in scheme or "country" in scheme or scheme == "cntry")
        if of_countries and (found := newscodes.country(code)):
            return found
    names = filter(None, map(concept_name, named(located, "country")))
    meant = next(map(country_names.countries, names), {})
    return next(iter(meant)) if len(meant) == 1 else None
