"""The stage after the loads: each verdict once, in one transaction; the same call again writes nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import psycopg
import pytest

from newswire.fetch import Interval
from newswire.quality.check import check, complaint
from newswire.quality.verdicts import Verdict
from tests.support.history import past_days, past_run
from tests.support.stories import NOW, TODAY, drop, folder_source, ninjs, run, writes

DAY = dt.timedelta(days=1)
YESTERDAY = NOW.date() - DAY


def reject(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    """A run of the source ``wire`` with three broken documents."""
    for number in range(3):
        drop(wire, f"{number}.json", b'{"uri": %d' % number)
    run(warehouse, sources, "wire")


def checked(warehouse: psycopg.Connection, sources: Path, now: dt.datetime = NOW) -> list[Verdict]:
    return check(warehouse, ["wire", "paper"], TODAY, now, sources)


def test_a_fresh_warehouse_has_nothing_to_warn_of(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    for number in range(5):
        drop(wire, f"{number}.json", ninjs(f"pier-{number}", body=f"Pier {number} has {number} planks."))
    run(warehouse, sources, "wire")
    assert checked(warehouse, sources) == []
    assert warehouse.execute("SELECT DISTINCT outcome FROM mart.checks").fetchall() == [("ok",)]


def test_a_verdict_is_written_once_with_its_run(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    reject(warehouse, sources, wire)
    [one] = checked(warehouse, sources)
    row = warehouse.execute(
        "SELECT source_name, run_id, value, threshold, outcome, sentence FROM mart.checks"
        " WHERE outcome <> 'ok'"
    )
    assert row.fetchall() == [("wire", 1, 1.0, 0.2, "warned", one.sentence)]


def test_the_same_call_again_writes_nothing_and_returns_the_same_as_not_fresh(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    past_days(warehouse, "paper", YESTERDAY - 9 * DAY, 30, 40)
    past_run(warehouse, "paper", YESTERDAY, 0)
    reject(warehouse, sources, wire)
    first = checked(warehouse, sources)
    assert {(one.source, one.check, one.fresh) for one in first} == {
        ("wire", "rejected", True), ("paper", "silent_zero", True), ("paper", "quiet", True),
    }  # fmt: skip
    before = writes(warehouse)

    again = checked(warehouse, sources)

    assert writes(warehouse) == before
    assert {(one.source, one.check, one.fresh) for one in again} == {
        ("wire", "rejected", False), ("paper", "silent_zero", False), ("paper", "quiet", False),
    }  # fmt: skip
    assert {one.sentence for one in again} == {one.sentence for one in first}


def test_a_later_run_of_the_day_is_judged_alone(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    reject(warehouse, sources, wire)
    checked(warehouse, sources)
    for number in range(3):
        drop(wire, f"more-{number}.json", b'{"uri": "%d' % number)
    run(warehouse, sources, "wire")
    assert sorted((one.run_id, one.fresh) for one in checked(warehouse, sources)) == [(1, False), (2, True)]


def test_state_and_verdict_of_a_quiet_source_are_one_transaction(
    warehouse: psycopg.Connection, sources: Path
) -> None:
    past_days(warehouse, "paper", YESTERDAY - 9 * DAY, 30, 40)
    warehouse.execute("ALTER TABLE ledger.checks ADD CONSTRAINT none CHECK (check_name <> 'quiet')")
    with pytest.raises(psycopg.errors.CheckViolation):
        checked(warehouse, sources)
    assert warehouse.execute("SELECT * FROM mart.quiet_sources").fetchall() == []
    warehouse.execute("ALTER TABLE ledger.checks DROP CONSTRAINT none")
    assert [one.check for one in checked(warehouse, sources)] == ["quiet"]
    assert warehouse.execute("SELECT source_name, back_at FROM mart.quiet_sources").fetchall() == [
        ("paper", None)
    ]


def test_a_backfill_of_a_past_day_reports_no_silence(warehouse: psycopg.Connection, sources: Path) -> None:
    past_days(warehouse, "paper", YESTERDAY - 9 * DAY, 30, 40)
    past = Interval.day(YESTERDAY - 5 * DAY)
    assert check(warehouse, ["paper"], past, NOW, sources) == []


def test_limits_of_the_source_hold_and_a_broken_file_has_the_defaults(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    (sources / "paper.toml").write_text("kind")
    with (sources / "wire.toml").open("a") as file:
        file.write('[checks]\nrejected = "fail"\n')
    reject(warehouse, sources, wire)
    found = checked(warehouse, sources)
    assert [one.outcome for one in found] == ["failed"]
    error = complaint(found)
    assert error is not None
    assert str(error).startswith("wire: rejected failed. 3 of 3 items were rejected (100%)")
    assert complaint([]) is None


def test_a_run_of_an_earlier_day_that_was_finished_now_is_judged_too(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    reject(warehouse, sources, wire)
    tomorrow = Interval.day(NOW.date() + 2 * DAY)
    assert [one.check for one in check(warehouse, ["wire"], tomorrow, NOW, sources)] == ["rejected"]


def test_two_processes_report_one_silence_once(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path
) -> None:
    folder_source(sources, "paper", sources / "paper-files")
    past_days(warehouse, "paper", YESTERDAY - 9 * DAY, 30, 40)
    with psycopg.connect(warehouse_url, autocommit=True) as other:
        found = [one for each in (warehouse, other) for one in checked(each, sources) if one.fresh]
    assert [one.check for one in found] == ["quiet"]
