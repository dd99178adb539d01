"""The rules for notices of one form, of which an agency sends many: each of them is a story of its own."""

from __future__ import annotations

from newswire.dedupe.evidence import BRIEF, LONG, Evidence


def has_a_subject_of_its_own(evidence: Evidence) -> bool:
    """Return whether two notices of one form have other subjects: each headline names its text's own word.

    The texts of one agency must be of one form as a whole. Of two agencies the shorter one may be cut.
    """
    form = evidence.form
    is_form = form.of_both if evidence.same_agency else form.of_shorter
    return not evidence.corrected and is_form and form.names_subjects


NEXT_ISSUE = 0.5
"""Days from which a notice of one form is the next issue of a series. Corrections come earlier."""


def is_next_issue(evidence: Evidence) -> bool:
    """Return whether an agency sends the next issue of a notice: the same form with another figure or word.

    A marked correction or update is none. Words count below ``LONG`` words only.
    """
    texts, form = evidence.texts, evidence.form
    if not evidence.series or evidence.rewritten or evidence.days < NEXT_ISSUE or not form.of_both:
        return False
    if texts.conflicting_numbers > 0:
        return True
    return texts.shorter < LONG and form.replaces_words


def has_another_name(evidence: Evidence) -> bool:
    """Return whether an agency sends a notice with another name in it, and under the same headline.

    Nothing else may differ. The headline is a standing one then, and a correction without a mark is less
    likely.
    """
    is_series = evidence.series and not evidence.rewritten
    return is_series and evidence.texts.shorter < LONG and evidence.form.replaces_one_name


def is_of_a_sister(evidence: Evidence) -> bool:
    """Return whether an agency sends one brief for two of a kind that the headlines alone name."""
    form = evidence.form
    return evidence.series and evidence.texts.shorter < BRIEF and form.of_both and form.sister_headlines
