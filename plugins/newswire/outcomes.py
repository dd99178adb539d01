"""The outcome of each source in a run, for the task ``report``, the run's note and ``up``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any, Literal

State = Literal["nothing new", "loaded", "failed"]

COUNTS = ("documents", "parsed", "new", "updated", "unchanged", "copies", "rejected")
"""The counts of a run in the ledger, in the order in which people read them."""

_WEIGHT = ("nothing new", "loaded", "failed")

_REASON_LIMIT, _NAME_LIMIT = 200, 63
"""Most characters of a reason and of a source's name in a note. The task's log has the whole text."""

_GLANCE_NAMES, _GLANCE_LIMIT = 3, 80
"""Most failed sources, and most characters of a reason, in the first line of a note."""

_QUIET = "- nothing new: "
_QUIET_NAMES = 10
"""Most sources with nothing new on one line. A note is cut by whole lines, so lines stay short."""

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one source in one run.

    ``reason`` explains a failure, or why there is nothing new, or is a remark on a load.
    """

    source: str
    state: State
    counts: Mapping[str, int] = field(default_factory=dict)
    reason: str | None = None

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Outcome:
        """Return the outcome in a row: the ledger's row of a load, or a row from ``as_row``."""
        counts = {name: int(row[name]) for name in COUNTS if name in row}
        state: State = "failed" if "error" in row else "nothing new" if "note" in row else "loaded"
        reason = row.get("error") or row.get("note") or row.get("remark")
        return cls(str(row["source"]), state, counts, reason)

    def as_row(self) -> dict[str, Any]:
        """Return the outcome as a row for ``print_counts``: the counts, or the reason in their place."""
        word = {"nothing new": "note", "failed": "error", "loaded": "remark"}[self.state]
        said = self.reason and storable(self.reason)
        return {"source": self.source, **self.counts} | ({word: said} if said or word != "remark" else {})


INGEST, RETRY, OUTCOME = "ingest", "retry", "outcome"
"""The mapped tasks whose rows are the outcomes of sources, and the XCom key of a task's own outcome."""


def storable(text: str) -> str:
    """Return the text in a form that PostgreSQL can store: NUL and halves of surrogates are replaced."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: ``1 story``, ``2,000 stories``. The plural is ``many``, or has an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def outcomes(sources: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> list[Outcome]:
    """Return the outcome of each source from its tasks' rows. A later row replaces an earlier one.

    Rows that are a remark alone add to the other row of their source. A source without a row has failed.
    """
    left: dict[str, Outcome] = {}
    remarks: dict[str, list[str]] = {}
    for row in rows:
        if row.keys() == {"source", "remark"}:
            remarks.setdefault(row["source"], []).append(row["remark"])
        else:
            remark = " ".join(remarks.get(row["source"], ())) or None
            left[row["source"]] = Outcome.of_row({"remark": remark, **row})
    unsaid = "The task ended without a result. Its log has the cause."
    return [left.get(source, Outcome(source, "failed", reason=unsaid)) for source in sources]


def together(results: Iterable[Outcome]) -> list[Outcome]:
    """Return one outcome for each source. Counts are added; a failure outweighs all other states."""
    merged: dict[str, list[Outcome]] = {}
    for result in results:
        merged.setdefault(result.source, []).append(result)
    return [_heaviest(several) for several in merged.values()]


def _heaviest(several: Sequence[Outcome]) -> Outcome:
    heaviest = max(several, key=lambda one: _WEIGHT.index(one.state))
    with_counts = [one for one in several if one.counts]
    return replace(heaviest, counts=add(with_counts) if with_counts else {})


def add(results: Iterable[Outcome]) -> dict[str, int]:
    """Return the sums of the counts of several outcomes."""
    every = [result.counts for result in results]
    return {name: sum(counts.get(name, 0) for counts in every) for name in COUNTS}


def headline(results: Sequence[Outcome]) -> str:
    """Return a run in one line: the number of sources in each state, and the counts of their items."""
    states = [result.state for result in results]
    sources = [f"{states.count(state)} {state}" for state in dict.fromkeys(sorted(states))]
    return f"Sources: {', '.join(sources)}. Items: {in_words(add(results))}."


def note(results: Sequence[Outcome]) -> str:
    """Return the run's note in Markdown: the headline, failures with their reasons, then the other sources.

    Airflow's pages show as much of the first line as fits on one, and the rest on a click. So the first
    line goes on with the names of the failed sources and a reason. ``fitted`` cuts the text to a length.
    """
    failed = [one for one in results if one.state == "failed"]
    opening = f"**{headline(results)}**"
    if failed:
        names = ", ".join(_name(one) for one in failed[:_GLANCE_NAMES])
        others = f" and {len(failed) - _GLANCE_NAMES} more" if len(failed) > _GLANCE_NAMES else ""
        opening += f" Failed: {names}{others}. {_shortened(failed[0].reason or '', _GLANCE_LIMIT)}".rstrip()
    lines = [f"- **{_name(one)}** failed: {_shortened(one.reason or '', _REASON_LIMIT)}" for one in failed]
    loaded = sorted((one for one in results if one.state == "loaded"), key=lambda one: -one.counts["new"])
    lines += [
        f"- {_name(one)}: {in_words(one.counts)}"
        + (f". {_shortened(one.reason, _REASON_LIMIT)}" if one.reason else "")
        for one in loaded
    ]
    quiet = [_name(one) for one in results if one.state == "nothing new"]
    for first in range(0, len(quiet), _QUIET_NAMES):
        lines.append(_QUIET + ", ".join(quiet[first : first + _QUIET_NAMES]))
    return "\n".join([opening, "", *lines])


def fitted(text: str, limit: int, task_id: str) -> str:
    """Return a note of at most ``limit`` characters, cut between two lines.

    The last line counts the sources that are left out, and names the task whose log has them. If not even
    the first line fits with it, the text is cut at the limit.
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
    """Return the counts of items as text: ``12 new, 1 updated, …``. Omit zeros, except for ``new``."""
    shown = [name for name in COUNTS[2:] if counts[name] or name == "new"]
    return ", ".join(
        counted(counts[name], "copy", name) if name == "copies" else f"{counts[name]:,} {name}"
        for name in shown
    )


def _name(result: Outcome) -> str:
    return _shortened(result.source, _NAME_LIMIT) or "(no name)"


def _shortened(text: str, limit: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def _sources_in(line: str) -> int:
    return line.count(", ") + 1 if line.startswith(_QUIET) else int(line.startswith("- "))
