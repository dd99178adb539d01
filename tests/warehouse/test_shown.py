"""The stored rows behind the views: after any sequence of events, each view equals its plain definition.

The folder ``plain`` has the definitions that work every column out from the items and versions.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from psycopg import sql

from newswire.load.rulings import RulingError, join, split
from newswire.pipeline import replay
from tests.conftest import TABLES
from tests.support.samples import Samples
from tests.support.stories import BODY, NOW, SENTENCES, drop, folder_source, ninjs, run

PLAIN = Path(__file__).parent / "plain"
VIEWS = (
    "story_items",
    "stories",
    "syndication",
    "revisions",
    "languages",
    "links",
    "kills",
    "documents",
    "rejected",
    "site_rules",
    "subjects",
    "volume_by_hour",
    "volume_by_day",
    "lateness",
    "corrections",
)
"""In this order, since a plain view may read those before it."""
DAY = dt.timedelta(days=1)
CREDITED = f"PORT ALBERS, May 7 (Harbour Press) - {BODY}"
WIDER = (
    f"{BODY}\n\nThe year in the ports of the coast had more than this pier. Lomsdal closed its cannery in "
    "January and opened a school for pilots in its halls in June.\n\nIn Tarn the lighthouse was sold to a "
    "baker, who bakes in it by night and lets the loaves down on a rope."
)
WALL = (
    "Log in or subscribe to go on reading. Subscribers see all articles, the archive since 1921 and the "
    "printed paper as pages, on up to three devices. The first month is free, and you can end it on any day."
)

DOCUMENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "first": ("wire", ninjs("pier")),
    "second": (
        "wire",
        ninjs("pier", version="2", minute=5, body=f"{BODY} Work begins.", language="en-GB"),
    ),
    "corrected": ("wire", ninjs("pier", version="3", minute=9, headline="Pier to be rebuilt by May")),
    "canceled": ("wire", ninjs("pier", version="4", minute=20, pubstatus="canceled", headline="", body="")),
    "restored": ("wire", ninjs("pier", version="5", minute=30)),
    "withheld": ("wire", ninjs("pier", version="6", minute=40, pubstatus="withheld")),
    "embargoed": ("wire", ninjs("pier", version="2", minute=6, embargoed=(NOW + DAY / 2).isoformat())),
    "kill": (
        "wire",
        ninjs("kill", minute=50, headline="KILL: Pier to be rebuilt", body="It is wrong."),
    ),
    "other": (
        "wire",
        ninjs("strike", minute=3, body="Dockers of Port Albers went on strike at noon."),
    ),
    "lead": ("wire", ninjs("pier-lead", minute=7, body=". ".join(SENTENCES[:3]) + ".")),
    "ahead": ("wire", ninjs("fair", body="The fair opens on Sunday.", embargoed=(NOW + DAY / 3).isoformat())),
    "copy": ("paper", ninjs("local/1", minute=30, body=CREDITED, provider="Coast Daily")),
    "copy again": ("paper", ninjs("local/1", version="2", minute=45, body=f"{CREDITED} Ferries sail.")),
    "early copy": ("paper", ninjs("local/2", minute=-30, firstcreated="2024-05-07T10:00:00Z", language="de")),
    "embargoed copy": ("paper", ninjs("local/3", minute=33, embargoed=(NOW + DAY / 2).isoformat())),
    "wider": ("paper", ninjs("local/4", minute=90, headline="A year on the coast", body=WIDER)),
    "refused": ("paper", {"uri": 1, "type": ["x"]}),
    **{
        f"wall {number}": ("paper", ninjs(f"wall-{number}", minute=60 + number, headline=headline, body=WALL))
        for number, headline in enumerate(("Mill burns down", "Fares rise", "Choir wins", "Frost falls"))
    },
}
GUIDS = sorted({str(document.get("uri")) for _, document in DOCUMENTS.values()} - {"1"})

EVENTS = st.one_of(
    st.tuples(st.just("deliver"), st.lists(st.sampled_from(sorted(DOCUMENTS)), min_size=1, max_size=3)),
    st.tuples(st.just("join"), st.lists(st.sampled_from(GUIDS), min_size=2, max_size=2)),
    st.tuples(st.just("split"), st.lists(st.sampled_from(GUIDS), min_size=1, max_size=2)),
    st.tuples(st.just("replay"), st.lists(st.sampled_from(["wire", "paper"]), max_size=1)),
)


@pytest.fixture
def compared(warehouse: psycopg.Connection) -> psycopg.Connection:
    """A warehouse with the plain views in the schema ``plain``."""
    define_plainly(warehouse)
    return warehouse


def define_plainly(connection: psycopg.Connection) -> None:
    """Make the schema ``plain`` with the plain views."""
    connection.execute("CREATE SCHEMA plain")
    for view in VIEWS:
        connection.execute((PLAIN / f"{view}.sql").read_bytes())


def columns(connection: psycopg.Connection, view: str) -> list[str]:
    found = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 ORDER BY attnum",
        (view,),
    )
    return [name for (name,) in found]


def differences(connection: psycopg.Connection, views: Sequence[str] = VIEWS) -> dict[str, list[Any]]:
    """Rows of a view and not of its plain definition (+), or the other way round (-), by view."""
    found: dict[str, list[Any]] = {}
    for view in views:
        names = sql.SQL(", ").join(map(sql.Identifier, columns(connection, f"plain.{view}")))
        new = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier("mart", view))
        old = sql.SQL("SELECT {} FROM {}").format(names, sql.Identifier("plain", view))
        for sign, some, others in (("+", new, old), ("-", old, new)):
            rows = connection.execute(sql.SQL("{} EXCEPT ALL {}").format(some, others)).fetchall()
            found.setdefault(view, []).extend((sign, *row) for row in rows)
    return {view: rows for view, rows in found.items() if rows}


def differences_after(connection: psycopg.Connection, time: dt.timedelta) -> dict[str, list[Any]]:
    """The differences if the clock went on by ``time``: the embargoes are moved instead."""
    with connection.transaction(force_rollback=True):
        connection.execute("UPDATE news.versions SET embargo_until = embargo_until - %s", (time,))
        for column in ("visible_from", "original_visible_from"):
            moved = sql.SQL("UPDATE news.shown SET {0} = {0} - %s").format(sql.Identifier(column))
            connection.execute(moved, (time,))
        return differences(connection)


def happen(connection: psycopg.Connection, folder: Path, what: str, names: list[str], number: int) -> None:
    sources = folder / "sources"
    if what == "deliver":
        for place, name in enumerate(names):
            source, document = DOCUMENTS[name]
            drop(folder / source, f"{number:03}-{place}.json", document)
        for source in ("wire", "paper"):
            run(connection, sources, source)
    elif what == "replay":
        replay(connection, *names, directory=sources)
    else:
        with suppress(RulingError):
            join(connection, *names) if what == "join" else split(connection, *names)


def test_the_views_of_before_keep_their_columns_in_their_order(compared: psycopg.Connection) -> None:
    for view in VIEWS:
        before = columns(compared, f"plain.{view}")
        assert columns(compared, f"mart.{view}")[: len(before)] == before


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("deliver", ["early copy"]), ("deliver", ["first", "copy"]), ("deliver", ["canceled"])])
@example([("deliver", [name]) for name in DOCUMENTS])
@example([("deliver", [name]) for name in reversed(DOCUMENTS)] + [("replay", [])])
@example([("deliver", ["first", "copy", "wider"]), ("split", ["local/1"]), ("deliver", ["second"])])
@example([("deliver", ["first", "embargoed copy"]), ("deliver", ["ahead", "embargoed"]), ("replay", [])])
@given(st.lists(EVENTS, min_size=3, max_size=7))
def test_each_view_equals_its_plain_definition_after_any_events(
    compared: psycopg.Connection, events: list[tuple[str, list[str]]]
) -> None:
    [(tables,)] = compared.execute(TABLES).fetchall()
    compared.execute(f"TRUNCATE {tables} RESTART IDENTITY".encode())
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        folder_source(folder / "sources", "wire", folder / "wire", provider="harbour-press")
        folder_source(folder / "sources", "paper", folder / "paper", provider="coast-daily")
        for number, (what, names) in enumerate(events):
            happen(compared, folder, what, names, number)
            assert differences(compared, ["story_items"]) == {}, f"after {what} {names}"
        assert differences(compared) == {}
        assert differences_after(compared, DAY) == {}, "a day later"


def test_the_first_load_after_an_embargo_writes_the_story_as_any_other(
    compared: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    happen(compared, wire.parent, "deliver", ["ahead", "first", "embargoed copy"], 0)
    [(held,)] = compared.execute("SELECT count(*) FROM news.shown WHERE is_timed").fetchall()
    compared.execute("UPDATE news.versions SET embargo_until = embargo_until - %s", (DAY,))
    compared.execute("UPDATE news.shown SET visible_from = visible_from - %s", (DAY,))
    happen(compared, wire.parent, "deliver", ["canceled"], 1)
    assert held == 3
    assert compared.execute("SELECT guid FROM news.shown WHERE is_timed OR guid IS NULL").fetchall() == []
    assert differences(compared) == {}


def test_each_view_equals_its_plain_definition_on_real_stories(samples: Samples) -> None:
    with psycopg.connect(samples.url) as connection, connection.transaction(force_rollback=True):
        define_plainly(connection)
        assert differences(connection) == {}
        assert differences_after(connection, DAY) == {}, "a day later"
        assert {view for view in VIEWS if not rows(connection, view)} <= {"site_rules"}


def rows(connection: psycopg.Connection, view: str) -> int:
    """The number of rows of a view."""
    [(counted,)] = connection.execute(
        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier("mart", view))
    ).fetchall()
    return int(counted)
