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
from tests.support.stories import drop, folder_source, ninjs

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
    head, row, ending = done.out.splitlines()
    assert head.split() == ["story", "published", "provider", "title", "excerpt"]
    assert "[b]Herring dear" in row
    assert "harbour master said" in row
    assert ending == "1 of 1 stories, best first."
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
        "issued_at",
        "source_name",
        "place",
        "country",
        "relation",
        "matches",
        "matches_kind",
        "ranked",
        "after",
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
    assert newswire("search", "--newest").status == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--since", "May", "pier"], "--since 'May' is no time. Write 2024, 2024-05, 2024-05-07"),
        (["--since", "2024-05", "--until", "2024-04", "pier"], "--since lies after --until."),
        (["--country", "Atlantis", "pier"], "--country 'Atlantis' is no country. Give the code"),
        (["--country", "Kongo", "pier"], "--country 'Kongo' may be CD or CG. Give the code"),
        (["--after", "page-2", "pier"], "after takes the value of the column after"),
        (
            [f"pier{number}" for number in range(20_000)],
            "A search takes at most 1,000 characters, and this one has 188,889.",
        ),
        (["pier" * 300], "A search takes at most 1,000 characters, and this one has 1,200."),
    ],
    ids=lambda given: "-".join(given)[:40] if isinstance(given, list) else "",
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    newswire: Command, arguments: list[str], sentence: str
) -> None:
    done = newswire("search", *arguments)
    assert done.status == 2
    assert sentence in " ".join(done.err.replace("│", " ").split())


@pytest.fixture
def filed(newswire: Command, sources: Path, tmp_path: Path) -> Command:
    """Seven stories about a ferry, each from a month of its own, and one about herring."""
    for month in range(1, 8):
        time = f"2024-{month:02}-29T23:30:00+00:00"
        body = f"BERLIN (Agence France-Presse) - {month * 1111} ferries left port {chr(64 + month) * 5}."
        document = ninjs(
            f"ferry-{month}", headline=f"F{month}", body=body, versioncreated=time, firstcreated=time
        )
        drop(tmp_path / "wire", f"{month}.json", document)
    folder_source(sources, "paper", tmp_path / "paper", provider="coast-daily")
    drop(tmp_path / "paper", "market.json", ninjs("market", headline="Herring dear", body=HERRING))
    newswire("ingest")
    return newswire


@pytest.mark.parametrize(
    ("arguments", "titles"),
    [
        (["ferry", "--newest"], "F7 F6 F5 F4 F3 F2 F1"),
        (["ferry", "--newest", "--limit", 2], "F7 F6"),
        (["ferry", "--newest", "--since", "2024-03", "--until", "2024-04"], "F4 F3"),
        (["ferry", "--newest", "--until", "2024-01-29"], "F1"),
        (["ferry", "--since", "2024-07-29T23:30Z"], "F7"),
        (["ferry", "--since", "2024-07-30T01:30+02:00"], "F7"),
        (["ferry", "--until", "2023"], ""),
        (["--newest", "--since", "2024", "--until", "2024-01", "--place", "berlin"], "F1"),
        (["ferry", "--country", "Germany", "--until", "2024-02", "--newest"], "F2 F1"),
        (["ferry", "--agency", "Agence France-Presse", "--until", "2024-02", "--newest"], "F2 F1"),
        (["ferry", "--provider", "harbour press", "--language", "en", "--until", "2024-01"], "F1"),
        (["--source", "paper"], "Herring dear"),
        (["--source", "paper", "--kind", "text"], "Herring dear"),
    ],
    ids=lambda given: " ".join(map(str, given)) if isinstance(given, list) else given,
)
def test_filters_have_options(filed: Command, arguments: list[str], titles: str) -> None:
    rows = map(json.loads, filed("search", "--json", *arguments).out.splitlines())
    assert " ".join(row["title"] for row in rows) == titles


def test_the_ending_counts_all_and_shows_the_way_to_the_rest(filed: Command) -> None:
    done = filed("search", "ferry", "--newest", "--limit", 3)
    assert done.out.splitlines()[-1].startswith("3 of 7 stories, newest first. More: --after ")
    shown: list[str] = []
    after: list[str] = []
    for _ in range(3):
        done = filed("search", "--csv", "ferry", "--limit", 3, *after)
        rows = list(csv.DictReader(io.StringIO(done.out)))
        shown += [row["title"] for row in rows]
        after = ["--after", rows[-1]["after"]]
    assert sorted(shown) == [f"F{month}" for month in range(1, 8)]
    assert "More" not in done.err
    assert filed("search", "ferry", *after).out == "There are no more stories.\n"
    everything = filed("search", "--json", "--all", "ferry")
    assert len(everything.out.splitlines()) == 7
    assert everything.err == ""
    assert (
        "3 of 7 stories, best first. More: --after " in filed("search", "--json", "--limit", 3, "ferry").err
    )
    assert filed("search", "--count", "ferry", "--until", "2024-05").out == "5\n"


def test_a_filter_that_nothing_passes_is_named(filed: Command) -> None:
    assert filed("search", "ferry", "--source", "sea").out == "No story passes --source sea.\n"
    assert filed("search", "ferry", "--language", "de").out == "No story passes --language de.\n"
    mixed = filed("search", "ferry", "--source", "paper", "--language", "en").out
    assert mixed == "No story has these words and passes these filters.\n"


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
