"""The checks of a loaded run, each on documents that are wrong in its way, after a past that is in order."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.limits.checks import limits
from newswire.quality.runs import judge
from newswire.quality.verdicts import Verdict
from tests.support.history import past_days
from tests.support.stories import NOW, drop, ninjs, run

YESTERDAY = NOW.date() - dt.timedelta(days=1)
WORDS = "Berth {0} of the harbour was closed on day {0} after {0} planks of it had come loose in the storm."


def story(number: int, **more: Any) -> dict[str, Any]:
    given = {"body": f"PORT ALBERS, May 7 (Harbour Press) - {WORDS.format(number)}", **more}
    created = {"versioncreated": NOW.isoformat(), "firstcreated": NOW.isoformat()}
    title = f"Berth {number} closed"
    return ninjs(f"berth-{number}", **({"headline": title} | created | given))


def verdicts(
    warehouse: psycopg.Connection, sources: Path, wire: Path, documents: list[Any], **own: str | float
) -> dict[str, Verdict]:
    """The verdicts on a run of the source ``wire`` with these documents."""
    for number, document in enumerate(documents):
        drop(wire, f"{number:03}.json", document)
    loading = run(warehouse, sources, "wire")
    assert loading is not None
    found = list(judge(warehouse, [loading.run_id], {"wire": limits(own)}))
    return {one.check: one for one in found}


CASES = {
    "late": [story(n, versioncreated="2024-05-07T12:00:00Z", firstcreated="2024-05-07T12:00:00Z")
             for n in range(4)],
    "future": [story(n, versioncreated=(NOW + dt.timedelta(hours=2)).isoformat()) for n in range(4)],
    "rejected": [*(story(n) for n in range(2)), *(b'{"uri":' for _ in range(3))],
    "dateline": [story(n, body=WORDS.format(n)) for n in range(4)],
    "empty": [story(n, bodies=[]) for n in range(4)],
}  # fmt: skip


@pytest.mark.parametrize("check", CASES)
def test_a_run_that_is_wrong_in_one_way_is_warned_of(
    warehouse: psycopg.Connection, sources: Path, wire: Path, check: str
) -> None:
    past_days(warehouse, "wire", YESTERDAY, 7, 10, **dict.fromkeys(CASES, 0.0))
    found = verdicts(warehouse, sources, wire, CASES[check])
    assert found[check].outcome == "warned"
    assert found[check].value is not None
    assert found[check].threshold is not None
    assert found[check].value > found[check].threshold
    assert "the median of 7 runs is 0" in found[check].sentence
    in_order = {name for name, one in found.items() if one.outcome == "ok"}
    assert in_order >= found.keys() - {check, "dateline" if check == "empty" else check}


def test_a_run_in_order_has_a_value_of_each_check_and_no_warning(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    past_days(warehouse, "wire", YESTERDAY, 7, 10, **dict.fromkeys(CASES, 0.0), language=0.0)
    found = verdicts(warehouse, sources, wire, [story(number) for number in range(4)])
    assert found.keys() == {*CASES, "language"}
    assert {one.outcome for one in found.values()} == {"ok"}
    assert found["rejected"].sentence == (
        "0 of 4 items were rejected (0%); the median of 7 runs is 0%, up to 20% is in order."
    )


def test_texts_without_a_language_are_warned_of(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    past_days(warehouse, "wire", YESTERDAY, 7, 10, language=0.0)
    bare = [story(n, body=f"{n}", headline=f"{n}{n}", language="") for n in range(4)]
    found = verdicts(warehouse, sources, wire, bare)
    assert (found["language"].outcome, found["language"].value) == ("warned", 1.0)


@pytest.mark.parametrize("check", ["late", "dateline", "empty"])
def test_without_enough_history_a_habit_is_not_guessed(
    warehouse: psycopg.Connection, sources: Path, wire: Path, check: str
) -> None:
    past_days(warehouse, "wire", YESTERDAY, 6, 10, **{check: 0.0})
    one = verdicts(warehouse, sources, wire, CASES[check])[check]
    assert (one.outcome, one.threshold) == ("ok", None)
    assert one.sentence.endswith("; not judged, because 6 runs of the 7 that make a habit are known.")


@pytest.mark.parametrize("check", ["future", "rejected"])
def test_a_first_run_is_judged_where_no_habit_is_needed(
    warehouse: psycopg.Connection, sources: Path, wire: Path, check: str
) -> None:
    assert verdicts(warehouse, sources, wire, CASES[check])[check].outcome == "warned"


@pytest.mark.parametrize("check", CASES)
def test_the_same_numbers_are_in_order_for_a_source_that_always_has_them(
    warehouse: psycopg.Connection, sources: Path, wire: Path, check: str
) -> None:
    past_days(warehouse, "wire", YESTERDAY, 7, 10, **{check: 1e6 if check == "late" else 1.0})
    assert verdicts(warehouse, sources, wire, CASES[check])[check].outcome == "ok"


def test_two_bad_items_are_chance_whatever_their_share(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    one = verdicts(warehouse, sources, wire, [b'{"uri":', b'{"uri": 1'])["rejected"]
    assert (one.outcome, one.value) == ("ok", 1.0)


def test_a_source_may_fail_by_its_own_limit_or_switch_a_check_off(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    found = verdicts(warehouse, sources, wire, CASES["rejected"], rejected="fail 0.5", future="off")
    assert found["rejected"].outcome == "failed"
    assert found["rejected"].sentence == (
        "3 of 5 items were rejected (60%); up to 50% is in order. mart.rejected has the reasons; after a "
        "fix, ./newswire replay takes them again."
    )
    assert "future" not in found
