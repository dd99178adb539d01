"""Pages of ``mart.search``: together they are all matches, each once, and no hidden one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import dict_row

from newswire.search import index
from newswire.warehouse.roles import READER
from tests.support.stories import drop, ninjs, run

STORIES = 40


@pytest.fixture(params=["few", "many"])
def asked(
    request: pytest.FixtureRequest, warehouse: psycopg.Connection, sources: Path, wire: Path
) -> Iterator[psycopg.Connection]:
    """A reader, and stories with the word ferry. ``many`` are more than a search counts and ranks."""
    random = Random(7)
    for number in range(STORIES):
        drop(wire, f"{number}.json", story(number, random))
        if number % 4 == 0:
            drop(wire, f"{number}-2.json", story(number, random, version="2", minute=number * 700 + 300))
    drop(wire, "canceled.json", story(90, random, pubstatus="canceled"))
    drop(wire, "embargoed.json", story(91, random, embargoed="2999-01-01T00:00:00+00:00"))
    run(warehouse, sources, "wire")
    index(warehouse)
    with warehouse.transaction(force_rollback=True):
        if request.param == "many":
            warehouse.execute(
                "CREATE OR REPLACE FUNCTION news.search_most_counted() RETURNS integer"
                " LANGUAGE sql IMMUTABLE RETURN 9"
            )
            warehouse.execute(
                "CREATE OR REPLACE FUNCTION news.search_most_ranked() RETURNS integer"
                " LANGUAGE sql IMMUTABLE RETURN 12"
            )
        warehouse.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))
        yield warehouse


def story(number: int, random: Random, **more: Any) -> dict[str, Any]:
    """A story of words that no other one has, and of ferries: more often, the lower its number."""
    words = ["".join(random.choices("bdfgklmnprstz", k=7)) for _ in range(60)]
    body = " ".join([*words, *["ferries"] * (1 + (STORIES - number) % 7)])
    return ninjs(f"ferry-{number}", headline=f"F{number}", body=body, **{"minute": number * 700, **more})


def ask(reader: psycopg.Connection, words: str | None = "ferry", **more: object) -> list[dict[str, Any]]:
    """Return the rows of a search."""
    arguments = [
        sql.SQL("{} => {}").format(sql.Identifier(name), sql.Literal(value))
        for name, value in {"most": 100, **more}.items()
    ]
    statement = sql.SQL("SELECT * FROM mart.search(%(words)s, {})").format(sql.SQL(", ").join(arguments))
    with reader.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(statement, {"words": words}).fetchall()


def pages(reader: psycopg.Connection, most: int, **more: object) -> list[list[dict[str, Any]]]:
    """Return all pages, one after the other."""
    found = [ask(reader, most=most, **more)]
    while len(found[-1]) == most:
        found.append(ask(reader, most=most, after=found[-1][-1]["after"], **more))
    return found


@pytest.mark.parametrize("most", [1, 6, 11, 100])
@pytest.mark.parametrize("order", ["rank", "newest"])
def test_all_pages_are_all_stories_each_once(asked: psycopg.Connection, order: str, most: int) -> None:
    rows = [row for page in pages(asked, most, order_by=order) for row in page]
    assert sorted(row["title"] for row in rows) == sorted(f"F{number}" for number in range(STORIES))
    assert [row["version_id"] for row in rows] == [
        row["version_id"] for row in ask(asked, order_by=order, most=100)
    ]


def test_pages_go_on_behind_a_rank_of_many_decimals(
    asked: psycopg.Connection, wire: Path, sources: Path
) -> None:
    asked.execute("RESET ROLE")
    random = Random(11)
    for number in range(12):
        words = ["".join(random.choices("bdfgklmnprstz", k=9)) for _ in range(1000 + 200 * number)]
        body = " ".join([*words, "lighthouse"])
        drop(wire, f"long-{number}.json", ninjs(f"long-{number}", headline=f"L{number}", body=body))
    run(asked, sources, "wire")
    index(asked)
    asked.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))
    found = ask(asked, "lighthouse")
    assert max(len(row["after"].split("_")[1]) for row in found) > len("0.123456789")
    each, after = [], None
    for _ in found:
        [row] = ask(asked, "lighthouse", most=1, after=after)
        each.append(row["title"])
        after = row["after"]
    assert each == [row["title"] for row in found]


def test_all_versions_are_found_where_they_are_asked_for(asked: psycopg.Connection) -> None:
    for order in ("rank", "newest"):
        rows = [row for page in pages(asked, 7, order_by=order, each_version=True) for row in page]
        assert len({row["version_id"] for row in rows}) == len(rows) == STORIES * 5 // 4


def test_the_newest_come_first_by_their_newest_version(asked: psycopg.Connection) -> None:
    rows = ask(asked, order_by="newest")
    times = [row["issued_at"] for row in rows]
    assert times == sorted(times, reverse=True)
    assert [row["rank"] for row in rows] == [None] * STORIES
    [newest] = asked.execute("SELECT max(issued_at) FROM mart.story_items").fetchone() or [None]
    assert times[0] == newest


def test_the_best_come_first(asked: psycopg.Connection) -> None:
    rows = ask(asked)
    ranks = [row["rank"] for row in rows if row["rank"] is not None]
    assert ranks == sorted(ranks, reverse=True)
    rest = [row["issued_at"] for row in rows[len(ranks) :]]
    assert rest == sorted(rest, reverse=True)
    if rows[0]["ranked"] == "all":
        assert not rest
    else:
        assert rows[0]["ranked"] == "newest 12"
        assert rest
        assert max(rest) < min(row["issued_at"] for row in rows[: len(ranks)])


def test_a_count_is_exact_or_named_an_estimate(asked: psycopg.Connection) -> None:
    row = ask(asked, most=1)[0]
    if row["matches_kind"] == "exact":
        assert row["matches"] == STORIES
    else:
        assert STORIES <= row["matches"] <= STORIES * 5 / 4 + 2
    assert ask(asked, most=None)[0]["matches"] == STORIES
    assert asked.execute("SELECT mart.search_count('ferry')").fetchone() == (STORIES,)
    assert asked.execute("SELECT mart.search_count('ferry', each_version => true)").fetchone() == (50,)


def test_stories_that_are_loaded_meanwhile_do_not_come_between_pages(
    asked: psycopg.Connection, sources: Path, wire: Path
) -> None:
    for order in ("rank", "newest"):
        first = ask(asked, most=5, order_by=order)
        expected = ask(asked, order_by=order)
        asked.execute("RESET ROLE")
        random = Random(order)
        drop(wire, f"new-{order}.json", story(50 + len(order), random))
        old = story(int(expected[20]["title"][1:]), random, version=order, minute=50_000)
        drop(wire, f"again-{order}.json", old)
        run(asked, sources, "wire")
        index(asked)
        asked.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))
        rest = ask(asked, order_by=order, after=first[-1]["after"])
        assert [row["story_id"] for row in first + rest] == [row["story_id"] for row in expected]


def test_a_reader_finds_no_hidden_story_on_any_page(asked: psycopg.Connection) -> None:
    shown = {row[0] for row in asked.execute("SELECT version_id FROM mart.story_items")}
    for row in ask(asked, most=None, each_version=True):
        assert row["version_id"] in shown
    assert asked.execute("SELECT mart.search_count(since => '1900-01-01')").fetchone() == (STORIES,)


def test_a_time_of_many_stories_is_paged_whole(asked: psycopg.Connection) -> None:
    asked.execute("RESET ROLE")
    asked.execute("UPDATE news.versions SET issued_at = '2024-05-07 12:00Z'")
    asked.execute("DELETE FROM news.searchable")
    index(asked)
    asked.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))
    rows = [row for page in pages(asked, 3, order_by="newest") for row in page]
    assert sorted(row["title"] for row in rows) == sorted(f"F{number}" for number in range(STORIES))
