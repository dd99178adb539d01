"""The rules by which two texts are one story or two.

The length of the shorter text selects the rules: for a flash, a brief or a story. They are asked in
their order, and the first one whose case is there decides; without any the texts are two stories. So a
rule against stands before the rules for that it limits, and cheap measures are taken before dear ones.
How the thresholds were set, and what they give: docs/choices/near-copies.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newswire.dedupe.headlines import Headlines
    from newswire.dedupe.overlap import Overlap


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a pair.

    ``days`` lie between the two; 0 where a time is missing. ``same_agency``: both are known to be of one;
    ``series``: they may be of one, which sends like texts day after day. ``corrected``: one is marked as a
    correction, and the headlines agree. ``rewritten``: one is marked as rewritten; ``renewed``: and its
    agency gives both the same headline or slugline.
    """

    texts: Overlap
    headlines: Headlines
    days: float
    same_agency: bool
    series: bool
    corrected: bool
    rewritten: bool
    renewed: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A case, and whether it makes one story of the pair."""

    case: Callable[[Evidence], bool]
    one_story: bool


FLASH = 10
"""Words: a text below them says so little that it is compared as a whole, with its headline."""

BRIEF = 40
"""Words: of a text below them nearly all must agree, since templates are as alike as copies."""

LONG = 80
"""Words: so many are not the same by chance, whatever stands around them."""

NEWS_CYCLE = 2.0
"""Days: a like text within them is the same one sent again, and a later one the next of a series."""

RENEWAL = 1.0
"""Days within which an agency sends a story rewritten."""

RENEWED_RUN = 0.33
"""Share of the shorter text that is left in a rewritten story that its agency names."""


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much may differ in the same places of one story.

    ``numbers``: as a share of the numbers that both texts have. ``facts``: numbers, names and words by how
    much they tell, as a share of all that is common or differs (``Overlap.conflict``).
    """

    numbers: float
    facts: float


CHANGED = Tolerance(numbers=0.08, facts=0.06)
"""Of a copy or a version without a mark: typing errors, an age, a time."""

CORRECTED = Tolerance(numbers=0.25, facts=0.2)
"""Of a version that is marked as corrected or rewritten: what was wrong is another fact in the same place."""

ONE_NUMBER_MORE = 150
"""Words from which a text may have one number changed beyond its tolerance."""


def names_what_it_rewrites(evidence: Evidence) -> bool:
    """Return an agency marks a story as rewritten, names it as before, and leaves a third of the text."""
    texts = evidence.texts
    return (
        evidence.renewed
        and evidence.days <= RENEWAL
        and texts.run >= RENEWED_RUN
        and not _contradicts(texts, CORRECTED, more=1)
    )


def repeats_a_flash(evidence: Evidence) -> bool:
    """Return a flash comes again, every word of it and of its headline the same, within the news cycle."""
    return evidence.texts.common == 1 and evidence.headlines.same and evidence.days <= NEWS_CYCLE


SAME_LEAD = 0.7
"""Share of the first paragraph of both texts that is common where a story goes on in two ways."""

SAME_LEAD_WORDS = 20
"""Words in runs that both texts have with such a lead: less is one sentence."""

SOME_RUN = 0.2
"""Share of the shorter text that is common where the beginning speaks for one story."""

MUCH_RUN = 0.6
"""Share of the shorter text that is common where the beginning does not speak for one story."""

SAME_OPENING = 18
"""Words of the passage that both begin with: notices of a series have 15 to 20 and stop in a sentence."""


def has_little_in_common(evidence: Evidence) -> bool:
    """Return two texts share neither their lead, nor their opening, nor more than half of the shorter one."""
    texts = evidence.texts
    return not (texts.run >= MUCH_RUN or _has_same_lead(texts) or _has_same_opening(texts))


OTHER_NEWS = 0.5
"""Share of both beginnings that the other text lacks: press releases have .7 and more, one story .32 at
most."""

BOILERPLATE = 250
"""Words: what a company puts under all its news is hardly longer."""


