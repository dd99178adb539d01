"""``search``: stories by their words, for people and for programs; ``ingest`` and ``replay`` keep it up."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from pathlib import Path

import psycopg
import pytest

from tests.cli.conftest import Command
from tests.support.stories import drop, ninjs

pytestmark = pytest.mark.usefixtures("own_warehouse")

HERRING = "Herring was dear in Port Albers on Tuesday, at 31 crowns, the harbour master said."


@pytest.fixture
def loaded(newswire: Command, sources: Path, tmp_path: Path) -> Command:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    drop(tmp_path / "wire", "2.json", ninjs("market", headline="[b]Herring dear", body=HERRING, minute=9))
    newswire("ingest")
    return newswire


def test_the_default_form_is_a_table_for_people(loaded: Command) -> None:
    done = loaded("search", "master", "-ferries")
    assert done.status == 0, done.err
    head, row = done.out.splitlines()
    assert head.split() == ["story", "published", "provider", "title", "excerpt"]
    assert "[b]Herring dear" in row
    assert "harbour master said" in row
    assert loaded("search", "whale").out == "No story has these words.\n"


def test_a_day_is_shown_as_a_day(newswire: Command, sources: Path, tmp_path: Path) -> None:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1", versioncreated="2024-05-07"))
    newswire("ingest")
    row = newswire("search", "pier").out.splitlines()[1]
    assert row.split()[1:3] == ["2024-05-07", "harbour-press"]


def test_json_and_csv_are_forms_for_programs(loaded: Command) -> None:
    rows = list(map(json.loads, loaded("search", "--json", "harbour master").out.splitlines()))
    assert {row["title"] for row in rows} == {"Pier to be rebuilt", "[b]Herring dear"}
    assert all("**harbour** **master**" in row["excerpt"] for row in rows)
    head, row = csv.reader(io.StringIO(loaded("search", "--csv", "--limit", 1, '"northern pier"').out))
    assert head == [
        "story_id",
        "version_id",
        "provider",
        "title",
        "published_at",
        "published_precision",
        "language",
        "rank",
        "excerpt",
    ]
    assert row[2:4] == ["harbour-press", "Pier to be rebuilt"]
    assert loaded("search", "--json", "--language", "de", "harbour").out == ""


def test_signs_of_the_wires_are_no_obstacle(newswire: Command, sources: Path, tmp_path: Path) -> None:
    body = "Israel/Gaza talks ended.Officials of <Isle Lines Ltd> and of <EXM.N> said so, Reuters/AFP wrote."
    drop(tmp_path / "wire", "1.json", ninjs("signs", body=escape(body)))
    newswire("ingest")
    for words in (
        "Gaza",
        "AFP",
        "Officials",
        "Isle Lines",
        "EXM.N",
        "<EXM.N>",
        "<Isle Lines Ltd>",
        "Israel/Gaza",
    ):
        assert len(newswire("search", "--json", words).out.splitlines()) == 1, words
    assert "of <EXM.N> said" in " ".join(newswire("search", "--csv", "EXM.N").out.replace("**", "").split())


def test_bad_usage_ends_with_status_2(newswire: Command) -> None:
    assert newswire("search").status == 2
    assert newswire("search", "--json", "--csv", "pier").status == 2
    assert newswire("search", "--limit", 0, "pier").status == 2


def test_replayed_stories_stay_searchable(loaded: Command, own_warehouse: str) -> None:
    missing = (
        "SELECT count(*) FROM news.versions WHERE version_id NOT IN (SELECT version_id FROM news.searchable)"
    )
    assert loaded("replay").status == 0
    with psycopg.connect(own_warehouse, autocommit=True) as warehouse:
        assert warehouse.execute(missing).fetchone() == (0,)


def test_a_failed_index_leaves_the_loads_and_the_next_round_completes_it(
    newswire: Command, sources: Path, tmp_path: Path, own_warehouse: str
) -> None:
    drop(tmp_path / "wire", "1.json", ninjs("pier-1"))
    newswire("migrate")
    with psycopg.connect(own_warehouse, autocommit=True) as warehouse:
        warehouse.execute("ALTER TABLE news.searchable RENAME TO elsewhere")
        done = newswire("ingest", "--json")
        assert done.status == 1
        assert json.loads(done.out)["new"] == 1
        assert "Stories are loaded but not all searchable: relation" in done.err
        assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (1,)
        warehouse.execute("ALTER TABLE news.elsewhere RENAME TO searchable")
        assert newswire("ingest").status == 0
        assert len(newswire("search", "--json", "pier").out.splitlines()) == 1
