"""``ingest``: one round without a scheduler; a failure is reported and stops nothing else."""

from __future__ import annotations

import datetime as dt
import json
import signal
from pathlib import Path

import psycopg
import pytest

from newswire.cli.run import ingest as command
from tests.cli.conftest import Command, Done
from tests.support.pages import FOLLOW, MATTERS, bring, page, texts
from tests.support.stories import drop, folder_source, ninjs

pytestmark = pytest.mark.usefixtures("own_warehouse")


def rows(done: Done) -> dict[str, dict[str, object]]:
    """Return the JSON lines by source."""
    return {row["source"]: row for row in map(json.loads, done.out.splitlines())}


def test_a_round_shows_the_counts_of_each_source(newswire: Command, sources: Path, tmp_path: Path) -> None:
    folder_source(sources, "paper", tmp_path / "paper")
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    drop(tmp_path / "wire", "2.json", b'{"uri":')
    done = newswire("ingest")
    assert done.status == 0
    assert [line.split() for line in done.out.splitlines()] == [
        ["source", "documents", "parsed", "new", "updated", "unchanged", "copies", "rejected"],
        ["paper", "–", "–", "–", "–", "–", "–", "–"],
        ["wire", "2", "2", "1", "0", "0", "0", "1"],
        ["paper", "has", "nothing", "new."],
    ]


def test_ctrl_c_states_what_becomes_of_the_work_and_the_next_run_goes_on(
    newswire: Command, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with monkeypatch.context() as moment:
        moment.setattr(command, "end_round", lambda *_: signal.raise_signal(signal.SIGINT))
        done = newswire("ingest")
    signal.signal(signal.SIGINT, before)
    assert (done.status, done.out) == (130, "")
    assert done.err.splitlines()[-1] == (
        "Stopped. What was fetched is kept: the next run goes on from there, and nothing comes twice."
    )
    assert newswire("ingest").status == 0
    assert "pier" in newswire("search", "pier").out


def test_checks_are_lines_after_the_table_once(
    newswire: Command, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        drop(tmp_path / "wire", f"{number}.json", b'{"uri": %d' % number)
    done = newswire("ingest")
    assert done.status == 0
    assert done.out.splitlines()[-2:] == [
        "Checks: 1 warned (wire rejected).",
        "wire: rejected warned. 3 of 3 items were rejected (100%); up to 20% is in order. mart.rejected has "
        "the reasons; after a fix, ./newswire replay takes them again.",
    ]
    assert "Checks" not in newswire("ingest").out


def test_a_check_that_is_set_to_fail_makes_the_exit_status_1(
    newswire: Command, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_CHECKS", "rejected=fail")
    for number in range(3):
        drop(tmp_path / "wire", f"{number}.json", b'{"uri": %d' % number)
    done = newswire("ingest", "--json")
    assert done.status == 1
    assert rows(done)["wire"]["rejected"] == 3
    assert "Checks: 1 failed (wire rejected).\nwire: rejected failed. 3 of 3 items" in done.err


def test_json_gives_the_rows_of_the_ledger(newswire: Command, sources: Path, tmp_path: Path) -> None:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    row = rows(newswire("ingest", "--json"))["wire"]
    assert row.pop("run_id")
    assert row == {
        "source": "wire", "documents": 1,
        "parsed": 1, "new": 1, "updated": 0, "unchanged": 0, "copies": 0, "rejected": 0,
    }  # fmt: skip
    assert rows(newswire("ingest", "--json")) == {"wire": {"source": "wire", "note": "wire has nothing new."}}


def test_one_failing_source_stops_no_other(
    newswire: Command, sources: Path, tmp_path: Path, own_warehouse: str
) -> None:
    """A broken file, a missing folder and a refused load are reported, and the rest is loaded."""
    for name in ("a", "b", "c"):
        folder_source(sources, name, tmp_path / name, provider=name)
        drop(tmp_path / name, "1.json", ninjs(f"pier-{name}", body=f"Only {name} has this."))
    (sources / "a.toml").write_text("kind")
    (tmp_path / "b" / "1.json").unlink()
    (tmp_path / "b").rmdir()
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    with psycopg.connect(own_warehouse, autocommit=True) as warehouse:
        warehouse.execute("ALTER TABLE news.items ADD CONSTRAINT no_c CHECK (provider <> 'c')")
        done = newswire("ingest", "--json")
        assert done.status == 1
        found = rows(done)
        assert list(found) == ["a", "b", "c", "wire"]
        assert "a.toml cannot be read as TOML" in str(found["a"]["error"])
        assert "does not exist. Make it" in str(found["b"]["error"])
        assert str(found["c"]["error"]).startswith("CheckViolation: ")
        assert found["wire"]["new"] == 1
        for said in (
            "a.toml cannot be read",
            "does not exist. Make it",
            "Source c failed; the others go on.",
        ):
            assert said in done.err
        warehouse.execute("ALTER TABLE news.items DROP CONSTRAINT no_c")
    (sources / "a.toml").unlink()
    (sources / "b.toml").unlink()
    done = newswire("ingest", "--json")
    assert done.status == 0
    assert "run" in done.err, "the log reports that the failed run is finished"
    assert set(rows(done)) == {"c", "wire"}


def test_sources_and_day_can_be_chosen(newswire: Command, sources: Path, tmp_path: Path) -> None:
    folder_source(sources, "paper", tmp_path / "paper")
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    assert list(rows(newswire("ingest", "--json", "--source", "paper"))) == ["paper"]
    past = newswire("ingest", "--json", "--source", "wire", "--date", "1987-02-26")
    assert "note" in rows(past)["wire"], "the file is of today"
    unknown = newswire("ingest", "--json", "--source", "wier", "--source", "wire")
    assert unknown.status == 1
    assert "Did you mean wire?" in str(rows(unknown)["wier"]["error"])
    assert rows(unknown)["wire"]["new"] == 1


def test_without_an_enabled_source_the_log_shows_how_to_enable_one(newswire: Command, sources: Path) -> None:
    newswire("disable", "wire")
    done = newswire("ingest")
    assert done.status == 0
    assert done.err.startswith("No source is enabled. ./newswire sources lists them, ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--sources", "none"], "There is no folder none."),
        (["--date", "7.5.2024"], "'7.5.2024' does not match"),
    ],
)
def test_bad_usage_is_an_error_with_a_remedy(newswire: Command, arguments: list[str], said: str) -> None:
    done = newswire("ingest", *arguments)
    assert done.status == 2
    assert said in done.err