def is_other_news_above_boilerplate(evidence: Evidence) -> bool:
    """Two press releases end with the same words about the company, and each begins with its own news."""
    return (
        evidence.texts.own_beginnings > OTHER_NEWS
        and evidence.texts.run_words < BOILERPLATE
        and not (evidence.headlines.same or evidence.corrected)
    )


def states_other_facts(evidence: Evidence) -> bool:
    """Return two notices are made from one template: other numbers and names stand in the same places."""
    texts = evidence.texts
    if evidence.corrected:
        return _contradicts(texts, CORRECTED, more=1)
    return _contradicts(texts, CHANGED, more=texts.shorter >= ONE_NUMBER_MORE)


WHOLE_AGAIN = 0.95
"""Share of the shorter text that is common where an agency sends it again days later."""

SAME_LEAD_AGAIN = 0.9
"""Share of the first paragraph that is common where an agency sends a story on days later."""

TELLING = 18
"""Words: below them not even a text that stands whole in the other one tells one story from the next."""


def is_next_of_a_series(evidence: Evidence) -> bool:
    """Return an agency sends a like text after the news cycle: the next one, unless it is nearly the same.

    It is the same with no number changed and its lead or all of it there; a brief must be all there and
    have a number.
    """
    if not evidence.series or evidence.days <= NEWS_CYCLE:
        return False
    texts = evidence.texts
    is_whole = texts.run >= WHOLE_AGAIN
    tells = texts.shorter >= BRIEF or (texts.shorter >= TELLING and texts.numbers >= 1 and is_whole)
    return texts.conflicting_numbers > 0 or not tells or not (is_whole or texts.lead >= SAME_LEAD_AGAIN)


def goes_on_from_the_same_opening(evidence: Evidence) -> bool:
    """Return one of two copies was cut, or both go on in their own ways, from the same beginning."""
    texts = evidence.texts
    return texts.conflicting_numbers == 0 and not texts.other_subject and _has_same_opening(texts)


WHOLE = 0.9
"""Share of the shorter text that the other one has where all of it is there, but for errors and credits."""


def begins_with_another_subject(evidence: Evidence) -> bool:
    """Return two notices begin with other names and go on alike, under other headlines.

    A long text that stands whole in the other one is the same with another beginning.
    """
    texts = evidence.texts
    return (
        texts.other_subject and not evidence.headlines.agree and (texts.shorter < LONG or texts.run < WHOLE)
    )


MISSING_IN_BRIEF = 0.1
"""Share of a brief, by how much its words tell, that the other text may lack."""

MISSING = 0.13
"""Share of a story, by how much its words tell, that the other text may lack."""

MISSING_NUMBERS = 0.35
"""Share of the shorter text's numbers that the other text may lack."""

BRIEF_CONFLICT = 0.03
"""Share of the facts that may differ in a brief that stands whole in another text: a letter, no name."""

UNNAMED = 25
"""Words that a brief must have where its headline has no word of the other one."""

LEAD_OF_LONGER = 0.6
"""Share of the longer text's first paragraph that is common where the shorter one is its beginning."""

BRIEF_RUN = 0.7
"""Share of a brief that the other text has where the headlines agree."""

BRIEF_LEAD = 0.3
"""Share of the first paragraph that is common where a brief and its headline agree with the other text."""


def lacks_words_of_a_brief(evidence: Evidence) -> bool:
    """Return a brief has words or numbers that the other text has nowhere."""
    return _lacks(evidence.texts, MISSING_IN_BRIEF)


def is_brief_that_the_other_begins_with(evidence: Evidence) -> bool:
    """A brief stands whole in the first paragraph of the other text: what an outlet left of the story."""
    texts, headlines = evidence.texts, evidence.headlines
    least = TELLING if headlines.common > 0 or not headlines.known else UNNAMED
    return (
        texts.run >= WHOLE
        and texts.conflicting_numbers == 0
        and texts.conflict <= BRIEF_CONFLICT
        and texts.shorter >= least
        and texts.lead_of_longer > LEAD_OF_LONGER
    )


def is_brief_under_one_headline(evidence: Evidence) -> bool:
    """Return a brief agrees with the other text in its headline, most of its words and some of its lead."""
    texts = evidence.texts
    return evidence.headlines.agree and texts.run >= BRIEF_RUN and texts.lead >= BRIEF_LEAD


