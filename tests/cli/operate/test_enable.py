"""``enable``: sources are switched on by name, as state of the installation."""

from __future__ import annotations

from pathlib import Path

import psycopg

from newswire.switches import switched
from tests.cli.conftest import Command
from tests.support.stories import drop, folder_source, ninjs


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.toml")}


def test_sources_are_switched_on_by_name_and_no_file_changes(
    newswire: Command, sources: Path, own_warehouse: str, tmp_path: Path
) -> None:
    folder_source(sources, "paper", tmp_path / "paper", enabled=False)
    drop(tmp_path / "paper", "1.json", ninjs("pier-1"))
    newswire("disable", "wire")
    before = contents(sources)
    assert newswire("enable", "paper") == (0, "paper is on.\n", "")
    assert contents(sources) == before
    with psycopg.connect(own_warehouse) as connection:
        assert switched(connection) == {"wire": False, "paper": True}
    assert [line.split()[0] for line in newswire("ingest").out.splitlines()[1:]] == ["paper"]


def test_a_source_that_does_not_exist_is_an_error_and_switches_none(
    newswire: Command, sources: Path, no_warehouse: None
) -> None:
    done = newswire("enable", "wire", "wrie")
    assert (done.status, done.out) == (1, "")
    assert done.err == f"There is no source 'wrie' in {sources}. Did you mean wire?\n"
    assert newswire("enable").status == 2, "which one?"


def test_a_source_whose_file_is_wrong_cannot_be_switched_on(
    newswire: Command, sources: Path, no_warehouse: None
) -> None:
    (sources / "broken.toml").write_text("kind")
    assert "cannot be read as TOML" in newswire("enable", "broken").err
