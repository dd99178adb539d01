"""Loaded stories become searchable: each version once, despite interrupts, replays and concurrent calls."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from random import Random

import psycopg
import pytest

from newswire import search
from newswire.pipeline import replay
from newswire.search import SearchError, index, marked
from tests.support.stories import SENTENCES, drop, ninjs, run, writes
from tests.support.waiting import until_blocked


def load(warehouse: psycopg.Connection, sources: Path, wire: Path, *numbers: int) -> None:
    """Drop stories of these numbers into the wire, and load them."""
    for number in numbers:
        body = f"Berth {number} was closed after {number} planks had come loose. {SENTENCES[number % 4]}."
        drop(wire, f"{number}.json", ninjs(f"berth-{number}", headline=f"Berth {number} closed", body=body))
    run(warehouse, sources, "wire")


def missing(warehouse: psycopg.Connection) -> int:
    """Return the number of versions that are not searchable."""
    [(count,)] = warehouse.execute(
        "SELECT count(*) FROM news.versions FULL JOIN news.searchable AS found USING (version_id)"
        " WHERE found.words IS NULL OR versions.item_id IS NULL"
    ).fetchall()
    return int(count)


@pytest.fixture
def another(warehouse_url: str) -> Iterator[psycopg.Connection]:
    """A second connection to the warehouse."""
    with psycopg.connect(warehouse_url, autocommit=True) as connection:
        yield connection


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches so small that a test has several."""
    monkeypatch.setattr(search, "_VERSIONS_AT_ONCE", 2)


