"""Versions that come under a guid of their own are known by the wire's marks, in any order."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.support.stories import drop, ninjs, run

KEPT = (
    "Work is to begin as soon as the fishing season ends in October and to last until the following May",
    "Ferries to the islands will use the coal quay until the new pier opens, harbour master Ingrid Dahl said",
    "The fishermen's union had asked for a stone pier, which would have cost twice as much",
)
OPENING = (
    "The harbour council of Port Albers voted on Tuesday to rebuild the northern pier for 4.2 million crowns",
    "Engineers had warned since spring that the wooden piles would not stand another winter of storms",
    "Twelve of the nineteen members of the council were in favour, three abstained",
)
REWRITTEN = (
    "Port Albers will get a new northern pier of steel after a vote that divided its council late at night",
    "Opponents led by councillor Marten Holt announced that they would take the decision to court in Vessen",
    "The minister of transport welcomed the vote and promised that the state would carry a third of it",
)
HEADLINE = "Port Albers council votes to rebuild pier"
SLUG = "BC-EU--Albers-Pier"


def text(*sentences: str) -> str:
    return ".\n\n".join(sentences) + "."


def story(guid: str, headline: str, body: str, minute: int, slugline: str = SLUG) -> dict[str, Any]:
    created = f"2024-05-07T12:{minute:02}:00+00:00"
    return ninjs(guid, headline=headline, body=body, minute=minute, slugline=slugline, firstcreated=created)


FIRST = story("urn:a:1", HEADLINE, text(*OPENING, *KEPT), 0)
VERSIONS = (
    FIRST,
    story("urn:a:2", f"UPDATE 2-{HEADLINE}", text(OPENING[0], REWRITTEN[1], *OPENING[1:], *KEPT), 10),
    story("urn:a:3", f"CORRECTED-{HEADLINE}", text(*OPENING, *KEPT).replace("4.2", "4.8"), 20),
    story("urn:a:4", "Steel pier for Albers", text(*REWRITTEN, *KEPT), 30, f"{SLUG},1st Ld-Writethru"),
)


def deliver(
    warehouse: psycopg.Connection, sources: Path, wire: Path, documents: Sequence[dict[str, Any]]
) -> None:
    for number, document in enumerate(documents):
        drop(wire, f"{number}.json", document)
        run(warehouse, sources, "wire")


@pytest.mark.parametrize("order", list(itertools.permutations(range(4))))
def test_an_update_a_correction_and_a_write_through(
    warehouse: psycopg.Connection, sources: Path, wire: Path, order: Sequence[int]
) -> None:
    deliver(warehouse, sources, wire, [VERSIONS[place] for place in order])
    shown = warehouse.execute(
        "SELECT guid, relation, match_kind, label FROM mart.story_items ORDER BY guid"
    ).fetchall()
    assert shown == [
        ("urn:a:1", "original", None, None),
        ("urn:a:2", "copy", "version", "UPDATE 2"),
        ("urn:a:3", "copy", "version", "CORRECTED"),
        ("urn:a:4", "copy", "version", "1st Ld-Writethru"),
    ]
    assert warehouse.execute("SELECT items FROM mart.stories").fetchall() == [(4,)]


def test_the_same_slug_without_a_mark_is_another_story(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    unmarked = story("urn:a:4", "Steel pier for Albers", text(*REWRITTEN, *KEPT), 30)
    deliver(warehouse, sources, wire, [FIRST, unmarked])
    assert warehouse.execute("SELECT count(*) FROM mart.stories").fetchone() == (2,)
