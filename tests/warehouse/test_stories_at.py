"""``mart.stories_at``: the stories as readers saw them at a moment, whatever came after it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from newswire.fetch import Interval
from newswire.pipeline import fetch_source, load_run, parse_run, replay
from tests.support.stories import BODY, drop, ninjs
from tests.warehouse.test_shown import DOCUMENTS, PLAIN

NOON = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC)
DAYS = Interval(dt.datetime(2024, 1, 1, tzinfo=dt.UTC), dt.datetime(2034, 1, 1, tzinfo=dt.UTC))
MORE = f"{BODY} Work begins in May."
CREDITED = f"PORT ALBERS, May 7 (Harbour Press) - {BODY}"
COPY = ninjs("local/1", body=CREDITED, minute=30, firstcreated="2024-05-07T12:30:00Z", provider="Coast Daily")

Deliver = Callable[..., None]


def at(minute: float) -> dt.datetime:
    """A moment, in minutes after noon of the day on which the documents come."""
    return NOON + dt.timedelta(minutes=minute)


@pytest.fixture
def deliver(warehouse: psycopg.Connection, sources: Path) -> Deliver:
    """Have a document fetched at a minute after noon, and load it."""

    def deliver(folder: Path, minute: float, document: dict[str, Any]) -> None:
        drop(folder, f"{len(list(folder.iterdir())):03}.json", document)
        fetching = fetch_source(warehouse, folder.name, DAYS, at(minute), sources, at_once=True)
        assert fetching.run_id is not None
        parse_run(warehouse, fetching.run_id, sources)
        load_run(warehouse, fetching.run_id, sources)

    return deliver


def titles(warehouse: psycopg.Connection, minute: float) -> list[str]:
    return [
        title
        for (title,) in warehouse.execute("SELECT title FROM mart.stories_at(%s) ORDER BY 1", (at(minute),))
    ]


def stories(warehouse: psycopg.Connection, minute: float) -> list[tuple[Any, ...]]:
    """All that a replay must give again: each column but the numbers of rows."""
    return warehouse.execute(
        """
        SELECT title, provider, items, versions, copies, source_names, first_published_at, last_published_at,
            first_issued_at, last_issued_at, guid, kind, place, country, language, base_language, url
        FROM mart.stories_at(%s) ORDER BY provider, guid
        """,
        (at(minute),),
    ).fetchall()


def test_a_correction_counts_from_its_receipt(
    warehouse: psycopg.Connection, wire: Path, deliver: Deliver
) -> None:
    deliver(wire, 0, ninjs("pier", headline="Pier to be rebuilt"))
    deliver(wire, 10, ninjs("pier", version="2", minute=5, headline="Pier to be rebuilt by May", body=MORE))
    assert titles(warehouse, -1) == []
    assert titles(warehouse, 0) == ["Pier to be rebuilt"]
    assert titles(warehouse, 9.9) == ["Pier to be rebuilt"]
    assert titles(warehouse, 10) == ["Pier to be rebuilt by May"]


def test_an_older_version_that_comes_late_is_counted_and_not_shown(
    warehouse: psycopg.Connection, wire: Path, deliver: Deliver
) -> None:
    deliver(wire, 0, ninjs("pier", version="2", minute=5, headline="Pier to be rebuilt by May", body=MORE))
    deliver(wire, 10, ninjs("pier", headline="Pier to be rebuilt"))
    seen = "SELECT title, versions FROM mart.stories_at(%s)"
    assert warehouse.execute(seen, (at(5),)).fetchall() == [("Pier to be rebuilt by May", 1)]
    assert warehouse.execute(seen, (at(15),)).fetchall() == [("Pier to be rebuilt by May", 2)]


def test_a_kill_hides_the_story_and_the_copy_that_names_its_agency_from_its_receipt(
    warehouse: psycopg.Connection, wire: Path, paper: Path, deliver: Deliver
) -> None:
    deliver(wire, 0, ninjs("pier"))
    deliver(paper, 5, COPY)
    deliver(wire, 20, ninjs("pier", version="2", minute=9, pubstatus="canceled", headline="", body=""))
    counted = "SELECT items, copies FROM mart.stories_at(%s)"
    assert warehouse.execute(counted, (at(4),)).fetchall() == [(1, 0)]
    assert warehouse.execute(counted, (at(19),)).fetchall() == [(2, 1)]
    assert titles(warehouse, 20) == []


def test_a_kill_that_is_an_item_of_its_own_counts_from_its_receipt(
    warehouse: psycopg.Connection, wire: Path, deliver: Deliver
) -> None:
    deliver(wire, 0, ninjs("pier"))
    deliver(wire, 20, ninjs("kill", minute=50, headline="KILL: Pier to be rebuilt", body="It is wrong."))
    assert titles(warehouse, 19) == ["Pier to be rebuilt"]
    assert titles(warehouse, 20) == []


def test_an_embargo_ends_at_its_moment(warehouse: psycopg.Connection, wire: Path, deliver: Deliver) -> None:
    deliver(wire, 0, ninjs("fair", headline="Fair opens", embargoed=at(30).isoformat()))
    assert titles(warehouse, 29.9) == []
    assert titles(warehouse, 30) == ["Fair opens"]


def test_a_moment_to_come_ends_no_embargo(
    warehouse: psycopg.Connection, wire: Path, deliver: Deliver
) -> None:
    later = dt.datetime.now(dt.UTC) + dt.timedelta(days=1)
    deliver(wire, 0, ninjs("fair", headline="Fair opens", embargoed=later.isoformat()))
    assert warehouse.execute("SELECT * FROM mart.stories_at('infinity')").fetchall() == []


def test_a_period_limits_the_stories_by_the_time_of_a_version(
    warehouse: psycopg.Connection, wire: Path, deliver: Deliver
) -> None:
    deliver(wire, 0, ninjs("pier", minute=0))
    deliver(wire, 1, ninjs("pier", version="2", minute=60, body=MORE))
    undated = ninjs("fair", body="The fair opens on Sunday.")
    del undated["versioncreated"], undated["firstcreated"]
    deliver(wire, 2, undated)
    asked = "SELECT guid, versions FROM mart.stories_at(%s, since => %s, until => %s) ORDER BY guid"
    day = dt.datetime(2024, 5, 7, tzinfo=dt.UTC)
    hour = dt.timedelta(hours=1)
    for since, until, found in (
        (day, day + 11 * hour, []),
        (day + 13 * hour, day + 14 * hour, [("pier", 2)]),
        (day + 14 * hour, NOON, []),
        (NOON, None, [("fair", 1)]),
        (None, None, [("fair", 1), ("pier", 2)]),
    ):
        assert warehouse.execute(asked, (at(5), since, until)).fetchall() == found, (since, until)
    later = (at(0), day + 13 * hour, day + 14 * hour)
    assert warehouse.execute(asked, later).fetchall() == [], "the version of that hour was not there yet"


def test_a_replay_gives_the_same_at_each_moment_and_now_is_mart_stories(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path, deliver: Deliver
) -> None:
    folders = {"wire": wire, "paper": paper}
    for minute, (folder, document) in enumerate(DOCUMENTS.values()):
        deliver(folders[folder], minute, document)
        now = "SELECT to_jsonb(one) FROM mart.stories_at(now()) AS one ORDER BY one.story_id"
        view = "SELECT to_jsonb(one) FROM mart.stories AS one ORDER BY one.story_id"
        assert warehouse.execute(now).fetchall() == warehouse.execute(view).fetchall(), document
    before = [stories(warehouse, minute) for minute in range(len(DOCUMENTS))]
    assert len({str(one) for one in before}) > 5
    replay(warehouse, directory=sources)
    assert [stories(warehouse, minute) for minute in range(len(DOCUMENTS))] == before


@pytest.fixture
def plain(warehouse: psycopg.Connection) -> None:
    """The function that puts each story in order, as ``plain.stories_at``."""
    warehouse.execute("CREATE SCHEMA plain")
    warehouse.execute((PLAIN / "stories_at.sql").read_bytes())


def test_stories_that_are_as_they_were_equal_those_that_are_put_in_order(
    warehouse: psycopg.Connection, wire: Path, paper: Path, deliver: Deliver, plain: None
) -> None:
    folders = {"wire": wire, "paper": paper}
    once = ninjs("gate", body="The gate of Lomsdal is painted.", embargoed=at(3).isoformat())
    again = ninjs("lock", body="The lock of Tarn is open.", minute=90)
    for minute, (folder, document) in enumerate([*DOCUMENTS.values(), ("wire", once), ("paper", again)]):
        deliver(folders[folder], minute - 20, document)
    noon = at(-24 * 60)
    periods = ((None, None), (noon, None), (at(-23 * 60), at(-22.5 * 60)), (None, at(-22 * 60)))
    for minute in range(-21, 5):
        for since, until in periods:
            asked = "SELECT to_jsonb(one) FROM {}.stories_at(%s, %s, %s) AS one ORDER BY one.story_id"
            values = (at(minute), since, until)
            kept, ordered = (
                warehouse.execute(sql.SQL(asked).format(sql.Identifier(schema)), values).fetchall()
                for schema in ("mart", "plain")
            )
            assert kept == ordered, values


@pytest.mark.parametrize("since", [None, at(-23 * 60)])
def test_the_newest_are_the_first_of_all(
    warehouse: psycopg.Connection, wire: Path, paper: Path, deliver: Deliver, since: dt.datetime | None
) -> None:
    folders = {"wire": wire, "paper": paper}
    for minute, (folder, document) in enumerate(DOCUMENTS.values()):
        deliver(folders[folder], minute, document)
    asked = "SELECT to_jsonb(one) FROM mart.stories_at(%s, since => %s, most => %s) AS one"
    for minute in range(-1, len(DOCUMENTS)):
        found = warehouse.execute(asked, (at(minute), since, None)).fetchall()
        found.sort(key=lambda row: (row[0]["last_issued_at"], row[0]["story_id"]), reverse=True)
        for most in (1, 2, 3, 20):
            newest = warehouse.execute(asked, (at(minute), since, most)).fetchall()
            assert newest == found[:most], (minute, most)
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="most is 1 or more"):
        warehouse.execute(asked, (at(0), None, 0))


def test_a_reader_may_ask(warehouse: psycopg.Connection, wire: Path, deliver: Deliver) -> None:
    deliver(wire, 0, ninjs("pier"))
    with warehouse.transaction():
        warehouse.execute("SET LOCAL ROLE newswire_reader")
        assert titles(warehouse, 0) == ["Pier to be rebuilt"]
