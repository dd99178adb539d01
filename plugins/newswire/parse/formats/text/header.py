"""The head block of a plain text: ``Name: value`` lines, or front matter between hyphens."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newswire.lexicon.field_names import KNOWN_AS, plain

_LINE = re.compile(r"(?P<name>[^\W\d_][\w .'/-]{0,28}?)\s*:(?:\s+(?P<value>\S.*)|\s*)")
_FENCE = re.compile(r"\s*(?:---|\+\+\+)\s*")
_QUOTED = re.compile(r"^([\"'\[])(.*)[\"'\]]$")
_FEWEST = 2
_MOST = 24
_FULL, _WRAPPED = 55, 8
"""Characters of a line that may be wrapped, and the most lines of a wrapped value."""
_FIELDS = (
    *("headline", "slugline", "byline", "dateline", "place", "published", "embargo_until", "credit"),
    *("standfirst", "keywords", "category", "genre", "language", "ed_note", "copyright", "usage_terms"),
    *("guid", "version", "urgency", "priority", "provider", "body"),
)
_OURS = {name: ours for ours in reversed(_FIELDS) for name in KNOWN_AS[ours]}


@dataclass(slots=True)
class Header:
    """Values by our names, the lines that have other names, and the number of lines in the block."""

    values: dict[str, str] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)
    length: int = 0


def read_header(lines: list[str], unheaded: int = 0) -> Header | None:
    """Return the block of ``Name: value`` lines at the beginning.

    An indented line continues the value before it, and so does any line after a long one if a known name
    follows. The block ends at a line of another form, after the name of the body, and at a blank line
    without a known name below it. Return None if the block has no headline, or fewer than two known fields.

    Args:
        lines: the lines of the text.
        unheaded: the number of known fields that make a header without a headline; 0 for no such header.
    """
    found, last = Header(), ""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    fenced = bool(lines) and _FENCE.fullmatch(lines[start]) is not None
    start += fenced
    for number, line in enumerate(lines[start : start + _MOST], start):
        if not line.strip() and not fenced and _known_below(lines, number, found):
            continue
        if (last and line[:1] in {" ", "\t"} and line.strip()) or (
            last and not _LINE.fullmatch(line.strip()) and _goes_on(lines, number)
        ):
            found.values[last] += " " + line.strip()
        elif said := _LINE.fullmatch(line.strip()):
            ours, value = _OURS.get(plain(said["name"])), said["value"] or ""
            value = _QUOTED.sub(r"\2", value) if fenced else value
            if ours == "body" and not value:
                found.length = number + 1
                break
            last = ours if ours and ours not in found.values and ours != "body" and value else ""
            if last:
                found.values[last] = value
            else:
                found.others.append(line.strip())
        else:
            found.length += fenced and _FENCE.fullmatch(line) is not None
            break
        found.length = number + 1
    headed = "headline" in found.values or (unheaded and len(found.values) >= unheaded and not fenced)
    return found if headed and len(found.values) >= _FEWEST else None


def _known_below(lines: list[str], number: int, found: Header) -> bool:
    """Return whether the next line that is not blank has a name of ours that the block has not yet."""
    below = next((line for line in lines[number + 1 : number + 3] if line.strip()), "")
    said = _LINE.fullmatch(below.strip())
    ours = _OURS.get(plain(said["name"])) if said else None
    return bool(found.values) and ours is not None and ours not in found.values


def _goes_on(lines: list[str], number: int) -> bool:
    """Return whether a line continues a wrapped value: the line before is full, and a known name follows."""
    if not lines[number].strip() or len(lines[number - 1].rstrip()) < _FULL:
        return False
    for line in lines[number + 1 : number + _WRAPPED]:
        if not line.strip():
            return False
        if said := _LINE.fullmatch(line.strip()):
            return plain(said["name"]) in _OURS
    return False
