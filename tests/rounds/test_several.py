"""A round: several sources at once, failures as rows, and what another try of the round does not do again."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.rounds import several
from newswire.rounds.source import Order
from newswire.warehouse.connect import connect
from tests.fetch.conftest import Site
from tests.support.site import Reply
from tests.support.stories import TODAY, drop, folder_source, ninjs

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Coastal Press</title>
<item><guid isPermaLink="false">urn:ferry:{0}</guid><title>Ferry {0} is late</title>
<pubDate>Tue, 07 May 2024 12:00:00 GMT</pubDate><description>Ferry {0} left late again.</description></item>
</channel></rss>"""

Round = Callable[..., dict[str, dict[str, Any]]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feeds").mkdir()
    return tmp_path / "feeds"


@pytest.fixture
def order(folder: Path, warehouse: psycopg.Connection) -> Order:
    """A round of a run of Airflow's that began at this moment."""
    [(now,)] = warehouse.execute("SELECT clock_timestamp()").fetchall()
    return Order(TODAY, folder, airflow_run="scheduled", since=now)


@pytest.fixture
def taken(warehouse_url: str) -> Round:
    """Takes sources in a round. Returns their rows by name."""

    def take(order: Order, *names: str) -> dict[str, dict[str, Any]]:
        return {row["source"]: row for row in several.ingest(names, order, partial(connect, warehouse_url))}

    return take


def feed(folder: Path, site: Site, name: str, number: int) -> None:
    site.reply(f"/{name}.xml", FEED.format(number).encode())
    url = f"{site.url}/{name}.xml"
    (folder / f"{name}.toml").write_text(
        f'name = "{name}"\nkind = "feed"\nprovider = "{name}"\nurl = "{url}"\npause = 0.001'
    )


def test_each_source_has_a_row_and_a_failure_stops_no_other(
    order: Order, taken: Round, folder: Path, site: Site, tmp_path: Path, warehouse: psycopg.Connection
) -> None:
    names = [f"quay-{number:02}" for number in range(20)]
    for number, name in enumerate(names):
        feed(folder, site, name, number)
    folder_source(folder, "empty", tmp_path / "empty")
    folder_source(folder, "gone", tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    site.reply("/down.xml", status=500)
    (folder / "down.toml").write_text(f'name = "down"\nkind = "feed"\nurl = "{site.url}/down.xml"')

    found = taken(order, "gone", "down", "empty", "unknown", *names)

    assert {name: found[name]["new"] for name in names} == dict.fromkeys(names, 1)
    assert found["empty"] == {"source": "empty", "note": "empty has nothing new."}
    assert "does not exist. Make it" in found["gone"]["error"]
    assert "There is no source 'unknown'" in found["unknown"]["error"]
    assert "answered 500" in found["down"]["error"]
    final = {name: row["is_final"] for name, row in found.items() if "error" in row}
    assert final == {"gone": True, "unknown": True, "down": False}
    assert warehouse.execute("SELECT count(*) FROM mart.story_items").fetchone() == (20,)


def test_the_time_that_a_host_asks_for_stands_in_the_row(
    order: Order, taken: Round, folder: Path, site: Site
) -> None:
    feed(folder, site, "quay", 1)
    site.reply("/quay.xml", status=503, Retry_After="60")

    row = taken(order, "quay")["quay"]

    assert row["is_final"] is False
    assert dt.datetime.fromisoformat(row["retry_at"]) > dt.datetime.now(dt.UTC)


def test_another_try_of_a_round_asks_no_source_twice_and_finishes_what_was_not_loaded(
    order: Order, taken: Round, folder: Path, site: Site, warehouse: psycopg.Connection
) -> None:
    for number, name in enumerate(("albers", "berlin", "quiet")):
        feed(folder, site, name, number)
    taken(replace(order, airflow_run="earlier"), "quiet")
    warehouse.execute("ALTER TABLE news.items ADD CONSTRAINT broken CHECK (provider <> 'berlin')")
    first = taken(order, "albers", "berlin", "quiet")
    assert first["berlin"]["error"].startswith("CheckViolation: ")
    warehouse.execute("ALTER TABLE news.items DROP CONSTRAINT broken")
    asked = len(site.requests)

    again = taken(order, "albers", "berlin", "quiet")

    assert len(site.requests) == asked
    assert again["albers"] == first["albers"]
    assert again["berlin"]["new"] == 1
    assert again["quiet"] == first["quiet"] == {"source": "quiet", "note": "quiet has nothing new."}

    [(now,)] = warehouse.execute("SELECT clock_timestamp()").fetchall()
    taken(replace(order, since=now), "albers")
    assert len(site.requests) == asked + 1, "a run that a person clears asks again"


def test_a_fetch_that_was_interrupted_is_made_again(
    order: Order, taken: Round, folder: Path, site: Site, warehouse: psycopg.Connection
) -> None:
    feed(folder, site, "quay", 1)
    warehouse.execute(
        "INSERT INTO ledger.fetches (source_name, interval_start, interval_end, begun_at, place, outcome,"
        " airflow_run) VALUES ('quay', %s, %s, clock_timestamp(), 'x', 'begun', 'scheduled')",
        (TODAY.start, TODAY.end),
    )

    assert taken(order, "quay")["quay"]["new"] == 1


def test_runs_that_overlap_load_a_source_once(
    order: Order, taken: Round, folder: Path, site: Site, warehouse: psycopg.Connection
) -> None:
    feed(folder, site, "quay", 1)
    asked, answer = threading.Event(), threading.Event()

    def slow(_: dict[str, str]) -> Reply:
        asked.set()
        answer.wait(60)
        return Reply(FEED.format(1).encode())

    site.replies["/quay.xml"] = slow
    rows: list[dict[str, Any]] = []
    first = threading.Thread(target=lambda: rows.append(taken(order, "quay")["quay"]))
    first.start()
    asked.wait(60)

    manual = replace(order, airflow_run="manual", goes_on=lambda run: run == "scheduled")
    other = taken(manual, "quay")["quay"]
    answer.set()
    first.join()

    assert other["note"] == "Another run works on quay at this moment, so it is left to it."
    assert rows[0]["new"] == 1
    assert len(site.requests) == 1
    assert warehouse.execute("SELECT count(*) FROM ledger.runs").fetchone() == (1,)
    assert taken(manual, "quay")["quay"]["note"] == "quay has nothing new.", "the first run has loaded it"


def test_a_warehouse_that_is_lost_is_no_failure_of_a_source(
    order: Order, taken: Round, tmp_path: Path, folder: Path, warehouse: psycopg.Connection
) -> None:
    for name in ("albers", "berlin"):
        folder_source(folder, name, tmp_path / name)
        drop(tmp_path / name, "1.json", json.dumps(ninjs(f"urn:{name}:1", body=f"{name} alone.")).encode())
    warehouse.execute(
        "CREATE FUNCTION news.lose() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NEW; END $$"
    )
    warehouse.execute("CREATE TRIGGER lost BEFORE INSERT ON news.items EXECUTE FUNCTION news.lose()")

    with pytest.raises(psycopg.OperationalError):
        taken(order, "albers", "berlin")

    warehouse.execute("DROP FUNCTION news.lose CASCADE")
    assert {row["new"] for row in taken(order, "albers", "berlin").values()} == {1}