def test_a_new_archive_waits_for_its_own_days_and_a_late_file_does_not(
    newswire: Command, sources: Path, own_warehouse: str, tmp_path: Path
) -> None:
    folder_source(sources, "wire", tmp_path / "wire", date_in_path="%Y-%m-%d")
    today = dt.datetime.now(dt.UTC).date()
    days = [today - dt.timedelta(days=number) for number in (3, 2, 0)]
    for number, day in enumerate(days):
        drop(tmp_path / "wire", f"{day}.json", ninjs(f"pier-{number}"))

    [first] = map(json.loads, newswire("ingest", "--json").out.splitlines())
    assert (first["documents"], first["remark"]) == (
        1,
        f"2 files of {days[0]} to {days[1]}, before the source's first run, wait for "
        f"./newswire backfill {days[0]} {days[1]} --source wire.",
    )
    assert first["remark"] in newswire("ingest").out, "it is repeated until somebody acts"

    for day in days[:2]:
        newswire("ingest", "--date", day)
    with psycopg.connect(own_warehouse) as connection:
        runs = connection.execute("SELECT interval_start::date FROM ledger.runs ORDER BY 1").fetchall()
        assert [day for (day,) in runs] == days
    late = today - dt.timedelta(days=5)
    drop(tmp_path / "wire", f"{late}.json", ninjs("pier-late"))
    assert f"1 file of {late}" in newswire("ingest").out, "a backfill does not move the first run"
    drop(tmp_path / "wire", f"{today}-b.json", ninjs("pier-b"))
    assert json.loads(newswire("ingest", "--json").out)["documents"] == 1


def test_lines_that_the_pages_of_a_host_repeat_are_left_out_after_the_loads(
    newswire: Command, warehouse: psycopg.Connection, sources: Path
) -> None:
    bring(warehouse, sources, "wire", {matter: page(matter, FOLLOW) for matter in MATTERS[:3]})
    assert newswire("ingest", "--sources", sources).status == 0
    assert not any(FOLLOW in text for text in texts(warehouse).values())


def test_rules_of_a_site_that_no_longer_match_are_a_remark(
    newswire: Command, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_SITES", str(tmp_path))
    (tmp_path / "coast.example.toml").write_text("[[layout]]\nbody = 'article.text'")
    story = "<p>The harbour of Grenholm opened its second quay to ferries on Monday.</p>"
    head = "<head><link rel=canonical href='https://coast.example/1'></head>"
    drop(tmp_path / "wire", "1.html", f"<!DOCTYPE html><html>{head}<body>{story}</body></html>".encode())
    row = rows(newswire("ingest", "--json"))["wire"]
    assert row["remark"] == (
        "The rules for coast.example no longer match: body article.text finds nothing (1 item)."
        " Mend these rules as docs/sites.md describes, then replay the source."
    )
