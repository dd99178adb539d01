"""In a replay an item keeps its number and story, though its documents give it another identity now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import psycopg
import pytest

from newswire.dedupe.renamed import keys
from newswire.load.rulings import join
from newswire.model import Defaults, Document, Item, Rejected
from newswire.parse import document as parsing
from newswire.pipeline import replay
from tests.support.stories import BODY, contents, drop, folder_source, ninjs, run

FERRY = "A ferry ran aground off Port Albers on Monday night, and nobody of its 41 passengers was hurt."
HERRING = "Herring was dear in Port Albers on Tuesday, at 31 crowns a kilogram in the covered market."


@pytest.fixture
def loaded(warehouse: psycopg.Connection, sources: Path, wire: Path) -> psycopg.Connection:
    """A warehouse with a story in two versions, and two others."""
    drop(wire, "1.json", ninjs("pier"))
    drop(wire, "2.json", ninjs("pier", version="2", body=f"{BODY} Work begins in May.", minute=5))
    drop(wire, "3.json", ninjs("ferry", body=FERRY, headline="Ferry aground"))
    drop(wire, "4.json", ninjs("herring", body=HERRING, headline="Herring dear"))
    run(warehouse, sources, "wire")
    return warehouse


def items(warehouse: psycopg.Connection) -> dict[str, tuple[int, int, int]]:
    """Return number, story and count of versions of each item, by its identity."""
    rows = warehouse.execute(
        "SELECT provider || ' ' || guid, item_id, story_id,"
        " (SELECT count(*) FROM news.versions WHERE versions.item_id = items.item_id) FROM news.items"
    )
    return {identity: (item, story, versions) for identity, item, story, versions in rows}


def read_otherwise(monkeypatch: pytest.MonkeyPatch, change: Callable[[Item], Item]) -> None:
    """Let the parsers of a later release change each item."""
    parse = parsing.parse_documents

    def otherwise(documents: Sequence[Document], defaults: Defaults) -> Iterator[list[Item | Rejected]]:
        for answers in parse(documents, defaults):
            yield [change(found) if isinstance(found, Item) else found for found in answers]

    monkeypatch.setattr(parsing, "parse_documents", otherwise)


def test_another_provider_and_guid_keep_item_and_story(
    loaded: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = items(loaded)
    folder_source(sources, "wire", wire, provider="Port Press")
    read_otherwise(monkeypatch, lambda item: item.changed(guid=f"tag:port.example:{item.guid}"))
    replay(loaded, directory=sources)
    assert items(loaded) == {
        f"Port Press tag:port.example:{identity.removeprefix('harbour-press ')}": numbers
        for identity, numbers in before.items()
    }


def test_a_second_replay_changes_nothing(loaded: psycopg.Connection, sources: Path, wire: Path) -> None:
    folder_source(sources, "wire", wire, provider="Port Press")
    replay(loaded, directory=sources)
    replayed = contents(loaded), items(loaded)
    replay(loaded, directory=sources)
    assert (contents(loaded), items(loaded)) == replayed


def test_items_that_were_split_become_the_oldest_of_them(
    loaded: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = items(loaded)
    one = {"ferry": "trade", "herring": "trade"}
    read_otherwise(monkeypatch, lambda item: item.changed(guid=one.get(item.guid or "", item.guid)))
    replay(loaded, directory=sources)
    number, story, _ = before["harbour-press ferry"]
    found = items(loaded)
    assert found["harbour-press trade"][:2] == (number, story)
    assert not {"harbour-press ferry", "harbour-press herring"} & found.keys()


def test_of_one_item_that_becomes_two_the_first_keeps_the_number(
    loaded: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = items(loaded)
    read_otherwise(
        monkeypatch,
        lambda item: item.changed(guid=f"pier/{item.version}") if item.guid == "pier" else item,
    )
    replay(loaded, directory=sources)
    found = items(loaded)
    assert found["harbour-press pier/1"][:2] == before["harbour-press pier"][:2]
    assert found["harbour-press pier/2"][0] not in {number for number, *_ in before.values()}
    assert "harbour-press pier" not in found


def test_an_identity_that_is_still_given_stays(
    loaded: psycopg.Connection, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = items(loaded)
    read_otherwise(monkeypatch, lambda item: item.changed(guid="quay") if item.version == "2" else item)
    replay(loaded, directory=sources)
    found = items(loaded)
    assert found["harbour-press pier"][:2] == before["harbour-press pier"][:2]
    assert found["harbour-press quay"][0] not in {number for number, *_ in before.values()}


def test_versions_of_other_runs_hold_the_identity(
    loaded: psycopg.Connection, sources: Path, wire: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A replay of one source does not rename an item to which another source gave versions."""
    folder_source(sources, "paper", paper, provider="harbour-press")
    drop(paper, "1.json", ninjs("ferry", version="2", body=f"{FERRY} It was freed.", minute=9))
    run(loaded, sources, "paper")
    before = items(loaded)
    read_otherwise(monkeypatch, lambda item: item.changed(guid=f"new {item.guid}"))
    replay(loaded, "paper", directory=sources)
    found = items(loaded)
    assert found["harbour-press ferry"] == (*before["harbour-press ferry"][:2], 1)
    assert found["harbour-press new ferry"][2] == 1


