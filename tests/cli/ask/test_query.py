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
    """The database that is copied for other tests: queries do not change it."""
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
        "y": "00ff", "m": "2024-05-07T10:00:00+00:00", "f": "-Infinity", "q": "NaN", "p": "1 day",
    }  # fmt: skip
    assert "Zoë" in done.out


def test_csv_has_a_header_and_no_quirks_of_python(newswire: Command) -> None:
    done = newswire("query", "--csv", VALUES)
    header, row = csv.reader(io.StringIO(done.out))
    assert "".join(header) == "inwbztajymfqp"
    assert row == [
        "1", "2.50", "3", "true", "", 'Zoë "a"', '["x", null]', '{"k": 1}', "00ff",
        "2024-05-07T10:00:00+00:00", "-Infinity", "NaN", "1 day",
    ]  # fmt: skip


TEXTS = (
    "interval 'infinity'", "interval '-infinity'", "interval '1 month'", "interval '1 year 2 days 03:00'",
    "interval '-1 day +00:00:00.5'", "date 'infinity'", "date '0044-03-15 BC'", "date '12024-05-07'",
    "date '2024-05-07'", "timestamp '-infinity'", "timestamptz 'infinity'", "time '24:00'",
    "timestamptz '0044-03-15 12:00+00 BC'", "timestamptz '12024-05-07 12:00+00'", "timetz '24:00+02'",
    "timetz '12:00:00.5-03:30'", "'NaN'::float8", "'-Infinity'::float4", "'Infinity'::numeric", "12.5::money",
    "B'0101'", "B'1'::varbit", "int4range(1, 5)", "tstzrange('2024-05-07', 'infinity')", "''::text",
    "datemultirange(daterange('2024-05-07', NULL))", "ROW(1, NULL, 'a b')", "inet '10.0.0.0/8'",
    "cidr '10.0.0.0/8'", "point '(1,2)'", "'pier <-> ferry'::tsquery", "'a'::\"char\"", "'x'::name",
    "uuid '123e4567-e89b-12d3-a456-426614174000'", "'mart.stories'::regclass", "'1 2'::int2vector",
)  # fmt: skip
"""Values that Python writes differently or lacks, and that JSON has as texts."""

LITERALS = (
    "1e-20::numeric", "0.1234567890123456789", "2.50", "1e300::float8", "0.1::float4", "9223372036854775807",
    """jsonb '{"n": 0.1234567890123456789}'""", """json '{"a":1, "a":2}'""", "false",
)  # fmt: skip
"""Values that are JSON as they stand."""


@pytest.mark.parametrize("value", TEXTS + LITERALS)
def test_a_value_is_printed_as_postgres_prints_it(newswire: Command, value: str) -> None:
    answers = [
        newswire("query", *form, f"SELECT {written} AS it")
        for form in ((), ("--csv",))
        for written in (f"({value})", f"({value})::text")
    ]
    table, table_of_text, rows, rows_of_text = ("".join(done.out.split()) for done in answers)
    assert {done.status for done in answers} == {0}, answers[0].err
    assert (table, rows) == (table_of_text, rows_of_text)


@pytest.mark.parametrize("value", TEXTS)
def test_a_value_without_a_json_type_is_the_same_text_in_json(newswire: Command, value: str) -> None:
    done = newswire("query", "--json", f"SELECT {value} AS it")
    assert done.out == newswire("query", "--json", f"SELECT ({value})::text AS it").out
    assert isinstance(json.loads(done.out)["it"], str)


@pytest.mark.parametrize("value", LITERALS)
def test_numbers_truth_values_and_json_keep_every_digit_in_json(newswire: Command, value: str) -> None:
    done = newswire("query", "--json", f"SELECT {value} AS it, ({value})::text AS text")
    stands = done.out.removeprefix('{"it": ').split(', "text"')[0]
    assert stands == json.loads(done.out)["text"]


def test_arrays_have_parts_as_postgres_prints_them(newswire: Command) -> None:
    done = newswire(
        *["query", "--json"],
        "SELECT ARRAY[interval 'infinity', '1 month', NULL] AS i, ARRAY[ARRAY[date '-infinity']] AS d,"
        " ARRAY[1.50, 'NaN'] AS n, ARRAY[int4range(1, 5)] AS r, ARRAY[ROW(1, 'a')] AS w, '{}'::int[] AS e,"
        " '[0:1]={t,f}'::bool[] AS b, ARRAY[B'01'] AS v, ARRAY[1.5::money] AS m,"
        " ARRAY[timestamptz '2024-05-07 12:00:00.25+00', 'infinity'] AS t, ARRAY[jsonb '[1]'] AS j",
    )
    assert done.out == (
        '{"i": ["infinity", "1 mon", null], "d": [["-infinity"]], "n": [1.50, "NaN"], "r": ["[1,5)"],'
        ' "w": ["(1,a)"], "e": [], "b": [true, false], "v": ["01"], "m": ["$1.50"],'
        ' "t": ["2024-05-07T12:00:00.25+00:00", "infinity"], "j": [[1]]}\n'
    )


