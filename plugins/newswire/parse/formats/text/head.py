"""The lines above the headline of a plain text: numbers, codes, a keyword line, labelled lines, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from newswire.lexicon import marks
from newswire.lexicon.field_names import KNOWN_AS, plain

CODES = re.compile(r"(?:(?:[A-Z\d]{1,4}|[a-z]|[A-Z\d]*(?:_[A-Z\d]*)+)(?: |$)){1,6}")
"""A line of routing: short codes, and longer ones with underscores."""

SLUGLINE = re.compile(
    r"[^\W\d_]\w*(?:[-/]\w+)+/?|[^\W\d_]\w*/|[^\W\d_][^/\n,;!?]{1,30}(?:/[^/\n,;!?]{1,30}){1,5}/"
)
"""A line that is one keyword of parts: ``GRENHOLM-FERRY``, ``FERRY/``, ``Rowing/2nd league/Fernbay/``."""

_CODED = re.compile(r"(?=[^\d]*\d)(?=[^A-Z]*[A-Z]{2})[A-Z\d]+(?:[;:/_.-][A-Z\d]+){2,}")
"""Codes and numbers joined by signs, in capitals: ``BIN;NRD-120324-033``."""
_NUMBER = re.compile(r"[a-z]?\d{3,5}|[A-Z]{3,5}\d{2,6}|[01]?\d[:.]\d\d|2[0-3][:.]\d\d")
_CYCLE = re.compile(r"(?P<line>(?:BC|AM|PM|EU|BW|AP)-\w[^\n]{2,60}?)(?:,\s*\d{1,5})?")
_EDITORS = re.compile(
    r"(?:(?:lead|urgent|update|recast) )?"
    r"(?:eds?|editors?|attn editors|attn|attention|note to editors|editor'?s note)\b *[:,-] *",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?P<name>[^\W\d_][\w ]{2,16}?)\s*:\s*(?P<value>\S.{0,120})")
_LABELS = {
    name: ours
    for ours in ("slugline", "keywords", "category", "urgency", "priority", "genre")
    for name in KNOWN_AS[ours]
    if len(name) > 2
}
_LONGEST = 90
_MARKED = re.compile(rf"(?P<slugline>{SLUGLINE.pattern}), ?(?P<mark>[A-Z][A-Z0-9 -]{{2,24}})")


def keyword(line: str) -> tuple[str, str | None] | None:
    """Return a keyword of parts and the mark behind it; None for any other line.

    ``Fernbay-weather-floods,LEAD`` has a mark, ``FERRY/HARBOUR`` has none.
    """
    if marked := _MARKED.fullmatch(line):
        return marked["slugline"].rstrip("/"), marked["mark"]
    return (line.rstrip("/"), None) if SLUGLINE.fullmatch(line) else None


@dataclass(slots=True)
class Head:
    """The fields of the lines above a headline, and the numbers of the lines that are none of them."""

    service: list[str] = field(default_factory=list)
    slugline: str | None = None
    label: str | None = None
    notes: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)
    rest: list[int] = field(default_factory=list)


def read_head(lines: list[str], before: list[int]) -> Head:
    """Return the fields of the lines with the numbers ``before``, which stand above a dateline.

    Codes and keyword lines count only as the first of them: below the headline they are text. A keyword line
    in small letters stands right above the headline.
    """
    head = Head()
    for number in before:
        text = lines[number].strip()
        editors = _EDITORS.match(text)
        labelled = _LABELLED.fullmatch(text)
        ours = _LABELS.get(plain(labelled["name"])) if labelled else None
        if len(text) > 3 * _LONGEST:
            head.rest.append(number)
        elif editors and editors.end() < len(text):
            head.notes.append(text)
        elif labelled and ours and ours not in head.values:
            head.values[ours] = labelled["value"]
        elif marks.read_line(text.strip("()")):
            head.label = f"{head.label} {text}" if head.label else text
        elif head.rest:
            head.rest.append(number)
        elif (cycle := _CYCLE.fullmatch(text)) and head.slugline is None:
            keyword = marks.read_slugline(cycle["line"])
            head.slugline, head.label = keyword.rest or None, keyword.printed or head.label
        elif _NUMBER.fullmatch(text) or (
            number != before[-1] and (CODES.fullmatch(text) or _CODED.fullmatch(text))
        ):
            head.service.append(text)
        elif head.slugline is None and number != before[-1] and (marked := _MARKED.fullmatch(text)):
            head.slugline, head.label = marked["slugline"].rstrip("/"), head.label or marked["mark"]
        elif (
            SLUGLINE.fullmatch(text)
            and (text.isupper() or lines[number + 1].strip())
            and number != before[-1]
            and head.slugline is None
        ):
            head.slugline = text.rstrip("/")
        else:
            head.rest.append(number)
    head.slugline = head.slugline or head.values.get("slugline")
    return head
