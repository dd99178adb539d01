"""Items whose provider gets another name: an update of the names splits no item and no story."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest

from newswire.lexicon import agencies, providers
from newswire.load.rulings import split
from newswire.pipeline import replay
from tests.support.stories import BODY, contents, counts, drop, folder_source, ninjs, run, visible, writes

OTHER = "Herring was dear in Port Albers on Tuesday, at 31 crowns a box, because the boats stayed in port."

KILLED = "Please do not use it."

OLD = {"provider": "quay.example"}

QUAY = '[bodies]\nquay = { name = "Quay Press", domains = "quay.example", aliases = "QP Wire|Quaypress" }\n'


def forget_names() -> None:
    """Let the next look-up read the names anew, as a new process does."""
    for cached in (
        agencies.agency, agencies._begins_name, agencies._firsts, agencies._printed, agencies._agencies,
        agencies.entries, agencies.listed, agencies._data,
        providers.provider, providers.issuer, providers._codes, providers._domains, providers.rules,
    ):  # fmt: skip
        cached.cache_clear()


@pytest.fixture
def teach(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Add entries to the data of agencies, as an update of the program does."""
    known = agencies.DATA.read_text("utf-8")

    def add(table: str) -> None:
        name = table.partition("\n")[0]
        (tmp_path / "agencies.toml").write_text(known.replace(name, table, 1), "utf-8")
        monkeypatch.setattr(agencies, "DATA", tmp_path / "agencies.toml")
        forget_names()

    forget_names()
    yield add
    monkeypatch.undo()
    forget_names()


@pytest.fixture
def nobody(tmp_path: Path, sources: Path) -> Path:
    """The folder of a source whose file names no provider."""
    folder_source(sources, "nobody", tmp_path / "nobody")
    return tmp_path / "nobody"


def items(warehouse: psycopg.Connection) -> list[tuple[str, str, int, str]]:
    """Provider, guid, number of versions and current version of each item."""
    return warehouse.execute(
        """
        SELECT item.provider, item.guid, count(*), max(current.version)
        FROM news.items AS item JOIN news.versions AS version USING (item_id)
        JOIN news.versions AS current ON current.version_id = item.current_version_id
        GROUP BY item.item_id ORDER BY 1, 2
        """
    ).fetchall()


def stories(warehouse: psycopg.Connection) -> int:
    row = warehouse.execute("SELECT count(*) FROM news.stories").fetchone()
    assert row is not None
    return int(row[0])


one = partial(ninjs, "pier-1")
two = partial(ninjs, "pier-1", version="2", body=f"{BODY} Work begins in May.", minute=5)
three = partial(ninjs, "pier-1", version="3", body=f"{BODY} Work begins in June.", minute=9)


