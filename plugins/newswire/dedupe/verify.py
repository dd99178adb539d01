"""Are two texts one story? Decided by the pair alone, so never by the order in which they came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newswire.dedupe.overlap import Overlap
from newswire.dedupe.words import prepare
from newswire.lexicon import marks
from newswire.portions import portions

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["copy", "excerpt", "version"]
"""``copy``: the same text, changed as outlets do. ``excerpt``: one is a part of the other. ``version``: the
same agency's text, rewritten or continued."""

_CHARACTERS_AT_ONCE = 2_000_000  # that are prepared: bounds memory
_TOO_SHORT = 10  # words: says so little that every word of it and of the headline must be the same
_SHORT = 40  # words: nearly all of it must agree
_LONG = 80  # words: so much is not said twice by chance
_ENOUGH = 0.2  # share of the shorter text that must be common where the beginning speaks for one story
_OPENING = 18  # words of a whole passage that both begin with
_NEWS_CYCLE = 2.0  # days: what is sent within them is rather sent again
_OTHER_NEWS = 0.5  # share of both beginnings that the other one lacks
_BOILERPLATE = 250  # words: it is hardly longer
_CHANGED_NUMBERS = 0.08  # share of a story's numbers that a version changes
_REWRITTEN = 0.33  # share of the shorter text that is left of it in a version that names it
_CHANGED, _CORRECTED = 0.06, 0.2  # share of all its facts, without and with a mark that says so


@dataclass(frozen=True, slots=True)
class Story:
    """What is compared of an item: its text without dateline, and what stands around it."""

    text: str
    headline: str | None = None
    published: dt.datetime | None = None
    provider: str | None = None
    label: str | None = None
    slugline: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that share a key."""

    a: Story
    b: Story


@dataclass(frozen=True, slots=True)
class Match:
    """How two items belong together.

    ``score`` is the share of the shorter text that the other has, less what contradicts in it: 1 for
    an exact copy. ``one_story`` is False for an excerpt that a longer piece on something wider
    quotes: it is linked, and the two stay two stories, or a round-up would make one of all its parts.
    """

    score: float
    kind: Kind
    one_story: bool = True


@dataclass(frozen=True, slots=True)
class _Headlines:
    """``beginning``: how many first words are the same. ``common``: share of the shorter one's words."""

    beginning: int
    common: float
    known: bool
    same: bool

    @property
    def agree(self) -> bool:
        """Both begin alike, as headlines on one subject do, or say nearly the same."""
        return self.beginning >= 2 or self.common >= 0.7


def compare(pairs: Sequence[Pair]) -> list[Match | None]:
    """For each pair how it matches, or None for two stories.

    The result is the same for ``Pair(a, b)`` and ``Pair(b, a)`` and does not depend on the other
    pairs of the batch. Without times on both, the pair is taken as of one moment; the time window
    is the caller's.
    """
    matches: list[Match | None] = []
    for batch in portions(pairs, _characters, most=len(pairs), largest=_CHARACTERS_AT_ONCE):
        stories = list({id(story): story for pair in batch for story in (pair.a, pair.b)}.values())
        read = [marks.read_headline(story.headline or "") for story in stories]
        texts = dict(zip(map(id, stories), prepare([story.text for story in stories]), strict=True))
        headlines = dict(zip(map(id, stories), prepare([mark.rest for mark in read]), strict=True))
        labels = {id(story): mark.label or _label(story) for story, mark in zip(stories, read, strict=True)}
        for pair in batch:
            a, b = id(pair.a), id(pair.b)
            measures = Overlap(texts[a], texts[b])
            heads = _headlines(headlines[a].text, headlines[b].text)
            marked = {labels[a], labels[b]}
            corrected = not marks.CORRECTED.isdisjoint(marked) and heads.agree
            series = pair.a.provider == pair.b.provider or None in {pair.a.provider, pair.b.provider}
            rewritten = not marks.REWRITTEN.isdisjoint(marked)
            if (rewritten and _is_named_version(measures, heads, pair)) or _is_same_story(
                measures, heads, _days(pair), corrected=corrected, series=series
            ):
                matches.append(_match(measures, heads, pair, rewritten=rewritten))
            else:
                matches.append(None)
    return matches


def _is_named_version(measures: Overlap, headlines: _Headlines, pair: Pair) -> bool:
    """Of two stories of which one is marked as rewritten: whether it is the other one rewritten.

    The agency names it (the same slugline or headline, but for the marks) within a day, and a third of the
    shorter text is the same. What contradicts is what was corrected.
    """
    if pair.a.provider is None or pair.a.provider != pair.b.provider or _days(pair) > 1:
        return False
    subject = _subject(pair.a)
    if not headlines.same and (not subject or subject != _subject(pair.b)):
        return False
    facts = measures.conflicting_numbers <= 1 + 0.25 * measures.numbers and measures.conflict <= _CORRECTED
    return measures.shorter >= _SHORT and measures.run >= _REWRITTEN and facts


