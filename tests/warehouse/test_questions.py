"""The views for daily questions agree with the views of stories, revisions, kills and runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import psycopg
import pytest

from newswire.bench.mart import fill
from tests.support.stories import drop, ninjs, run


def row(warehouse: psycopg.Connection, statement: str) -> tuple[Any, ...]:
    found = warehouse.execute(statement.encode()).fetchone()
    assert found is not None
    return found


def test_the_views_for_questions_count_what_the_stories_have(warehouse: psycopg.Connection) -> None:
    fill(warehouse, 1000)
    shown, copies = row(
        warehouse,
        "SELECT count(*), count(*) FILTER (WHERE is_first AND relation = 'copy') FROM mart.story_items",
    )
    for view in ("volume_by_day", "volume_by_hour"):
        assert row(warehouse, f"SELECT sum(versions), sum(copies) FROM mart.{view}") == (shown, copies)  # noqa: S608
    assert row(
        warehouse,
        "SELECT min(day)::text, max(hour)::text FROM mart.volume_by_day, mart.volume_by_hour",
    ) == ("2020-01-06", "2020-01-06 08:00:00+00")
    assert row(warehouse, "SELECT count(*), count(DISTINCT scheme) FROM mart.subjects") == (2 * shown, 1)
    assert row(
        warehouse,
        "SELECT count(*), bool_and(fetch_delay = received_at - published_at), min(load_delay) > '0'"
        " FROM mart.lateness",
    ) == (shown, True, True)

    revised, killed = row(
        warehouse, "SELECT (SELECT count(*) FROM mart.revisions), (SELECT count(*) FROM mart.kills)"
    )
    assert row(
        warehouse,
        "SELECT count(*) FILTER (WHERE kind = 'correction'), count(*) FILTER (WHERE kind = 'kill')"
        " FROM mart.corrections",
    ) == (revised, killed)
    assert revised > 0
    assert row(
        warehouse,
        "SELECT source_name, stories_week, rejected_week, last_load_at IS NOT NULL FROM mart.source_health",
    ) == ("source-0", 1000, 0, True)


def test_a_source_that_was_asked_and_never_loaded_has_a_row(warehouse: psycopg.Connection) -> None:
    warehouse.execute(
        "INSERT INTO ledger.fetches (source_name, interval_start, interval_end, place, outcome, reason)"
        " VALUES ('mute', now(), now() + interval '1 day', 'https://mute.example/', 'failed', 'It is mute.')"
    )
    assert row(
        warehouse, "SELECT source_name, is_up, failures, last_story_at, stories_day FROM mart.source_health"
    ) == ("mute", False, 1, None, 0)


@pytest.mark.parametrize(
    "column", ["guid", "place", "country", "provider", "source_name", "kind", "language", "base_language"]
)
def test_a_filter_that_no_story_passes_reads_an_index(warehouse: psycopg.Connection, column: str) -> None:
    assert reads_an_index(warehouse, "story_items", column)


@pytest.mark.parametrize("view", ["stories", "story_items", "revisions", "syndication", "links"])
def test_an_item_is_found_by_its_guid_in_an_index(warehouse: psycopg.Connection, view: str) -> None:
    assert reads_an_index(warehouse, view, "guid")


@pytest.mark.parametrize("view", ["stories", "story_items"])
def test_a_story_is_found_by_its_url_in_an_index(warehouse: psycopg.Connection, view: str) -> None:
    assert reads_an_index(warehouse, view, "url")


def reads_an_index(warehouse: psycopg.Connection, view: str, column: str) -> bool:
    """Whether an equality on the column is a condition of an index, as it is in a large table."""
    warehouse.execute("SET enable_seqscan = off")
    plan = warehouse.execute(f"EXPLAIN SELECT FROM mart.{view} WHERE {column} = 'none'".encode()).fetchall()
    return any("Index Cond" in line and f"({column} = 'none'" in line for (line,) in plan)


def test_a_url_may_be_longer_than_an_entry_of_a_tree(
    warehouse: psycopg.Connection, sources: Path, wire: Path
) -> None:
    url = "https://harbour.example/" + "".join(f"{number:x}" for number in range(2000))
    drop(wire, "1.json", ninjs("pier"))
    run(warehouse, sources, "wire")
    warehouse.execute("UPDATE news.versions SET source_url = %s", (url,))
    warehouse.execute("SELECT news.show(ARRAY(SELECT story_id FROM news.stories))")
    found = warehouse.execute("SELECT guid FROM mart.stories WHERE url = %s", (url,)).fetchall()
    assert found == [("pier",)]


def test_a_search_joined_with_its_items_reads_an_index(warehouse: psycopg.Connection) -> None:
    fill(warehouse, 5000)
    plan = warehouse.execute(
        "EXPLAIN SELECT byline FROM mart.search('pier') JOIN mart.story_items USING (version_id)"
    ).fetchall()
    assert not [line for (line,) in plan if "Seq Scan on versions" in line], plan
