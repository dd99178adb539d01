"""SQL in every field of a story is text: it is kept as it came, found by a search, and never runs."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields

import psycopg

from newswire.fetch.fetched import Cursor, Fetched
from newswire.fetch.store import keep
from newswire.load.answers import Answer
from newswire.load.run import load
from newswire.model import Document, Item, Link, Subject
from newswire.rounds.ending import end_round
from tests.support.stories import NOW, TODAY

SQL = "'); DROP SCHEMA news CASCADE; -- $$ %s {0} \\"
VALUES = {
    "str": SQL,
    "str | None": SQL,
    "tuple[str, ...]": (SQL,),
    "tuple[Subject, ...]": (Subject(SQL, SQL, SQL),),
    "tuple[Link, ...]": (Link(SQL, SQL, SQL),),
}


def test_sql_in_every_field_is_text(warehouse: psycopg.Connection) -> None:
    filled = {one.name: VALUES[str(one.type)] for one in fields(Item) if str(one.type) in VALUES}
    body = f"{SQL} The lighthouse of Cape Orra is dark.\n\nIts keeper wrote {SQL}."
    at = dt.datetime(2024, 5, 8, 12, tzinfo=dt.UTC)
    item = Item(**filled | {"body_text": body, "published": at, "pubstatus": "usable"})
    document = Document(SQL.encode(), SQL, SQL, SQL, fetched_at=NOW)
    run_id, _ = keep(warehouse, SQL, TODAY, [Fetched(document, Cursor(SQL))])
    assert run_id is not None
    [(fetch_id,)] = warehouse.execute("SELECT fetch_id FROM raw.fetches").fetchall()
    with warehouse.transaction():
        load(warehouse, run_id, SQL, iter([[Answer(fetch_id, 0, item)]]))
    end_round(warehouse)
    [row] = warehouse.execute(
        "SELECT provider, guid, version, headline, slugline, byline, source_name, place FROM mart.story_items"
    ).fetchall()
    assert set(row) == {SQL}
    found = warehouse.execute("SELECT title FROM mart.search('lighthouse', source => %s)", (SQL,)).fetchall()
    assert found == [(SQL,)]
    assert warehouse.execute("SELECT count(*) FROM mart.search(%s)", (SQL,)).fetchone() is not None
