"""Are two texts one story? Decided by the pair alone, so never by the order in which they came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newswire.dedupe import marks
from newswire.dedupe.overlap import Overlap, overlap, prepare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["copy", "excerpt", "version"]
"""``copy``: the same text. ``excerpt``: one is a part of the other. ``version``: rewritten in part."""

_BATCH = 2_000_000  # characters that are prepared at a time: bounds memory
_TOO_SHORT = 10  # words: says too little to be told from a template
_SHORT = 40  # words: nearly all of it must agree
_SURELY_SAME_DAYS = 2.0  # the news cycle: later, a like text is rather the next one of a series
_CHANGED_FACTS = 0.08  # share of the numbers in a story that a correction changes
_CONFLICT = 0.085  # share of all facts


@dataclass(frozen=True, slots=True)
class Story:
    """What is compared of an item: its text without dateline, and what stands around it."""

    text: str
    headline: str | None = None
    published: dt.datetime | None = None
    provider: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that share a key."""

    a: Story
    b: Story


@dataclass(frozen=True, slots=True)
class Match:
    """Two items are one story: how sure (0 to 1, an exact copy is 1) and in what way."""

    score: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Headlines:
    """``beginning``: words at the beginning that are the same. ``common``: share of the shorter one's words."""

    beginning: int
    common: float
    known: bool

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
    for batch in _batches(pairs):
        stories = list({id(story): story for pair in batch for story in (pair.a, pair.b)}.values())
        read = [marks.read_headline(story.headline or "") for story in stories]
        texts = dict(zip(map(id, stories), prepare([story.text for story in stories]), strict=True))
        headlines = dict(zip(map(id, stories), prepare([mark.headline for mark in read]), strict=True))
        labels = {id(story): mark.label for story, mark in zip(stories, read, strict=True)}
        for pair in batch:
            a, b = id(pair.a), id(pair.b)
            measures = overlap(texts[a], texts[b])
            heads = _headlines(headlines[a].text, headlines[b].text)
            rewritten = not marks.REWRITTEN.isdisjoint((labels[a], labels[b]))
            same = _is_same_story(measures, heads, _days(pair), rewritten=rewritten)
            matches.append(_match(measures, pair, rewritten=rewritten) if same else None)
    return matches


def _is_same_story(measures: Overlap, headlines: _Headlines, days: float, *, rewritten: bool) -> bool:
    """The decision, from what speaks against to what speaks for one story.

    Measured on labelled pairs of agency stories: see docs/choices.md, Near-copies.
    """
    m = measures
    if m.shorter < _TOO_SHORT:
        return False
    if rewritten and headlines.agree:
        changed = 1 + 0.25 * m.numbers
    else:
        changed = _CHANGED_FACTS * m.numbers + (m.shorter >= 150)
    if m.conflicting_numbers > changed or m.conflict > _CONFLICT:
        return False
    if days > _SURELY_SAME_DAYS and not (
        m.shorter >= 60 and m.run >= 0.95 and m.conflicting_numbers == 0 and m.conflict <= 0.02
    ):
        return False
    if m.shorter < _SHORT:
        if m.missing > 0.1 or m.missing_numbers > 0.35:
            return False
        if m.run >= 0.9 and m.conflicting_numbers == 0 and m.conflict <= 0.03:
            telling = 18 if headlines.common > 0 or not headlines.known else 25
            if m.shorter >= telling and m.lead_of_longer > 0.6:
                return True
        return headlines.agree and m.run >= 0.7 and m.lead >= 0.3
    if m.run >= 0.9:
        return headlines.agree or m.lead_of_longer > 0.6 or m.shorter >= 80
    if m.lead >= 0.7 and m.run_words >= 20 and m.run >= 0.2:
        return True  # the same first paragraph; one goes on in its own way
    if m.missing > 0.13 or m.missing_numbers > 0.35:
        return False
    if m.run >= 0.75:
        return headlines.agree or m.lead_of_longer > 0.5
    return m.run >= 0.6 and headlines.agree


def _match(measures: Overlap, pair: Pair, *, rewritten: bool) -> Match:
    score = round(min(1.0, measures.run + measures.common) / 2 * (1 - measures.conflict), 3)
    return Match(score, "copy")


def _headlines(a: str, b: str) -> _Headlines:
    beginning = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    words_a, words_b = set(a), set(b)
    common = len(words_a & words_b) / max(1, min(len(words_a), len(words_b)))
    return _Headlines(beginning, common, known=bool(a and b))


def _days(pair: Pair) -> float:
    if pair.a.published is None or pair.b.published is None:
        return 0.0
    return abs(pair.a.published - pair.b.published) / dt.timedelta(days=1)


def _batches(pairs: Sequence[Pair]) -> Iterator[list[Pair]]:
    batch: list[Pair] = []
    size = 0
    for pair in pairs:
        batch.append(pair)
        size += len(pair.a.text) + len(pair.b.text)
        if size >= _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
