"""A replay deletes the rows of its runs and no others, and changes nothing if it fails."""

from __future__ import annotations

import datetime as dt
import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from newswire.fetch import Interval
from newswire.load.changes import Changes
from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import document as parsing
from newswire.pipeline import load_run, replay
from newswire.sources import SourceError
from tests.support.stories import BODY, TODAY, contents, counts, drop, folder_source, ninjs, run, writes
from tests.support.waiting import until_blocked


@pytest.fixture
def loaded(warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path) -> psycopg.Connection:
    """A warehouse with a story of the wire in two versions, a copy of it in the paper, and one of its own."""
    drop(wire, "1.json", ninjs("pier-1"))
    drop(wire, "2.json", ninjs("pier-1", version="2", body=f"{BODY} Work begins in May.", minute=5))
    run(warehouse, sources, "wire")
    drop(paper, "1.json", ninjs("local/7", minute=30, firstcreated="2024-05-07T12:30:00+00:00"))
    drop(paper, "2.json", ninjs("market", body="Herring was dear in Port Albers on Tuesday, at 31 crowns."))
    drop(paper, "3.json", b'{"uri":')
    run(warehouse, sources, "paper")
    return warehouse


def loads(warehouse: psycopg.Connection) -> list[tuple[object, ...]]:
    """Rows that a replay must not change: the order and the time of the loads, and the fetches."""
    return (
        warehouse.execute(
            "SELECT run_id, state, load_number, loaded_at, documents FROM ledger.runs ORDER BY run_id"
        ).fetchall()
        + warehouse.execute("SELECT * FROM raw.fetches ORDER BY fetch_id").fetchall()
    )


def test_the_same_parsers_give_the_same_warehouse_and_the_runs_stay_as_they_were(
    loaded: psycopg.Connection, sources: Path
) -> None:
    said, before = contents(loaded), loads(loaded)
    replayed = replay(loaded, directory=sources).loadings
    assert [counts(loading) for loading in replayed] == [
        {"parsed": 2, "new": 1, "updated": 1},
        {"parsed": 3, "new": 1, "copies": 1, "rejected": 1},
    ]
    assert contents(loaded) == said
    assert loads(loaded) == before


def test_a_story_keeps_its_number(loaded: psycopg.Connection, sources: Path) -> None:
    """Links to the story stay valid."""
    numbers = "SELECT provider, guid, story_id, item_id FROM news.items ORDER BY 1, 2"
    before = loaded.execute(numbers).fetchall()
    replay(loaded, directory=sources)
    assert loaded.execute(numbers).fetchall() == before


@pytest.mark.parametrize("name", ["wire", "paper"])
def test_a_replay_of_one_source_changes_nothing(loaded: psycopg.Connection, sources: Path, name: str) -> None:
    said = contents(loaded)
    assert [loading.source_name for loading in replay(loaded, name, directory=sources).loadings] == [name]
    found = contents(loaded)
    assert (found["versions"], found["stories"], found["rejected"]) == (
        said["versions"], said["stories"], said["rejected"],
    )  # fmt: skip


def test_runs_are_chosen_by_the_day_of_their_interval(loaded: psycopg.Connection, sources: Path) -> None:
    loaded.execute(
        "UPDATE ledger.runs SET interval_start = '2024-05-07 00:00Z', interval_end = '2024-05-08 00:00Z'"
        " WHERE source_name = 'wire'"
    )
    day = Interval.day(dt.date(2024, 5, 7))
    assert [loading.source_name for loading in replay(loaded, None, day, directory=sources).loadings] == [
        "wire"
    ]
    assert [loading.source_name for loading in replay(loaded, None, TODAY, directory=sources).loadings] == [
        "paper"
    ]
    assert replay(loaded, None, Interval.day(dt.date(2024, 5, 6)), directory=sources).loadings == []
    assert replay(loaded, "paper", day, directory=sources).loadings == []


