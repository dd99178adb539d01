"""Killed at any statement of any stage, or twice at once: the next run loses nothing and doubles nothing."""

from __future__ import annotations

import random
import signal
from pathlib import Path

import psycopg
import pytest

from tests.faults.faulty import BALANCED, begin, done, empty, heal, said, statements
from tests.faults.row import ROUNDS, SECONDS, fault
from tests.support.stories import BODY, drop, ninjs

pytestmark = pytest.mark.timeout(SECONDS)

NAMES = ("paper", "wire")


def fill(wire: Path, paper: Path) -> None:
    """Drop stories, later versions, copies, and files that are none."""
    for number in range(20):
        words = " ".join(f"{word}{number}" for word in BODY.split())
        drop(wire, f"{number:02}.json", ninjs(f"ship-{number}", body=words))
        if number % 3 == 0:
            later = ninjs(f"ship-{number}", version="2", body=f"{words} It left.", minute=4)
            drop(wire, f"{number:02}-2.json", later)
        if number % 4 == 0:
            drop(paper, f"{number:02}.json", ninjs(f"copy-{number}", body=words, minute=50))
        if number % 5 == 0:
            drop(paper, f"{number:02}.bad", b'{"uri":')


@fault(
    name="Killed (`kill -9`) at any statement of fetch, parse, load, learning, index or translations",
    does="Each step is one transaction: the unfinished one vanishes with its cursor.",
    shows="Nothing; the next run's log names the runs of the earlier start that it finishes.",
    heals="The next run finishes the fetched runs and fetches the rest. Nothing is lost or comes twice.",
)
def test_killed_at_random_statements(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path, paper: Path
) -> None:
    fill(wire, paper)
    command, url = ("ingest", "--sources", sources), {"NEWSWIRE_DATABASE_URL": warehouse_url}
    count = statements(*command, **url)
    whole = said(warehouse)
    moments = random.Random(18)
    for _ in range(ROUNDS):
        empty(warehouse)
        at = moments.randrange(count)
        status, _, err = done(begin("kill", at, *command, **url))
        assert status == -signal.SIGKILL, (at, err)
        assert warehouse.execute(BALANCED).fetchall() == [], at
        assert heal(warehouse, sources, NAMES) == whole, at


@fault(
    name="Killed in the middle of `replay`",
    does="A replay is one transaction: none of it stays.",
    shows="Nothing; the warehouse is as before.",
    heals="`./newswire replay` again.",
)
def test_a_killed_replay_leaves_the_warehouse_as_it_was(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path, paper: Path
) -> None:
    fill(wire, paper)
    whole = heal(warehouse, sources, NAMES)
    url = {"NEWSWIRE_DATABASE_URL": warehouse_url, "NEWSWIRE_SOURCES": str(sources)}
    count = statements("replay", **url)
    moments = random.Random(19)
    for _ in range(max(2, ROUNDS // 3)):
        at = moments.randrange(count // 4, count - 5)
        status, _, err = done(begin("kill", at, "replay", **url))
        assert status == -signal.SIGKILL, (at, err)
        assert heal(warehouse, sources, NAMES) == whole, at


@fault(
    name="Two runs of one interval at once",
    does="A lock lets one load go on at a time; a document that both bring is kept once.",
    shows="Two tables of counts; together they have each story once.",
    heals="There is nothing to heal.",
)
def test_two_runs_of_one_interval_at_once(
    warehouse: psycopg.Connection, warehouse_url: str, sources: Path, wire: Path, paper: Path
) -> None:
    fill(wire, paper)
    command, url = ("ingest", "--sources", sources), {"NEWSWIRE_DATABASE_URL": warehouse_url}
    statements(*command, **url)
    whole = said(warehouse)
    for _ in range(max(1, ROUNDS // 6)):
        empty(warehouse)
        both = [begin("none", -1, *command, **url) for _ in range(2)]
        ends = [done(process) for process in both]
        assert not [err for _, _, err in ends if "Traceback" in err], ends
        assert heal(warehouse, sources, NAMES) == whole