def test_rulings_of_people_follow_the_item(
    loaded: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(loaded, "ferry", "herring", "one harbour day")
    read_otherwise(monkeypatch, lambda item: item.changed(guid="zander") if item.guid == "ferry" else item)
    replay(loaded, directory=sources)
    assert loaded.execute("SELECT guid, other_guid, verdict, reason FROM news.rulings").fetchall() == [
        ("herring", "zander", "join", "one harbour day")
    ]
    found = items(loaded)
    assert found["harbour-press zander"][1] == found["harbour-press herring"][1]


def test_an_item_joins_the_one_that_has_its_identity_already(
    loaded: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an upgrade a version came under the right guid before the replay read it in the old ones."""
    before = items(loaded)
    join(loaded, "ferry", "herring", "one harbour day")
    read_otherwise(monkeypatch, lambda item: item.changed(guid="boat") if item.guid == "ferry" else item)
    later = f"{FERRY} It was freed."
    drop(wire, "5.json", ninjs("boat", version="2", body=later, headline="Ferry freed", minute=9))
    run(loaded, sources, "wire")
    boat, story, _ = items(loaded)["harbour-press boat"]
    assert boat not in {number for number, *_ in before.values()}
    replay(loaded, directory=sources)
    found = items(loaded)
    assert found["harbour-press boat"] == (boat, before["harbour-press ferry"][1], 2)
    assert found["harbour-press herring"][1] == found["harbour-press boat"][1], "the ruling holds"
    assert "harbour-press ferry" not in found
    assert loaded.execute("SELECT guid, other_guid, reason FROM news.rulings").fetchall() == [
        ("boat", "herring", "one harbour day")
    ]
    assert story == before["harbour-press ferry"][1], "its text made it one story with the old version before"


def test_rulings_follow_an_item_that_becomes_another(
    loaded: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    join(loaded, "herring", "pier", "one harbour day")
    join(loaded, "ferry", "herring", "they are one now, so this says nothing")
    one = {"ferry": "trade", "herring": "trade"}
    read_otherwise(monkeypatch, lambda item: item.changed(guid=one.get(item.guid or "", item.guid)))
    replay(loaded, directory=sources)
    found = items(loaded)
    assert found["harbour-press trade"][1] == found["harbour-press pier"][1]
    assert loaded.execute("SELECT guid, other_guid, reason FROM news.rulings").fetchall() == [
        ("pier", "trade", "one harbour day")
    ]


def test_an_item_has_no_address_any_more_that_its_documents_do_not_give(
    loaded: psycopg.Connection, sources: Path, wire: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://port.example/ferry"
    drop(wire, "5.json", ninjs("http://port.example/f?session=0a1b2c3d4e5f6a7b8c9d", body=FERRY, minute=30))
    run(loaded, sources, "wire")
    read_otherwise(
        monkeypatch, lambda item: item.changed(guid=address) if "/f" in (item.guid or "") else item
    )
    replay(loaded, directory=sources)
    found = loaded.execute(
        "SELECT key FROM news.item_addresses JOIN news.items USING (item_id) WHERE guid = %s", (address,)
    ).fetchall()
    assert {bytes(key) for (key,) in found} == set(keys("harbour-press", address, (None, None)))
