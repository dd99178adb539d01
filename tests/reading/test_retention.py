"""Bytes and settled rejections that are older than the settings allow: what goes, and what stays."""

from __future__ import annotations

import datetime as dt
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from newswire.errors import NewswireError
from newswire.pipeline import replay
from newswire.reading import retention
from newswire.reading.retention import Pruned, prune
from tests.conftest import ROOT
from tests.support.stories import NOW, contents, drop, ninjs, run, writes
from tests.support.waiting import until_blocked

LATER = NOW + dt.timedelta(days=31)
WORDS = "Berth {0} of the harbour was closed on day {0} after {0} planks of it had come loose in the storm."


@pytest.fixture(autouse=True)
def thirty_days(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSWIRE_KEEP_BYTES_DAYS", "30")
    monkeypatch.setenv("NEWSWIRE_KEEP_REJECTED_DAYS", "30")


def bring(warehouse: psycopg.Connection, sources: Path, wire: Path, *numbers: int) -> None:
    """Load a story of each number, all in one run of the source ``wire``."""
    for number in numbers:
        story = ninjs(f"berth-{number}", headline=f"Berth {number} closed", body=WORDS.format(number))
        drop(wire, f"{number}.json", story)
    run(warehouse, sources, "wire")


def kept(warehouse: psycopg.Connection) -> list[str]:
    """The places whose bytes are there."""
    rows = warehouse.execute(
        "SELECT locator FROM raw.fetches JOIN raw.documents USING (document_id)"
        " WHERE content IS NOT NULL AND pruned_at IS NULL ORDER BY fetch_id"
    )
    return [place for (place,) in rows]


def test_without_a_setting_everything_is_kept(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSWIRE_KEEP_BYTES_DAYS")
    monkeypatch.delenv("NEWSWIRE_KEEP_REJECTED_DAYS")
    bring(warehouse, sources, wire, 1)
    pruned = prune(warehouse, LATER)
    assert pruned == Pruned(is_on=False)
    assert pruned.sentence.startswith("Everything is kept. NEWSWIRE_KEEP_BYTES_DAYS and ")
    assert kept(warehouse) == ["1.json"]


def test_old_bytes_go_and_the_row_and_its_stories_stay(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    bring(warehouse, sources, wire, 1, 2)
    before = contents(warehouse)
    row = (
        "SELECT sha256, size, locator, fetched_at FROM raw.documents JOIN raw.fetches USING (document_id)"
        " ORDER BY locator"
    )
    traced = warehouse.execute(row.encode()).fetchall()

    pruned = prune(warehouse, LATER)

    assert (pruned.documents, pruned.size) == (2, sum(size for _, size, _, _ in traced))
    assert pruned.sentence == "The bytes of 2 documents (0.0 MB) and 0 settled rejections are gone."
    assert kept(warehouse) == []
    assert warehouse.execute(row.encode()).fetchall() == traced
    assert contents(warehouse) == before
    shown = warehouse.execute("SELECT source_name, locator, sha256 FROM mart.pruned_documents ORDER BY 2")
    assert shown.fetchall() == [("wire", place, sha256) for sha256, _, place, _ in traced]


def test_bytes_of_thirty_days_stay(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    bring(warehouse, sources, wire, 1)
    assert prune(warehouse, NOW + dt.timedelta(days=29)).documents == 0
    assert kept(warehouse) == ["1.json"]


def test_a_dry_run_counts_the_same_and_writes_nothing(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    bring(warehouse, sources, wire, 1, 2)
    before = writes(warehouse)
    dry = prune(warehouse, LATER, dry_run=True)
    assert writes(warehouse) == before
    assert " would go." in dry.sentence
    wet = prune(warehouse, LATER)
    assert (dry.documents, dry.size, dry.rejections) == (wet.documents, wet.size, wet.rejections)


def test_the_same_call_again_writes_nothing(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    bring(warehouse, sources, wire, 1)
    prune(warehouse, LATER)
    before = writes(warehouse)
    assert prune(warehouse, LATER).documents == 0
    assert writes(warehouse) == before


def test_bytes_of_an_open_rejection_and_of_an_unloaded_run_stay(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "broken.json", b'{"uri": broken')
    bring(warehouse, sources, wire, 1)
    warehouse.execute("ALTER TABLE news.items ADD CONSTRAINT none CHECK (false) NOT VALID")
    with pytest.raises(psycopg.errors.CheckViolation):
        bring(warehouse, sources, wire, 2)
    assert prune(warehouse, LATER).documents == 1
    assert kept(warehouse) == ["broken.json", "2.json"]


def test_bytes_that_a_later_run_brought_again_count_from_then(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    bring(warehouse, sources, wire, 1)
    drop(wire, "again.json", (wire / "1.json").read_bytes())
    run(warehouse, sources, "wire")
    warehouse.execute(
        "UPDATE raw.fetches SET fetched_at = fetched_at - interval '40 days' WHERE fetch_id = 1"
    )
    warehouse.execute("UPDATE ledger.runs SET loaded_at = loaded_at - interval '40 days' WHERE run_id = 1")
    assert prune(warehouse, NOW).documents == 0


def test_settled_rejections_go_and_open_ones_stay(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    drop(wire, "1.json", b'{"uri": broken')
    drop(wire, "2.json", b'{"uri": broken too')
    run(warehouse, sources, "wire")
    bring(warehouse, sources, wire, 1)
    rejected = "SELECT path FROM ledger.rejected ORDER BY 1"
    assert prune(warehouse, NOW).rejections == 0
    assert prune(warehouse, LATER, dry_run=True).rejections == 1
    assert prune(warehouse, LATER).rejections == 1
    assert warehouse.execute(rejected.encode()).fetchall() == [("2.json",)]
    assert kept(warehouse) == ["2.json"], "a replay may still read it"


def test_a_replay_names_the_documents_that_it_cannot_read_and_loses_nothing(
    warehouse: psycopg.Connection, sources: Path, wire: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    bring(warehouse, sources, wire, 1, 2)
    prune(warehouse, LATER)
    bring(warehouse, sources, wire, 3)
    before = contents(warehouse)
    warehouse.execute("UPDATE news.versions SET headline = 'Older'")

    replayed = replay(warehouse, directory=sources)

    assert replayed.scope == (
        "Replay of 1 run (wire 1). 2 documents of 1 run cannot be read again, because the bytes were "
        "dropped: wire 1.json; wire 2.json (mart.pruned_documents has all). Such a run stays as it is, with "
        "every item."
    )
    assert replayed.scope in caplog.text
    assert [one.run_id for one in replayed.loadings] == [2]
    headlines = warehouse.execute("SELECT guid, headline FROM mart.story_items ORDER BY 1").fetchall()
    assert headlines == [("berth-1", "Older"), ("berth-2", "Older"), ("berth-3", "Berth 3 closed")]
    assert contents(warehouse)["counts"] == before["counts"]


def test_a_replay_of_nothing_but_dropped_bytes_changes_nothing_and_has_the_reason(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    bring(warehouse, sources, wire, 1)
    prune(warehouse, LATER)
    before = writes(warehouse)
    replayed = replay(warehouse, "wire", directory=sources)
    assert writes(warehouse) == before
    assert replayed.loadings == []
    assert replayed.scope.startswith("1 document of 1 run cannot be read again")


def test_a_run_stays_whose_versions_a_later_run_met_that_cannot_be_read(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    """The later run has no version of its own. Taken back, the earlier one would take its item along."""
    bring(warehouse, sources, wire, 1)
    drop(paper, "same.json", b" " + (wire / "1.json").read_bytes())
    (sources / "paper.toml").write_text(
        (sources / "paper.toml").read_text().replace("coast-daily", "harbour-press")
    )
    run(warehouse, sources, "paper")
    assert warehouse.execute("SELECT unchanged FROM ledger.runs ORDER BY run_id").fetchall() == [(0,), (1,)]
    drop(wire, "copy.json", (wire / "1.json").read_bytes())
    run(warehouse, sources, "wire")
    warehouse.execute("UPDATE raw.fetches SET fetched_at = fetched_at - interval '40 days' WHERE run_id < 3")
    warehouse.execute("UPDATE ledger.runs SET loaded_at = loaded_at - interval '40 days' WHERE run_id < 3")
    assert prune(warehouse, NOW).documents == 1

    replayed = replay(warehouse, directory=sources)

    assert [one.run_id for one in replayed.loadings] == [3]
    assert replayed.scope.endswith(
        " 1 earlier run stayed as well, because such a run has met versions that were there already."
    )
    assert warehouse.execute("SELECT guid FROM mart.story_items").fetchall() == [("berth-1",)]


def test_bytes_that_come_again_after_they_went_are_kept_again(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    bring(warehouse, sources, wire, 1)
    prune(warehouse, LATER)
    drop(wire, "again.json", (wire / "1.json").read_bytes())
    loading = run(warehouse, sources, "wire")
    assert loading is not None
    assert loading.counts.unchanged == 1
    assert kept(warehouse) == ["1.json", "again.json"]
    assert len(replay(warehouse, directory=sources).loadings) == 2


def test_the_same_bytes_at_the_same_place_bring_nothing_back(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    """A file that is touched is read again. Its bytes are known there, so no run needs them."""
    bring(warehouse, sources, wire, 1)
    prune(warehouse, LATER)
    os.utime(wire / "1.json", ns=(1, 1))
    assert run(warehouse, sources, "wire") is None
    assert kept(warehouse) == []


def test_a_fetch_of_the_same_bytes_waits_for_the_batch_and_keeps_them(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path
) -> None:
    from threading import Thread  # noqa: PLC0415

    bring(warehouse, sources, wire, 1)
    drop(wire, "again.json", (wire / "1.json").read_bytes())
    with psycopg.connect(warehouse_url, autocommit=True) as fetching:
        with warehouse.transaction():
            warehouse.execute(retention._LOCK_DOCUMENTS.encode())
            key = {"before": LATER, "after": 0, "most": 9}
            warehouse.execute(retention._DROP.encode(), key)
            thread = Thread(target=run, args=(fetching, sources, "wire"))
            thread.start()
            until_blocked(warehouse_url, fetching)
        thread.join()
    assert kept(warehouse) == ["1.json", "again.json"]
    assert warehouse.execute("SELECT state FROM ledger.runs ORDER BY 1").fetchall() == [("loaded",)] * 2


_PRUNE = """
import datetime as dt, os, signal
import psycopg
from newswire.reading import retention

retention._DOCUMENTS_AT_ONCE = 2
found = retention._row

def killed(*given, calls=[]):
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return found(*given)

retention._row = killed
now = dt.datetime.now(dt.UTC) + dt.timedelta(days=31)
with psycopg.connect(os.environ["NEWSWIRE_DATABASE_URL"], autocommit=True) as connection:
    retention.prune(connection, now)
"""


def test_a_killed_prune_leaves_whole_batches_and_the_next_one_goes_on(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path
) -> None:
    bring(warehouse, sources, wire, *range(10))
    before = contents(warehouse)
    done = subprocess.run(
        [sys.executable, "-c", _PRUNE],
        env={**os.environ, "NEWSWIRE_DATABASE_URL": warehouse_url, "PYTHONPATH": str(ROOT / "plugins")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert len(kept(warehouse)) == 6
    assert prune(warehouse, LATER).documents == 6
    assert kept(warehouse) == []
    assert contents(warehouse) == before


@pytest.mark.parametrize("value", ["0", "a month", "-1", "nan"])
def test_a_setting_that_is_no_number_of_days_drops_nothing(
    warehouse: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    bring(warehouse, sources, wire, 1)
    monkeypatch.setenv("NEWSWIRE_KEEP_BYTES_DAYS", value)
    with pytest.raises(NewswireError, match=f"NEWSWIRE_KEEP_BYTES_DAYS is '{value}'"):
        prune(warehouse, LATER)
    assert kept(warehouse) == ["1.json"]