def test_a_new_version_under_the_canonical_name_continues_the_item_under_the_old_name(
    warehouse: psycopg.Connection, sources: Path, wire: Path, teach: Callable[[str], None]
) -> None:
    drop(wire, "1.json", one(provider="quay.example"))
    run(warehouse, sources, "wire")
    [before] = warehouse.execute("SELECT item_id, story_id, provider FROM news.items").fetchall()
    teach(QUAY)
    drop(wire, "2.json", two(provider="Quay Press"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "updated": 1}
    assert items(warehouse) == [("Quay Press", "pier-1", 2, "2")]
    assert before[2] == "quay.example"
    assert warehouse.execute("SELECT item_id, story_id FROM news.items").fetchall() == [before[:2]]


def test_items_under_several_names_become_one_with_all_versions_linked(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, teach: Callable[[str], None]
) -> None:
    for number, document in enumerate(
        (one(provider="quay.example"), two(provider="QP Wire"), ninjs("fish", body=OTHER, provider="QP Wire"))
    ):
        drop(wire, f"{number}.json", document)
        run(warehouse, sources, "wire")
    drop(paper, "copy.json", ninjs("local/7", minute=30))
    run(warehouse, sources, "paper")
    assert len(items(warehouse)) == 4
    teach(QUAY)
    drop(wire, "3.json", ninjs("fish", body=OTHER, provider="Quay Press", version="2"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "updated": 1}
    assert items(warehouse) == [
        ("Quay Press", "fish", 2, "2"),
        ("Quay Press", "pier-1", 2, "2"),
        ("coast-daily", "local/7", 1, "1"),
    ]
    assert stories(warehouse) == 2, "the copy stays in the story"
    assert warehouse.execute(
        "SELECT new.version, old.version FROM news.revisions AS link"
        " JOIN news.versions AS new USING (version_id)"
        " JOIN news.versions AS old ON old.version_id = link.previous_version_id"
        " JOIN news.items ON items.item_id = new.item_id WHERE guid = 'pier-1'"
    ).fetchall() == [("2", "1")]


def test_a_replay_gives_the_same_items(
    warehouse: psycopg.Connection, sources: Path, wire: Path, teach: Callable[[str], None]
) -> None:
    for number, document in enumerate((one(provider="quay.example"), two(provider="QP Wire"))):
        drop(wire, f"{number}.json", document)
        run(warehouse, sources, "wire")
    teach(QUAY)
    replay(warehouse, directory=sources)
    after = contents(warehouse)
    assert items(warehouse) == [("Quay Press", "pier-1", 2, "2")]
    replay(warehouse, directory=sources)
    assert contents(warehouse) == after


def test_the_new_name_decides_which_of_two_items_of_one_time_is_the_original(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, teach: Callable[[str], None]
) -> None:
    original = "SELECT provider FROM news.stories JOIN news.items ON item_id = original_item_id ORDER BY 1"
    drop(wire, "1.json", one(provider="quay.example"))
    drop(paper, "1.json", ninjs("local/7"))
    run(warehouse, sources, "wire")
    run(warehouse, sources, "paper")
    assert warehouse.execute(original).fetchall() == [("coast-daily",)]
    teach('[bodies]\nquay = { name = "Albers Press", domains = "quay.example" }\n')
    drop(wire, "2.json", ninjs("fish", body=OTHER, provider="coast-daily"))
    run(warehouse, sources, "wire")
    after = warehouse.execute(original).fetchall()
    assert after == [("Albers Press",), ("coast-daily",)]
    replay(warehouse, directory=sources)
    assert warehouse.execute(original).fetchall() == after


def test_rulings_mentions_and_further_guids_follow_the_name(
    warehouse: psycopg.Connection, sources: Path, wire: Path, teach: Callable[[str], None]
) -> None:
    drop(wire, "1.json", one(provider="quay.example"))
    drop(wire, "2.json", ninjs("pier-2", provider="QP Wire", minute=20))
    run(warehouse, sources, "wire")
    split(warehouse, "pier-2", "pier-1")
    warehouse.execute(
        "INSERT INTO news.mentions SELECT version_id, 'QP Wire', 'fish', 'corrects'"
        " FROM news.versions JOIN news.items USING (item_id) WHERE guid = 'pier-2'"
    )
    warehouse.execute(
        "INSERT INTO news.changed_guids SELECT 'QP Wire', 'pier-2b', 'pier-2', min(fetch_id) FROM raw.fetches"
    )
    teach(QUAY)
    drop(wire, "3.json", ninjs("fish", body=OTHER, provider="Quay Press"))
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "copies": 1}, "it is mentioned"
    named = [
        warehouse.execute(query).fetchall()
        for query in (
            "SELECT DISTINCT provider FROM news.mentions",
            "SELECT DISTINCT provider FROM news.changed_guids",
            "SELECT DISTINCT provider FROM news.rulings",
        )
    ]
    assert named == [[("Quay Press",)]] * 3
    assert stories(warehouse) == 2, "the ruling holds"


def test_a_kill_under_the_old_name_hides_the_story_that_comes_under_the_new_one(
    warehouse: psycopg.Connection, sources: Path, wire: Path, teach: Callable[[str], None]
) -> None:
    drop(wire, "1.json", ninjs("kill-1", headline="KILL: Pier to be rebuilt", body=KILLED, minute=40, **OLD))
    run(warehouse, sources, "wire")
    assert warehouse.execute("SELECT provider FROM news.kills").fetchall() == [("quay.example",)]
    teach(QUAY)
    drop(wire, "2.json", one(provider="Quay Press"))
    drop(wire, "3.json", ninjs("fish", headline="Herring dear", body=OTHER, provider="Quay Press"))
    run(warehouse, sources, "wire")
    assert warehouse.execute("SELECT provider FROM news.kills").fetchall() == [("Quay Press",)]
    assert visible(warehouse) == [("fish", "1")]


def test_unlike_stories_of_one_guid_stay_apart_and_take_their_next_versions_under_the_new_name(
    warehouse: psycopg.Connection, sources: Path, wire: Path, teach: Callable[[str], None]
) -> None:
    drop(wire, "1.json", one(**OLD))
    run(warehouse, sources, "wire")
    drop(wire, "2.json", ninjs("pier-1", headline="Herring dear", body=OTHER, minute=20, **OLD))
    run(warehouse, sources, "wire")
    [(own,)] = warehouse.execute("SELECT guid FROM news.shared_guids WHERE guid <> stated_guid").fetchall()
    before = warehouse.execute("SELECT item_id, guid FROM news.items ORDER BY item_id").fetchall()
    teach(QUAY)
    dearer = OTHER.replace("31 crowns", "33 crowns")
    again = ninjs(
        "pier-1", version="2", headline="Herring dear", body=dearer, minute=50, provider="Quay Press"
    )
    drop(wire, "3.json", again)
    assert counts(run(warehouse, sources, "wire")) == {"parsed": 1, "updated": 1}
    assert warehouse.execute("SELECT item_id, guid FROM news.items ORDER BY item_id").fetchall() == before
    assert items(warehouse) == [("Quay Press", "pier-1", 1, "1"), ("Quay Press", own, 2, "2")]
    assert warehouse.execute("SELECT DISTINCT provider, guid FROM news.shared_guids").fetchall() == [
        ("Quay Press", own)
    ]


def test_an_item_is_found_under_its_address_after_the_change(
    warehouse: psycopg.Connection, sources: Path, wire: Path, teach: Callable[[str], None]
) -> None:
    drop(wire, "1.json", ninjs("http://quay.example/pier?session=0a1b2c3d4e5f6a7b8c9d", provider="QP Wire"))
    run(warehouse, sources, "wire")
    kept = warehouse.execute("SELECT key FROM news.item_addresses ORDER BY key").fetchall()
    teach(QUAY)
    drop(wire, "2.json", ninjs("https://quay.example/pier", provider="Quay Press", minute=1))
    run(warehouse, sources, "wire")
    assert warehouse.execute("SELECT count(*) FROM news.items").fetchall() == [(1,)]
    assert warehouse.execute("SELECT key FROM news.item_addresses ORDER BY key").fetchall() != kept


def test_an_item_of_nobody_takes_the_provider_that_its_next_version_states(
    warehouse: psycopg.Connection, sources: Path, nobody: Path, teach: Callable[[str], None]
) -> None:
    drop(nobody, "1.json", one())
    run(warehouse, sources, "nobody")
    assert items(warehouse) == [("nobody", "pier-1", 1, "1")]
    teach(QUAY)
    drop(nobody, "2.json", two(provider="Quay Press"))
    assert counts(run(warehouse, sources, "nobody")) == {"parsed": 1, "updated": 1}
    assert items(warehouse) == [("Quay Press", "pier-1", 2, "2")]


def test_a_provider_that_is_nobody_now_becomes_the_name_of_the_source(
    warehouse: psycopg.Connection, sources: Path, nobody: Path, teach: Callable[[str], None]
) -> None:
    drop(nobody, "1.json", one(provider="Sundry"))
    run(warehouse, sources, "nobody")
    assert items(warehouse) == [("Sundry", "pier-1", 1, "1")]
    teach('[unnamed]\nsundry = { name = "Sundry" }\n')
    drop(nobody, "2.json", two(provider="Sundry"))
    assert counts(run(warehouse, sources, "nobody")) == {"parsed": 1, "updated": 1}
    assert items(warehouse) == [("nobody", "pier-1", 2, "2")]


def test_the_name_of_a_source_is_no_name_of_an_agency(
    warehouse: psycopg.Connection, sources: Path, nobody: Path, teach: Callable[[str], None]
) -> None:
    """The source ``quaypress`` has items of nobody. Its name is its owner's, not the agency's."""
    folder_source(sources, "quaypress", nobody)
    drop(nobody, "1.json", one())
    run(warehouse, sources, "quaypress")
    teach(QUAY)
    drop(nobody, "2.json", two())
    assert counts(run(warehouse, sources, "quaypress")) == {"parsed": 1, "updated": 1}
    assert items(warehouse) == [("quaypress", "pier-1", 2, "2")]


def test_the_rules_are_applied_once(
    warehouse: psycopg.Connection, sources: Path, wire: Path, teach: Callable[[str], None]
) -> None:
    drop(wire, "1.json", one(provider="quay.example"))
    run(warehouse, sources, "wire")
    teach(QUAY)
    drop(wire, "2.json", two(provider="quay.example"))
    run(warehouse, sources, "wire")
    before = writes(warehouse)["ledger.provider_rules"]
    drop(wire, "3.json", three(provider="quay.example"))
    run(warehouse, sources, "wire")
    assert writes(warehouse)["ledger.provider_rules"] == before


def test_the_item_that_has_the_name_already_stays_with_the_oldest_number_of_the_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path, teach: Callable[[str], None]
) -> None:
    for number, document in enumerate((one(provider="QP Wire"), two(provider="Quay Press"))):
        drop(wire, f"{number}.json", document)
        run(warehouse, sources, "wire")
    numbers = "SELECT provider, item_id, story_id FROM news.items ORDER BY item_id"
    (_, _, oldest), (name, right, _) = warehouse.execute(numbers).fetchall()
    teach(QUAY)
    drop(wire, "3.json", three(provider="quay.example"))
    run(warehouse, sources, "wire")
    assert warehouse.execute(numbers).fetchall() == [(name, right, oldest)]


