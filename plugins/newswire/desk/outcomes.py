"""What became of each source in a run, as a value: for the task ``report``, the run's note and ``up``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any, Literal

State = Literal["nothing new", "loaded", "failed"]

COUNTS = ("documents", "parsed", "new", "updated", "unchanged", "copies", "rejected")
"""What the ledger counts of a run, in the order in which people read it."""

_WEIGHT = ("nothing new", "loaded", "failed")

_REASON_LIMIT, _NAME_LIMIT = 200, 63
"""Characters of a reason and of a source's name in a note; the task's log has all of it."""

_QUIET = "- nothing new: "
_QUIET_NAMES = 10
"""Sources that share a line because they had nothing new: a line is the least that a note is cut by."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """One source in one run; ``reason`` says why it failed or why it had nothing."""

    source: str
    state: State
    counts: Mapping[str, int] = field(default_factory=dict)
    reason: str | None = None

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Outcome:
        """The outcome that a row tells, be it the ledger's row of a load or what ``as_row`` wrote."""
        counts = {name: int(row[name]) for name in COUNTS if name in row}
        state: State = "failed" if "error" in row else "nothing new" if "note" in row else "loaded"
        return cls(str(row["source"]), state, counts, row.get("error") or row.get("note"))

    def as_row(self) -> dict[str, Any]:
        """The row that ``newswire ingest`` and ``up`` print: the counts, or the sentence in their place."""
        word = {"nothing new": "note", "failed": "error"}.get(self.state)
        said = self.reason and storable(self.reason)
        return {"source": self.source, **self.counts} | ({word: said} if word else {})


def storable(text: str) -> str:
    """The text without what no column of PostgreSQL holds: NUL and halves of surrogates are replaced."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def outcomes(sources: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    """The outcome of each source, from the rows that its tasks left; a later row outweighs an earlier one."""
    left = {row["source"]: Outcome.of_row(row) for row in rows}
    unsaid = "It ended without a word; its log may tell more."
    return [left.get(source, Outcome(source, "failed", reason=unsaid)) for source in sources]


def together(results: Iterable[Outcome]) -> list[Outcome]:
    """One outcome for each source, from all that it had: counts are added; a failure outweighs all else."""
    merged: dict[str, list[Outcome]] = {}
    for result in results:
        merged.setdefault(result.source, []).append(result)
    return [_heaviest(several) for several in merged.values()]


def _heaviest(several: Sequence[Outcome]) -> Outcome:
    heaviest = max(several, key=lambda one: _WEIGHT.index(one.state))
    counted = [one for one in several if one.counts]
    return replace(heaviest, counts=add(counted) if counted else {})


def add(results: Iterable[Outcome]) -> dict[str, int]:
    """The counts of several outcomes together."""
    every = [result.counts for result in results]
    return {name: sum(counts.get(name, 0) for counts in every) for name in COUNTS}


def headline(results: Sequence[Outcome]) -> str:
    """A run in one line: how many sources did what, and what became of the items they brought."""
    states = [result.state for result in results]
    sources = [f"{states.count(state)} {state}" for state in dict.fromkeys(sorted(states))]
    return f"Sources: {', '.join(sources)}. Items: {in_words(add(results))}."


def note(results: Sequence[Outcome]) -> str:
    """The run's note in Markdown: all together, then failures with their reasons, then each source.

    Airflow's pages show the first line, and the rest on a click. The text is whole; ``fitted`` cuts it.
    """
    lines = [
        f"- **{_name(one)}** failed: {_shortened(one.reason or '', _REASON_LIMIT)}"
        for one in results
        if one.state == "failed"
    ]
    loaded = sorted((one for one in results if one.state == "loaded"), key=lambda one: -one.counts["new"])
    lines += [f"- {_name(one)}: {in_words(one.counts)}" for one in loaded]
    quiet = [_name(one) for one in results if one.state == "nothing new"]
    for first in range(0, len(quiet), _QUIET_NAMES):
        lines.append(_QUIET + ", ".join(quiet[first : first + _QUIET_NAMES]))
    return "\n".join([f"**{headline(results)}**", "", *lines])


def fitted(text: str, limit: int, task_id: str) -> str:
    """A note's text in at most ``limit`` characters, cut between two lines.

    The last line counts the sources that are left out, and names the task whose log has them.
    """
    if len(text) <= limit:
        return text
    lines = text.split("\n")
    ends = list(accumulate(len(line) + 1 for line in lines))
    for kept in range(sum(end <= limit for end in ends), 0, -1):
        left_out = sum(map(_sources_in, lines[kept:]))
        more = f"- … {left_out:,} more: see the log of the task `{task_id}`."
        if ends[kept - 1] + len(more) <= limit:
            return "\n".join([*lines[:kept], more])
    return f"{text[: limit - 1]}…"


def in_words(counts: Mapping[str, int]) -> str:
    """What became of the items, ``12 new, 1 updated, …``: what is zero is left out, but for what is new."""
    return ", ".join(f"{counts[name]:,} {name}" for name in COUNTS[2:] if counts[name] or name == "new")


def _name(result: Outcome) -> str:
    return _shortened(result.source, _NAME_LIMIT) or "(no name)"


def _shortened(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _sources_in(line: str) -> int:
    return line.count(", ") + 1 if line.startswith(_QUIET) else int(line.startswith("- "))
