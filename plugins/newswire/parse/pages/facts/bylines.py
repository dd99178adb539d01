"""The authors and the byline of a page: of its metadata first, of the head of its article otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newswire.lexicon.agencies import agency
from newswire.parse.byline import east_asian, reader
from newswire.parse.pages.facts import names
from newswire.parse.pages.facts.authors import Named, byline_of, named, people
from newswire.parse.pages.facts.likeness import letters, words
from newswire.parse.pages.facts.metadata import Metadata
from newswire.parse.pages.facts.prints.printed import Printed
from newswire.parse.pages.facts.structured.schema import Thing

_NAMES = 0.7
"""The least share of names in a printed byline that completes the metadata."""
_MOST_PRINTED = 6
"""People of a printed byline that completes the metadata; more are a list of other stories."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Authors (people alone) and the byline, each with its place; the byline may name a desk or an agency."""

    authors: tuple[str, ...] = ()
    authors_from: str = ""
    byline: str | None = None
    byline_from: str = ""


def read_byline(thing: Thing, metadata: Metadata, printed: Printed, sites: frozenset[str]) -> Byline:
    """Return the authors and the byline of a page.

    The first place that names people counts. Without people the byline is a stated agency, otherwise that of
    the article's head, otherwise the organisation that the first place names; the site itself comes last.

    Args:
        thing: the main thing of its JSON-LD and microdata.
        metadata: its ``meta`` elements.
        printed: bylines in the head of the article.
        sites: names of the site, which is no author.
    """
    stated, place, organised = _stated(thing, metadata, sites)
    found = _people(stated, sites)
    if found:
        if more := _printed_with_others(found, printed, sites):
            return more
        others = [one for one in stated if not people(one, sites) and letters(one.name) not in sites]
        line = (None if others else _printed_for(found, printed)) or (byline_of(stated), place)
        return Byline(found, place, *line)
    marked, printed_place, line_of_marked = _printed(printed, sites)
    if marked:
        held = letters(line_of_marked or "")
        if any(map(str.isdigit, held)) or not all(letters(name) in held for name in marked):
            line_of_marked = ", ".join(marked)
        return Byline(marked, printed_place, line_of_marked, printed_place)
    if organised and any(agency(one.name) for one in organised[0]):
        return Byline(byline=byline_of(organised[0]), byline_from=organised[1])
    if printed.desks:
        return Byline(byline=printed.desks[0][0], byline_from=printed.desks[0][1])
    if organised:
        return Byline(byline=byline_of(organised[0]), byline_from=organised[1])
    return Byline()


def states_people(thing: Thing, metadata: Metadata, sites: frozenset[str]) -> bool:
    """Return whether JSON-LD or metadata name somebody as an author."""
    return bool(_stated(thing, metadata, sites)[0])


def _stated(
    thing: Thing, metadata: Metadata, sites: frozenset[str]
) -> tuple[list[Named], str, tuple[list[Named], str] | None]:
    """Return those whom the first place with people names, the place, and the first place with anybody."""
    organised = None
    for group, place in _places(thing, metadata):
        if _people(group, sites):
            return group, place, organised
        if group and (organised is None or _is_site_alone(organised[0], sites)):
            organised = group, place
    return [], "", organised


def _is_site_alone(group: Sequence[Named], sites: frozenset[str]) -> bool:
    """Return whether nobody but the site itself is named; a lower place may name the agency."""
    return all(letters(one.name) in sites for one in group)


def _places(thing: Thing, metadata: Metadata) -> Iterator[tuple[list[Named], str]]:
    for name in ("author", "creator"):
        values, place = thing.values(name)
        yield list(named(values)), place
    for name in names.AUTHOR:
        if stated := metadata.named.get(name):
            yield list(named(stated)), f"meta {name}"
    for label, data in (("twitter:label1", "twitter:data1"), ("twitter:label2", "twitter:data2")):
        if (word := metadata.first(label)) and word[0].lower().rstrip(" :") in names.WRITTEN_BY:
            yield list(named(metadata.named.get(data, ()))), f"meta {data}"


def _people(group: Sequence[Named], sites: frozenset[str]) -> tuple[str, ...]:
    return tuple(reader.once(name for one in group for name in people(one, sites)))


def _printed_for(authors: tuple[str, ...], printed: Printed) -> tuple[str, str] | None:
    """Return the printed byline that names the authors, if one stands in the head of the article."""
    wanted = frozenset().union(*map(words, authors))
    for text, place in printed.bylines:
        if (
            wanted <= words(text)
            and not any(map(str.isdigit, text))
            and len(words(text)) < len(wanted) + 6
            and not text.endswith(".")
        ):
            return text, place
    return None


def _printed_with_others(authors: tuple[str, ...], printed: Printed, sites: frozenset[str]) -> Byline | None:
    """Return the printed byline that names the stated authors and others beside them in one line."""
    stated = {*map(letters, authors)}
    for text, place in printed.bylines:
        if east_asian.has(text) or any(map(str.isdigit, text)):
            continue
        found = people(Named(text), sites, printed=True)
        if sum(map(len, found)) < _NAMES * len(text):
            continue  # other words than names: functions, places
        if len(stated) < len(found) <= _MOST_PRINTED and stated < {*map(letters, found)}:
            return Byline(found, place, text, place)
    return None


def _printed(printed: Printed, sites: frozenset[str]) -> tuple[tuple[str, ...], str, str | None]:
    """Return the people whom the head of the article names, the place, and the line.

    Elements that mark one author come first. Of bylines the first one counts, without the words around the
    names if a mark inside it holds them alone, and with those that have the same mark.
    """
    marked = _people([Named(text) for text, _ in printed.names], sites)
    if marked:
        return marked, printed.names[0][1], byline_of([Named(text) for text, _ in printed.names])
    lines = [
        (text, place, found)
        for text, place in printed.bylines
        if (found := people(Named(text), sites, printed=True))
    ]
    if not lines:
        return (), "", None
    first, place, found = lines[0]
    inner = [one for one in lines[1:] if one[0] in first and len(one[0]) < len(first)]
    if inner:
        least = [
            one for one in inner if not any(other[0] in one[0] and other[0] != one[0] for other in inner)
        ]
        found = tuple(reader.once(name for one in least for name in one[2]))
    else:
        same = [one for one in lines if one[1] == place]
        found = tuple(reader.once(name for one in same for name in one[2]))
    return found, place, first
