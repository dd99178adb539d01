"""Whether two texts are one story. The pair alone decides, so the order of arrival does not matter."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from newswire.dedupe.evidence import Evidence
from newswire.dedupe.forms import Form
from newswire.dedupe.recordings import are_others
from newswire.dedupe.rules import is_one_story
from newswire.dedupe.texts.headlines import compare_headlines
from newswire.dedupe.texts.overlap import Overlap
from newswire.dedupe.texts.words import Words, prepare
from newswire.lexicon import marks
from newswire.portions import portions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Kind = Literal["copy", "excerpt", "version"]
"""``copy``: the same text, changed as outlets do. ``excerpt``: one is a part of the other. ``version``: the
same agency's text, rewritten or continued."""

_CHARACTERS_AT_ONCE = 2_000_000
"""Characters of texts that are prepared together. The limit bounds memory."""

_PART_RUN = 0.9
"""Share of the shorter text that the other one has if it contains it."""

_PART = 0.8
"""Words of an excerpt, as a share of those of the longer text. A longer part is a copy that lost little."""

_QUOTED = 0.5
"""Words of a text that a wider piece quotes, as a share of those of that piece."""

_QUOTED_LEAD = 0.5
"""Share of a piece's first paragraph that is common if the piece is hardly about the text that it quotes."""

_UNCHANGED = 0.95
"""Share of all words of both texts that are common if an agency sends the same text again."""


@dataclass(frozen=True, slots=True)
class Story:
    """The compared parts of an item: its text without dateline, and the fields around it."""

    text: str
    headline: str | None = None
    published: dt.datetime | None = None
    provider: str | None = None
    label: str | None = None
    slugline: str | None = None
    recordings: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items that share a key."""

    a: Story
    b: Story


@dataclass(frozen=True, slots=True)
class Match:
    """The relation of two items.

    ``score`` is the share of the shorter text that the other has, less its conflicts: 1 for an exact copy.
    ``one_story`` is False for an excerpt that a longer piece on a wider subject quotes. Such a pair is linked
    but stays two stories, otherwise a round-up would make one story of all its parts.
    """

    score: float
    kind: Kind
    one_story: bool = True


def compare(pairs: Sequence[Pair]) -> list[Match | None]:
    """Return the match of each pair, or None for two stories.

    The result is the same for ``Pair(a, b)`` and ``Pair(b, a)`` and does not depend on the other pairs of the
    batch. If a time is missing, the two count as simultaneous. The caller applies the time window.
    """
    return [_match(found) if is_one_story(found) else None for found in evidence(pairs)]


def evidence(pairs: Sequence[Pair]) -> Iterator[Evidence]:
    """Yield the evidence of each pair, in their order."""
    for batch in portions(pairs, _characters, most=len(pairs), largest=_CHARACTERS_AT_ONCE):
        stories = list({id(story): story for pair in batch for story in (pair.a, pair.b)}.values())
        compared = {id(story): one for story, one in zip(stories, _prepared(stories), strict=True)}
        for pair in batch:
            yield _evidence(pair, compared[id(pair.a)], compared[id(pair.b)])


@dataclass(frozen=True, slots=True)
class _Compared:
    """A story, prepared for comparison with others of its batch; the headline is without marks."""

    text: Words
    headline: Words
    label: marks.Label | None


def _prepared(stories: Sequence[Story]) -> Iterator[_Compared]:
    heads = [marks.read_headline(story.headline or "") for story in stories]
    texts = prepare([story.text for story in stories])
    headlines = prepare([head.rest for head in heads])
    for story, head, text, headline in zip(stories, heads, texts, headlines, strict=True):
        yield _Compared(text, headline, head.label or _label(story))


def _evidence(pair: Pair, a: _Compared, b: _Compared) -> Evidence:
    headlines = compare_headlines(a.headline.text, b.headline.text)
    labels = {a.label, b.label}
    same_agency = pair.a.provider is not None and pair.a.provider == pair.b.provider
    rewritten = not marks.REWRITTEN.isdisjoint(labels)
    texts = Overlap(a.text, b.text)
    return Evidence(
        texts=texts,
        headlines=headlines,
        form=Form(texts, a.headline, b.headline),
        days=_days(pair),
        same_agency=same_agency,
        series=same_agency or None in {pair.a.provider, pair.b.provider},
        corrected=headlines.agree and not marks.CORRECTED.isdisjoint(labels),
        rewritten=rewritten,
        other_recording=are_others(
            pair.a.recordings,
            pair.b.recordings,
            same_agency=same_agency,
            characters=min(len(pair.a.text), len(pair.b.text)),
        ),
        renewed=rewritten and same_agency and (headlines.same or _have_same_slugline(pair)),
    )


def _have_same_slugline(pair: Pair) -> bool:
    """Return whether both have the same slugline, regardless of marks and case."""
    subject = _subject(pair.a)
    return bool(subject) and subject == _subject(pair.b)


def _subject(story: Story) -> str:
    return marks.read_slugline(story.slugline).rest.strip().casefold() if story.slugline else ""


def _label(story: Story) -> marks.Label | None:
    """Return the label that the parsers found (in a signal, a note), otherwise that of the slugline."""
    mark = marks.read_line(story.label) if story.label else marks.read_slugline(story.slugline or "")
    return mark.label if mark else None


def _match(found: Evidence) -> Match:
    """Return the match of two items of one story, or of two of which one quotes the other."""
    texts = found.texts
    score = round(min(1.0, texts.run) * (1 - texts.conflict), 3)
    is_part = texts.run >= _PART_RUN and texts.shorter < _PART * texts.longer
    is_small = texts.shorter < _QUOTED * texts.longer
    if is_part and is_small and texts.lead_of_longer <= _QUOTED_LEAD and not found.headlines.agree:
        return Match(score, "excerpt", one_story=False)
    if found.rewritten or (found.same_agency and texts.common < _UNCHANGED):
        return Match(score, "version")
    return Match(score, "excerpt" if is_part else "copy")


def _days(pair: Pair) -> float:
    if pair.a.published is None or pair.b.published is None:
        return 0.0
    return abs(pair.a.published - pair.b.published) / dt.timedelta(days=1)


def _characters(pair: Pair) -> int:
    return len(pair.a.text) + len(pair.b.text)