def test_a_dry_run_returns_its_counts_and_changes_nothing(loaded: psycopg.Connection, sources: Path) -> None:
    said, before = contents(loaded), loads(loaded)
    folder_source(sources, "wire", sources.parent / "wire", provider="port-press")
    would = replay(loaded, dry_run=True, directory=sources).loadings
    assert (contents(loaded), loads(loaded)) == (said, before)
    assert replay(loaded, directory=sources).loadings == would
    assert contents(loaded) != said


def test_later_runs_with_the_same_items_go_along_and_the_log_gives_the_reason_before(
    loaded: psycopg.Connection, sources: Path, wire: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drop(wire, "3.json", ninjs("pier-1"))
    run(loaded, sources, "wire")
    caplog.set_level(logging.INFO)
    caplog.clear()
    replayed = replay(loaded, "paper", dry_run=True, directory=sources)
    assert [loading.source_name for loading in replayed.loadings] == ["paper", "wire"]
    reason = (
        "Replay of 1 run (paper 1). 1 run (wire 1) loaded later goes along, because versions in them were "
        "there already: a chosen run may have brought these."
    )
    assert replayed.scope == reason
    assert caplog.messages[0] == reason, "before the first run is replayed"


def test_a_replay_without_an_effect_has_no_changes(loaded: psycopg.Connection, sources: Path) -> None:
    changes = replay(loaded, directory=sources).changes
    assert changes == Changes(rejected_before=1, rejected_after=1)
    assert list(changes.lines(dry_run=False)) == ["Nothing has changed."]
    assert list(changes.lines(dry_run=True)) == ["Nothing would change."]


@pytest.mark.parametrize("dry_run", [True, False])
def test_the_changes_of_a_replay_are_named_by_item_and_field(
    loaded: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch, dry_run: bool
) -> None:
    parse = parsing.parse_documents
    market = Document(json.dumps(ninjs("market")).encode(), "3.json")
    [[mended]] = parse([market], Defaults("paper", "coast-daily"))
    assert isinstance(mended, Item)

    def changed(answers: Iterator[Item | Rejected]) -> Iterator[Item | Rejected]:
        for found in answers:
            if isinstance(found, Item) and found.guid == "market":
                yield replace(found, guid="market-2")
            elif isinstance(found, Item) and found.provider == "harbour-press":
                yield replace(found, slugline="PIER", body_text=f"{found.body_text} Again.")
            elif isinstance(found, Rejected):
                yield replace(mended, guid="mended", path="3.json")

    monkeypatch.setattr(
        parsing, "parse_documents", lambda documents, defaults: map(changed, parse(documents, defaults))
    )
    changes = replay(loaded, dry_run=dry_run, directory=sources).changes
    assert (changes.new, changes.changed, changes.gone) == (1, 3, 1)
    assert changes.fields["slugline"] == changes.fields["body_text"] == 2
    assert (changes.rejected_before, changes.rejected_after) == (1, 0)
    total, *examples = changes.lines(dry_run=dry_run)
    assert total.startswith(
        "Changes, if this were no dry run: 1 new" if dry_run else "Changes: 1 new, 3 changed ("
    )
    assert total.endswith("1 gone; rejected: 1 before, 0 after.")
    assert [line.split()[:3] for line in examples] == [
        ["changed", "coast-daily", "market-2"],
        ["changed", "harbour-press", "pier-1"],
        ["changed", "harbour-press", "pier-1"],
        ["gone", "coast-daily", "local/7"],
        ["new", "coast-daily", "mended"],
    ]
    assert "guid: market → market-2" in examples[0]
    assert "slugline: none → PIER" in examples[1]


def test_a_source_that_nobody_knows_is_an_error_and_one_without_its_file_is_none(
    loaded: psycopg.Connection, sources: Path
) -> None:
    with pytest.raises(SourceError, match=r"There is no source 'papper' in .* Did you mean paper"):
        replay(loaded, "papper", directory=sources)
    folder_source(sources, "radio", sources.parent / "radio")
    assert replay(loaded, "radio", directory=sources).loadings == []
    (sources / "paper.toml").unlink()
    assert len(replay(loaded, "paper", directory=sources).loadings) == 1


def test_an_item_that_a_parser_renames_leaves_no_row_of_its_old_name(
    loaded: psycopg.Connection, sources: Path
) -> None:
    folder_source(sources, "wire", sources.parent / "wire", provider="port-press")
    replay(loaded, "wire", directory=sources)
    assert contents(loaded)["stories"] == [
        (["coast-daily local/7", "port-press pier-1"], "port-press pier-1"),
        (["coast-daily market"], "coast-daily market"),
    ]


def test_an_item_that_a_parser_now_rejects_is_gone_and_its_copies_stay(
    loaded: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(
            "newswire.parse.document.parse_documents",
            lambda documents, _: (
                [Rejected(document.path, "malformed-json", "It is no longer taken.")]
                for document in documents
            ),
        )
        [loading] = replay(loaded, "wire", directory=sources).loadings
    assert counts(loading) == {"parsed": 2, "rejected": 2}
    assert contents(loaded)["stories"] == [
        (["coast-daily local/7"], "coast-daily local/7"),
        (["coast-daily market"], "coast-daily market"),
    ]
    orphans = sql.SQL("SELECT version_id FROM news.{} EXCEPT SELECT version_id FROM news.versions")
    keyed = "SELECT version_and_context >> 16 FROM news.text_keys EXCEPT SELECT version_id FROM news.versions"
    assert loaded.execute(keyed).fetchall() == []
    for table in ("matches", "revisions", "mentions", "kills"):
        assert loaded.execute(orphans.format(sql.Identifier(table))).fetchall() == [], table
    replay(loaded, "wire", directory=sources)
    assert contents(loaded)["stories"][0] == (
        ["coast-daily local/7", "harbour-press pier-1"], "harbour-press pier-1",
    )  # fmt: skip


def test_a_failing_replay_changes_nothing(
    loaded: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, before = contents(loaded), loads(loaded)

    def broken(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr("newswire.pipeline.settle", broken)
        with pytest.raises(MemoryError):
            replay(loaded, directory=sources)
    assert (contents(loaded), loads(loaded)) == (said, before)


def test_documents_of_a_removed_source_are_replayed_too(loaded: psycopg.Connection, sources: Path) -> None:
    (sources / "wire.toml").unlink()
    assert len(replay(loaded, directory=sources).loadings) == 2
    assert contents(loaded)["stories"][0] == (["coast-daily local/7", "wire pier-1"], "wire pier-1")


def test_a_load_waits_for_a_replay(
    loaded: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path
) -> None:
    drop(wire, "3.json", ninjs("pier-1", version="3", body=f"{BODY} Work began.", minute=9))
    with (
        ThreadPoolExecutor(1) as pool,
        psycopg.connect(warehouse_url, autocommit=True) as another,
    ):
        with loaded.transaction():
            replay(loaded, directory=sources)
            waiting = pool.submit(run, another, sources, "wire")
            until_blocked(warehouse_url, another)
        assert counts(waiting.result()) == {"parsed": 1, "updated": 1}
        writes(another)  # sends the counts of its own rows, which come late otherwise
    current = "SELECT version FROM mart.story_items WHERE is_current AND guid = 'pier-1'"
    assert loaded.execute(current).fetchall() == [("3",)]
    before = writes(loaded)
    loaded_run = waiting.result()
    assert loaded_run is not None
    load_run(loaded, loaded_run.run_id, sources)
    assert writes(loaded) == before


def test_a_version_that_another_source_had_found_there_is_not_lost(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    folder_source(sources, "wire", wire, provider="Norwind")
    folder_source(sources, "paper", paper, provider="Norwind")
    for name, folder in (("wire", wire), ("paper", paper)):
        drop(folder, "1.json", ninjs("pier-1"))
        run(warehouse, sources, name)
    folder_source(sources, "wire", wire, provider="Harbour Press")
    replay(warehouse, "wire", directory=sources)
    items = warehouse.execute("SELECT provider, guid FROM news.items ORDER BY provider").fetchall()
    assert items == [("Harbour Press", "pier-1"), ("Norwind", "pier-1")]
