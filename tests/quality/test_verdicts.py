"""Verdicts as people read them."""

from __future__ import annotations

import datetime as dt

from newswire.quality.verdicts import Outcome, Verdict, headline, lines, note

DAY = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)


def verdict(source: str, outcome: Outcome, check: str = "rejected", sentence: str = "Many.") -> Verdict:
    return Verdict(source, check, DAY, DAY + dt.timedelta(days=1), 1, 0.5, 0.2, outcome, sentence)


def test_failures_come_first_and_are_counted_apart() -> None:
    found = [verdict("albers", "warned"), verdict("pier", "failed"), verdict("quay", "ok", "back")]
    assert headline(found) == "Checks: 1 failed, 1 warned, 1 back."
    assert lines(found) == [
        "pier: rejected failed. Many.", "albers: rejected warned. Many.", "quay: back. Many.",
    ]  # fmt: skip


def test_a_note_has_five_short_lines_and_the_number_of_the_others() -> None:
    many = [verdict(f"source-{number}", "warned", sentence="Many. " * 99) for number in range(8)]
    opening, _, *shown = note(many).splitlines()
    assert opening == "**Checks: 8 warned.**"
    assert len(shown) == 6
    assert max(map(len, shown)) <= 202
    assert shown[-1] == "* 3 more: see the task `check`."


def test_only_a_warning_a_failure_and_a_return_are_reported() -> None:
    assert [one.is_reported for one in (verdict("a", "ok"), verdict("a", "ok", "back"))] == [False, True]
    assert verdict("a", "warned").is_reported
