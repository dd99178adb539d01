"""What became of each source in a run, as a value: for the task ``report``, the run's note and ``up``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

State = Literal["nothing new", "loaded", "failed"]

COUNTS = ("documents", "parsed", "new", "updated", "unchanged", "copies", "rejected")
"""What the ledger counts of a run, in the order in which people read it."""

_WEIGHT = ("nothing new", "loaded", "failed")

_NOTE_LIMIT = 1000
"""Characters that Airflow keeps of a run's note (its table ``dag_run_note``)."""

_REASON_LIMIT = 200
"""Characters of a reason in a note; the task's log has all of it."""


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
        return {"source": self.source, **self.counts} | ({word: self.reason} if word else {})


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

    Airflow's pages show the first line, and the rest on a click. What does not fit is left out, and
    said to be.
    """
    lines = [
        f"- **{one.source}** failed: {_shortened(one.reason)}" for one in results if one.state == "failed"
    ]
    loaded = sorted((one for one in results if one.state == "loaded"), key=lambda one: -one.counts["new"])
    lines += [f"- {one.source}: {in_words(one.counts)}" for one in loaded]
    if quiet := [one.source for one in results if one.state == "nothing new"]:
        lines.append(f"- nothing new: {', '.join(quiet)}")
    return _fitting(f"**{headline(results)}**\n", lines)


def in_words(counts: Mapping[str, int]) -> str:
    """What became of the items, ``12 new, 1 updated, …``: what is zero is left out, but for what is new."""
    return ", ".join(f"{counts[name]:,} {name}" for name in COUNTS[2:] if counts[name] or name == "new")


def _shortened(reason: str | None) -> str:
    text = " ".join((reason or "").split())
    return text if len(text) <= _REASON_LIMIT else f"{text[: _REASON_LIMIT - 1]}…"


def _fitting(head: str, lines: Sequence[str]) -> str:
    text = head
    for number, line in enumerate(lines):
        more = f"\n- … {len(lines) - number} more: see the log of the task `report`."
        if len(text) + len(line) + 1 + (len(more) if number < len(lines) - 1 else 0) > _NOTE_LIMIT:
            return text + more
        text += f"\n{line}"
    return text
