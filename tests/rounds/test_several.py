"""A round: several sources at once, and failures as rows."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import psycopg
import pytest

from newswire.rounds.source import Order
from tests.fetch.conftest import Site
from tests.rounds.conftest import Round, feed
from tests.support.stories import drop, folder_source, ninjs


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
