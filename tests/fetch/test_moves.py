"""Permanent moves: kept for the address of the source's file, and for no other."""

from __future__ import annotations

import psycopg

from newswire.fetch.kinds.feed import FeedSource
from newswire.fetch.moves import forget, keep, moved

WEIR = FeedSource(name="weir", kind="feed", url="https://ann:pw@wire.example/weir?token=secret")
SHOWN = "https://wire.example/weir?token=…"
NEW = "https://new.example/weir"


def test_a_move_of_the_sources_address_is_kept_without_its_secrets(warehouse: psycopg.Connection) -> None:
    keep(warehouse, WEIR, {SHOWN: NEW, "https://wire.example/story": "https://new.example/story"})
    assert moved(warehouse, WEIR) == {SHOWN: NEW}
    assert warehouse.execute("SELECT source_name, place, moved_to FROM ledger.moves").fetchall() == [
        ("weir", SHOWN, NEW)
    ]


def test_moves_of_other_addresses_are_not_kept(warehouse: psycopg.Connection) -> None:
    keep(warehouse, WEIR, {"https://wire.example/story": "https://new.example/story"})
    assert moved(warehouse, WEIR) == {}


def test_a_move_ends_with_the_address_in_the_file_and_with_a_failure(warehouse: psycopg.Connection) -> None:
    keep(warehouse, WEIR, {SHOWN: NEW})
    corrected = WEIR.model_copy(update={"url": "https://wire.example/corrected"})
    assert moved(warehouse, corrected) == {}
    keep(warehouse, corrected, {corrected.url: "https://newest.example/"})
    assert moved(warehouse, corrected) == {corrected.url: "https://newest.example/"}
    forget(warehouse, corrected)
    assert moved(warehouse, corrected) == {}


def test_a_further_move_takes_its_place(warehouse: psycopg.Connection) -> None:
    for to in (NEW, "https://newest.example/"):
        keep(warehouse, WEIR, {SHOWN: to})
    assert moved(warehouse, WEIR) == {SHOWN: "https://newest.example/"}
