"""The rules by which two texts are one story or two.

The length of the shorter text selects the rules: those for a flash, a brief or a story. The first rule
whose case holds decides. If none holds, the texts are two stories. A rule for two stories stands before the
rules that it limits, and cheap measures come before expensive ones. docs/choices/near-copies.md has the
origin of the thresholds and their results.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from newswire.dedupe.evidence import BRIEF, FLASH, LONG, Evidence, Rule, Tolerance
from newswire.dedupe.series import (
    has_a_subject_of_its_own,
    has_another_name,
    is_next_issue,
    is_of_a_sister,
)

if TYPE_CHECKING:
    from newswire.dedupe.texts.overlap import Overlap

NEWS_CYCLE = 2.0
"""Days. A like text within them is the same one, sent again. A later one is the next of a series."""

RENEWAL = 1.0
"""Days within which an agency sends a story rewritten."""

RENEWED_RUN = 0.33
"""Share of the shorter text that remains in a rewritten story that its agency names."""


CHANGED = Tolerance(numbers=0.08, facts=0.06)
"""The tolerance for a copy or a version without a mark: typing errors, an age, a time."""

CORRECTED = Tolerance(numbers=0.25, facts=0.2)
"""The tolerance for a version marked as corrected or rewritten: a right fact replaces a wrong one."""

SET_RIGHT = Tolerance(numbers=0.08, facts=0.09)
"""The tolerance for a story that its agency sets right within hours, without a mark."""

SOON = 0.25
"""Days within which an agency sets a story right."""

SUBJECT = 2
"""Words that both headlines begin with if an agency sets a story right."""

MOST_NUMBERS = 3
"""Common numbers for each that differs, below which a standing headline makes another notice of a series."""

SOME_STORY = 60
"""Words. Below them a notice of a series differs from the next one as little as from its correction."""

ONE_NUMBER_MORE = 150
"""Words from which a text may have one number changed beyond its tolerance."""


def is_another_recording(evidence: Evidence) -> bool:
    """Return whether two items are other recordings, however alike their blurbs are."""
    return evidence.other_recording


def names_what_it_rewrites(evidence: Evidence) -> bool:
    """Return whether an agency marks a story as rewritten, names it as before, and keeps a third of the text.

    The rewritten story comes within ``RENEWAL`` days and keeps to the tolerance ``CORRECTED``, with one
    number more.
    """
    texts = evidence.texts
    return (
        evidence.renewed
        and evidence.days <= RENEWAL
        and texts.run >= RENEWED_RUN
        and not _contradicts(texts, CORRECTED, more=1)
    )


def repeats_a_flash(evidence: Evidence) -> bool:
    """Return whether a flash comes again within the news cycle, with the same words and the same headline."""
    return evidence.texts.common == 1 and evidence.headlines.same and evidence.days <= NEWS_CYCLE


SAME_LEAD = 0.7
"""Share of the first paragraph of both texts that is common if a story goes on in two ways."""

SAME_LEAD_WORDS = 20
"""Words in runs that both texts have with such a lead. Fewer words are one sentence."""

SOME_RUN = 0.2
"""Share of the shorter text that must be common if the beginning indicates one story."""

MUCH_RUN = 0.6
"""Share of the shorter text that must be common if the beginning does not indicate one story."""

SAME_OPENING = 18
"""Words of the passage that both begin with. Those of a series share 15 to 20 and stop within a sentence."""


def has_little_in_common(evidence: Evidence) -> bool:
    """Return whether two texts share no lead, no opening and less than ``MUCH_RUN`` of the shorter one."""
    texts = evidence.texts
    return not (texts.run >= MUCH_RUN or _has_same_lead(texts) or _has_same_opening(texts))


OTHER_NEWS = 0.5
"""Share of both beginnings that the other text lacks. Press releases have 0.7 and more, one story has 0.32 at
most."""

BOILERPLATE = 250
"""Words. The text that a company puts under all its news is hardly longer."""


def is_other_news_above_boilerplate(evidence: Evidence) -> bool:
    """Return whether two press releases end with the same words about the company but begin with other news.

    Return False for the same headline, a marked correction or ``BOILERPLATE`` common words and more.
    """
    return (
        evidence.texts.own_beginnings > OTHER_NEWS
        and evidence.texts.run_words < BOILERPLATE
        and not (evidence.headlines.same or evidence.corrected)
    )


def states_other_facts(evidence: Evidence) -> bool:
    """Return whether two notices come from one template: numbers and names differ in the same places.

    A marked correction may differ by ``CORRECTED``, one that an agency sends without a mark by ``SET_RIGHT``
    and two numbers, any other text by ``CHANGED``. A notice of one agency that ends with another number is
    another one.
    """
    texts = evidence.texts
    if evidence.corrected:
        return _contradicts(texts, CORRECTED, more=1)
    if evidence.series and evidence.form.of_both and texts.ends_with_other_numbers:
        return True
    if _may_be_set_right(evidence):
        return _contradicts(texts, SET_RIGHT, more=2)
    return _contradicts(texts, CHANGED, more=texts.shorter >= ONE_NUMBER_MORE)


WHOLE_AGAIN = 0.95
"""Share of the shorter text that is common if an agency sends it again days later."""

SAME_LEAD_AGAIN = 0.9
"""Share of the first paragraph that is common if an agency continues a story days later."""

TELLING = 18
"""Words. A shorter text does not identify a story, even if it stands whole in the other text."""


def is_next_of_a_series(evidence: Evidence) -> bool:
    """Return whether an agency sends a like text after the news cycle as the next one of a series.

    It is the same text again if no number differs and the lead or all of the text is common. A brief must be
    common as a whole, and have a number and at least ``TELLING`` words.
    """
    if not evidence.series or evidence.days <= NEWS_CYCLE:
        return False
    texts = evidence.texts
    is_whole = texts.run >= WHOLE_AGAIN
    tells = texts.shorter >= BRIEF or (texts.shorter >= TELLING and texts.numbers >= 1 and is_whole)
    return texts.conflicting_numbers > 0 or not tells or not (is_whole or texts.lead >= SAME_LEAD_AGAIN)


def goes_on_from_the_same_opening(evidence: Evidence) -> bool:
    """Return whether two texts have one opening, after which one was cut or each goes on in its own way."""
    texts = evidence.texts
    return texts.conflicting_numbers == 0 and not texts.other_subject and _has_same_opening(texts)


WHOLE = 0.9
"""Share of the shorter text that the other one has if only errors and credits are missing."""


def begins_with_another_subject(evidence: Evidence) -> bool:
    """Return whether two notices begin with other names and go on alike, under other headlines.

    A long text that stands whole in the other one is the same story with another beginning.
    """
    texts = evidence.texts
    return (
        texts.other_subject and not evidence.headlines.agree and (texts.shorter < LONG or texts.run < WHOLE)
    )


MISSING_IN_BRIEF = 0.1
"""Share of a brief, by weight of its words, that the other text may lack."""

MISSING = 0.13
"""Share of a story, by weight of its words, that the other text may lack."""

MISSING_NUMBERS = 0.35
"""Share of the shorter text's numbers that the other text may lack."""

