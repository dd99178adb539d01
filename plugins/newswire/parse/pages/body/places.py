"""Questions on places: what is around an element, and what is in it."""

from __future__ import annotations

from newswire.parse.pages.body.blocks import Place


def chain(place: Place | None) -> list[Place]:
    """Return an element and those around it, the nearest first."""
    found = []
    while place is not None:
        found.append(place)
        place = place.parent
    return found


def within(place: Place | None, outer: Place) -> bool:
    """Return whether an element is another one or in it."""
    while place is not None and place.depth > outer.depth:
        place = place.parent
    return place is outer


def article_of(place: Place | None) -> Place | None:
    """Return the nearest ``article`` around an element, itself included."""
    while place is not None and place.tag != "article":
        place = place.parent
    return place


def holds(held: dict[Place, bool], place: Place) -> bool:
    """Return whether a container holds an element; ``held`` remembers the answers."""
    unknown = []
    at: Place | None = place
    answer = None
    while at is not None and (answer := held.get(at)) is None:
        unknown.append(at)
        at = at.parent
    for one in unknown:
        held[one] = bool(answer)
    return bool(answer)


def veil_of(place: Place) -> Place:
    """Return the outermost element that is not shown."""
    while place.parent is not None and place.parent.hidden:
        place = place.parent
    return place
