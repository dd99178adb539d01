"""``query``: a table, JSON lines or CSV, as the reader, who changes nothing."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from newswire.warehouse.embedded import Database
from newswire.warehouse.roles import READER
from tests.cli.conftest import Command

VALUES = """
SELECT 1 AS i, 2.50 AS n, 3::numeric AS w, true AS b, NULL AS z, 'Zoë "a"' AS t, ARRAY['x', NULL] AS a,
    '{"k": 1}'::jsonb AS j, '\\x00ff'::bytea AS y, timestamptz '2024-05-07 12:00+02' AS m,
    '-Infinity'::float8 AS f, 'NaN'::numeric AS q, interval '1 day' AS p
"""


GAIN_NOTHING = (
    "SELECT set_config('role', 'none', false), query_to_xml('SELECT * FROM news.versions', true, true, '')",
    "SELECT set_config('role', 'newswire', false), query_to_xml('SELECT 1 FROM news.items', true, true, '')",
    "SELECT set_config('session_authorization', 'newswire', false),"
    " query_to_xml('SELECT * FROM raw.documents', true, true, '')",
    "RESET ROLE; SELECT * FROM news.versions",
    "SET SESSION AUTHORIZATION newswire",
    "SELECT * FROM news.versions",
)


@pytest.fixture(autouse=True)
def untouched_warehouse(database: Database, migrated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Queries change nothing, so that the database that is copied for others will do."""
    monkeypatch.setenv("NEWSWIRE_DATABASE_URL", database.url("newswire", migrated))
    monkeypatch.setenv("NEWSWIRE_READER_URL", database.url(READER, migrated))


@pytest.fixture
def embedded(newswire_home: Path, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded server's own warehouse, as without any setting."""
    monkeypatch.setenv("NEWSWIRE_HOME", str(newswire_home))
    monkeypatch.delenv("NEWSWIRE_DATABASE_URL")
    monkeypatch.delenv("NEWSWIRE_READER_URL")


def test_json_lines_have_json_values(newswire: Command) -> None:
    done = newswire("query", "--json", f"{VALUES} UNION ALL {VALUES}")
    assert done.status == 0, done.err
    first, second = map(json.loads, done.out.splitlines())
    assert first == second == {
        "i": 1, "n": 2.5, "w": 3, "b": True, "z": None, "t": 'Zoë "a"', "a": ["x", None], "j": {"k": 1},
        "y": "00ff", "m": "2024-05-07T10:00:00+00:00", "f": "-inf", "q": "nan", "p": "1 day, 0:00:00",
    }  # fmt: skip
    assert "Zoë" in done.out


def test_csv_has_a_header_and_no_quirks_of_python(newswire: Command) -> None:
    done = newswire("query", "--csv", VALUES)
    header, row = csv.reader(io.StringIO(done.out))
    assert "".join(header) == "inwbztajymfqp"
    assert row == [
        "1", "2.50", "3", "true", "", 'Zoë "a"', '["x", null]', '{"k": 1}', "00ff",
        "2024-05-07T10:00:00+00:00", "-inf", "NaN", "1 day, 0:00:00",
    ]  # fmt: skip


def test_a_table_is_for_people(newswire: Command) -> None:
    done = newswire("query", "SELECT 'Pier' AS title, NULL AS place, 7 AS \"[b]\", '[red]x' AS \"[/x]\"")
    assert [line.split() for line in done.out.splitlines()] == [
        ["title", "place", "[b]", "[/x]"],
        ["Pier", "7", "[red]x"],
    ]


def test_the_statement_can_come_by_stdin(newswire: Command) -> None:
    assert newswire("query", "--csv", "-", stdin="SELECT 1 AS one;\n").out == "one\n1\n"


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("SELECT * FROM raw.documents", "permission denied for schema raw"),
        ("SELECT * FROM mart.storys", 'relation "mart.storys" does not exist'),
        ("SELEKT 1", 'syntax error at or near "SELEKT"'),
        ("DELETE FROM mart.runs", "permission denied for view runs"),
        ("CREATE TABLE x ()", "cannot execute CREATE TABLE in a read-only transaction"),
        ("SELECT 1; SELECT 2", "cannot insert multiple commands into a prepared statement"),
        ("SELECT 1 / 0", "division by zero"),
        ("SELECT 'infinity'::timestamptz", "timestamp too large"),
        ("COPY mart.runs TO STDOUT", "COPY answers no rows; --csv writes what a SELECT answers as CSV."),
        ("SET search_path TO raw", "SET answers no rows; ask by SELECT."),
        ("COMMIT", "COMMIT answers no rows; ask by SELECT."),
        (" ; ", "Nothing answers no rows; ask by SELECT."),
    ],
)
def test_what_cannot_be_answered_is_said_in_a_sentence(newswire: Command, statement: str, said: str) -> None:
    done = newswire("query", statement)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(said), done.err


@pytest.mark.usefixtures("embedded")
def test_on_the_embedded_server_the_reader_logs_in_itself(newswire: Command) -> None:
    done = newswire("query", "--csv", "SELECT session_user, current_user, current_database() AS place")
    assert done.out == "session_user,current_user,place\nnewswire_reader,newswire_reader,newswire\n"


@pytest.mark.parametrize("statement", GAIN_NOTHING)
@pytest.mark.usefixtures("embedded")
def test_no_statement_makes_more_of_the_reader(newswire: Command, statement: str) -> None:
    done = newswire("query", statement)
    assert (done.status, done.out) == (1, "")


@pytest.mark.parametrize("statement", GAIN_NOTHING)
def test_nor_does_one_where_a_reader_of_ones_own_logs_in(newswire: Command, statement: str) -> None:
    done = newswire("query", statement)
    assert (done.status, done.out) == (1, "")


def test_without_a_login_for_readers_the_owner_takes_their_role(
    newswire: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSWIRE_READER_URL")
    assert newswire("query", "--csv", "SELECT current_user AS me").out == "me\nnewswire_reader\n"


def test_a_login_that_may_not_read_is_told_what_to_grant(
    newswire: Command, database: Database, migrated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_READER_URL", database.url("airflow", migrated))
    done = newswire("query", "SELECT 1")
    assert done.status == 1
    assert "GRANT newswire_reader TO airflow;" in done.err


def test_one_form_at_a_time(newswire: Command) -> None:
    done = newswire("query", "--json", "--csv", "SELECT 1")
    assert done.status == 2
    assert "Either --json or --csv." in done.err
