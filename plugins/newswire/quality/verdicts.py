"""A verdict on a run, a day or a source, and several of them as text for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Outcome = Literal["ok", "warned", "failed"]

_NAMED, _LONGEST = 5, 200
"""Most verdicts in a run's note, and most characters of each."""


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


def headline(verdicts: Sequence[Verdict]) -> str:
    """Return the number of reported verdicts by outcome, as in ``Checks: 1 failed, 2 warned``."""
    numbers = {
        "failed": sum(one.outcome == "failed" for one in verdicts),
        "warned": sum(one.outcome == "warned" for one in verdicts),
        "back": sum(one.check == "back" for one in verdicts),
    }
    return f"Checks: {', '.join(f'{number:,} {word}' for word, number in numbers.items() if number)}."


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
    """Return the reported verdicts in Markdown, for the note of a run: the headline and the first lines."""
    shown = [
        line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…" for line in lines(verdicts)[:_NAMED]
    ]
    more = [f"{len(verdicts) - _NAMED:,} more: see the task `check`."] if len(verdicts) > _NAMED else []
    return "\n".join([f"**{headline(verdicts)}**", "", *(f"* {line}" for line in [*shown, *more])])
