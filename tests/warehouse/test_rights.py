"""The reader sees every view of ``mart`` and nothing else, and writes nowhere; every column is explained."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql

from newswire.warehouse.embedded import Database
from newswire.warehouse.roles import READER

_OWN = "n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'"
_RELATIONS = f"""
SELECT n.nspname, c.relname, c.relkind = 'S'
FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE {_OWN} AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') ORDER BY 1, 2
"""  # noqa: S608 - a constant


@pytest.fixture(scope="module")
def owner(database: Database, migrated: str) -> Iterator[psycopg.Connection]:
    """A warehouse that no test here changes, as its owner sees it."""
    with psycopg.connect(database.url("newswire", migrated), autocommit=True) as connection:
        yield connection


@pytest.fixture
def reader(owner: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """The same, as its reader sees it."""
    with owner.transaction(force_rollback=True):
        owner.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))
        yield owner


def test_the_reader_reads_every_view_of_mart_and_nothing_else(reader: psycopg.Connection) -> None:
    relations = reader.execute(_RELATIONS).fetchall()
    readable = set()
    for schema, name, _ in relations:
        try:
            with reader.transaction():
                reader.execute(sql.SQL("SELECT * FROM {} LIMIT 1").format(sql.Identifier(schema, name)))
        except psycopg.errors.InsufficientPrivilege:
            continue
        readable.add((schema, name))
    assert readable == {(schema, name) for schema, name, _ in relations if schema == "mart"}
    assert ("mart", "story_items") in readable
    assert {schema for schema, _, _ in relations} >= {"raw", "news", "ledger", "mart"}


def test_a_view_that_is_added_is_readable_at_once(reader: psycopg.Connection) -> None:
    reader.execute("RESET ROLE")
    reader.execute("CREATE VIEW mart.later AS SELECT 1 AS one")
    reader.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(READER)))
    assert reader.execute("SELECT one FROM mart.later").fetchone() == (1,)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO mart.runs (source_name) VALUES ('mine')",
        "UPDATE mart.runs SET state = 'loaded'",
        "DELETE FROM mart.runs",
        "DELETE FROM news.stories",
        "TRUNCATE raw.documents",
        "SELECT nextval('ledger.load_number')",
        "CREATE TABLE public.mine ()",
        "CREATE TABLE mart.mine ()",
        "CREATE VIEW mart.mine AS SELECT 1",
        "CREATE SCHEMA mine",
        "COMMENT ON VIEW mart.runs IS ''",
        "COPY (SELECT 1) TO '/tmp/mine'",
        "COPY (SELECT 1) TO PROGRAM 'true'",
        "SELECT pg_read_file('PG_VERSION')",
        "ALTER ROLE newswire_reader LOGIN",
        "SET SESSION AUTHORIZATION postgres",
    ],
)
def test_the_reader_can_write_nothing(reader: psycopg.Connection, statement: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        reader.execute(statement.encode())


def test_the_reader_may_log_in_and_has_no_other_attribute(owner: psycopg.Connection) -> None:
    attributes = owner.execute(
        "SELECT rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles"
        " WHERE rolname = %s",
        (READER,),
    ).fetchall()
    assert attributes == [(True, False, False, False, False)]


def test_every_schema_table_view_and_column_has_a_comment(owner: psycopg.Connection) -> None:
    bare = owner.execute(
        f"""
        SELECT n.nspname FROM pg_namespace AS n
        WHERE {_OWN} AND obj_description(n.oid, 'pg_namespace') IS NULL
        UNION ALL
        SELECT n.nspname || '.' || c.relname || coalesce('.' || a.attname, '')
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL (
            SELECT attname, attnum FROM pg_attribute
            WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
            UNION ALL SELECT NULL, 0
        ) AS a
        WHERE {_OWN} AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
          AND coalesce(CASE a.attnum WHEN 0 THEN obj_description(c.oid, 'pg_class')
            ELSE col_description(c.oid, a.attnum) END, '') = ''
        """.encode()  # noqa: S608 - a constant
    ).fetchall()
    assert bare == []


def test_every_time_has_a_zone(owner: psycopg.Connection) -> None:
    zoneless = owner.execute(
        "SELECT table_schema, table_name, column_name FROM information_schema.columns"
        " WHERE data_type IN ('timestamp without time zone', 'time without time zone')"
        " AND table_schema IN ('raw', 'ledger', 'news', 'mart')"
    ).fetchall()
    assert zoneless == []