def test_each_new_version_is_indexed_once(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    load(warehouse, sources, wire, 1, 2, 3)
    assert index(warehouse) == 3
    load(warehouse, sources, wire, 4, 5)
    assert index(warehouse) == 2
    assert missing(warehouse) == 0
    before = writes(warehouse)
    assert index(warehouse) == 0
    assert writes(warehouse) == before


def test_replayed_stories_become_searchable_anew(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    load(warehouse, sources, wire, 1, 2, 3)
    drop(paper, "1.json", ninjs("local", body="Herring was dear in Port Albers, at 31 crowns."))
    run(warehouse, sources, "paper")
    index(warehouse)
    for name, count in {"wire": 3, "paper": 1}.items():  # the older numbers, then the newest ones
        replay(warehouse, name, directory=sources)
        assert index(warehouse) == count
        assert missing(warehouse) == 0
    replay(warehouse, directory=sources)
    replay(warehouse, dry_run=True, directory=sources)
    assert index(warehouse) == 4
    assert missing(warehouse) == 0


def test_an_interrupted_index_goes_on_after_its_last_whole_batch(
    warehouse: psycopg.Connection, warehouse_url: str, another: psycopg.Connection, sources: Path, wire: Path
) -> None:
    load(warehouse, sources, wire, 1, 2, 3, 4, 5)
    # Whoever wants the fourth version has to wait, and is killed meanwhile.
    with another.transaction(force_rollback=True):
        another.execute(
            "INSERT INTO news.searchable SELECT version_id, issued_at, '' FROM news.versions"
            " ORDER BY 1 OFFSET 3 LIMIT 1"
        )
        with psycopg.connect(warehouse_url, autocommit=True) as killed, ThreadPoolExecutor() as pool:
            indexing = pool.submit(index, killed)
            until_blocked(warehouse_url, killed)
            another.execute("SELECT pg_terminate_backend(%s)", (killed.info.backend_pid,))
            with pytest.raises(SearchError, match=r"^Stories are loaded but not all searchable: "):
                indexing.result()
    assert missing(warehouse) == 3
    assert index(warehouse) == 3
    assert missing(warehouse) == 0


def test_two_batches_are_made_at_a_time(
    warehouse: psycopg.Connection, another: psycopg.Connection, sources: Path, wire: Path
) -> None:
    load(warehouse, sources, wire, 1, 2, 3, 4, 5)
    assert search._index_some(warehouse, lambda: nullcontext(another)) == 4
    assert index(warehouse, lambda: nullcontext(another)) == 1
    assert missing(warehouse) == 0


@pytest.mark.parametrize(("failing", "left"), [("earlier", 5), ("later", 3)])
def test_of_two_batches_the_later_one_is_not_kept_alone(
    warehouse: psycopg.Connection,
    warehouse_url: str,
    another: psycopg.Connection,
    sources: Path,
    wire: Path,
    failing: str,
    left: int,
) -> None:
    load(warehouse, sources, wire, 1, 2, 3, 4, 5)
    with (
        psycopg.connect(warehouse_url, autocommit=True) as earlier,
        psycopg.connect(warehouse_url, autocommit=True) as later,
        ThreadPoolExecutor() as pool,
        another.transaction(force_rollback=True),
    ):
        killed, place = (earlier, 1) if failing == "earlier" else (later, 3)
        another.execute(
            "INSERT INTO news.searchable SELECT version_id, issued_at, '' FROM news.versions"
            " ORDER BY 1 OFFSET %s LIMIT 1",
            (place,),
        )
        indexing = pool.submit(index, later, lambda: nullcontext(earlier))
        until_blocked(warehouse_url, killed)
        another.execute("SELECT pg_terminate_backend(%s)", (killed.info.backend_pid,))
        with pytest.raises(SearchError, match=r"^Stories are loaded but not all searchable: "):
            indexing.result()
    assert missing(warehouse) == left
    assert index(warehouse) == left
    assert missing(warehouse) == 0


def test_two_concurrent_calls_index_each_version_once(
    warehouse: psycopg.Connection, warehouse_url: str, another: psycopg.Connection, sources: Path, wire: Path
) -> None:
    load(warehouse, sources, wire, 1, 2, 3, 4, 5)
    with ThreadPoolExecutor() as pool:
        with warehouse.transaction():
            assert search._index_some(warehouse) == 2
            other = pool.submit(index, another)
            until_blocked(warehouse_url, another)
        assert index(warehouse) + other.result() == 3
    assert missing(warehouse) == 0


def test_index_and_loads_do_not_wait_for_each_other(
    warehouse: psycopg.Connection, another: psycopg.Connection, sources: Path, wire: Path
) -> None:
    load(warehouse, sources, wire, 1)
    with another.transaction():
        assert search._index_some(another) == 1
        load(warehouse, sources, wire, 2)  # committed while the index is being written
    with warehouse.transaction():
        load(warehouse, sources, wire, 3)
        assert index(another) == 1, "a load that is under way is not seen"
    assert index(another) == 1
    assert missing(warehouse) == 0


@pytest.mark.parametrize("dry_run", [True, False])
def test_versions_that_a_replay_holds_are_left_to_it(
    warehouse: psycopg.Connection,
    another: psycopg.Connection,
    sources: Path,
    wire: Path,
    caplog: pytest.LogCaptureFixture,
    dry_run: bool,
) -> None:
    load(warehouse, sources, wire, 1, 2, 3)
    with warehouse.transaction(force_rollback=dry_run):
        replay(warehouse, directory=sources)
        caplog.clear()
        with caplog.at_level(logging.WARNING):
            assert index(another) == 0
        assert caplog.messages == ["A replay is at work; the other new stories become searchable after it."]
    assert index(another) == 3
    assert missing(warehouse) == 0


def test_no_text_is_too_long(warehouse: psycopg.Connection, sources: Path, wire: Path) -> None:
    """PostgreSQL refuses a tsvector of more than 1 MB: one story would stop all that come after it."""
    text = "".join(map(chr, Random(1).choices(range(0x4E00, 0x9F00), k=120_000)))
    drop(wire, "1.json", ninjs("long", body=text, headline=text[:20_000], slugline=text[:20_000]))
    run(warehouse, sources, "wire")
    assert index(warehouse) == 1
    assert missing(warehouse) == 0


def test_found_words_of_an_excerpt_are_marked() -> None:
    assert marked("the **northern pier** of **Albers**") == [
        ("the ", False), ("northern pier", True), (" of ", False), ("Albers", True),
    ]  # fmt: skip
    assert marked(None) == []
