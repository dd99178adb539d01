"""The evidence of a pair, and the form of the rules that decide from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newswire.dedupe.forms import Form
    from newswire.dedupe.texts.headlines import Headlines
    from newswire.dedupe.texts.overlap import Overlap

FLASH = 10
"""Words. A shorter text has so few facts that it is compared as a whole, with its headline."""

BRIEF = 40
"""Words. Nearly all of a shorter text must agree, since templates are as alike as copies."""

LONG = 80
"""Words. So many do not agree by chance, in any surroundings."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The measures of a pair from which the rules decide.

    ``days`` lie between the two; 0 if a time is missing. ``same_agency``: both are known to be of one agency.
    ``series``: they may be of one agency, which sends like texts day after day. ``corrected``: one is marked
    as a correction, and the headlines agree. ``rewritten``: one is marked as rewritten. ``renewed``: one is
    marked as rewritten, and its agency gives both the same headline or slugline. ``other_recording``: both
    are audio or video, and not the same one.
    """

    texts: Overlap
    headlines: Headlines
    form: Form
    days: float
    same_agency: bool
    series: bool
    corrected: bool
    rewritten: bool
    renewed: bool
    other_recording: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A case, and whether it makes one story of the pair."""

    case: Callable[[Evidence], bool]
    one_story: bool


@dataclass(frozen=True, slots=True)
class Tolerance:
    """The differences that one story may have in the same places.

    ``numbers`` is a share of the numbers that both texts have. ``facts`` is the weight of the words that
    differ, as a share of all that is common or differs (``Overlap.conflict``).
    """

    numbers: float
    facts: float