def test_an_item_of_nobody_stays_if_the_provider_has_that_guid_already(
    warehouse: psycopg.Connection, sources: Path, nobody: Path, teach: Callable[[str], None]
) -> None:
    drop(nobody, "1.json", one())
    drop(nobody, "2.json", two(provider="Quay Press"))
    run(warehouse, sources, "nobody")
    teach(QUAY)
    drop(nobody, "3.json", three(provider="Quay Press"))
    run(warehouse, sources, "nobody")
    assert items(warehouse) == [("Quay Press", "pier-1", 2, "3"), ("nobody", "pier-1", 1, "1")]


def test_a_replay_leaves_an_item_of_nobody_where_its_documents_name_nobody(
    warehouse: psycopg.Connection, sources: Path, nobody: Path, teach: Callable[[str], None]
) -> None:
    """The replay gives what a fresh warehouse has: both items, in one story."""
    drop(nobody, "1.json", one())
    run(warehouse, sources, "nobody")
    [before] = warehouse.execute("SELECT item_id, story_id FROM news.items").fetchall()
    teach(QUAY)
    drop(nobody, "2.json", two(provider="Quay Press"))
    run(warehouse, sources, "nobody")
    assert len(items(warehouse)) == 1
    replay(warehouse, directory=sources)
    assert items(warehouse) == [("Quay Press", "pier-1", 1, "2"), ("nobody", "pier-1", 1, "1")]
    assert stories(warehouse) == 1
    of_nobody = "SELECT item_id, story_id FROM news.items WHERE provider = 'nobody'"
    assert warehouse.execute(of_nobody).fetchall() == [before]
    drop(nobody, "3.json", three(provider="Quay Press"))
    run(warehouse, sources, "nobody")
    assert items(warehouse) == [("Quay Press", "pier-1", 2, "3"), ("nobody", "pier-1", 1, "1")]
