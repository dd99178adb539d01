"""The results of parsing a run, items and rejections, in the form stored between parse and load."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter

from pydantic import TypeAdapter

from newswire.model import Item, Rejected


@dataclass(frozen=True, slots=True)
class Answer:
    """One item or rejection, the fetch of its document, and its place in that document, from 0."""

    fetch_id: int
    ordinal: int
    found: Item | Rejected


_VALUES = {kind: attrgetter(*(field.name for field in fields(kind))) for kind in (Item, Rejected)}
_PART = 64
"""Estimated characters of a subject, a link or a keyword."""

_LONGEST_PLAIN = 256 * 1024
"""Bytes of JSON up to which it is not compressed."""

_ANSWERS: TypeAdapter[list[Answer]] = TypeAdapter(list[Answer])


def size_of(answer: Answer) -> int:
    """Return the approximate size of an answer in characters."""
    values = _VALUES[type(answer.found)](answer.found)
    return sum(
        len(value) if isinstance(value, str) else len(value) * _PART
        for value in values
        if isinstance(value, (str, tuple))
    )


def pack(answers: Iterable[Answer]) -> bytes:
    """Return answers as JSON, compressed with zlib if it is long: that takes longer than the JSON itself."""
    packed = _ANSWERS.dump_json(list(answers), exclude_defaults=True)
    return packed if len(packed) <= _LONGEST_PLAIN else zlib.compress(packed, 1)


def unpack(packed: bytes) -> list[Answer]:
    """Return the answers from the output of ``pack``."""
    return _ANSWERS.validate_json(packed if packed.startswith(b"[") else zlib.decompress(packed))
