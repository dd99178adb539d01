"""Upgrades: a warehouse of each released schema becomes today's; readers see the rows that they saw."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from newswire import settings
from newswire.search import index
from newswire.warehouse.connect import connect
from newswire.warehouse.embedded import Database
from newswire.warehouse.migrations import migrate
from newswire.warehouse.programs import program
from tests.conftest import SHAPE
from tests.support.releases import RELEASES, VIEWS, hashes, plain, rows
from tests.support.stories import counts, drop, folder_source, ninjs, run

ALL = sorted(RELEASES.iterdir())

TODAY = {
    file.name: sha256(file.read_bytes()).hexdigest() for file in (settings.root() / "sql").glob("[0-9]*.sql")
}


@pytest.fixture(params=ALL, ids=lambda folder: folder.name)
def release(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


@pytest.fixture
def old(database: Database, release: Path) -> Iterator[str]:
    """URL of a database as the release left it."""
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("CREATE DATABASE released OWNER newswire")
        url = database.url("newswire", "released")
        plain(program("psql"), url, release / "warehouse.sql")
        yield url
        server.execute("DROP DATABASE released WITH (FORCE)")


def test_the_files_of_a_release_never_change(release: Path) -> None:
    frozen = hashes(release)
    assert {name: TODAY.get(name) for name in frozen} == frozen
    between = {name for name in TODAY if name <= max(frozen)} - frozen.keys()
    assert between == set(), "a new file has a number above that of the release"


def test_a_warehouse_of_a_release_becomes_todays(
    old: str, release: Path, warehouse: psycopg.Connection
) -> None:
    expected = json.loads((release / "mart.json").read_text(encoding="utf-8"))
    frozen = hashes(release)
    with connect(old) as restored:
        known = restored.execute("SELECT name, encode(checksum, 'hex') FROM ledger.migrations").fetchall()
        assert dict(known) == frozen, "the dump is of these files"
        assert migrate(restored) == sorted(TODAY.keys() - frozen.keys())
        assert restored.execute(SHAPE.encode()).fetchone() == warehouse.execute(SHAPE.encode()).fetchone()
        for view, before in expected.items():
            columns = frozenset(before[0]) if before else None
            assert rows(restored, view, columns) == before, view


def test_a_warehouse_of_a_release_goes_on_loading(old: str, tmp_path: Path) -> None:
    folder_source(tmp_path / "sources", "wire", tmp_path / "wire", provider="wire-press")
    drop(
        tmp_path / "wire",
        "1.json",
        ninjs("pier", version="2", minute=20, headline="Northern pier to be rebuilt"),
    )
    drop(tmp_path / "wire", "2.json", ninjs("pier", version="4", minute=80, headline="Pier is open"))
    with connect(old) as restored:
        migrate(restored)
        loading = run(restored, tmp_path / "sources", "wire")
        assert counts(loading) == {"parsed": 2, "updated": 1, "unchanged": 1}
        index(restored)
        found = restored.execute("SELECT title FROM mart.search('pier open')").fetchall()
        assert ("Pier is open",) in found


def test_the_fixtures_have_rows_of_every_view() -> None:
    seen = json.loads((ALL[0] / "mart.json").read_text(encoding="utf-8"))
    assert seen.keys() == set(VIEWS)
    assert [view for view in VIEWS if not seen[view]] == []
    assert not any(row["title"] in {"Budget", "Fire at coal quay"} for row in seen["story_items"])


def test_the_newest_release_has_its_fixture_and_its_entry_in_the_changelog() -> None:
    text = (settings.root() / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\n## [{settings.version()}]" in text
    assert settings.version() in {folder.name for folder in ALL}
    for folder in ALL:
        assert f"\n## [{folder.name}]" in text
