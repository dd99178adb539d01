"""docs/DAGS.md and docs/WAREHOUSE.md: their content, and a description of every part."""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest

from newswire.documentation import (
    Dag,
    Param,
    Task,
    dags_page,
    read_warehouse,
    sites_page,
    warehouse_page,
)
from newswire.parse.pages.sites.site import Site

TASK = Task("fetch", ["sources"], True, "network", 2, "all_success", "Keeps the bytes.")
DAG = Dag(
    name="wires",
    file="dags/wires.py",
    description="### Every wire\n\nOnce a day.\n",
    schedule="At 00:00",
    params=[Param("date", "date or nothing", "null", "The day | in UTC.")],
    tasks=[TASK],
)


def test_a_dag_is_shown_with_its_docstring_schedule_params_and_tasks() -> None:
    page = dags_page([DAG])
    assert "## wires\n\n### Every wire\n\nOnce a day.\n\nSchedule: At 00:00. File: `dags/wires.py`.\n" in page
    assert "| `date` | date or nothing | `null` | The day \\| in UTC. |\n" in page
    assert "| `fetch []` | `sources` | network | 2 | all success | Keeps the bytes. |\n" in page


def test_undescribed_parts_of_a_dag_are_listed() -> None:
    assert DAG.undescribed() == []
    bare = replace(
        DAG,
        description=None,
        params=[replace(DAG.params[0], description="")],
        tasks=[TASK, replace(TASK, name="load", description=None)],
    )
    assert bare.undescribed() == ["wires", "wires: date", "wires: load"]


def test_every_schema_table_view_and_column_of_the_warehouse_has_a_comment(
    warehouse: psycopg.Connection,
) -> None:
    assert read_warehouse(warehouse).uncommented() == []


def test_uncommented_parts_of_the_warehouse_are_listed(warehouse: psycopg.Connection) -> None:
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


def test_schemas_open_to_readers_come_first(warehouse: psycopg.Connection) -> None:
    page = warehouse_page(read_warehouse(warehouse))
    schemas = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert schemas[0] == "mart"
    assert "embargoed items. Open to `newswire_reader`." in page
    assert page.count("Open to `newswire_reader`") == 1


def test_functions_that_readers_call_are_shown_with_their_comments(warehouse: psycopg.Connection) -> None:
    page = warehouse_page(read_warehouse(warehouse))
    assert "### mart.search\n\nFunction. Stories that have the words" in page
    assert "`search(words text DEFAULT NULL::text, in_language text DEFAULT NULL::text, most integer" in page
    assert "→ `SETOF mart.found`" in page
    assert "### mart.found\n\nRow type. A story that mart.search finds.\n\n| column |" in page
    warehouse.execute("COMMENT ON FUNCTION mart.search IS NULL")
    assert read_warehouse(warehouse).uncommented() == ["mart.search()"]


def test_every_link_of_the_page_has_its_heading(warehouse: psycopg.Connection) -> None:
    page = warehouse_page(read_warehouse(warehouse))
    headings = [line.removeprefix("### ") for line in page.splitlines() if line.startswith("### ")]
    assert len(headings) > 10
    for heading in headings:
        assert f"* [{heading}](#{heading.replace('.', '')}): " in page


def test_the_table_of_rules_for_sites_has_a_line_for_each_layout_and_the_text_around_it_stays() -> None:
    begin = "<!-- The table is written by `./newswire docs` from the files of rules. -->\n\n"
    page = f"Before.\n\n{begin}| old |\n\n<!-- The table ends. -->\n\nAfter.\n"
    layouts = [{"body": "div.new", "seen": "2026-04-20", "evidence": "page"}, {"body": "div[lang|='nb']"}]
    site = {"host": "coast.example", "hosts": ["coast.test"], "provider": "AP", "layout": layouts}
    written = sites_page(page, [Site.model_validate(site)])
    assert written == sites_page(written, [Site.model_validate(site)])
    assert written.startswith("Before.\n")
    assert written.endswith("\n\nAfter.\n")
    assert "| `coast.example`, `coast.test` | AP | `div.new` | 2026-04-20 | a page |\n" in written
    assert "|  |  | `div[lang\\|='nb']` | not known |  |\n" in written
    assert "| old |" not in written


def test_a_page_on_sites_without_the_place_of_its_table_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks the comments around its table"):
        sites_page("# Rules for a site\n", [])
