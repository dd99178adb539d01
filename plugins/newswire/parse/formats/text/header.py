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


def read_header(lines: list[str]) -> Header | None:
    """Return the block of ``Name: value`` lines at the beginning.

    An indented line continues the value before it. The block ends at the first blank line, at a
    line of another form, and after the name of the body. Return None if the block has no headline,
    or fewer than two known fields.
    """
    found, last = Header(), ""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    fenced = bool(lines) and _FENCE.fullmatch(lines[start]) is not None
    start += fenced
    for number, line in enumerate(lines[start : start + _MOST], start):
        if last and line[:1] in {" ", "\t"} and line.strip():
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
    return found if "headline" in found.values and len(found.values) >= _FEWEST else None