def _subject(story: Story) -> str:
    return marks.read_slugline(story.slugline).rest.strip().casefold() if story.slugline else ""


def _label(story: Story) -> marks.Label | None:
    """The label by what the parsers found: signals, marks of sluglines and before texts, notes."""
    mark = marks.read_line(story.label) if story.label else marks.read_slugline(story.slugline or "")
    return mark.label if mark else None


def _is_same_story(
    measures: Overlap, headlines: _Headlines, days: float, *, corrected: bool, series: bool
) -> bool:
    """The decision, from what speaks against to what speaks for one story.

    ``corrected``: one is marked as a correction and its headline is the other's. ``series``: both may
    be of one agency, which sends like texts day after day. Measured: docs/choices.md, Near-copies.
    """
    m = measures
    same_lead = m.run >= _ENOUGH and m.run_words >= 20 and m.lead >= 0.7
    if m.shorter < _TOO_SHORT:
        return m.common == 1 and headlines.same and days <= _NEWS_CYCLE
    if not (same_lead or m.run >= 0.6 or _has_same_opening(m)):
        return False
    if m.own_beginnings > _OTHER_NEWS and m.run_words < _BOILERPLATE and not (headlines.same or corrected):
        return False  # each has its own news above what both have
    if corrected:
        numbers, facts = 1 + 0.25 * m.numbers, _CORRECTED
    else:
        numbers, facts = _CHANGED_NUMBERS * m.numbers + (m.shorter >= 150), _CHANGED
    if m.conflicting_numbers > numbers or m.conflict > facts:
        return False
    if series and days > _NEWS_CYCLE:  # a like text is rather the next one
        enough = m.shorter >= _SHORT or (m.shorter >= 18 and m.numbers >= 1 and m.run >= 0.95)
        if m.conflicting_numbers or not enough or (m.lead < 0.9 and m.run < 0.95):
            return False
    if m.conflicting_numbers == 0 and not m.other_subject and _has_same_opening(m):
        return True  # one was cut, or they go on in their own ways
    other_subject = m.other_subject and not headlines.agree
    if other_subject and m.shorter < _LONG:
        return False
    if m.shorter < _SHORT:
        if m.missing > 0.1 or m.missing_numbers > 0.35:
            return False
        if m.run >= 0.9 and m.conflicting_numbers == 0 and m.conflict <= 0.03:
            least = 18 if headlines.common > 0 or not headlines.known else 25
            if m.shorter >= least and m.lead_of_longer > 0.6:
                return True
        return headlines.agree and m.run >= 0.7 and m.lead >= 0.3
    if m.run >= 0.9:
        return headlines.agree or m.lead_of_longer > 0.6 or m.shorter >= _LONG
    if other_subject:
        return False
    if same_lead:
        return True  # they go on in their own ways
    if m.missing > 0.13 or m.missing_numbers > 0.35:
        return False
    return headlines.agree or (m.run >= 0.75 and m.lead_of_longer > 0.5)


def _has_same_opening(measures: Overlap) -> bool:
    return measures.run >= _ENOUGH and measures.opening >= _OPENING


def _match(measures: Overlap, headlines: _Headlines, pair: Pair, *, rewritten: bool) -> Match:
    m = measures
    score = round(min(1.0, m.run) * (1 - m.conflict), 3)
    is_part = m.run >= 0.9 and m.shorter < 0.8 * m.longer
    if is_part and m.shorter < 0.5 * m.longer and m.lead_of_longer <= 0.5 and not headlines.agree:
        return Match(score, "excerpt", one_story=False)
    same_agency = pair.a.provider is not None and pair.a.provider == pair.b.provider
    if rewritten or (same_agency and m.common < 0.95):
        return Match(score, "version")
    return Match(score, "excerpt" if is_part else "copy")


def _headlines(a: str, b: str) -> _Headlines:
    beginning = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    words_a, words_b = set(a), set(b)
    common = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
    return _Headlines(beginning, common, known=bool(a and b), same=bool(a) and a == b)


def _days(pair: Pair) -> float:
    if pair.a.published is None or pair.b.published is None:
        return 0.0
    return abs(pair.a.published - pair.b.published) / dt.timedelta(days=1)


def _characters(pair: Pair) -> int:
    return len(pair.a.text) + len(pair.b.text)
