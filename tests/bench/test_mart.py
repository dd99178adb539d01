"""The benchmark of the views asks the README's queries and those of analysts as the reader."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import sql

from newswire.bench.mart import (
    QUESTIONS,
    README_VALUES,
    Answered,
    fill,
    measure,
    of_the_warehouse,
    readme_queries,
)
from newswire.warehouse.roles import READER


def test_each_question_has_an_answer_for_the_reader(warehouse: psycopg.Connection) -> None:
    fill(warehouse, 1500)
    warehouse.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(READER)))
    answered = {one.question: one for one in measure(warehouse, runs=2)}
    assert list(answered) == [*(f"README: {name}" for name in readme_queries()), *QUESTIONS]
    assert all(len(one.milliseconds) == 2 for one in answered.values())
    without = {name for name, one in answered.items() if not one.rows}
    assert without == {
        "README: rejected documents and items that no later delivery has settled, by reason",
        "README: sources that are down, and since when: a source without news is up",
        "README: who translated whose story, and how much later",
    }


def test_the_readme_asks_for_each_value_that_a_storyof_the_warehouse_replaces() -> None:
    asked = "\n".join(readme_queries().values())
    assert [value for value in README_VALUES if value not in asked] == []
    assert b"2024" not in of_the_warehouse(asked, {})[0]


def test_the_queries_of_the_readme_are_read_with_their_comments() -> None:
    queries = readme_queries()
    assert queries["the latest stories"].endswith("ORDER BY issued_at DESC LIMIT 20")
    assert all(query.startswith("SELECT ") and ";" not in query for query in queries.values())


def test_a_warehouse_without_stories_cannot_be_asked(warehouse: psycopg.Connection) -> None:
    with pytest.raises(LookupError, match="no story with a place"):
        next(measure(warehouse))


def test_a_question_is_slow_if_its_median_is_above_the_bar() -> None:
    assert not Answered("first time from disk", (900, 20, 30), 1).is_slow
    assert Answered("always", (301, 302, 20), 1).is_slow
