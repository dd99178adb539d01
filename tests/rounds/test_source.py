"""One source of a round: what another try, or another run, does not do again."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg

from newswire.rounds.source import Order
from tests.fetch.conftest import Site
from tests.rounds.conftest import FEED, Round, feed
from tests.support.site import Reply
from tests.support.stories import TODAY


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
    assert again["albers"] == first["albers"] | {"is_repeated": True}, "it is counted already"
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
