"""Who wrote the story, as the lines that are taken away state it: offered, so that nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from newswire.lexicon import agencies
from newswire.parse.byline.reader import is_byline, people
from newswire.parse.completion.authors import signed_by
from newswire.parse.pages.body.blocks import Block

_OF_AGENCIES = frozenset({"byline", "source", "copyright", "translation"})
"""Reasons of lines that may name the agency of a text."""
_LONGEST = 400
"""Characters of a line that names agencies."""
_LONGEST_BYLINE = 400
_APART = dict.fromkeys(map(ord, "/()[]|©"), " ")
_STARTS = re.compile(r"(?<![^\W_])[^\W\d_]")


def printed_byline(blocks: Sequence[Block], noise: Mapping[int, str]) -> str | None:
    """Return the first line taken away that is a byline with names, otherwise a name in bold above the text.

    Args:
        blocks: the blocks of the container.
        noise: those taken away, as ``unwanted`` gives them.
    """
    first = next((number for number in range(len(blocks)) if number not in noise), 0)
    above = None
    for number in sorted(noise):
        text = " ".join(blocks[number].text.split())
        if noise[number] != "byline" or len(text) > _LONGEST_BYLINE:
            continue
        if is_byline(text):
            return text
        if number == first - 1 and blocks[number].strong >= len(text) and people(text) == (text,):
            above = text
    return above


def printed_sign_off(blocks: Sequence[Block], noise: Mapping[int, str]) -> str | None:
    """Return the last sign-off taken away, ``(Reporting by Ann Marsh)``; None if none was.

    Args:
        blocks: the blocks of the container.
        noise: those taken away, as ``unwanted`` gives them.
    """
    for number in sorted(noise, reverse=True):
        text = " ".join(blocks[number].text.split())
        if noise[number] == "byline" and len(text) <= _LONGEST_BYLINE and signed_by(text):
            return text
    return None


def printed_agencies(blocks: Sequence[Block], noise: Mapping[int, str]) -> tuple[str, ...]:
    """Return the agencies that lines about the text name: ``Mit Material von dpa``, ``© AFP 2031``.

    Args:
        blocks: the blocks of the container.
        noise: those taken away, as ``unwanted`` gives them.
    """
    lines = (blocks[number].text[:_LONGEST] for number in sorted(noise) if noise[number] in _OF_AGENCIES)
    return tuple(dict.fromkeys(name for line in lines for name in _agencies(line)))


def _agencies(line: str) -> Iterator[str]:
    line, end = line.translate(_APART), 0
    for start in _STARTS.finditer(line):
        if start.start() < end:
            continue
        found = agencies.bare(line, start.start())
        known = agencies.agency(found[0]) if found else None
        if found and known and known.kind != "outlets":
            yield found[0]
            end = found[1]
