"""Pairs become matches, and matches join stories, until a better pair or a person decides otherwise."""

from __future__ import annotations

from pathlib import Path

import psycopg

from newswire.load.rulings import join, split
from newswire.pipeline import replay
from newswire.translations import reading
from newswire.translations.stage import link
from tests.support.stories import run
from tests.translations.invented import PORT, REPORT, RIVAL
from tests.translations.telling import put, stories, together


def test_a_better_partner_that_comes_later_takes_the_place(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT, "en")
    put(wire, "report", REPORT, "de")
    run(warehouse, sources, "wire")
    link(warehouse)
    assert stories(warehouse) == {frozenset({"port en", "report de"})}
    put(wire, "port", PORT, "de")
    run(warehouse, sources, "wire")
    link(warehouse)
    assert stories(warehouse) == {together("port", "en", "de"), together("report", "de")}


def test_a_person_parts_and_joins_translations_for_good(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT, "en", "de")
    put(wire, "rival", RIVAL, "de")
    run(warehouse, sources, "wire")
    link(warehouse)
    split(warehouse, "port de")
    join(warehouse, "rival de", "port en")
    ruled = {together("port", "de"), frozenset({"port en", "rival de"})}
    assert stories(warehouse) == ruled
    replay(warehouse, directory=sources)
    link(warehouse)
    assert stories(warehouse) == ruled


def test_pairs_that_an_interrupted_call_left_are_decided_by_the_next_one(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    put(wire, "port", PORT, "en", "de")
    run(warehouse, sources, "wire")
    with warehouse.transaction():
        assert reading.read_some(warehouse) == 2
    assert len(stories(warehouse)) == 2
    assert link(warehouse) == 1
    assert len(stories(warehouse)) == 1
