"""One story as the source of its fields: its element, its parts, the values in and around it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from newswire.lexicon.field_names import KNOWN_AS
from newswire.parse.generic.lines import line
from newswire.parse.generic.xml.around import beside, inside
from newswire.parse.generic.xml.elements import Values, values_of
from newswire.parse.generic.xml.texts import Parts, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from newswire.parse.readers.times import Clock


@dataclass(frozen=True, slots=True)
class Record:
    """An element that is a story, with the values that its fields are read from.

    ``own`` has the values of the element itself, ``inside`` those that lie deeper in it, ``outer`` those of
    each element that it lies in, the nearest first. ``beside`` has those of the elements beside it; it is
    empty unless the record is ``alone``, the one story of its document.
    """

    element: _Element
    parts: Parts
    own: Values
    inside: Values
    outer: tuple[Values, ...]
    beside: Values
    alone: bool
    clock: Clock

    def every(self, names: str) -> Iterator[str]:
        """Yield the values under the names of a field, each in one line, the nearest level first."""
        return _lines(_under(KNOWN_AS[names], (self.own, self.inside, *self.outer, self.beside)))

    def first(self, names: str) -> str | None:
        """Return the first of all values under the names of a field."""
        return next(self.every(names), None)

    def first_own(self, names: str) -> str | None:
        """Return the story's own first value; for the one story of a document, also one around it."""
        levels = (self.own, *self.outer) if self.alone else (self.own,)
        return next(_lines(_under(KNOWN_AS[names], levels)), None)

    def own_values(self, names: str) -> tuple[str, ...]:
        """Return the record's own values under the first name of a field that has any."""
        return tuple(next((_lines(self.own[n]) for n in KNOWN_AS[names] if n in self.own), ()))

    def first_as_written(self, names: str) -> str | None:
        """Return the first value of the record or an element that it lies in, with its white space."""
        return next(_under(KNOWN_AS[names], (self.own, *self.outer)), None)

    def identities(self) -> Iterator[str]:
        """Yield the record's own identifiers; if there is none, and the document has one story, those around.

        Around the record ``id`` comes last.
        """
        own = [*_lines(_under(KNOWN_AS["guid"], (self.own,)))]
        yield from own
        if self.alone and not own:
            levels = (self.inside, *self.outer, self.beside)
            telling = [name for name in KNOWN_AS["guid"] if name != "id"]
            yield from _lines(chain(_under(telling, levels), _under(("id",), levels)))


def record_of(element: _Element, around: dict[_Element, Values], clock: Clock, *, alone: bool) -> Record:
    """Return the record of a story's element.

    Args:
        element: the story.
        around: the values of elements that stories lie in, kept for the other stories of the document.
        clock: the reader of the story's times; it takes their warnings.
        alone: whether the document has no other story.
    """
    for ancestor in element.iterancestors():
        if ancestor not in around:
            around[ancestor] = values_of(ancestor)
    return Record(
        element=element,
        parts=parts_of(element),
        own=values_of(element),
        inside=inside(element),
        outer=tuple(around[ancestor] for ancestor in element.iterancestors()),
        beside=beside(element) if alone else {},
        alone=alone,
        clock=clock,
    )


def _under(names: Iterable[str], levels: Iterable[Values]) -> Iterator[str]:
    return (value for level in levels for name in names for value in level.get(name, ()))


def _lines(values: Iterable[str]) -> Iterator[str]:
    """Yield values in one line without markup."""
    return filter(None, map(line, values))
