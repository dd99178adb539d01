"""deploy/grafana/newswire.json: its statements, as the reader of a real warehouse, and the metrics it names.

Grafana itself never runs here. The macros and variables are replaced as its data source replaces them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire import settings
from newswire.airflow_tasks.observing.catalogue import METRICS
from newswire.fetch import Interval
from newswire.quality.check import check
from newswire.rounds.ending import end_round
from newswire.rounds.several import ingest
from newswire.rounds.source import Order
from newswire.warehouse.embedded import Database
from newswire.workers.work import HERE
from tests.support.stories import folder_source, ninjs

BOARD: dict[str, Any] = json.loads(
    (settings.root() / "deploy" / "grafana" / "newswire.json").read_text(encoding="utf-8")
)
PANELS: list[dict[str, Any]] = [panel for panel in BOARD["panels"] if panel["type"] != "row"]


def targets(kind: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each query of a kind of data source, with its panel."""
    for panel in PANELS:
        for target in panel["targets"]:
            if target["datasource"]["type"] == kind:
                yield panel, target


SQL = {
    f"{panel['title']} {panel['type']}": target for panel, target in targets("grafana-postgresql-datasource")
}
EXPRESSIONS = [(panel["title"], target["expr"]) for panel, target in targets("prometheus")]


def interpolated(text: str, sources: list[str], now: dt.datetime) -> bytes:
    """A statement as Grafana sends it: the last 24 hours, and these sources."""
    begin, end = (f"'{moment:%Y-%m-%dT%H:%M:%SZ}'" for moment in (now - dt.timedelta(days=1), now))
    text = re.sub(r"\$__timeFilter\((\w+)\)", rf"\1 BETWEEN {begin} AND {end}", text)
    text = text.replace("${source:sqlstring}", ",".join(f"'{name}'" for name in sources))
    assert "$" not in text, f"{text}: a macro or variable that nobody replaces"
    return text.encode()


@pytest.fixture(scope="module")
def filled(database: Database, migrated: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """URL of a warehouse, as its reader: with loads, a kill, a rejection, a verdict and a dead source."""
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute(f"CREATE DATABASE board OWNER newswire TEMPLATE {migrated}".encode())
    place = tmp_path_factory.mktemp("board")
    now = dt.datetime.now(dt.UTC)
    written = {"published": (now - dt.timedelta(hours=1)).isoformat()}
    fill(place / "wire", {"1.json": json.dumps(ninjs("urn:berth:1", headline="Closed") | written)})
    fill(place / "wire", {"2.json": json.dumps(ninjs("urn:berth:2", body="Ferries wait.") | written)})
    fill(place / "wire", {"3.json": json.dumps(ninjs("urn:berth:1", pubstatus="canceled", version="2"))})
    fill(place / "wire", {"broken.xml": "<newsItem"})
    folder_source(place / "sources", "wire", place / "wire", provider="harbour-press")
    folder_source(place / "sources", "gone", place / "nowhere", provider="coast-daily")
    (place / "nowhere").rmdir()
    names, day = ["gone", "wire"], Interval.day(now.date())
    url = database.url("newswire", "board")
    opened = partial(psycopg.connect, url, autocommit=True)
    list(ingest(names, Order(day, place / "sources"), opened, HERE))
    with opened() as connection:
        end_round(connection, place / "sources")
        check(connection, names, day, dt.datetime.now(dt.UTC), place / "sources")
        connection.execute(
            "INSERT INTO ledger.checks"
            " (source_name, check_name, interval_start, interval_end, outcome, sentence)"
            " VALUES ('wire', 'drop', now() - interval '2 days', now(), 'warned', 'It dropped.')"
        )
    yield database.url("newswire_reader", "board")
    with psycopg.connect(database.url("postgres"), autocommit=True) as server:
        server.execute("DROP DATABASE board WITH (FORCE)")


def fill(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("title", SQL)
def test_each_statement_shows_rows_of_a_filled_warehouse_to_its_reader(title: str, filled: str) -> None:
    target = SQL[title]
    now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1)
    with psycopg.connect(filled, autocommit=True) as reader:
        found = reader.execute(interpolated(target["rawSql"], ["gone", "wire"], now))
        columns = [column.name for column in found.description or ()]
        rows = found.fetchall()
    assert rows
    if target["format"] == "time_series":
        assert columns[0] == "time"
        assert all(isinstance(row[0], dt.datetime) for row in rows)
    else:
        assert "time" not in columns


def test_the_numbers_are_those_of_the_warehouse(filled: str) -> None:
    now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1)
    with psycopg.connect(filled, autocommit=True) as reader:
        numbers = {
            title.removesuffix(" stat"): reader.execute(
                interpolated(target["rawSql"], ["gone", "wire"], now)
            ).fetchall()
            for title, target in SQL.items()
            if title.endswith(" stat")
        }
    assert numbers.pop("Warehouse")[0][0] > 1_000_000
    assert numbers == {
        "Sources down": [(1,)],
        "Quiet sources": [(0,)],
        "Open rejections": [(1,)],
        "Items to pull": [(1,)],
        "New stories": [(2,)],
    }


def test_the_list_of_sources_is_a_statement_of_the_reader(filled: str) -> None:
    [variable] = [one for one in BOARD["templating"]["list"] if one["type"] == "query"]
    with psycopg.connect(filled, autocommit=True) as reader:
        assert reader.execute(variable["query"].encode()).fetchall() == [("gone",), ("wire",)]


def test_each_metric_is_one_that_the_tasks_emit_by_its_kind() -> None:
    in_prometheus = {name.replace(".", "_"): metric for name, metric in METRICS.items()}
    assert len(EXPRESSIONS) > 10
    for title, expression in EXPRESSIONS:
        names = re.findall(r"airflow_newswire_(\w+)", expression)
        assert len(names) == 1, title
        metric = in_prometheus[names[0]]
        is_counted = "increase(" in expression
        assert is_counted == (metric.kind == "counter"), title
        assert is_counted == ("(_total)?" in expression), "OpenTelemetry ends the names of counters so"
        assert ("source=~" in expression) == metric.of_source, title


def test_each_gauge_of_the_whole_warehouse_is_shown() -> None:
    shown = {name for _, text in EXPRESSIONS for name in re.findall(r"airflow_newswire_(\w+)", text)}
    assert {name.replace(".", "_") for name, metric in METRICS.items() if not metric.of_source} <= shown


def test_panels_lie_beside_each_other_and_say_what_they_show() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in BOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
        assert panel["type"] == "row" or panel["description"].endswith("."), panel["title"]
    assert len({panel["id"] for panel in BOARD["panels"]}) == len(BOARD["panels"])


def test_data_sources_are_chosen_by_whoever_opens_the_dashboard() -> None:
    chosen = {one["name"]: one["query"] for one in BOARD["templating"]["list"] if one["type"] == "datasource"}
    assert chosen == {"warehouse": "grafana-postgresql-datasource", "metrics": "prometheus"}
    for panel in PANELS:
        for source in (panel["datasource"], *(target["datasource"] for target in panel["targets"])):
            assert chosen[source["uid"].strip("${}")] == source["type"], panel["title"]
