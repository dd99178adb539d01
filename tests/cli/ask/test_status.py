"""``status``: the totals of the warehouse, and the last run of each source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newswire.fetch import FetchError
from newswire.warehouse.embedded import Database, folder
from tests.cli.conftest import Command
from tests.support.stories import drop, folder_source, ninjs


def test_an_empty_warehouse_is_shown_as_empty(newswire: Command, own_warehouse: str, tmp_path: Path) -> None:
    done = newswire("status")
    assert done.status == 0
    assert done.out.splitlines() == [
        f"Home:      {tmp_path / 'home'}",
        "Warehouse: PostgreSQL of NEWSWIRE_DATABASE_URL",
        "Holds:     0 documents, 0 versions, 0 items, 0 stories, 0 rejected",
        "No source has brought anything yet.",
    ]


def test_the_totals_and_the_last_run_of_each_source_are_shown(
    newswire: Command,
    own_warehouse: str,
    sources: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder_source(sources, "paper", tmp_path / "paper")
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    newswire("ingest")
    drop(tmp_path / "wire", "2.json", ninjs("pier-1", version="2", minute=1))
    drop(tmp_path / "wire", "3.json", b'{"uri":')
    newswire("ingest")
    drop(tmp_path / "paper", "1.json", ninjs("pier-2"))

    def interrupted(*_: object) -> None:
        raise FetchError("The power is gone.")

    with monkeypatch.context() as patch:
        patch.setattr("newswire.rounds.source.parse_ahead", interrupted)
        newswire("ingest")
    lines = newswire("status").out.splitlines()
    assert lines[2] == "Holds:     4 documents, 2 versions, 1 items, 1 stories, 1 rejected"
    table = [line.split() for line in lines[5:]]
    assert table[0][:3] == ["source", "documents", "parsed"]
    assert table[1] == ["paper", "1", "–", "–", "–", "–", "–", "–"]
    assert table[2] == ["wire", "2", "2", "0", "1", "0", "0", "1"]
    assert " ".join(table[3]) == ("paper: its run is not loaded yet (fetched); the next start finishes it.")
    said = json.loads(newswire("status", "--json").out)
    assert said["database_runs"] is True
    assert said["totals"] == {"documents": 4, "versions": 2, "items": 1, "stories": 1, "rejected": 1}
    assert [(run["source"], run["state"]) for run in said["runs"]] == [
        ("paper", "fetched"),
        ("wire", "loaded"),
    ]


def test_the_embedded_server_is_named_by_its_home(
    newswire: Command, database: Database, newswire_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_HOME", str(newswire_home))
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL", raising=False)
    files = folder(newswire_home)
    assert newswire("status").out.splitlines()[:2] == [
        f"Home:      {newswire_home}",
        f"Warehouse: embedded PostgreSQL in {files}",
    ]
    assert (files / "data" / "PG_VERSION").exists(), "the files are there, wherever the home is"
    assert json.loads(newswire("status", "--json").out)["database_files"] == str(files)
