"""The sources of dbt: every view with its columns, and tests that hold whatever happens."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
import yaml
from psycopg import sql

from newswire import settings
from newswire.cli.develop import dbt
from newswire.cli.develop.dbt import VALUES, sources_file
from newswire.documentation import read_warehouse
from tests.support.stories import BODY, NOW, drop, folder_source, ninjs, run

FILE = settings.root() / "docs" / "dbt" / "newswire.yml"
[SOURCE] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["sources"]


def promised() -> Iterator[tuple[str, str, str, dict[str, Any]]]:
    """Yield each test of the file: view, column, name, arguments."""
    for table in SOURCE["tables"]:
        for column in table["columns"]:
            for test in column.get("data_tests", []):
                [(name, given)] = [(test, {})] if isinstance(test, str) else test.items()
                yield table["name"], column["name"], name, given.get("arguments", {})


def failing(view: str, column: str, name: str, arguments: dict[str, Any]) -> sql.Composed:
    """Return the query of dbt's test of that name: it counts the rows that fail."""
    table, field = sql.Identifier("mart", view), sql.Identifier(column)
    if name == "unique":
        return sql.SQL(
            "SELECT count(*) FROM (SELECT FROM {} WHERE {} IS NOT NULL GROUP BY {} HAVING count(*) > 1) AS a"
        ).format(table, field, field)
    if name == "not_null":
        return sql.SQL("SELECT count(*) FROM {} WHERE {} IS NULL").format(table, field)
    if name == "accepted_values":
        return sql.SQL("SELECT count(*) FROM {} WHERE {} <> ALL ({})").format(
            table, field, sql.Literal(arguments["values"])
        )
    assert name == "relationships"
    [other] = re.findall(r"source\('newswire', '(\w+)'\)", arguments["to"])
    return sql.SQL(
        "SELECT count(*) FROM {} AS one WHERE {} IS NOT NULL AND {} NOT IN (SELECT {} FROM {})"
    ).format(table, field, field, sql.Identifier(arguments["field"]), sql.Identifier("mart", other))


def fill(warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path) -> None:
    """Load versions, copies, corrections, kills, embargoes, rejections and a run that is not finished."""
    folder_source(sources, "paper", paper, provider="coast-daily")
    hour = dt.timedelta(hours=1)
    other = "The ferry to the islands sails again.\n\nIts engine is mended, and its captain is content."
    for number, document in enumerate(
        (
            ninjs("pier-1"),
            ninjs("pier-1", version="2", minute=5, headline="Pier is rebuilt", label="correction"),
            ninjs("ferry-1", body=other, headline="Ferry sails", language="de-AT"),
            ninjs("secret-1", body=f"Nobody may read this. {other}", embargoed=(NOW + hour).isoformat()),
            ninjs("killed-1", body="Her office wrote it, and it is not true.", headline="Mayor resigns"),
            b'{"uri": broken',
        )
    ):
        drop(wire, f"{number}.json", document)
    run(warehouse, sources, "wire")
    drop(
        wire, "9.json", ninjs("killed-1", version="2", minute=40, pubstatus="canceled", headline="", body="")
    )
    drop(
        paper,
        "1.json",
        ninjs(
            "local/1",
            body=f"PORT ALBERS, May 7 (Harbour Press) - {BODY}",
            minute=30,
            firstcreated="2024-05-07T12:30:00Z",
            provider="Coast Daily",
        ),
    )
    for source in ("wire", "paper"):
        run(warehouse, sources, source)
    warehouse.execute(
        "INSERT INTO ledger.runs (source_name, interval_start, interval_end)"
        " VALUES ('late', now() - interval '1 day', now())"
    )


def test_every_test_of_the_file_holds_on_a_warehouse_with_all_that_happens(
    warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path
) -> None:
    fill(warehouse, sources, wire, paper)
    for view in (
        "story_items",
        "revisions",
        "syndication",
        "kills",
        "rejected",
        "languages",
        "runs",
        "fetches",
    ):
        found = warehouse.execute(sql.SQL("SELECT FROM mart.{} LIMIT 1").format(sql.Identifier(view)))
        assert found.rowcount == 1, f"{view} is empty, so that its tests prove nothing"
    broken = [test for test in promised() if warehouse.execute(failing(*test)).fetchone() != (0,)]
    assert broken == []


def test_the_query_of_each_kind_of_test_finds_a_row_that_fails(warehouse: psycopg.Connection) -> None:
    warehouse.execute("CREATE VIEW mart.wrong AS VALUES (1, 'a'), (1, 'b'), (NULL, 'c')")
    for column, name, arguments, count in (
        ("column1", "unique", {}, 1),
        ("column1", "not_null", {}, 1),
        ("column2", "accepted_values", {"values": ["a", "c"]}, 1),
        ("column1", "relationships", {"to": "source('newswire', 'stories')", "field": "story_id"}, 2),
    ):
        assert warehouse.execute(failing("wrong", column, name, arguments)).fetchone() == (count,), name


def test_the_values_of_a_column_are_those_that_its_table_allows(warehouse: psycopg.Connection) -> None:
    for view, column, constraint in (
        ("fetches", "outcome", "fetches_outcome_check"),
        ("source_state", "outcome", "fetches_outcome_check"),
        ("runs", "state", "runs_state_check"),
        ("story_items", "published_precision", "versions_published_precision_check"),
    ):
        [(definition,)] = warehouse.execute(
            "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = %s", (constraint,)
        ).fetchall()
        assert set(VALUES[view, column]) == set(re.findall(r"'([\w ]+)'::text", definition)), column


def test_every_view_of_mart_is_listed_with_columns_and_descriptions(
    warehouse: psycopg.Connection,
) -> None:
    described = read_warehouse(warehouse)
    [source] = yaml.safe_load(sources_file(described))["sources"]
    assert (source["name"], source["schema"]) == ("newswire", "mart")
    listed = {
        (table["name"], column["name"]): column["description"]
        for table in source["tables"]
        for column in table["columns"]
    }
    assert listed == {
        (one.relation, one.name): one.comment for one in described.columns if one.schema == "mart"
    }


def test_no_description_is_read_as_jinja(warehouse: psycopg.Connection) -> None:
    warehouse.execute("COMMENT ON COLUMN mart.stories.title IS '{{ x }}, {% y %}, {# z #}: \"quoted\"'")
    text = sources_file(read_warehouse(warehouse))
    assert 'description: "{ { x }}, { % y %}, { # z #}: \\"quoted\\""' in text


def test_a_test_on_a_column_that_mart_lacks_is_an_error(warehouse: psycopg.Connection) -> None:
    found = read_warehouse(warehouse)
    fewer = replace(found, columns=[one for one in found.columns if one.name != "copies"])
    with pytest.raises(ValueError, match=r"name stories\.copies, which mart does not have"):
        sources_file(fewer)


def test_the_view_that_shows_whether_news_comes_has_a_limit_of_a_day_and_some_hours() -> None:
    [runs] = [table for table in SOURCE["tables"] if table["name"] == dbt._FRESHNESS[0]]
    assert runs["config"] == {
        "loaded_at_field": "loaded_at",
        "freshness": {"warn_after": {"count": 26, "period": "hour"}},
    }
