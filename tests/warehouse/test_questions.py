"""The views for daily questions agree with the views of stories, revisions, kills and runs."""

from __future__ import annotations

import re
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


def plan_of(warehouse: psycopg.Connection, statement: str) -> list[str]:
    return [line for (line,) in warehouse.execute(f"EXPLAIN {statement}".encode()).fetchall()]


def test_stories_of_few_ids_or_a_period_read_no_texts_but_their_own(warehouse: psycopg.Connection) -> None:
    fill(warehouse, 5000)
    for joined in (
        "JOIN (SELECT story_id FROM mart.revisions LIMIT 100) AS few USING (story_id)",
        "WHERE story_id IN (SELECT story_id FROM mart.revisions)",
        "AS story WHERE EXISTS (SELECT FROM mart.revisions AS one WHERE one.story_id = story.story_id)",
        "WHERE last_issued_at >= '2020-01-06 01:30Z'",
    ):
        plan = plan_of(warehouse, f"SELECT title FROM mart.stories {joined}")  # noqa: S608
        assert [line for line in plan if "on versions one" in line], plan
        assert not [line for line in plan if "Seq Scan on versions" in line], plan


def test_a_period_of_publication_reads_an_index(warehouse: psycopg.Connection) -> None:
    fill(warehouse, 5000)
    warehouse.execute("SET enable_seqscan = off")
    for view, column in (
        ("story_items", "published_at"),
        *(("stories", column) for column in ("first_published_at", "last_published_at", "first_issued_at")),
    ):
        plan = plan_of(warehouse, f"SELECT FROM mart.{view} WHERE {column} > '2020-01-07'")
        assert any("on shown_by_publication" in line for line in plan), plan


def test_the_number_of_stories_that_a_filter_leaves_is_known(warehouse: psycopg.Connection) -> None:
    fill(warehouse, 1000)
    for condition in (
        *("last_issued_at > '2021-01-01'", "first_issued_at > '2021-01-01'", "copies > 100"),
        *("last_published_at > '2021-01-01'", "first_published_at > '2021-01-01'", "versions > 100"),
    ):
        top, *_ = plan_of(warehouse, f"SELECT FROM mart.stories WHERE {condition}")
        [rows] = re.findall(r"rows=(\d+)", top)
        assert int(rows) < 20, f"{condition}: {top}"
