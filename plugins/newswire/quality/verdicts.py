"""A verdict on a run, a day or a source, and several of them as text for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["ok", "warned", "failed"]

_GLANCED, _NAMED, _LONGEST = 3, 5, 200
"""Most verdicts of an outcome in a headline, most of all in a note, and most characters of each in a note."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one check.

    ``start`` and ``end`` are those of the run's interval or of the day. A ``threshold`` of None means that
    nothing was judged yet. A verdict that is not ``fresh`` was written by an earlier call.
    """

    source: str
    check: str
    start: dt.datetime
    end: dt.datetime
    run_id: int | None
    value: float | None
    threshold: float | None
    outcome: Outcome
    sentence: str
    fresh: bool = True

    @property
    def is_reported(self) -> bool:
        """Whether people read of it: it is not ok, or a quiet source is back."""
        return self.outcome != "ok" or self.check == "back"


def outcome(*, bad: bool, level: str) -> Outcome:
    """Return the outcome of a check: ``level`` states whether a bad number is a warning or a failure."""
    return "ok" if not bad else "failed" if level == "fail" else "warned"


def headline(verdicts: Sequence[Verdict]) -> str:
    """Return the reported verdicts by outcome, the first ones with their source.

    As in ``Checks: 1 failed (pier rejected), 2 warned (albers late, quay drop).``.
    """
    groups = {
        "failed": [one for one in verdicts if one.outcome == "failed"],
        "warned": [one for one in verdicts if one.outcome == "warned"],
        "back": [one for one in verdicts if one.check == "back"],
    }
    parts = []
    for word, group in groups.items():
        named = ", ".join(f"{one.source} {one.check.replace('_', ' ')}" for one in group[:_GLANCED])
        more = ", …" if len(group) > _GLANCED else ""
        parts += [f"{len(group):,} {word} ({named}{more})"] if group else []
    return f"Checks: {', '.join(parts)}."


def lines(verdicts: Sequence[Verdict]) -> list[str]:
    """Return a line for each reported verdict, failures first: its source, its outcome and its sentence."""
    ordered = sorted(verdicts, key=lambda one: ("failed", "warned", "ok").index(one.outcome))
    return [
        f"{one.source}: {one.check.replace('_', ' ')}"
        + (f" {one.outcome}" if one.outcome != "ok" else "")
        + f". {one.sentence}"
        for one in ordered
    ]


def note(verdicts: Sequence[Verdict]) -> str:
    """Return the first reported verdicts in Markdown, for the note of a run."""
    shown = [
        line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in lines(verdicts)[:_NAMED]
    ]
    more = [f"{len(verdicts) - _NAMED:,} more: see the task `check`."] if len(verdicts) > _NAMED else []
    return "\n".join(f"* {line}" for line in [*shown, *more])