@pytest.mark.parametrize(
    ("zone", "printed"),
    [
        ("UTC", "2024-05-07T12:00:00.5+00:00"),
        ("America/St_Johns", "2024-05-07T09:30:00.5-02:30"),
        ("Asia/Tokyo", "2024-05-07T21:00:00.5+09:00"),
    ],
)
def test_an_instant_is_in_iso_8601_in_the_zone_and_style_of_any_server(
    newswire: Command, zone: str, printed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", f"-c TimeZone={zone} -c DateStyle=German")
    done = newswire("query", "--csv", "SELECT timestamptz '2024-05-07 12:00:00.5+00' AS at")
    assert done.out == f"at\n{printed}\n"


def test_json_of_several_lines_is_one_line(newswire: Command) -> None:
    done = newswire("query", "--json", """SELECT E'{"a":\r\n"b\\\\n"}'::json AS j""")
    assert json.loads(done.out) == {"j": {"a": "b\n"}}
    assert done.out.count("\n") == 1


def test_columns_of_one_name_are_all_there(newswire: Command) -> None:
    statement = "SELECT 1 AS count, 2 AS count, 3 AS count_2, 4 AS count, 5 AS other"
    assert json.loads(newswire("query", "--json", statement).out) == {
        "count": 1, "count_3": 2, "count_2": 3, "count_4": 4, "other": 5,
    }  # fmt: skip
    assert json.loads(newswire("query", "--json", "SELECT count(*), count(*) + 1 AS count").out) == {
        "count": 1, "count_2": 2,
    }  # fmt: skip
    assert newswire("query", "--csv", statement).out == "count,count,count_2,count,other\n1,2,3,4,5\n"


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
        ("COPY mart.runs TO STDOUT", "COPY answers no rows; --csv writes the rows of a SELECT as CSV."),
        ("SET search_path TO raw", "SET answers no rows; ask by SELECT."),
        ("COMMIT", "COMMIT answers no rows; ask by SELECT."),
        (" ; ", "An empty text answers no rows; ask by SELECT."),
    ],
)
def test_a_statement_without_an_answer_ends_with_a_sentence(
    newswire: Command, statement: str, said: str
) -> None:
    done = newswire("query", statement)
    assert (done.status, done.out) == (1, "")
    assert done.err.startswith(said), done.err


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM raw.documents",
        "SELECT * FROM mart.storys",
        "SELECT name FROM mart.stories",
        "CREATE TABLE x ()",
        "DELETE FROM mart.stories",
    ],
)
def test_a_statement_beyond_the_reader_s_views_is_answered_with_the_page_that_lists_them(
    newswire: Command, statement: str
) -> None:
    done = newswire("query", statement)
    assert done.err.splitlines()[-1] == (
        "The reader sees the views of mart, which docs/WAREHOUSE.md describes, and changes nothing."
    )
    assert "INSTEAD OF" not in done.err


@pytest.mark.usefixtures("embedded")
def test_on_the_embedded_server_the_reader_logs_in_itself(newswire: Command) -> None:
    done = newswire("query", "--csv", "SELECT session_user, current_user, current_database() AS place")
    assert done.out == "session_user,current_user,place\nnewswire_reader,newswire_reader,newswire\n"


@pytest.mark.parametrize("statement", GAIN_NOTHING)
@pytest.mark.usefixtures("embedded")
def test_no_statement_gives_the_reader_more_rights(newswire: Command, statement: str) -> None:
    done = newswire("query", statement)
    assert (done.status, done.out) == (1, "")


@pytest.mark.parametrize("statement", GAIN_NOTHING)
def test_no_statement_gives_a_reader_of_ones_own_more_rights(newswire: Command, statement: str) -> None:
    done = newswire("query", statement)
    assert (done.status, done.out) == (1, "")


def test_without_a_login_for_readers_the_owner_takes_their_role(
    newswire: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSWIRE_READER_URL")
    assert newswire("query", "--csv", "SELECT current_user AS me").out == "me\nnewswire_reader\n"


TIME = "SELECT current_setting('statement_timeout') AS time"


@pytest.mark.parametrize("login", ["", "NEWSWIRE_READER_URL"])
def test_a_statement_has_the_time_of_the_reader_s_role_by_any_login(
    newswire: Command, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not login:
        monkeypatch.delenv("NEWSWIRE_READER_URL")
    assert newswire("query", "--csv", TIME).out == "time\n5min\n"
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=1h")
    assert newswire("query", "--csv", TIME).out == "time\n1h\n"


def test_a_statement_that_takes_too_long_is_answered_with_the_way_to_more_time(
    newswire: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGOPTIONS", "-c statement_timeout=200ms")
    done = newswire("query", "SELECT count(*) FROM generate_series(1, 1e12::bigint)")
    assert done == (
        1,
        "",
        "canceling statement due to statement timeout: a reader's statement may take 200ms. "
        "PGOPTIONS='-c statement_timeout=1h' in the environment gives it more time.\n",
    )


def test_a_login_that_may_not_read_is_answered_with_the_grant_it_needs(
    newswire: Command, database: Database, migrated: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSWIRE_READER_URL", database.url("airflow", migrated))
    done = newswire("query", "SELECT 1")
    assert done.status == 1
    assert "GRANT newswire_reader TO airflow;" in done.err


def test_two_forms_at_a_time_are_refused(newswire: Command) -> None:
    done = newswire("query", "--json", "--csv", "SELECT 1")
    assert done.status == 2
    assert "Give either --json or --csv." in done.err
