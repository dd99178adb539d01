"""The answers of a run's documents, as they are kept between parse and load: items and rejections."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter

from pydantic import TypeAdapter

from newswire.model import Item, Rejected


@dataclass(frozen=True, slots=True)
class Answer:
    """One item or rejection, the fetch whose document gave it, and its place in that document, from 0."""

    fetch_id: int
    ordinal: int
    found: Item | Rejected


_VALUES = {kind: attrgetter(*(field.name for field in fields(kind))) for kind in (Item, Rejected)}
_PART = 64
"""Characters that a subject, a link or a keyword counts for."""

_ANSWERS: TypeAdapter[list[Answer]] = TypeAdapter(list[Answer])


def size_of(answer: Answer) -> int:
    """Return about how many characters an answer holds."""
    values = _VALUES[type(answer.found)](answer.found)
    return sum(
        len(value) if isinstance(value, str) else len(value) * _PART
        for value in values
        if isinstance(value, (str, tuple))
    )


def pack(answers: Iterable[Answer]) -> bytes:
    """Return answers as compressed JSON."""
    return zlib.compress(_ANSWERS.dump_json(list(answers), exclude_defaults=True), 1)


def unpack(packed: bytes) -> list[Answer]:
    """Return the answers that ``pack`` packed."""
    return _ANSWERS.validate_json(zlib.decompress(packed))