def is_whole_in_the_other(evidence: Evidence) -> bool:
    """Return a text stands whole in the other one: under a like headline, at its beginning, or at length."""
    texts = evidence.texts
    return texts.run >= WHOLE and (
        evidence.headlines.agree or texts.lead_of_longer > LEAD_OF_LONGER or texts.shorter >= LONG
    )


def is_quoted_further_down(evidence: Evidence) -> bool:
    """Return a text of middle length stands whole in the other one, which begins with something else."""
    return evidence.texts.run >= WHOLE


def has_the_same_lead(evidence: Evidence) -> bool:
    """Return two texts have the same first paragraph and go on in their own ways."""
    return _has_same_lead(evidence.texts)


def lacks_words_of_a_story(evidence: Evidence) -> bool:
    """Return a text with another lead has words or numbers that the other one has nowhere."""
    return _lacks(evidence.texts, MISSING)


REORDERED_RUN = 0.75
"""Share of the shorter text that is common where its passages stand in another order or among others."""

REORDERED_LEAD = 0.5
"""Share of the longer text's first paragraph that is common where passages stand in another order."""


def is_the_same_in_another_order(evidence: Evidence) -> bool:
    """Two texts have the same words in other places: under a like headline, or with much of one lead."""
    texts = evidence.texts
    return evidence.headlines.agree or (texts.run >= REORDERED_RUN and texts.lead_of_longer > REORDERED_LEAD)


_FOR_ALL = (
    Rule(has_little_in_common, one_story=False),
    Rule(is_other_news_above_boilerplate, one_story=False),
    Rule(states_other_facts, one_story=False),
    Rule(is_next_of_a_series, one_story=False),
    Rule(goes_on_from_the_same_opening, one_story=True),
    Rule(begins_with_another_subject, one_story=False),
)

FOR_FLASHES = (Rule(repeats_a_flash, one_story=True),)
"""The rules for texts below ``FLASH`` words."""

FOR_BRIEFS = (
    *_FOR_ALL,
    Rule(lacks_words_of_a_brief, one_story=False),
    Rule(is_brief_that_the_other_begins_with, one_story=True),
    Rule(is_brief_under_one_headline, one_story=True),
)
"""The rules for texts below ``BRIEF`` words."""

FOR_STORIES = (
    Rule(names_what_it_rewrites, one_story=True),
    *_FOR_ALL,
    Rule(is_whole_in_the_other, one_story=True),
    Rule(is_quoted_further_down, one_story=False),
    Rule(has_the_same_lead, one_story=True),
    Rule(lacks_words_of_a_story, one_story=False),
    Rule(is_the_same_in_another_order, one_story=True),
)
"""The rules for longer texts."""


def deciding_rule(evidence: Evidence) -> Rule | None:
    """Return the first rule whose case is there, or None for a pair that nothing makes one story."""
    words = evidence.texts.shorter
    rules = FOR_FLASHES if words < FLASH else FOR_BRIEFS if words < BRIEF else FOR_STORIES
    return next((rule for rule in rules if rule.case(evidence)), None)


def is_one_story(evidence: Evidence) -> bool:
    """Return whether the rules make one story of a pair."""
    rule = deciding_rule(evidence)
    return rule is not None and rule.one_story


def _has_same_lead(texts: Overlap) -> bool:
    return texts.run >= SOME_RUN and texts.run_words >= SAME_LEAD_WORDS and texts.lead >= SAME_LEAD


def _has_same_opening(texts: Overlap) -> bool:
    return texts.run >= SOME_RUN and texts.opening >= SAME_OPENING


def _contradicts(texts: Overlap, tolerance: Tolerance, *, more: int) -> bool:
    """Return whether more than is tolerated differs in the same places; ``more`` numbers beyond the share."""
    numbers = tolerance.numbers * texts.numbers + more
    return texts.conflicting_numbers > numbers or texts.conflict > tolerance.facts


def _lacks(texts: Overlap, share: float) -> bool:
    return texts.missing > share or texts.missing_numbers > MISSING_NUMBERS
