"""What parsing a run gave, as it is kept between parse and load: items and rejections with their fetch."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from pydantic import TypeAdapter

from newswire.model import Item, Rejected


@dataclass(frozen=True, slots=True)
class Answer:
    """One item or rejection, the fetch whose document gave it, and its place in that document, from 0."""

    fetch_id: int
    ordinal: int
    found: Item | Rejected


_ANSWERS: TypeAdapter[list[Answer]] = TypeAdapter(list[Answer])


def pack(answers: Iterable[Answer]) -> bytes:
    """Answers as compressed JSON."""
    return zlib.compress(_ANSWERS.dump_json(list(answers), exclude_defaults=True), 1)


def unpack(packed: bytes) -> list[Answer]:
    """The answers that ``pack`` packed."""
    return _ANSWERS.validate_json(zlib.decompress(packed))
