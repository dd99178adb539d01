"""docs/DAGS.md and docs/WAREHOUSE.md: nothing unexplained, nothing out of date."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from newswire import settings
from newswire.cli.docs import publish
from newswire.documentation import Dag, Param, Task, dags_page, read_warehouse, warehouse_page

TASK = Task("fetch", ["sources"], True, "network", 2, "all_success", "Keeps the bytes.")
DAG = Dag(
    name="wires",
    file="dags/wires.py",
    description="### Every wire\n\nOnce a day.\n",
    schedule="At 00:00",
    params=[Param("date", "date or nothing", "null", "The day | in UTC.")],
    tasks=[TASK],
)


def test_the_pages_are_up_to_date_and_nothing_is_unexplained() -> None:
    """Red? ``./newswire docs`` writes the pages anew, and says what lacks a comment."""
    command = [sys.executable, "-m", "newswire.cli", "docs", "--check"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("AIRFLOW")}
    environment["PYTHONPATH"] = str(settings.root() / "plugins")
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_page_that_is_out_of_date_is_complained_of_and_not_touched(tmp_path: Path) -> None:
    page = tmp_path / "DAGS.md"
    page.write_text("old", encoding="utf-8")
    [complaint] = publish({"DAGS.md": "new"}, tmp_path, check=True)
    assert complaint == f"{page} is out of date: ./newswire docs writes it anew."
    assert page.read_text(encoding="utf-8") == "old"


def test_a_page_that_is_missing_is_complained_of(tmp_path: Path) -> None:
    assert publish({"DAGS.md": "new"}, tmp_path, check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("check", [False, True])
def test_a_page_that_is_up_to_date_is_left_alone(tmp_path: Path, check: bool) -> None:
    assert publish({"DAGS.md": "page"}, tmp_path, check=False) == []
    written = (tmp_path / "DAGS.md").stat().st_mtime_ns
    assert publish({"DAGS.md": "page"}, tmp_path, check=check) == []
    assert (tmp_path / "DAGS.md").stat().st_mtime_ns == written


def test_a_dag_is_shown_with_its_docstring_schedule_params_and_tasks() -> None:
    page = dags_page([DAG])
    assert "## wires\n\n### Every wire\n\nOnce a day.\n\nSchedule: At 00:00. File: `dags/wires.py`.\n" in page
    assert "| `date` | date or nothing | `null` | The day \\| in UTC. |\n" in page
    assert "| `fetch []` | `sources` | network | 2 | all success | Keeps the bytes. |\n" in page


def test_what_nobody_has_explained_in_a_dag_is_named() -> None:
    assert DAG.undescribed() == []
    bare = replace(
        DAG,
        description=None,
        params=[replace(DAG.params[0], description="")],
        tasks=[TASK, replace(TASK, name="load", description=None)],
    )
    assert bare.undescribed() == ["wires", "wires: date", "wires: load"]


def test_every_schema_table_view_and_column_of_the_warehouse_is_explained(
    warehouse: psycopg.Connection,
) -> None:
    assert read_warehouse(warehouse).uncommented() == []


def test_what_nobody_has_explained_in_the_warehouse_is_named(warehouse: psycopg.Connection) -> None:
    warehouse.execute("CREATE SCHEMA bare")
    warehouse.execute("CREATE TABLE bare.one (a int, b int); COMMENT ON COLUMN bare.one.a IS 'A.'")
    warehouse.execute("CREATE VIEW mart.two AS SELECT 1 AS c; COMMENT ON VIEW mart.two IS 'Two.'")
    warehouse.execute("CREATE MATERIALIZED VIEW public.three AS SELECT 1 AS d")
    found = set(read_warehouse(warehouse).uncommented())
    assert found == {"bare", "bare.one", "bare.one.b", "mart.two.c", "public.three", "public.three.d"}


def test_a_table_is_shown_with_its_columns_and_keys(warehouse: psycopg.Connection) -> None:
    warehouse.execute(
        """
        CREATE TABLE news.places (
            place_id bigint PRIMARY KEY, name text UNIQUE, at timestamptz NOT NULL,
            item_id bigint REFERENCES news.items, size int CHECK (size > 0)
        );
        CREATE UNIQUE INDEX places_small ON news.places (name) WHERE size < 9;
        COMMENT ON TABLE news.places IS 'Places.';
        COMMENT ON COLUMN news.places.name IS 'Its <name> | as printed.'
        """
    )
    page = warehouse_page(read_warehouse(warehouse))
    [section] = [part for part in page.split("\n### ") if part.startswith("news.places\n")]
    assert section.split("\n## ")[0].splitlines() == [
        "news.places",
        "",
        "Table. Places.",
        "",
        "| column | type | meaning |",
        "| --- | --- | --- |",
        "| `place_id` | bigint not null |  |",
        "| `name` | text | Its &lt;name> \\| as printed. |",
        "| `at` | timestamptz not null |  |",
        "| `item_id` | bigint |  |",
        "| `size` | integer |  |",
        "",
        "* `PRIMARY KEY (place_id)`",
        "* `UNIQUE (name)`",
        "* `FOREIGN KEY (item_id) REFERENCES news.items(item_id)`",
        "* `CHECK (size > 0)`",
        "* `CREATE UNIQUE INDEX places_small ON news.places USING btree (name) WHERE size < 9`",
    ]


def test_partitions_are_described_by_their_table(warehouse: psycopg.Connection) -> None:
    warehouse.execute("CREATE TABLE news.keys (day date) PARTITION BY RANGE (day)")
    warehouse.execute("CREATE TABLE news.keys_1987 PARTITION OF news.keys DEFAULT")
    page = warehouse_page(read_warehouse(warehouse))
    assert "### news.keys\n" in page
    assert "keys_1987" not in page


def test_what_readers_may_see_comes_first(warehouse: psycopg.Connection) -> None:
    page = warehouse_page(read_warehouse(warehouse))
    schemas = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert schemas[0] == "mart"
    assert "ever seen here. Open to `newswire_reader`." in page
    assert page.count("Open to `newswire_reader`") == 1


def test_every_link_of_the_page_has_its_heading(warehouse: psycopg.Connection) -> None:
    page = warehouse_page(read_warehouse(warehouse))
    headings = [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")]
    assert len(headings) > 10
    for heading in headings:
        assert f"* [{heading}](#{heading.replace('.', '')}): " in page
