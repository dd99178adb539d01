"""Outcomes of sources, in the words that people read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswire.load.run import Counts
from newswire.outcomes import COUNTS, Outcome, add, counted, fitted, headline, note, outcomes, together


def loaded(source: str, **counts: int) -> Outcome:
    return Outcome(source, "loaded", dict.fromkeys(COUNTS, 0) | counts)


def quiet(source: str, reason: str = "nothing") -> Outcome:
    return Outcome(source, "nothing new", reason=reason)


def failed(source: str, reason: str = "gone") -> Outcome:
    return Outcome(source, "failed", reason=reason)


def test_the_counts_are_those_of_the_ledger() -> None:
    assert ("documents", *Counts.__dataclass_fields__) == COUNTS


def test_an_outcome_survives_being_written_as_a_row() -> None:
    for outcome in (loaded("albers", new=2), quiet("berlin"), failed("cairo")):
        assert Outcome.of_row(outcome.as_row()) == outcome


def test_a_ledger_row_is_a_load_whatever_else_it_has() -> None:
    row: dict[str, Any] = {"source": "albers", "run_id": 7, **dict.fromkeys(COUNTS, 0), "new": 3}

    assert Outcome.of_row(row) == loaded("albers", new=3)


def test_each_source_has_the_outcome_of_its_last_row() -> None:
    rows = [failed("albers").as_row(), quiet("berlin").as_row(), loaded("albers", new=1).as_row()]

    assert outcomes(["albers", "berlin", "cairo"], rows) == [
        loaded("albers", new=1),
        quiet("berlin"),
        failed("cairo", "The task ended without a result. Its log has the cause."),
    ]


def test_a_remark_of_a_fetch_stays_with_the_load_and_stands_in_the_note() -> None:
    remark = {"source": "albers", "remark": "2 files of 2024-05-07 wait for the run of that day."}
    rows = [remark, {**remark, "source": "berlin"}, loaded("albers", new=1).as_row()]

    results = outcomes(["albers", "berlin"], rows)

    assert results[0] == Outcome("albers", "loaded", loaded("albers", new=1).counts, remark["remark"])
    assert Outcome.of_row(results[0].as_row()) == results[0]
    assert results[1].state == "failed", "a remark alone is no result"
    assert "- albers: 1 new. 2 files of 2024-05-07 wait for the run of that day." in note(results).split("\n")


def test_remarks_of_several_tasks_stand_together() -> None:
    rows = [{"source": "albers", "remark": "One."}, {"source": "albers", "remark": "Two."}]

    [result] = outcomes(["albers"], [*rows, loaded("albers").as_row()])

    assert result.reason == "One. Two."


def test_the_first_line_of_a_note_has_the_failed_sources_and_a_reason() -> None:
    several = [failed(name, "The harbour is closed. " * 9) for name in "abcd"] + [loaded("e", new=1)]
    first = note(several).splitlines()[0]
    assert first.startswith(
        "**Sources: 4 failed, 1 loaded. Items: 1 new.** Failed: a, b, c and 1 more. The harbour is closed. "
    )
    assert len(first) < 190, "a page of Airflow shows one line of it"
    assert note([loaded("e", new=1)]).splitlines()[0] == "**Sources: 1 loaded. Items: 1 new.**"


def test_counts_of_two_runs_are_added_and_a_failure_outweighs_a_load() -> None:
    results = [
        loaded("albers", new=2),
        quiet("albers"),
        quiet("berlin"),
        loaded("berlin", new=1),
        failed("albers"),
    ]

    first, second = together(results)

    assert (first.source, first.state, first.reason, first.counts["new"]) == ("albers", "failed", "gone", 2)
    assert second == loaded("berlin", new=1)
    assert add([first, second])["new"] == 3


def test_a_source_that_was_never_loaded_has_no_counts() -> None:
    (result,) = together([quiet("albers"), quiet("albers")])

    assert result.as_row() == {"source": "albers", "note": "nothing"}


def test_the_headline_counts_sources_and_items() -> None:
    results = [loaded("albers", new=1200, copies=2), loaded("berlin", unchanged=3), failed("cairo")]

    assert headline(results) == "Sources: 1 failed, 2 loaded. Items: 1,200 new, 3 unchanged, 2 copies."


def test_the_note_begins_with_failures_and_ends_with_quiet_sources() -> None:
    results = [
        quiet("albers"),
        loaded("berlin", new=1),
        loaded("cairo", new=5),
        failed("dublin", "No\nfolder."),
    ]

    assert note(results).splitlines() == [
        "**Sources: 1 failed, 2 loaded, 1 nothing new. Items: 6 new.** Failed: dublin. No folder.",
        "",
        "- **dublin** failed: No folder.",
        "- cairo: 5 new",
        "- berlin: 1 new",
        "- nothing new: albers",
    ]


def test_characters_that_no_column_can_hold_are_replaced_in_a_reason() -> None:
    assert failed("albers", "a\0b\ud800c").as_row()["error"] == "a\ufffdb\ufffdc"


@pytest.mark.parametrize(
    ("name", "shown"),
    [("line\nbreak", "line break"), ("", "(no name)"), (" ", "(no name)"), ("é" * 300, "é" * 62 + "…")],
)
def test_a_source_has_one_line_whatever_it_is_called(name: str, shown: str) -> None:
    assert note([failed(name)]).splitlines()[2:] == [f"- **{shown}** failed: gone"]


def test_lines_that_do_not_fit_are_counted_and_the_log_that_has_them_is_named() -> None:
    text = note([loaded(f"source-{number:03}", new=number) for number in range(100)])

    cut = fitted(f"Dry run, nothing was changed. {text}", 1000, "replay")

    assert cut.startswith("Dry run, nothing was changed. **Sources: 100 loaded.")
    assert 960 < len(cut) <= 1000
    *_, last_source, more = cut.splitlines()
    missing = int(last_source.split()[-2])
    assert last_source == f"- source-{missing:03}: {missing} new"
    assert more == f"- … {missing} more: see the log of the task `replay`."


def test_sources_with_nothing_new_are_left_out_by_tens_and_counted_one_by_one() -> None:
    cut = fitted(note([quiet(f"source-{number:03}") for number in range(225)]), 1000, "report")

    *named, more = [line for line in cut.splitlines() if line.startswith("- ")]
    assert named == [
        f"- nothing new: {', '.join(f'source-{number:03}' for number in range(first, first + 10))}"
        for first in range(0, 60, 10)
    ]
    assert more == "- … 165 more: see the log of the task `report`."


def test_a_text_of_one_long_line_is_cut_within_it() -> None:
    assert fitted("é" * 1000, 1000, "report") == "é" * 1000
    assert fitted("é" * 1001, 1000, "report") == "é" * 999 + "…"


@given(
    st.lists(
        st.builds(
            Outcome,
            st.text(max_size=300),
            st.just("failed"),
            st.just({}),
            st.text(max_size=3000),
        )
        | st.builds(
            Outcome,
            st.from_regex(r"[a-z0-9][a-z0-9._-]{0,62}", fullmatch=True),
            st.sampled_from(("loaded", "nothing new")),
            st.fixed_dictionaries({name: st.integers(0, 10**12) for name in COUNTS}),
        ),
        min_size=1,
        max_size=60,
    ),
    st.sampled_from(("", "Dry run, nothing was changed. ")),
)
def test_a_note_always_fits_and_every_source_is_named_or_counted(results: list[Outcome], before: str) -> None:
    cut = fitted(f"{before}{note(results)}", 1000, "report")

    assert len(cut) <= 1000
    first, empty, *lines = cut.split("\n")
    assert (first.partition(" Failed: ")[0], empty) == (f"{before}**{headline(results)}**", "")
    named = 0
    for line in lines:
        if line.startswith("- … "):
            named += int(line.split()[2])
        elif line.startswith("- nothing new: "):
            named += len(line.split(", "))
        else:
            named += 1
    assert named == len(results)


def test_a_number_has_its_noun() -> None:
    assert [counted(1, "story", "stories"), counted(2000, "story", "stories"), counted(0, "word")] == [
        "1 story", "2,000 stories", "0 words",
    ]  # fmt: skip
