"""``replay``: kept documents parsed anew, all or some, in earnest or not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import Command
from tests.support.pages import FOLLOW, MATTERS, bring, page, texts
from tests.support.stories import drop, folder_source, ninjs


@pytest.fixture
def warehouse(own_warehouse: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(own_warehouse, autocommit=True) as connection:
        yield connection


def test_runs_are_replayed_in_earnest_only_without_dry_run(
    newswire: Command, warehouse: psycopg.Connection, sources: Path, tmp_path: Path
) -> None:
    folder_source(sources, "paper", tmp_path / "paper", provider="coast-daily")
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    drop(tmp_path / "paper", "1.json", ninjs("other", body="Nothing of that kind was said."))
    newswire("ingest")
    (sources / "wire.toml").write_text((sources / "wire.toml").read_text().replace("harbour", "port"))

    def providers() -> list[str]:
        return [name for (name,) in warehouse.execute("SELECT provider FROM mart.story_items ORDER BY 1")]

    done = newswire("replay", "--dry-run")
    assert done.status == 0
    assert done.out.splitlines()[-1] == "2 runs would be replayed."
    assert providers() == ["coast-daily", "harbour-press"]
    assert newswire("replay", "--source", "paper").out.splitlines()[-1] == "1 runs were replayed."
    assert providers() == ["coast-daily", "harbour-press"]
    rows = list(map(json.loads, newswire("replay", "--json").out.splitlines()))
    assert {(row["source"], row["new"]) for row in rows} == {("paper", 1), ("wire", 1)}
    assert providers() == ["coast-daily", "port-press"]


def test_runs_can_be_chosen_by_day(
    newswire: Command, warehouse: psycopg.Connection, sources: Path, tmp_path: Path
) -> None:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    newswire("ingest")
    warehouse.execute(
        "UPDATE ledger.runs SET interval_start = '2024-05-07 00:00Z', interval_end = '2024-05-08 00:00Z'"
    )
    for chosen, count in {
        ("--from", "2024-05-07", "--to", "2024-05-07"): 1,
        ("--from", "2024-05-07"): 1,
        ("--to", "2024-05-07"): 1,
        ("--from", "2024-05-08"): 0,
        ("--to", "2024-05-06"): 0,
    }.items():
        last = newswire("replay", "--dry-run", *chosen).out.splitlines()[-1]
        assert last == (
            f"{count} runs would be replayed." if count else "No loaded run matches: nothing to replay."
        )


def test_a_source_that_does_not_exist_is_an_error(
    newswire: Command, own_warehouse: str, sources: Path
) -> None:
    done = newswire("replay", "--source", "wrie")
    assert (done.status, done.out) == (1, "")
    assert "There is no source 'wrie'" in done.err
    assert newswire("replay", "--source", "wire") == (0, "No loaded run matches: nothing to replay.\n", "")


def test_the_changes_stand_below_the_counts(
    newswire: Command, own_warehouse: str, sources: Path, tmp_path: Path
) -> None:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    newswire("ingest")
    (sources / "wire.toml").write_text((sources / "wire.toml").read_text().replace("harbour", "port"))
    before = newswire("replay", "--dry-run")
    assert before.err.startswith("Replay of 1 run (wire 1).\n")
    assert "Changes, if this were no dry run: 0 new, 1 changed (provider 1), 0 gone." in before.out
    assert "changed  port-press  pier-1  provider: harbour-press → port-press" in before.out
    assert "Changes: 0 new, 1 changed (provider 1), 0 gone." in newswire("replay").out
    assert "Nothing has changed." in newswire("replay").out


def test_days_in_the_wrong_order_are_bad_usage(newswire: Command, no_warehouse: None) -> None:
    done = newswire("replay", "--from", "2024-05-08", "--to", "2024-05-07")
    assert done.status == 2
    assert "--from lies after --to." in done.err


def test_lines_that_the_pages_of_a_host_repeat_are_left_out_unless_it_is_a_dry_run(
    newswire: Command, warehouse: psycopg.Connection, sources: Path
) -> None:
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    newswire("replay", "--sources", sources, "--dry-run")
    assert all(FOLLOW in text for text in texts(warehouse).values())
    newswire("replay", "--sources", sources)
    assert not any(FOLLOW in text for text in texts(warehouse).values())
