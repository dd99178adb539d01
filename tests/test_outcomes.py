"""What became of sources, in the words that people read."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from newswire.load.run import Counts
from newswire.outcomes import COUNTS, Outcome, add, headline, note, outcomes, together


def loaded(source: str, **counts: int) -> Outcome:
    return Outcome(source, "loaded", dict.fromkeys(COUNTS, 0) | counts)


def quiet(source: str, reason: str = "nothing") -> Outcome:
    return Outcome(source, "nothing new", reason=reason)


def failed(source: str, reason: str = "gone") -> Outcome:
    return Outcome(source, "failed", reason=reason)


def test_they_count_what_the_ledger_counts() -> None:
    assert ("documents", *Counts.__dataclass_fields__) == COUNTS


def test_an_outcome_is_the_same_after_a_way_as_a_row() -> None:
    for outcome in (loaded("albers", new=2), quiet("berlin"), failed("cairo")):
        assert Outcome.of_row(outcome.as_row()) == outcome


def test_a_ledger_row_is_a_load_whatever_else_it_has() -> None:
    row: dict[str, Any] = {"source": "albers", "run_id": 7, **dict.fromkeys(COUNTS, 0), "new": 3}

    assert Outcome.of_row(row) == loaded("albers", new=3)


def test_each_source_has_an_outcome_and_the_last_row_says_which() -> None:
    rows = [failed("albers").as_row(), quiet("berlin").as_row(), loaded("albers", new=1).as_row()]

    assert outcomes(["albers", "berlin", "cairo"], rows) == [
        loaded("albers", new=1),
        quiet("berlin"),
        failed("cairo", "It ended without a word; its log may tell more."),
    ]


def test_two_runs_of_a_source_are_added_and_a_failure_outweighs() -> None:
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


def test_what_was_never_loaded_has_no_counts() -> None:
    (result,) = together([quiet("albers"), quiet("albers")])

    assert result.as_row() == {"source": "albers", "note": "nothing"}


def test_the_headline_counts_sources_and_items() -> None:
    results = [loaded("albers", new=1200, copies=2), loaded("berlin", unchanged=3), failed("cairo")]

    assert headline(results) == "Sources: 1 failed, 2 loaded. Items: 1,200 new, 3 unchanged, 2 copies."


def test_the_note_begins_with_what_is_wrong_and_ends_with_what_is_quiet() -> None:
    results = [
        quiet("albers"),
        loaded("berlin", new=1),
        loaded("cairo", new=5),
        failed("dublin", "No\nfolder."),
    ]

    assert note(results).splitlines() == [
        "**Sources: 1 failed, 2 loaded, 1 nothing new. Items: 6 new.**",
        "",
        "- **dublin** failed: No folder.",
        "- cairo: 5 new",
        "- berlin: 1 new",
        "- nothing new: albers",
    ]


def test_what_does_not_fit_into_a_note_is_said_to_be_missing() -> None:
    text = note([loaded(f"source-{number:03}", new=number) for number in range(100)])

    *_, last_source, more = text.splitlines()
    assert len(text) <= 1000
    missing = int(last_source.split()[-2])
    assert last_source == f"- source-{missing:03}: {missing} new"
    assert more == f"- … {missing} more: see the log of the task `report`."


@given(
    st.lists(
        st.builds(
            Outcome,
            st.from_regex(r"[a-z0-9][a-z0-9._-]{0,62}", fullmatch=True),
            st.sampled_from(("loaded", "failed", "nothing new")),
            st.fixed_dictionaries({name: st.integers(0, 10**12) for name in COUNTS}),
            st.text(max_size=3000),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_a_note_always_fits_and_every_failure_is_named_or_counted(results: list[Outcome]) -> None:
    text = note(results)

    assert len(text) <= 1000
    assert text.startswith(f"**{headline(results)}**")
