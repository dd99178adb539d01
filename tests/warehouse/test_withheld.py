"""What is withheld stands in no answer and in no error message, however a reader asks for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from newswire.search import index
from newswire.warehouse.roles import READER
from tests.support.stories import BODY, NOW, drop, ninjs, run

WORD = "whinchat"
"""A word in each field of what readers must not see."""

EMBARGO = (NOW + dt.timedelta(hours=6)).isoformat()
WORDS = f"{WORD.capitalize()} sold. The {WORD} of Port Albers is sold to a collector for a cage."
FIELDS: dict[str, Any] = {
    "body": WORDS,
    "headline": f"{WORD.capitalize()} sold",
    "by": f"By Ada {WORD.capitalize()}",
    "edNote": f"About a {WORD}.",
    "copyrightNotice": WORD,
    "usageTerms": WORD,
    "subjects": [{"name": WORD, "uri": f"topic:{WORD}"}],
    "keywords": [WORD],
    "genres": [{"name": WORD}],
    "located": WORD.upper(),
    "renditions": [{"name": WORD, "href": f"https://pictures.example/{WORD}.jpg"}],
}
"""A story with the word in all that mart.kills does not show, because it lists what is to be pulled."""

NAMED = {
    **FIELDS,
    "provider": WORD.capitalize(),
    "slugline": WORD,
    "url": f"https://harbour.example/{WORD}",
    "language": f"en-x-{WORD[:8]}",
}
CREDITED = f"PORT ALBERS, May 7 (Harbour Press) - {WORDS}"

PLANS = (
    "SET LOCAL enable_hashjoin = on",
    "SET LOCAL enable_hashjoin = off; SET LOCAL enable_nestloop = off",
    "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off; SET LOCAL enable_indexscan = off;"
    " SET LOCAL enable_bitmapscan = off",
)
"""Settings that a reader may change, each with other plans."""

QUESTIONS = (
    "SELECT count(*) FROM {view} WHERE {column}::text::integer = 1",
    "SELECT count(*) FROM {view} WHERE pg_size_bytes({column}::text) IS NULL",
    "SELECT {column} FROM {view} ORDER BY {column}::text::integer LIMIT 1",
    "SELECT max(seen.{column}::text::integer) OVER () FROM {view} AS seen, {view} AS other LIMIT 1",
)
"""Each has an error message with a value of the column. The second is as cheap as a condition can be."""


@pytest.fixture
def withheld(warehouse: psycopg.Connection, sources: Path, wire: Path, paper: Path) -> psycopg.Connection:
    """Stories that readers see, beside one that is killed, one withheld, and some under an embargo."""
    for folder, document in (
        (wire, ninjs("ferry", headline="12", body="Ferry sails.", minute=1)),
        (wire, ninjs("ferry", headline="13", body="Ferry sails. Harbours wait.", version="2", minute=2)),
        (wire, ninjs("killed", **FIELDS)),
        (paper, ninjs("local/1", **FIELDS | {"body": CREDITED}, minute=30, provider="Coast Daily")),
        (wire, ninjs("killed", version="2", minute=9, pubstatus="canceled", headline="", body="")),
        (wire, ninjs("held", **NAMED | {"body": f"{WORDS} Held."}, minute=3, pubstatus="withheld")),
        (wire, ninjs(WORD, **NAMED | {"body": f"No {WORD} is free."}, minute=4, embargoed=EMBARGO)),
        (wire, ninjs("pier")),
        (paper, ninjs(f"copy-of-{WORD}", **NAMED | {"body": BODY}, minute=33, embargoed=EMBARGO)),
        (wire, ninjs("mill", **NAMED | {"body": f"A mill of {WORD}s burns."}, embargoed=EMBARGO)),
        (wire, ninjs("mill", body="A mill burns.", headline="14", version="2", minute=7)),
    ):
        drop(folder, f"{len(list(folder.iterdir())):03}.json", document)
        run(warehouse, sources, folder.name)
    index(warehouse)
    warehouse.execute("ANALYZE")
    return warehouse


@pytest.fixture
def reader(withheld: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """The same as a reader sees it."""
    with withheld.transaction(force_rollback=True):
        withheld.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))
        yield withheld


def asked(reader: psycopg.Connection, statement: sql.Composable) -> str:
    """All that the server answers: the rows, or the error with its details."""
    try:
        with reader.transaction(force_rollback=True):
            return str(reader.execute(statement).fetchall()).lower()
    except psycopg.Error as error:
        diag = error.diag
        return f"{error} {diag.message_detail} {diag.context} {diag.internal_query}".lower()


def columns(reader: psycopg.Connection) -> list[tuple[sql.Identifier, sql.Identifier]]:
    """Every column of every view of mart."""
    found = reader.execute(
        "SELECT c.relname, a.attname FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid"
        " WHERE c.relnamespace = 'mart'::regnamespace AND c.relkind = 'v' AND a.attnum > 0 ORDER BY 1, 2"
    ).fetchall()
    return [(sql.Identifier("mart", view), sql.Identifier(column)) for view, column in found]


@pytest.mark.parametrize("plan", PLANS)
def test_no_error_holds_a_word_that_is_withheld(reader: psycopg.Connection, plan: str) -> None:
    reader.execute(plan.encode())
    told = [
        (question, column.as_string())
        for view, column in columns(reader)
        for question in QUESTIONS
        if WORD in asked(reader, sql.SQL(question).format(view=view, column=column))
    ]
    assert told == []
    visible = sql.SQL("SELECT count(*) FROM mart.story_items WHERE title::integer = 1")
    assert "a mill burns" in asked(reader, visible) or "pier to be" in asked(reader, visible)


def test_no_row_of_a_view_or_function_holds_it(reader: psycopg.Connection) -> None:
    views = {view.as_string(): view for view, _ in columns(reader)}
    told = [
        name
        for name, view in views.items()
        if WORD in asked(reader, sql.SQL("SELECT to_jsonb(seen)::text FROM {} AS seen").format(view))
    ]
    assert told == []
    for function in ("mart.search()", f"mart.search('{WORD}')", "mart.stories_at(now())"):
        for column in ("title", "provider", "place", "language"):
            for question in QUESTIONS:
                statement = sql.SQL(question).format(view=sql.SQL(function), column=sql.Identifier(column))
                assert WORD not in asked(reader, statement), (function, column, question)


def test_the_stored_rows_of_an_embargo_hold_no_text(withheld: psycopg.Connection) -> None:
    [(rows,)] = withheld.execute("SELECT array_agg(to_jsonb(shown)::text) FROM news.shown").fetchall()
    assert not [row for row in rows if WORD in row.lower()]


def test_estimates_and_statistics_do_not_hold_it(reader: psycopg.Connection) -> None:
    stated = reader.execute("SELECT schemaname FROM pg_stats WHERE schemaname IN ('news', 'raw', 'ledger')")
    assert stated.fetchall() == []
    removed = "EXPLAIN (ANALYZE, TIMING off, COSTS off) SELECT FROM mart.story_items WHERE {}"
    told = asked(reader, sql.SQL(removed).format(sql.SQL("headline = 'Whinchat sold'")))
    unheard = asked(reader, sql.SQL(removed).format(sql.SQL("headline = 'Heron sold'")))
    assert [line for line in told.split(",") if "removed" in line] == [
        line for line in unheard.split(",") if "removed" in line
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE FUNCTION public.show(text) RETURNS boolean LANGUAGE sql RETURN true",
        "CREATE OPERATOR public.=== (LEFTARG = text, RIGHTARG = text, FUNCTION = texteq)",
        "SELECT * FROM news.versions",
        "SELECT * FROM news.timed",
        "SELECT * FROM pg_statistic",
    ],
)
def test_a_reader_makes_no_function_and_reads_no_table(reader: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(statement.encode())


def test_an_embargo_that_ends_shows_all_columns_without_a_run(withheld: psycopg.Connection) -> None:
    statement = (
        "SELECT provider, guid, place, language, base_language, source_name FROM mart.story_items"
        " WHERE guid = %s"
    )
    assert not withheld.execute(statement, (WORD,)).fetchall()
    withheld.execute("UPDATE news.shown SET visible_from = now()")
    assert withheld.execute(statement, (WORD,)).fetchall() == [
        ("Whinchat", WORD, "WHINCHAT", "en-x-whinchat", "en", "wire")
    ]
