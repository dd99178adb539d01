"""Concepts, events and plans of NewsML-G2 as text: names, definitions, dates, places, people to ask.

Source: NewsML-G2 Specification, "Concepts and Concept Items", "Events", "Editorial Planning". What only
machines use is left out: identifiers, types, positions and relations to other concepts.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from newswire.parse.formats.newsml_g2.content_meta import speaks
from newswire.parse.readers.elements import XML_LANG, attribute, children, local, named, once, text, text_in
from newswire.parse.readers.markup import block_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

_FOR_MACHINES = frozenset(
    (
        *("conceptId", "type", "facet", "broader", "narrower", "related", "sameAs", "hierarchyInfo", "bag"),
        *("remoteInfo", "position", "conceptExtProperty", "subject", "newsCoverage", "mainConcept"),
        *("facetConcept", "hasInstrument"),
    )
)
_IN_ONE_LINE = frozenset(
    ("contactInfo", "address", "location", "organiser", "participant", "affiliation", "language")
)
_DAYS = frozenset(("born", "died", "founded", "dissolved", "created", "ceasedToExist"))
_PLANNED = ("headline", "name", "definition", "description", "note", "edNote", "dateline", "scheduled")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?")
_DURATION = re.compile(r"P(?:(\d{1,3})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,4})M)?)?")


def concept_text(concepts: Iterable[_Element], language: str | None, headline: str | None) -> str:
    """Return names, definitions, notes and details of concepts, a paragraph for each.

    Args:
        concepts: the ``concept`` elements of an item.
        language: the item's language. Of a value in several languages, that one is taken.
        headline: the item's headline, which the text does not repeat.
    """
    concepts = list(concepts)
    if language is None:
        names = (attribute(name, XML_LANG) for concept in concepts for name in named(concept, "name"))
        language = next(filter(None, names), None)
    told = once(paragraph for concept in concepts for paragraph in _paragraphs(concept, language))
    return "\n\n".join(paragraph for paragraph in told if paragraph != headline)


def planning_text(descriptions: Iterable[_Element], coverages: Iterable[_Element]) -> str:
    """Return descriptions of plans and of their coverage, each text once."""
    told = [block_text(description) for description in descriptions]
    told += [
        written(found) if local(element.tag) == "scheduled" else found
        for coverage in coverages
        for element in named(coverage, *_PLANNED)
        if (found := block_text(element))
    ]
    return "\n\n".join(once(told))


def written(time: str) -> str:
    """Return a time of XML Schema as people write it (``2018-10-26 09:00 UTC``); any other text as it is."""
    found = _TIME.fullmatch(time.strip())
    if found is None:
        return time
    zone = "UTC" if found[3] == "Z" else found[3]
    return " ".join(filter(None, (*found.group(1, 2), zone)))


def _paragraphs(element: _Element, language: str | None) -> Iterator[str | None]:
    for child in _spoken(element, language):
        name = local(child.tag)
        if name == "dates":
            yield _span(child)
        elif name in _IN_ONE_LINE:
            yield ", ".join(once(_leaves(child, language))) or None
        elif name in _DAYS:
            yield written(text(child) or "")
        elif name.endswith("Details"):
            yield from _paragraphs(child, language)
        else:
            yield block_text(child)


def _spoken(element: _Element, language: str | None) -> Iterator[_Element]:
    """Yield the children that people read. Of several that declare languages, yield those in ``language``."""
    for name, alike in children(element).items():
        if name in _FOR_MACHINES:
            continue
        spoken = [child for child in alike if speaks(child, language)]
        yield from spoken or alike[:1]


def _leaves(element: _Element, language: str | None) -> Iterator[str | None]:
    inside = list(_spoken(element, language))
    if not inside:
        yield text(element) if not len(element) else None
    for child in inside:
        yield from _leaves(child, language)


def _span(dates: _Element) -> str | None:
    """Return the beginning and the end of an event in one line. The duration may stand for the end."""
    parts = children(dates)
    start, end = text_in(parts, "start") or "", text_in(parts, "end") or ""
    begins, ends = written(start), written(end) or _end(start, text_in(parts, "duration") or "")
    return " – ".join(filter(None, (begins, ends))) or text(dates)


def _end(start: str, duration: str) -> str | None:
    """Return the end of an event: the last of its days, or the time after hours and minutes."""
    found, begins = _DURATION.fullmatch(duration), _TIME.fullmatch(start)
    if found is None or begins is None or not any(found.groups()):
        return None
    days, hours, minutes = (int(part or 0) for part in found.groups())
    day = dt.date.fromisoformat(begins[1])
    if not hours and not minutes:
        return (day + dt.timedelta(days=days - 1)).isoformat() if days > 1 else None
    if not begins[2]:
        return None
    ends = dt.datetime.fromisoformat(f"{begins[1]}T{begins[2]}") + dt.timedelta(
        days=days, hours=hours, minutes=minutes
    )
    return f"{ends:%H:%M}" if ends.date() == day else f"{ends:%Y-%m-%d %H:%M}"