BRIEF_CONFLICT = 0.03
"""Share of the facts that may differ in a brief that stands whole in another text: a letter but no name."""

UNNAMED = 25
"""Words that a brief must have if its headline has no word of the other one."""

LEAD_OF_LONGER = 0.6
"""Share of the longer text's first paragraph that is common if the shorter one is its beginning."""

BRIEF_RUN = 0.7
"""Share of a brief that the other text has if the headlines agree."""

BRIEF_LEAD = 0.3
"""Share of the first paragraph that is common if a brief and its headline agree with the other text."""


def lacks_words_of_a_brief(evidence: Evidence) -> bool:
    """Return whether the other text lacks too many words or numbers of a brief."""
    return _lacks(evidence.texts, MISSING_IN_BRIEF)


def is_brief_that_the_other_begins_with(evidence: Evidence) -> bool:
    """Return whether a brief stands whole at the beginning of the other text, as after a cut by an outlet.

    It must cover most of the other text's first paragraph. If the headlines are known and have no word in
    common, it must have ``UNNAMED`` words, otherwise ``TELLING``.
    """
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
    """Return whether a brief agrees with the other text in headline, most words and some of the lead."""
    texts = evidence.texts
    return evidence.headlines.agree and texts.run >= BRIEF_RUN and texts.lead >= BRIEF_LEAD


def is_whole_in_the_other(evidence: Evidence) -> bool:
    """Return whether a text stands whole in the other one.

    The headlines must agree, or it must cover the other's first paragraph, or have ``LONG`` words.
    """
    texts = evidence.texts
    return texts.run >= WHOLE and (
        evidence.headlines.agree or texts.lead_of_longer > LEAD_OF_LONGER or texts.shorter >= LONG
    )


def is_quoted_further_down(evidence: Evidence) -> bool:
    """Return whether a text stands whole in the other one.

    The rules before leave it a text of middle length in one that begins with something else.
    """
    return evidence.texts.run >= WHOLE


def has_the_same_lead(evidence: Evidence) -> bool:
    """Return whether two texts have the same first paragraph and go on in their own ways."""
    return _has_same_lead(evidence.texts)


def lacks_words_of_a_story(evidence: Evidence) -> bool:
    """Return whether the other text lacks too many words or numbers of a story with another lead."""
    return _lacks(evidence.texts, MISSING)


REORDERED_RUN = 0.75
"""Share of the shorter text that is common if its passages stand in another order or among others."""

REORDERED_LEAD = 0.5
"""Share of the longer text's first paragraph that is common if passages stand in another order."""


def is_the_same_in_another_order(evidence: Evidence) -> bool:
    """Return whether two texts have the same words in another order.

    The headlines must agree, or much of the longer text's lead must be common.
    """
    texts = evidence.texts
    return evidence.headlines.agree or (texts.run >= REORDERED_RUN and texts.lead_of_longer > REORDERED_LEAD)


_FOR_ALL = (
    Rule(has_little_in_common, one_story=False),
    Rule(is_other_news_above_boilerplate, one_story=False),
    Rule(states_other_facts, one_story=False),
    Rule(has_a_subject_of_its_own, one_story=False),
    Rule(is_next_of_a_series, one_story=False),
    Rule(is_next_issue, one_story=False),
    Rule(has_another_name, one_story=False),
    Rule(is_of_a_sister, one_story=False),
    Rule(goes_on_from_the_same_opening, one_story=True),
    Rule(begins_with_another_subject, one_story=False),
)

FOR_FLASHES = (
    Rule(is_another_recording, one_story=False),
    Rule(repeats_a_flash, one_story=True),
)
"""The rules for texts below ``FLASH`` words."""

FOR_BRIEFS = (
    Rule(is_another_recording, one_story=False),
    *_FOR_ALL,
    Rule(lacks_words_of_a_brief, one_story=False),
    Rule(is_brief_that_the_other_begins_with, one_story=True),
    Rule(is_brief_under_one_headline, one_story=True),
)
"""The rules for texts below ``BRIEF`` words."""

FOR_STORIES = (
    Rule(is_another_recording, one_story=False),
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
    """Return the first rule whose case holds; None if none does, which makes two stories of the pair."""
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


def _may_be_set_right(evidence: Evidence) -> bool:
    """Return whether an agency may send a story again to set some facts right.

    The headlines begin alike, the leads are common, and hours lie between them. Under one headline most
    numbers must be common.
    """
    texts, headlines = evidence.texts, evidence.headlines
    return (
        evidence.same_agency
        and evidence.days <= SOON
        and headlines.beginning >= SUBJECT
        and texts.shorter >= SOME_STORY
        and texts.lead >= SAME_LEAD
        and (not headlines.same or texts.numbers >= MOST_NUMBERS * texts.conflicting_numbers)
    )


def _contradicts(texts: Overlap, tolerance: Tolerance, *, more: int) -> bool:
    """Return whether the texts differ in the same places beyond ``tolerance``, plus ``more`` numbers."""
    numbers = tolerance.numbers * texts.numbers + more
    return texts.conflicting_numbers > numbers or texts.conflict > tolerance.facts


def _lacks(texts: Overlap, share: float) -> bool:
    return texts.missing > share or texts.missing_numbers > MISSING_NUMBERS
